"""公开核验 of lots: those that were made public, what was drawn, and the bundle to take home."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from haizhi.lots import queries
from haizhi.lots.forms import DrawnFilters, LotFilters, MemberFilters
from haizhi.lots.models import Lot, Purpose
from haizhi.lots.views import LOT_COLUMNS
from haizhi.portal.queries import log
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SECTION = "portal:verification"
_COLUMNS = (*LOT_COLUMNS, Column("出结果时间", lambda lot: lot.drawn_at, 18))


class OpenedFilters(LotFilters):
    """The conditions above the public list: what is public stands at one stage."""

    stage = None  # type: ignore[assignment]  # Django's way to leave an inherited field out


@public_page(Pace.DAY)
def lots(asked: Asked) -> HttpResponseBase:
    """Every lot that is public."""
    sorts = {"drawn_at": "drawn_at", "code": "code"}
    listing = listed(asked, queries.published_lots(), sorts=sorts, default="-drawn_at", filters=OpenedFilters)
    context = {"title": "抽签核验", "crumbs": _crumbs(), "listing": listing, "counted": "次"}
    description = "重庆海智工作站互评、抽查的历次抽签：封存指纹、结果、检查点和签名，可下载公开包在家核验。"
    return list_page(
        asked, "portal/lots.html", context, _COLUMNS, show=partial(framed, section=_SECTION, description=description)
    )


@public_page(Pace.MINUTE)  # signatures come without an entry in the ledger
def lot(asked: Asked, code: str) -> HttpResponseBase:
    """One lot: what was sealed, what was drawn, who signed, and the bundle."""
    found = _found(code)
    peers = found.purpose == Purpose.PEERS
    sorts = {"code": "code"} | ({} if peers else {"position": ("position", "code")})
    listing = listed(
        asked,
        queries.members_of(found),
        sorts=sorts,
        default="code" if peers else "position",
        filters=MemberFilters if peers else DrawnFilters,
    )
    signatures = queries.signatures_of(found)
    context = {
        "title": found.name,
        "crumbs": [*_crumbs(), ("抽签", reverse("portal:lots"))],
        "lot": found,
        "peers": peers,
        "listing": listing,
        "counted": "家",
        "rows": queries.rows_of(found, listing),
        "recipe": queries.recipe_of(found),
        "dice": queries.dice_of(found),
        "signatures": signatures,
        "bundle": queries.bundle_of(found, signatures),
        "command": queries.LOT_COMMAND,
        "windows": queries.LOT_WINDOWS,
        "signing_keys": log.signing_keys_named(name for row in signatures for name in row.keys),
    }
    description = f"{found.name}（{found.code}）的公开核验：封存指纹、骰子、结果、签名、公开包。"
    show = partial(framed, section=_SECTION, description=description)
    drawn = Column("评估", lambda m: "、".join(m.assesses), 60)
    columns = (
        Column("编号", lambda m: m.code, 16),
        Column("名称", lambda m: m.name, 32),
        drawn if peers else Column("抽出次序", lambda m: m.position, 10),
    )
    return list_page(asked, "portal/lot.html", context, columns, show=show)


@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponseBase:
    """The bundle. The same content has the same bytes."""
    found = _found(code)
    made = queries.bundle_of(found, queries.signatures_of(found))
    if made is None:
        raise Http404
    etag = f'"{made.sha256}"'
    answer = get_conditional_response(request, etag=etag) or HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["ETag"] = etag
    return answer


def _found(code: str) -> Lot:
    found = queries.published_lots().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _crumbs() -> list[tuple[str, str]]:
    return [("公开核验", reverse("portal:verification"))]
