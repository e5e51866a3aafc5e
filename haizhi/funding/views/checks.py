"""Checks and the drawings they come from."""

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_GET

from haizhi.funding import acts, queries
from haizhi.funding.forms.checks import CHECK_FORMS, CheckRoundForm, OpenCheckForm
from haizhi.funding.forms.filters import CheckFilters, RoundFilters
from haizhi.funding.models import READERS, Check, CheckRound
from haizhi.funding.views.common import EVERYBODY, found, list_crumbs, paper, trail_for
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "code": "code",
    "unit": ("station__unit__pinyin", "code"),
    "visit_on": ("visit_on", "code"),
    "due_on": "due_on",
}
_COLUMNS = (
    Column("编号", lambda c: c.code, 14),
    Column("建站单位", lambda c: c.station.unit.name, 34),
    Column("工作站编号", lambda c: c.station.code, 14),
    Column("缘由", lambda c: c.origin, 12),
    Column("批次", lambda c: c.round.code if c.round else "", 14),
    Column("抽查日期", lambda c: c.visit_on, 12),
    Column("发现的问题", lambda c: c.findings, 40),
    Column("期限", lambda c: c.due_on, 12),
    Column("状态", lambda c: c.stage_label, 12),
)
_ROUND_SORTS = {"code": "code", "year": ("year", "code")}
_ROUND_COLUMNS = (
    Column("编号", lambda r: r.code, 14),
    Column("名称", lambda r: r.name, 40),
    Column("经费年度", lambda r: r.year, 10),
    Column("抽取家数", lambda r: r.count, 10),
    Column("抽签编号", lambda r: r.lot.code, 14),
    Column("状态", lambda r: r.stage_label, 14),
)


@for_roles(EVERYBODY)
def checks(asked: Asked) -> HttpResponseBase:
    """Every check; a unit sees its own, once it was told."""
    rows = queries.checks_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=CheckFilters)
    context = {
        "title": "经费抽查",
        "crumbs": list_crumbs("", "funding:checks")[:1],
        "listing": listing,
        "counted": "次",
        "draws": asked.actor.holds(*moves.OPEN_CHECK_ROUND.roles),
        "decides": asked.actor.holds(*moves.OPEN_CHECK.roles),
        "reads_rounds": asked.actor.holds(*READERS),
        "today": day_of(asked.at),
    }
    return list_page(asked, "funding/checks.html", context, _COLUMNS)


@for_roles(moves.OPEN_CHECK.roles)
def new(asked: Asked) -> HttpResponse:
    """Decide on a check for a reason."""
    return creation_page(
        asked,
        moves.OPEN_CHECK,
        OpenCheckForm,
        lambda form: acts.open_check(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=list_crumbs("经费抽查", "funding:checks"),
    )


def _check(asked: Asked, code: str) -> Check:
    return found(queries.checks_of(asked.actor), code)


@for_roles(EVERYBODY)
def check(asked: Asked, code: str) -> HttpResponse:
    """One check."""
    subject = _check(asked, code)
    crumbs, subtitle = list_crumbs("经费抽查", "funding:checks"), f"{subject.code}　{subject.origin}"
    context = case_context(asked, subject, CHECK_FORMS, subtitle=subtitle, crumbs=crumbs, due=subject.due) | {
        "page": queries.check_page(subject, asked.actor),
        "reads_rounds": asked.actor.holds(*READERS),
        "recovers": asked.actor.holds(*moves.OPEN_RECOVERY.roles) and bool(subject.findings),
    }
    context["trail"] = trail_for(asked, context["trail"])
    return render(asked, "funding/check.html", context)


@for_roles(EVERYBODY)
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a check."""
    return act_page(asked, _check(asked, code), verb, CHECK_FORMS)


@for_roles(EVERYBODY)
@require_GET
def record(asked: Asked, code: str, form: str) -> HttpResponse:
    """The record of a check as PDF or DOCX, for signature."""
    subject = _check(asked, code)
    return paper(queries.check_sheet(subject, asked.at), f"{subject.code}经费抽查记录", form)


@for_roles(READERS)
def rounds(asked: Asked) -> HttpResponseBase:
    """Every drawing."""
    rows = queries.rounds_of(asked.actor)
    listing = listed(asked, rows, sorts=_ROUND_SORTS, default="-code", filters=RoundFilters)
    context = {
        "title": "随机抽查批次",
        "crumbs": list_crumbs("经费抽查", "funding:checks"),
        "listing": listing,
        "counted": "批",
        "draws": asked.actor.holds(*moves.OPEN_CHECK_ROUND.roles),
        "year": day_of(asked.at).year,
    }
    return list_page(asked, "funding/rounds.html", context, _ROUND_COLUMNS)


@for_roles(moves.OPEN_CHECK_ROUND.roles)
def round_new(asked: Asked) -> HttpResponse:
    """Begin a drawing among the stations that had money in the year."""
    asked_for = asked.GET.get("year", "")
    year = int(asked_for) if asked_for.isdecimal() and len(asked_for) == 4 else day_of(asked.at).year
    everybody = queries.population(year)

    class Form(CheckRoundForm):
        """Among these stations."""

        def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
            super().__init__(*args, asked=asked, year=year, population=everybody, **kwargs)

    if not everybody:
        context = {"title": "组织随机抽查", "crumbs": list_crumbs("经费抽查", "funding:checks"), "year": year}
        return render(asked, "funding/round_nobody.html", context)
    return creation_page(
        asked,
        moves.OPEN_CHECK_ROUND,
        Form,
        lambda form: acts.open_check_round(by=asked.actor, at=asked.at, year=year, **form.arguments()),
        crumbs=list_crumbs("随机抽查批次", "funding:rounds"),
    )


def _round(asked: Asked, code: str) -> CheckRound:
    return found(queries.rounds_of(asked.actor), code)


_ANNOUNCED = (moves.TAKE_UP_CHECK_ROUND, moves.PUBLISH_CHECK_ROUND)
"""What comes next in any case, shown with what it still waits for."""


@for_roles(READERS)
def check_round(asked: Asked, code: str) -> HttpResponse:
    """One drawing: who could be drawn, how the lot stands, who was drawn."""
    subject = _round(asked, code)
    crumbs = list_crumbs("随机抽查批次", "funding:rounds")
    context = case_context(asked, subject, CHECK_FORMS, subtitle=subject.code, crumbs=crumbs) | {
        "members": list(subject.members.select_related("unit").order_by("code")),
        "checks": list(subject.checks.select_related("station__unit").order_by("code")),
    }
    context["panels"] = [panel for panel in context["panels"] if not panel.findings or panel.move in _ANNOUNCED]
    return render(asked, "funding/round.html", context)


@for_roles(READERS)
def round_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a drawing."""
    return act_page(asked, _round(asked, code), verb, CHECK_FORMS)
