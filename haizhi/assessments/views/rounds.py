"""Rounds: list, composing, the round's page, its stations, who is late, the result before and after it stands."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from haizhi.assessments import acts, queries
from haizhi.assessments.facts import parts_of, standing_now
from haizhi.assessments.forms import (
    ROUND_FORMS,
    ComposeForm,
    EnlistForm,
    PartFilters,
    RankingFilters,
    RoundFilters,
)
from haizhi.assessments.models import RUNNING, WATCHERS, Assessed
from haizhi.assessments.queries.results import points_shown
from haizhi.assessments.views.frame import crumbs, the_round
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.ui.acting import act_page, carry_out, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_ROUND_SORTS = {"year": "year", "code": "code", "self_due": "self_due"}
_ROUND_COLUMNS = (
    Column("编号", lambda r: r.code, 16),
    Column("名称", lambda r: r.name, 36),
    Column("年份", lambda r: r.year, 8),
    Column("参评工作站", lambda r: r.taking_part, 12),
    Column("自评截止", lambda r: r.self_due, 12),
    Column("互评截止", lambda r: r.peer_due, 12),
    Column("考评截止", lambda r: r.office_due, 12),
    Column("公布日期", lambda r: r.published_on, 12),
    Column("状态", lambda r: r.stage_label, 16),
)
_PART_SORTS = {"code": "station__code", "name": "station__short_name", "peers": "peers_given"}
_PART_COLUMNS = (
    Column("工作站编号", lambda p: p.station.code, 16),
    Column("工作站简称", lambda p: p.station.short_name, 24),
    Column("建站单位", lambda p: p.station.unit.name, 34),
    Column("自评", lambda p: "已提交" if p.own_given else "未提交", 10),
    Column("互评已交", lambda p: p.peers_given, 10),
    Column("互评应交", lambda p: p.peers_asked, 10),
    Column("海智办考评", lambda p: "已确认" if p.office_given else "未确认", 12),
    Column("状态", lambda p: p.stage_label, 12),
    Column("理由", lambda p: p.reason, 30),
)
_RESULT_SORTS = {"rank": "rank", "code": "station__code", "name": "station__short_name"}
_RESULT_COLUMNS = (
    Column("名次", lambda p: p.rank, 8),
    Column("工作站编号", lambda p: p.station.code, 16),
    Column("工作站简称", lambda p: p.station.short_name, 24),
    Column("建站单位", lambda p: p.station.unit.name, 34),
    Column("综合得分", points_shown, 12),
    Column("精确值", lambda p: p.exact, 16),
    Column("结论", lambda p: "合格" if p.passed else "不合格", 10),
)


@login_required
def rounds(asked: Asked) -> HttpResponseBase:
    """Every round that one may see."""
    _only_for_concerned(asked)
    listing = listed(asked, queries.rounds_of(asked.actor), sorts=_ROUND_SORTS, default="-year", filters=RoundFilters)
    context = {
        "title": "评估考核",
        "listing": listing,
        "counted": "轮",
        "may_compose": asked.actor.holds(*OFFICE_ROLES),
        "watches": asked.actor.holds(*WATCHERS),
    }
    return list_page(asked, "assessments/list.html", context, _ROUND_COLUMNS)


def _only_for_concerned(asked: Asked) -> None:
    if not asked.actor.holds(*WATCHERS, *Assessed.scope):
        raise PermissionDenied


@login_required
def compose(asked: Asked) -> HttpResponse:
    """A new round."""
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    return creation_page(
        asked,
        moves.COMPOSE_ASSESSMENT,
        ComposeForm,
        lambda form: acts.compose(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=crumbs(),
    )


@login_required
def assessment(asked: Asked, code: str) -> HttpResponse:
    """One round: dates, how far it is, what is to be done; to a station its own sheets."""
    subject, today = the_round(asked, code), day_of(asked.at)
    watches = asked.actor.holds(*WATCHERS)
    own = [] if watches else queries.own_parts(subject, asked.actor)
    context = case_context(asked, subject, ROUND_FORMS, subtitle=subject.code, crumbs=crumbs(), due=subject.due_on) | {
        "watches": watches,
        "progress": queries.progress_of(subject, today) if watches else None,
        "conflicts": queries.conflicts_shown(subject) if watches else [],
        "sees_lot": subject.lot is not None and asked.actor.holds(*OFFICE_ROLES, Role.SUPERVISOR, Role.AUDITOR),
        "own_parts": own,
        "own_sheets": queries.sheets_of(asked.actor).filter(assessed__assessment=subject) if own else [],
        "runs": subject.stage in RUNNING,
        "bundled": subject.stage == "published" and (watches or subject.publishes_points),
        "has_result": subject.stage in ("closed", "published"),
        "is_office": asked.actor.holds(*OFFICE_ROLES),
        "composing": subject.stage == "composing",
    }
    if not watches:
        context["trail"], context["next_steps"] = [], []
    return render(asked, "assessments/round.html", context)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a round."""
    return act_page(asked, the_round(asked, code), verb, ROUND_FORMS)


@login_required
def enlist(asked: Asked, code: str) -> HttpResponse:
    """A further station for a round that is being composed."""
    found = the_round(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    posted = asked.method == "POST"
    form = EnlistForm(asked.POST if posted else None, asked=asked, assessment=found)
    if not posted:
        context = {"move": moves.ENLIST_STATION, "form": form, "subject": None, "findings": (), "crumbs": crumbs(found)}
        return render(asked, "ui/act_page.html", context)

    def call(given: object) -> Assessed:
        said = form.arguments()
        return acts.enlist(said.pop("station"), by=asked.actor, at=asked.at, assessment=found, **said)

    back = reverse("assessments:stations", args=[code])
    return carry_out(asked, moves.ENLIST_STATION, form, call, crumbs=crumbs(found), after=back)


@login_required
def stations(asked: Asked, code: str) -> HttpResponseBase:
    """The stations of a round and which of their sheets are in."""
    found = the_round(asked, code)
    _only_for_watchers(asked)
    rows = queries.parts_listed(found, asked.actor)
    listing = listed(asked, rows, sorts=_PART_SORTS, default="code", filters=PartFilters)
    context = {
        "title": "参评工作站",
        "subtitle": found.name,
        "crumbs": crumbs(found),
        "listing": listing,
        "counted": "家",
        "assessment": found,
        "may_enlist": found.stage == "composing" and asked.actor.holds(*OFFICE_ROLES),
    }
    return list_page(asked, "assessments/stations.html", context, _PART_COLUMNS)


def _only_for_watchers(asked: Asked) -> None:
    if not asked.actor.holds(*WATCHERS):
        raise PermissionDenied


@login_required
def late(asked: Asked, code: str) -> HttpResponse:
    """Whose sheets are overdue; all are chased at once, each by an act of its own."""
    found = the_round(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    waiting = queries.late_sheets(found, day_of(asked.at)) if found.stage in RUNNING else []
    if asked.method == "POST":
        done = 0
        with transaction.atomic():
            for score in waiting:
                try:
                    acts.chase(score, by=asked.actor, at=asked.at)
                except Refused:  # given, or chased, since the list was read
                    continue
                done += 1
        messages.success(asked, f"已催交{done}份评分表，相关单位已收到通知。" if done else "没有需要催交的评分表。")
        return HttpResponseRedirect(found.get_absolute_url())
    context = {
        "title": "催交评分表",
        "subtitle": found.name,
        "crumbs": crumbs(found),
        "sheets": waiting,
        "subject": found,
    }
    return render(asked, "assessments/late.html", context)


@login_required
def preview(asked: Asked, code: str) -> HttpResponse:
    """The result as it would be if it were closed now, for the Office; nothing is fixed by looking."""
    found = the_round(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES) or found.stage != "scoring":
        raise Http404
    parts = parts_of(found, "enlisted")
    context = {
        "title": "结果预览",
        "subtitle": f"{found.name}　尚未审定，仅供核对",
        "crumbs": crumbs(found),
        "standings": standing_now(parts),
        "subject": found,
        "shows_points": all(_is_confirmed(part) for part in parts),
    }
    return render(asked, "assessments/preview.html", context)


def _is_confirmed(part: Assessed) -> bool:
    return any(score.stage == "confirmed" for score in part.scores.all())


@login_required
def result(asked: Asked, code: str) -> HttpResponseBase:
    """The ranking with exact fractions and how the scores lie: for those who watch."""
    found = the_round(asked, code)
    _only_for_watchers(asked)
    if found.stage not in ("closed", "published"):
        raise Http404
    rows = queries.result_rows(found, asked.actor)
    listing = listed(asked, rows, sorts=_RESULT_SORTS, default="rank", filters=RankingFilters)
    context = {
        "title": "评估结果",
        "subtitle": found.name,
        "crumbs": crumbs(found),
        "listing": listing,
        "counted": "家",
        "subject": found,
        "figures": queries.distribution(list(rows)),
        "rows": [(part, points_shown(part)) for part in listing],
    }
    return list_page(asked, "assessments/result.html", context, _RESULT_COLUMNS)
