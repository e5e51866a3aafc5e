"""Pages of lots: the list, one lot in the order of its ceremony, its members and result, what is printed and kept."""

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from haizhi.accounts.queries.cosigning import side_of
from haizhi.accounts.views.checkpoints import note_file, signing_page
from haizhi.documents.sheets import sheet_pdf
from haizhi.lots import queries
from haizhi.lots.forms import LOT_FORMS, DrawnFilters, LotFilters, MemberFilters
from haizhi.lots.models import KEEPERS, Lot, Purpose
from haizhi.ui.acting import act_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

LOT_COLUMNS = (
    Column("编号", lambda lot: lot.code, 14),
    Column("名称", lambda lot: lot.name, 32),
    Column("用途", lambda lot: lot.get_purpose_display(), 12),
    Column("名单", lambda lot: lot.size, 8),
    Column("数量", lambda lot: lot.count, 8),
)
_COLUMNS = (
    *LOT_COLUMNS,
    Column("封存时间", lambda lot: lot.sealed_at, 18),
    Column("状态", lambda lot: lot.stage_label, 14),
)
_SORTS = {"code": "code", "name": "name", "sealed_at": "sealed_at", "size": "size"}


@for_roles(Lot.readers)
def lots(asked: Asked) -> HttpResponseBase:
    """Every lot."""
    listing = listed(asked, queries.lots_of(asked.actor), sorts=_SORTS, default="-sealed_at", filters=LotFilters)
    return list_page(asked, "lots/list.html", {"title": "抽签", "listing": listing, "counted": "次"}, _COLUMNS)


@for_roles(Lot.readers)
def lot(asked: Asked, code: str) -> HttpResponse:
    """One lot: which step is on and whose it is, what was sealed, what the dice gave, who signed."""
    subject = _the_lot(asked, code)
    keeps = asked.actor.holds(*KEEPERS)
    signatures = queries.signatures_of(subject)
    side = side_of(subject, asked.actor.id)
    context = case_context(asked, subject, LOT_FORMS, title=subject.name, subtitle=subject.code, crumbs=_crumbs())
    context |= {
        "steps": queries.steps_of(subject, signatures),
        "dice": queries.dice_of(subject) if keeps else None,
        "recipe": queries.recipe_of(subject),
        "signatures": signatures,
        "post": side.post.label if side else "",
        "keeps": keeps,
        "bundle": queries.has_bundle(subject, signatures),
        "command": queries.LOT_COMMAND,
    }
    return render(asked, "lots/detail.html", context)


@for_roles(Lot.readers)
def members(asked: Asked, code: str) -> HttpResponseBase:
    """The sealed list with whom each must keep clear of, and what was drawn, for those who may know it."""
    subject = _the_lot(asked, code)
    drawn = bool(subject.way) and asked.actor.holds(*KEEPERS)
    peers = subject.purpose == Purpose.PEERS
    sorts = {"code": "code", "name": "name"} | ({"position": ("position", "code")} if drawn and not peers else {})
    filters = DrawnFilters if drawn and not peers else MemberFilters
    default = "position" if drawn and not peers else "code"
    listing = listed(asked, queries.members_of(subject), sorts=sorts, default=default, filters=filters)
    context = {
        "title": "名单和结果" if drawn else "名单",
        "subtitle": f"{subject.name}（{subject.code}）",
        "crumbs": [*_crumbs(), (subject.code, subject.get_absolute_url())],
        "listing": listing,
        "counted": "家",
        "rows": queries.rows_of(subject, listing),
        "peers": peers,
        "drawn": drawn,
        "secret": drawn and subject.opened_at is None,
    }
    return list_page(asked, "lots/members.html", context, _member_columns(subject, drawn=drawn))


def _member_columns(subject: Lot, *, drawn: bool) -> tuple[Column, ...]:
    columns: list[Column] = [Column("编号", lambda m: m.code, 16), Column("名称", lambda m: m.name, 32)]
    if subject.purpose == Purpose.PEERS:
        apart = queries.apart_in(subject)
        columns.append(Column("须避嫌", lambda m: "、".join(apart.get(m.code, ())), 32))
        if drawn:
            columns.append(Column("评估", lambda m: "、".join(m.assesses), 60))
    elif drawn:
        columns.append(Column("抽出次序", lambda m: m.position, 10))
    return tuple(columns)


@for_roles(Lot.readers)
def lot_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act of a lot."""
    return act_page(asked, _the_lot(asked, code), verb, LOT_FORMS)


@for_roles(KEEPERS)
@require_GET
def record(asked: Asked, code: str) -> HttpResponse:
    """抽签记录 as PDF."""
    made = sheet_pdf(queries.draw_record(_the_lot(asked, code), asked.at))
    return _file(made, "application/pdf", f"{code}抽签记录.pdf", attached=False)


@for_roles(KEEPERS)
@require_GET
def bundle(asked: Asked, code: str) -> HttpResponse:
    """The bundle, once the result is countersigned and everything signed; public only when the lot is opened."""
    subject = _the_lot(asked, code)
    made = queries.bundle_of(subject, queries.signatures_of(subject))
    if made is None:
        raise Http404
    return _file(made.content, "application/zip", made.name, attached=True)


@sensitive_post_parameters("passphrase")
@for_roles(Lot.readers)
def checkpoint(asked: Asked, code: str, size: int) -> HttpResponse:
    """One checkpoint of a lot, and the two ways of signing it."""
    subject = _the_lot(asked, code)
    way = [*_crumbs(), (subject.code, subject.get_absolute_url())]
    return signing_page(asked, subject, size, way, reverse("lots:checkpoint_file", args=[code, size]))


@for_roles(Lot.readers)
@require_GET
def checkpoint_file(asked: Asked, code: str, size: int) -> HttpResponse:
    """A checkpoint with the signatures that it has, as a file."""
    return note_file(_the_lot(asked, code), size)


def _the_lot(asked: Asked, code: str) -> Lot:
    found = Lot.objects.visible_to(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _crumbs() -> list[tuple[str, str]]:
    return [("抽签", reverse("lots:list"))]


def _file(content: bytes, kind: str, name: str, *, attached: bool) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer
