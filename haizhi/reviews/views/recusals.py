"""Recusals: those of a session, one of them, and the three ways in which one is raised."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.moves import Move
from haizhi.regulation.parameters import RECUSAL_REQUESTS
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.reviews import acts, queries
from haizhi.reviews.facts import unrecorded_matches
from haizhi.reviews.forms import RECUSAL_FORMS, DeclareForm, MatchForm, RecusalFilters, RequestForm
from haizhi.reviews.models import WITNESS_READERS, Recusal, Turn
from haizhi.reviews.views.access import READERS, crumbs, is_office, only_for, the_session, the_turn
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"unit": "turn__application__unit__name", "source": "source", "stage": "stage"}

_COLUMNS = (
    Column("申报单位", lambda r: str(r.turn), 34),
    Column("评委或专家", lambda r: r.judge_name, 14),
    Column("来源", lambda r: r.get_source_display(), 16),
    Column("关系", lambda r: r.get_ground_display(), 20),
    Column("状态", lambda r: r.stage_label, 14),
)


@login_required
def recusals(asked: Asked, code: str) -> HttpResponseBase:
    """The recusals of a session; for the Office also what the comparison shows and nobody recorded yet."""
    only_for(asked, READERS)
    subject = the_session(asked, code)
    rows = queries.recusals_of(subject, asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="stage", filters=RecusalFilters)
    own = _own_turn(asked, code)
    context = {
        "title": "回避",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "listing": listing,
        "counted": "项",
        "compares": is_office(asked) and subject.stage == "preparing",
        "watches": asked.actor.holds(*WITNESS_READERS),
        "own_turn": own,
        "asked_for": queries.requests_of(own) if own else 0,
        "most": RECUSAL_REQUESTS.value,
    }
    return list_page(asked, "reviews/recusals.html", context, _COLUMNS, personal=True)


def _own_turn(asked: Asked, code: str) -> Turn | None:
    """The turn for which a unit may ask that a judge stand aside, before the freeze."""
    if not asked.actor.holds(Role.SIGNATORY):
        return None
    units = asked.actor.places(Role.SIGNATORY)
    turns = queries.turns_of(asked.actor).filter(session__stage="preparing", application__unit__id__in=units)
    return turns.filter(session__code=code).first()


@login_required
def match_all(asked: Asked, code: str) -> HttpResponse:
    """What the comparison shows and nobody recorded yet; posting records all of it."""
    only_for(asked, OFFICE_ROLES)
    subject = the_session(asked, code)
    back = reverse("reviews:recusals", args=[subject.code])
    refused: tuple[Finding, ...] = ()
    if asked.method == "POST":
        try:
            raised = acts.match_all(subject, by=asked.actor, at=asked.at)
        except Refused as refusal:
            refused = refusal.findings
        else:
            messages.success(asked, f"已登记{len(raised)}项比对结果，请逐项决定。")
            return HttpResponseRedirect(back)
    context = {
        "title": "单位比对",
        "subtitle": subject.name,
        "crumbs": [*crumbs(subject), ("回避", back)],
        "subject": subject,
        "matches": unrecorded_matches(subject),
        "refused": refused,
        "back_url": back,
    }
    return render(asked, "reviews/matches.html", context, status=422 if refused else 200)


def _recusal(asked: Asked, code: str, pk: Any) -> Recusal:
    subject = the_session(asked, code)
    found = queries.recusals_of(subject, asked.actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
def recusal(asked: Asked, code: str, pk: Any) -> HttpResponse:
    """One recusal: who, for which unit, why, what was decided."""
    subject = _recusal(asked, code, pk)
    way = [*crumbs(subject.session), ("回避", reverse("reviews:recusals", args=[code]))]
    context = case_context(asked, subject, RECUSAL_FORMS, crumbs=way) | {
        "ground": InterestGround(subject.ground).label,
    }
    return render(asked, "reviews/recusal.html", context)


@login_required
def recusal_act(asked: Asked, code: str, pk: Any, verb: str) -> HttpResponse:
    """One act on a recusal."""
    return act_page(asked, _recusal(asked, code, pk), verb, RECUSAL_FORMS)


_WAYS: dict[str, tuple[Move, type[ActForm], Callable[..., Recusal]]] = {
    "declare": (moves.DECLARE_RECUSAL, DeclareForm, acts.declare),
    "request": (moves.REQUEST_RECUSAL, RequestForm, acts.request),
    "match": (moves.MATCH_RECUSAL, MatchForm, acts.match),
}


@login_required
def recusal_new(asked: Asked, code: str, application: str, way: str) -> HttpResponse:
    """Raise a recusal for one unit: a judge's own, a unit's request, or what the Office found."""
    move, form_class, act = _WAYS[way]
    only_for(asked, move.roles)
    turn = the_turn(asked, code, application)
    if issubclass(form_class, MatchForm):
        form_class = form_class.of(turn)

    def call(form: ActForm) -> Recusal:
        return act(turn, by=asked.actor, at=asked.at, **form.arguments())

    way_back = [*crumbs(turn.session), (str(turn), turn.get_absolute_url())]
    return creation_page(asked, move, form_class, call, parent=turn, crumbs=way_back)
