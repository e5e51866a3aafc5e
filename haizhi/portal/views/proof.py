"""公开核验: the ledger's root, its checkpoints and headers, for whoever wants to check them at home."""

from functools import partial
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from haizhi.kernel.cosigning import note_of
from haizhi.kernel.signing import ORIGIN
from haizhi.portal.forms import CheckpointFilters
from haizhi.portal.queries import log, proofs
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

R = TypeVar("R", bound=HttpResponseBase)

_COLUMNS = (
    Column("记录数", lambda c: c.size, 10),
    Column("签署缘由", log.occasion, 20),
    Column("签署时间", lambda c: c.at, 18),
    Column("账本根", lambda c: c.root, 66),
)

_TEXT = "text/plain; charset=utf-8"


@public_page(Pace.DAY)
def verification(asked: Asked) -> HttpResponse:
    """Why nobody has to be trusted, and how to check that nothing was changed afterwards."""
    context = {
        "title": "公开核验",
        "ledger": log.state(),
        "key": log.key_text(),
        "signing_keys": log.signing_keys(),
        "origin": ORIGIN,
        "sessions": proofs.latest(),
    }
    description = "重庆海智工作站评审和办理记录的公开核验：账本根、检查点、公钥、评审会公开包和离线核验办法。"
    return framed(asked, "portal/verification.html", context, section="portal:verification", description=description)


@public_page(Pace.DAY)
def checkpoints(asked: Asked) -> HttpResponseBase:
    """Every checkpoint, each to be taken home."""
    sorts = {"size": "size", "at": "at"}
    listing = listed(asked, log.checkpoints(), sorts=sorts, default="-size", filters=CheckpointFilters)
    context = {
        "title": "检查点",
        "crumbs": [("公开核验", reverse("portal:verification"))],
        "listing": listing,
        "counted": "个",
        "rows": [(checkpoint, log.occasion(checkpoint)) for checkpoint in listing],
    }
    description = "重庆海智工作站账本的历次检查点：签署缘由、时间、记录数和账本根，可下载留存。"
    show = partial(framed, section="portal:verification", description=description)
    return list_page(asked, "portal/checkpoints.html", context, _COLUMNS, show=show)


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
    return _download(HttpResponse(note_of(found), content_type=_TEXT), f"haizhi-{size}.note")


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
