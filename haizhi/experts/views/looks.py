"""Looks into what lists hide: asked for with a reason, open for a while, on record."""

from collections.abc import Callable
from operator import attrgetter
from tempfile import TemporaryFile
from typing import Any

from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.documents.spreadsheet import Sheet, write_workbook
from haizhi.experts import acts, queries
from haizhi.experts.acts.looks import CONTACT_TO
from haizhi.experts.facts import discipline_names
from haizhi.experts.forms import COLUMNS, ExportForm, LookFilters, LookForm
from haizhi.experts.models import Look, Sex
from haizhi.experts.models.looks import OPEN_FOR
from haizhi.experts.views.pool import crumbs, found, listing_of
from haizhi.regulation import moves
from haizhi.regulation.roles import Role
from haizhi.ui.acting import ActForm, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.exporting import WORKBOOK, Column, list_page, not_kept
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import day_text, moment_text

_READERS = Look.readers | moves.TAKE_LOOK.roles
_COLUMNS = (
    Column("时间", lambda look: look.at, 18),
    Column("查阅人", lambda look: look.by_name, 14),
    Column("岗位", lambda look: Role(look.role).label, 16),
    Column("事项", lambda look: look.get_sort_display(), 24),
    Column("专家", lambda look: look.expert.code if look.expert else "", 16),
    Column("人数", lambda look: look.rows, 8),
    Column("条件", lambda look: look.conditions, 30),
    Column("用途", lambda look: look.reason, 40),
)


@for_roles(_READERS)
def looks(asked: Asked) -> HttpResponseBase:
    """Every look; a clerk of the Office reads the own ones."""
    rows = Look.objects.visible_to(asked.actor).select_related("expert")
    sorts = {"at": "at", "by": "by_name"}
    listing = listed(asked, rows, sorts=sorts, default="-at", filters=LookFilters)
    context = {"title": "专家资料查阅记录", "listing": listing, "counted": "条", "crumbs": crumbs(asked)}
    return list_page(asked, "experts/looks.html", context, _COLUMNS, personal=True)


@for_roles(CONTACT_TO)
def look_at(asked: Asked, code: str) -> HttpResponse:
    """Ask for one expert's whole entry."""
    expert = found(asked, code)

    def call(form: ActForm) -> Look:
        return acts.look(by=asked.actor, at=asked.at, sort=Look.Sort.CONTACT, expert=expert, **form.arguments())

    way = crumbs(asked, (expert.code, expert.get_absolute_url()), ("查看完整资料", ""))
    return creation_page(asked, moves.TAKE_LOOK, LookForm, call, crumbs=way)


@for_roles(moves.TAKE_LOOK.roles)
def export(asked: Asked) -> HttpResponse:
    """Ask for the list, as it is filtered, as a file."""
    listing = listing_of(asked)
    said = listing.form.conditions() if listing.form else []
    words = {"q": "（按关键词）"}  # what was looked for may be a person's name or number
    labels = {str(field.label): name for name, field in listing.form.fields.items()} if listing.form else {}
    conditions = "；".join(f"{label} {words.get(labels[label], value)}" for label, value in said)

    def call(form: ActForm) -> Look:
        return acts.look(
            by=asked.actor,
            at=asked.at,
            asked=asked.GET.urlencode(),
            conditions=conditions,
            rows=listing.rows.count(),
            **form.arguments(),
        )

    return creation_page(asked, moves.TAKE_LOOK, ExportForm, call, crumbs=crumbs(asked, ("导出", "")))


def _look(asked: Asked, pk: object) -> Look:
    return get_object_or_404(Look.objects.visible_to(asked.actor).select_related("expert"), pk=pk)


@for_roles(_READERS)
def look(asked: Asked, pk: object) -> HttpResponse:
    """One look: who, when, why; and, to whoever took it, for a while what was asked for."""
    taken = _look(asked, pk)
    open_now = taken.open_to(asked.actor, asked.at)
    context = {
        "title": "专家资料查阅",
        "crumbs": crumbs(asked, ("查阅记录", reverse("experts:looks"))),
        "look": taken,
        "role": Role(taken.role).label,
        "open_now": open_now,
        "until": taken.at + OPEN_FOR,
        "shown": queries.shown(taken.expert, whole=True) if open_now and taken.expert else None,
    }
    return not_kept(render(asked, "experts/look.html", context))


@for_roles(moves.TAKE_LOOK.roles)
def look_file(asked: Asked, pk: object) -> HttpResponseBase:
    """The list that was asked for, while it is open to whoever asked. Raises Http404 afterwards."""
    taken = _look(asked, pk)
    if taken.expert is not None or not taken.open_to(asked.actor, asked.at):
        raise Http404
    asked.GET = QueryDict(taken.asked)
    whole = taken.sort == Look.Sort.WHOLE
    rows = listing_of(asked).rows.iterator(chunk_size=2000)
    note = f"专家库　{taken.conditions or '全部'}　{asked.actor.name} {moment_text(asked.at)}导出，用途：{taken.reason}"
    book = TemporaryFile()  # noqa: SIM115 - the response closes it when the last byte is sent
    write_workbook(Sheet("专家库", note, _columns(whole=whole), rows), book)
    book.seek(0)
    name = f"专家库 {day_text(asked.at)}.xlsx"
    return not_kept(FileResponse(book, as_attachment=True, filename=name, content_type=WORKBOOK))


def _columns(*, whole: bool) -> tuple[Column, ...]:
    """The columns of the template, so that what was taken away can be handed in again; before them the number."""
    names = discipline_names()
    value: dict[str, Callable[[Any], Any]] = {
        "sex": lambda e: Sex(e.sex).label if e.sex else "",
        "birth_year": lambda e: e.contact.birth_year if whole else queries.shown(e, whole=False).birth_year,
        "discipline": lambda e: names.get(e.discipline, e.discipline),
        "within_city": lambda e: "市内" if e.within_city else "市外",
        "mobile": lambda e: queries.shown(e, whole=whole).mobile,
        "email": lambda e: queries.shown(e, whole=whole).email,
    }
    shared = (
        Column(column.label, value.get(column.field, attrgetter(column.field)), column.width) for column in COLUMNS
    )
    return (
        Column("编号", lambda e: e.code, 14),
        *shared,
        Column("登记单位现名", lambda e: e.unit_name, 34),
        Column("状态", lambda e: e.stage_label, 10),
        Column("评委账号", lambda e: "已开通" if e.person_id else "未开通", 10),
        Column("入库承诺", lambda e: e.pledged_at, 18),
        Column("入库时间", lambda e: e.entered_at, 18),
    )
