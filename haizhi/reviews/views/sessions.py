"""Sessions: list, case page, rules, seats, units."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from haizhi.kernel.door import AlreadyDone, standing_against, submission
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts, queries
from haizhi.reviews.facts import seat_of, session_rules
from haizhi.reviews.forms import SESSION_FORMS, EnlistForm, RulesForm, ScheduleForm, SessionFilters
from haizhi.reviews.models import WITNESS_READERS, Opening, Session, Turn
from haizhi.reviews.views.access import (
    CEREMONY_READERS,
    READERS,
    after,
    crumbs,
    is_office,
    offered,
    only_for,
    the_session,
)
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import NextStep, next_steps
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "name": "name", "held_at": "held_at", "units": "units"}
_ON_THE_PAGE = ("open", "confirm_close", "refuse_close", "take_copy")
"""Acts offered on the case page; preparing, drawing and hearing have pages of their own."""
_NAMED = 2
"""Units that the message names of those that were enlisted."""
_ASIDE = ("reschedule", "drop")
"""Acts of a change of plan."""

_COLUMNS = (
    Column("编号", lambda s: s.code, 14),
    Column("名称", lambda s: s.name, 28),
    Column("时间", lambda s: s.held_at, 18),
    Column("地点", lambda s: s.place, 28),
    Column("申报单位", lambda s: s.units, 10),
    Column("状态", lambda s: s.stage_label, 14),
)


@login_required
def sessions(asked: Asked) -> HttpResponseBase:
    """Every session that the actor has to do with."""
    only_for(asked, READERS)
    listing = listed(asked, queries.sessions_of(asked.actor), sorts=_SORTS, default="-held_at", filters=SessionFilters)
    context = {
        "title": "评审会",
        "listing": listing,
        "counted": "场",
        "may_schedule": asked.actor.holds(*moves.SCHEDULE.roles),
        "judges": asked.actor.holds(Role.JUDGE),
    }
    return list_page(asked, "reviews/list.html", context, _COLUMNS)


@login_required
def session_new(asked: Asked) -> HttpResponse:
    """Schedule a session."""
    only_for(asked, moves.SCHEDULE.roles)

    def call(form: ActForm) -> Session:
        asked_for = form.arguments()
        return acts.schedule(asked_for.pop("call"), by=asked.actor, at=asked.at, **asked_for)

    return creation_page(asked, moves.SCHEDULE, ScheduleForm, call, crumbs=crumbs())


@login_required
def session(asked: Asked, code: str) -> HttpResponse:
    """One session: what is prepared, who sits, whose turn it is, the result, as far as the reader may know."""
    subject = the_session(asked, code)
    insider = asked.actor.holds(*CEREMONY_READERS)
    rows = queries.seat_rows(subject)
    context: dict[str, Any] = {
        "subject": subject,
        "title": subject.name,
        "subtitle": subject.code,
        "crumbs": crumbs(),
        "panels": offered(asked, subject, SESSION_FORMS, _ON_THE_PAGE),
        "aside": offered(asked, subject, SESSION_FORMS, _ASIDE),
        "trail": queries.session_acts(subject, asked.actor),
        "next_steps": _next_steps(subject),
        "rules": session_rules(subject),
        "rows": queries.turn_rows(subject, asked.actor),
        "seats": rows if insider else [],
        "insider": insider,
        "office": is_office(asked),
        "watches": asked.actor.holds(*WITNESS_READERS),
        "judges": asked.actor.holds(Role.JUDGE),
        "seated": seat_of(subject, asked.actor.id) is not None,
        "stands": subject.stage in queries.STANDING,
        "reads_openings": asked.actor.holds(*Opening.readers),
        "rule_rows": queries.rule_rows_of(subject),
        "signs": asked.actor.holds(Role.SIGNATORY),
        "preparing": subject.stage == "preparing",
        "recusals": queries.recusals_by_stage(subject) if insider else None,
    }
    return render(asked, "reviews/detail.html", context)


def _next_steps(subject: Session) -> list[NextStep]:
    """What the session waits for; the pledges hold nothing up before everybody is seated."""
    pressing = subject.stage in ("drawn", "in_hearing")
    return [step for step in next_steps(subject) if pressing or step.label != moves.PLEDGE_SESSION.label]


@login_required
def session_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a session."""
    subject = the_session(asked, code)
    return act_page(asked, subject, verb, SESSION_FORMS, after=after(asked, subject))


@login_required
def rules(asked: Asked, code: str) -> HttpResponse:
    """Publish the rules; until the freeze they can be published anew."""
    only_for(asked, moves.SET_RULES.roles)
    subject = the_session(asked, code)
    form = RulesForm(asked.POST or None, asked=asked, subject=subject)
    findings = standing_against(moves.SET_RULES, subject, asked.actor, asked.at)
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            try:
                with submission(form.cleaned_data["once"], form.cleaned_data["seen"]):
                    acts.set_rules(subject, by=asked.actor, at=asked.at, **form.arguments())
            except Refused as refused:
                form.show(refused)
            except AlreadyDone:
                return HttpResponseRedirect(subject.get_absolute_url())
            else:
                messages.success(asked, "评审规则已公布。")
                return HttpResponseRedirect(subject.get_absolute_url())
        subject.refresh_from_db()
        form.reread(subject)
    context = {
        "title": "公布规则",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "form": form,
        "findings": findings if asked.method != "POST" else (),
        "back_url": subject.get_absolute_url(),
    }
    return render(asked, "reviews/rules_form.html", context, status=status)


@login_required
def enlist(asked: Asked, code: str) -> HttpResponse:
    """Choose the units that are reviewed; each is an act of its own."""
    only_for(asked, moves.ENLIST.roles)
    subject = the_session(asked, code)
    found = queries.enlistable(subject)
    typed: Any = {"applications": [one.code for one in found]} if "all" in asked.POST else asked.POST or None
    form = EnlistForm(typed, applications=found)
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            try:
                turns = acts.enlist_all(
                    subject, by=asked.actor, at=asked.at, applications=list(form.cleaned_data["applications"])
                )
            except Refused as refused:
                show_findings(form, refused.findings)
            else:
                messages.success(asked, _enlisted(turns))
                return HttpResponseRedirect(subject.get_absolute_url())
    context = {
        "title": "列入评审",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "form": form,
        "subject": subject,
        "any": len(found),
        "rows": queries.turn_rows(subject, asked.actor),
    }
    return render(asked, "reviews/enlist.html", context, status=status)


def _enlisted(turns: list[Turn]) -> str:
    named = "、".join(str(turn) for turn in turns[:_NAMED])
    return f"已列入评审：{named}{'等' if len(turns) > _NAMED else '，共'}{len(turns)}家申报单位。"


@login_required
def seats(asked: Asked, code: str) -> HttpResponse:
    """The panel: who sits by office, who was drawn, who stands aside for whom."""
    only_for(asked, CEREMONY_READERS)
    subject = the_session(asked, code)
    context = {
        "title": "评委",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "rules": session_rules(subject),
        "rows": queries.seat_rows(subject),
        "panels": offered(asked, subject, SESSION_FORMS, ("seat", "unseat", "vacate"), back="seats"),
    }
    return render(asked, "reviews/seats.html", context)
