"""公开核验 of reviews: the sessions, what is public of each, and the bundle to take home."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from haizhi.accounts.queries.bundles import COMMAND, WINDOWS
from haizhi.portal.forms import SessionFilters
from haizhi.portal.queries import log, proofs
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.reviews.models import Session
from haizhi.reviews.queries.published import proof_for, published_bundle
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SECTION = "portal:verification"
_COLUMNS = (
    Column("编号", lambda s: s.code, 14),
    Column("评审会", lambda s: s.name, 32),
    Column("时间", lambda s: s.held_at, 18),
    Column("地点", lambda s: s.place, 28),
    Column("状态", lambda s: s.stage_label, 14),
)


@public_page(Pace.DAY)
def sessions(asked: Asked) -> HttpResponseBase:
    """Every review of which something is public."""
    sorts = {"held_at": "held_at", "code": "code"}
    listing = listed(asked, proofs.sessions(), sorts=sorts, default="-held_at", filters=SessionFilters)
    context = {"title": "评审会核验", "crumbs": _crumbs(), "listing": listing, "counted": "场"}
    description = "重庆海智工作站历次评审会的封存指纹、检查点和签名，闭会后可下载公开包在家核验。"
    show = partial(framed, section=_SECTION, description=description)
    return list_page(asked, "portal/sessions.html", context, _COLUMNS, show=show)


@public_page(Pace.MINUTE)  # signatures come without an entry in the ledger
def session(asked: Asked, code: str) -> HttpResponse:
    """One review: what is fixed, who signed for it, and what may be taken home today."""
    found = _found(code)
    proof = proof_for(found)
    opened = proofs.is_opened(found)
    context = {
        "title": found.name,
        "crumbs": [*_crumbs(), ("评审会", reverse("portal:sessions"))],
        "proof": proof,
        "opened": opened,
        "bundle": published_bundle(proof, opened=opened),
        "command": COMMAND,
        "windows": WINDOWS,
        "signing_keys": log.signing_keys_named(name for row in proof.checkpoints for name in row.keys),
    }
    description = f"{found.name}（{found.code}）的公开核验：封存指纹、各时点的账本根和签名、公开包。"
    return framed(asked, "portal/session.html", context, section=_SECTION, description=description)


@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponseBase:
    """The bundle as it is public today. The same content has the same bytes."""
    found = _found(code)
    made = published_bundle(proof_for(found), opened=proofs.is_opened(found))
    if made is None:
        raise Http404
    etag = f'"{made.sha256}"'
    known = get_conditional_response(request, etag=etag)
    answer = known or HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["ETag"] = etag
    return answer


def _found(code: str) -> Session:
    session = proofs.session_by(code)
    if session is None:
        raise Http404
    return session


def _crumbs() -> list[tuple[str, str]]:
    return [("公开核验", reverse("portal:verification"))]
