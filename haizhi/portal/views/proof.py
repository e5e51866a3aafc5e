"""公开核验: the ledger's root, its checkpoints and headers, for whoever wants to check them at home."""

from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from haizhi.kernel.signing import ORIGIN
from haizhi.portal.queries import log
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

R = TypeVar("R", bound=HttpResponseBase)

_TEXT = "text/plain; charset=utf-8"


@public_page(Pace.DAY)
def verification(asked: Asked) -> HttpResponse:
    """How to check that nothing was changed afterwards."""
    listing = listed(asked, log.checkpoints(), sorts={"size": "size", "at": "at"}, default="-size")
    context = {
        "title": "公开核验",
        "listing": listing,
        "rows": [(checkpoint, log.occasion(checkpoint)) for checkpoint in listing],
        "ledger": log.state(),
        "key": log.key_text(),
        "origin": ORIGIN,
    }
    return framed(asked, "portal/verification.html", context, section="portal:verification")


@require_safe
def log_lines(request: HttpRequest) -> HttpResponseBase:
    """Every header of the ledger, one a line: canonical JSON, nothing of a person in it."""
    # an append-only log of one size has one content; the size is read once, so that nothing gets between the two
    size = log.size()
    etag = f'"log-{size}"'
    answer: HttpResponseBase | None = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = _download(StreamingHttpResponse(log.header_lines(size), content_type="application/jsonl"), "log.jsonl")
    answer["ETag"] = etag
    return answer


@require_safe
def checkpoint(request: HttpRequest, size: int) -> HttpResponse:
    """A signed checkpoint as it was signed (C2SP signed-note)."""
    found = log.checkpoint_at(size)
    if found is None:
        raise Http404
    return _download(HttpResponse(found.note, content_type=_TEXT), f"haizhi-{size}.note")


@require_safe
def key(request: HttpRequest) -> HttpResponse:
    """The platform's public key."""
    text = log.key_text()
    if not text:
        raise Http404
    return _download(HttpResponse(f"{text}\n", content_type=_TEXT), "haizhi-key.txt")


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier of review bundles, as one file."""
    return _download(HttpResponse(log.verifier(), content_type="application/zip"), "verify.pyz")


def _download(response: R, name: str) -> R:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
