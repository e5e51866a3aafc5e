"""The clerk's console: one page from which the hall is run."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts, drafts, queries
from haizhi.reviews.facts import session_rules
from haizhi.reviews.forms import DEPARTURE_FORMS, SESSION_FORMS, TURN_FORMS, DepartForm, TimerForm
from haizhi.reviews.models import WITNESS_READERS, Departure, Session, Turn
from haizhi.reviews.views.access import crumbs, is_office, offered, only_for, the_session
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.requests import Asked

_TURN_VERBS = ("call_in", "open_scoring", "announce", "mark_absent")


@login_required
def console(asked: Asked, code: str) -> HttpResponse:
    """Where the hall stands, the timer, the sheets by seat without a value, and what can be done next.

    A console that asks by itself gets the part that changes.
    """
    only_for(asked, WITNESS_READERS)
    session = the_session(asked, code)
    hall = queries.hall_of(session, asked.at)
    if hall.timer is not None and is_office(asked):
        drafts.hear(hall.timer, at=asked.at)
    context: dict[str, Any] = {
        "subject": session,
        "hall": hall,
        "office": is_office(asked),
        "now": round(asked.at.timestamp() * 1000),
        "at": asked.at,
        "stamp": asked.GET.get("stamp") or hall.stamp,
    }
    if asked.htmx:
        return render(asked, "reviews/console_live.html", context)
    subject = hall.current or (hall.waiting[0] if hall.waiting else None)
    opening = offered(asked, session, SESSION_FORMS, ("open",), back="console")
    context |= {
        "title": "评审现场",
        "subtitle": session.name,
        "crumbs": crumbs(session),
        "rules": session_rules(session),
        "pending": queries.pending_in(session),
        "panels": opening or _turn_panels(asked, subject, session),
        "session_panels": [] if subject else offered(asked, session, SESSION_FORMS, ("close",), back="console"),
        "next": subject if hall.current is None else None,
        "witness": asked.actor.holds(Role.SUPERVISOR),
        "site": asked.build_absolute_uri("/").rstrip("/"),
    }
    return render(asked, "reviews/console.html", context)


def _turn_panels(asked: Asked, turn: Turn | None, session: Session) -> list[Any]:
    if turn is None or session.stage != "in_hearing":
        return []
    turn.session = session
    panels = offered(asked, turn, TURN_FORMS, _TURN_VERBS, back="console")
    return sorted(panels, key=lambda panel: _TURN_VERBS.index(panel.move.verb))


@require_POST
@login_required
def timer(asked: Asked, code: str) -> HttpResponse:
    """Start, pause, next phase, settle a gap; whoever pressed on an older state is told so."""
    only_for(asked, moves.CALL_IN.roles)
    session = the_session(asked, code)
    form = TimerForm(asked.POST)
    if not form.is_valid():
        messages.error(asked, "计时操作无法识别，请刷新页面后再操作。")
        return _back(session)
    try:
        drafts.move_timer(session, form.cleaned_data["verb"], at=asked.at, seen=form.cleaned_data["seen"])
    except Refused as refused:
        messages.error(asked, "".join(f"{finding.reason}。{finding.remedy}" for finding in refused.findings))
    return _back(session)


@require_POST
@login_required
def screen_address(asked: Asked, code: str) -> HttpResponse:
    """Hand out the address of the big screen, or take it back."""
    only_for(asked, moves.CALL_IN.roles)
    session = the_session(asked, code)
    if "close" in asked.POST:
        drafts.close_screen(session, at=asked.at)
        messages.success(asked, "大屏地址已停用，用过它的屏幕不再显示内容。")
    else:
        drafts.open_screen(session, at=asked.at)
        messages.success(asked, "大屏地址已生成，请在投影电脑的浏览器中打开。")
    return _back(session)


def _back(session: Session) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("reviews:console", args=[session.code]))


@login_required
def departure_new(asked: Asked, code: str) -> HttpResponse:
    """A judge has to leave: who, and why."""
    only_for(asked, moves.DEPART.roles)
    session = the_session(asked, code)

    def form_of(*args: Any, **kwargs: Any) -> DepartForm:
        return DepartForm(*args, session=session, **kwargs)

    def call(form: ActForm) -> Departure:
        return acts.depart(session, by=asked.actor, at=asked.at, **form.arguments())

    way = [*crumbs(session), ("评审现场", reverse("reviews:console", args=[code]))]
    back = reverse("reviews:console", args=[code])
    return creation_page(asked, moves.DEPART, form_of, call, crumbs=way, after=back)  # type: ignore[arg-type]  # a form that knows its session


def _departure(asked: Asked, code: str, pk: UUID) -> Departure:
    only_for(asked, WITNESS_READERS | {Role.JUDGE})
    found = queries.departures_of(asked.actor).filter(session__code=code, pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
def departure(asked: Asked, code: str, pk: UUID) -> HttpResponse:
    """One departure: who left, why, and for which units they are not counted."""
    subject = _departure(asked, code, pk)
    context = case_context(
        asked, subject, DEPARTURE_FORMS, subtitle=subject.session.name, crumbs=crumbs(subject.session)
    ) | {"units": queries.units_left(subject), "at_console": asked.actor.holds(*WITNESS_READERS)}
    return render(asked, "reviews/departure.html", context)


@login_required
def departure_act(asked: Asked, code: str, pk: UUID, verb: str) -> HttpResponse:
    """One act on a departure."""
    return act_page(asked, _departure(asked, code, pk), verb, DEPARTURE_FORMS)
