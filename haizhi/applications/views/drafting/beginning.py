"""Beginning an application: the unit itself, or the Office from a paper one."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications import acts
from haizhi.applications.forms.calls import BeginForm, RecordForm
from haizhi.applications.models import Application
from haizhi.applications.queries.beginning import prefills
from haizhi.applications.queries.calls import cutoffs_for, districts_of
from haizhi.applications.queries.lists import way_of
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import Move
from haizhi.ui.acting import ActForm, carry_out
from haizhi.ui.requests import Asked


@login_required
def begin(asked: Asked) -> HttpResponse:
    """Choose a call and begin one's own application."""
    if not asked.actor.holds(*moves.BEGIN.roles):
        raise PermissionDenied
    return _begun(asked, moves.BEGIN, BeginForm, "开始申报")


@login_required
def record(asked: Asked) -> HttpResponse:
    """Record a unit's paper application."""
    if not asked.actor.holds(*moves.RECORD.roles):
        raise PermissionDenied
    return _begun(asked, moves.RECORD, RecordForm, "代录纸质申报")


def _begun(asked: Asked, move: Move, form_class: type[BeginForm | RecordForm], title: str) -> HttpResponse:
    crumbs = [("申报件", reverse("applications:list")), (title, None)]
    form = (
        form_class(asked.POST, asked=asked)
        if asked.method == "POST"
        else form_class(asked=asked, initial=_chosen(asked))
    )
    if form.is_valid():
        perform = acts.begin if move is moves.BEGIN else acts.record_paper

        def call(form: ActForm) -> Application:
            said = form.cleaned_data
            return perform(said["call"], by=asked.actor, at=asked.at, unit=said["unit"])

        return carry_out(asked, move, form, call, crumbs=crumbs, after=_sections_of)
    units = form.units if isinstance(form, BeginForm) else []
    today = day_of(asked.at)
    context = {
        "title": title,
        "crumbs": crumbs,
        "form": form,
        "submit_label": title,
        "calls": form.calls,
        "cutoffs": cutoffs_for(form.calls, districts_of(units, today)) if units and form.calls else [],
        "ways": [way_of(unit, today) for unit in units],
        "prefills": prefills(units, today) if form.calls else [],
        "back_url": reverse("applications:list"),
    }
    return render(asked, "applications/begin.html", context, status=422 if form.is_bound else 200)


def _sections_of(done: Any) -> str:
    return reverse("applications:edit", args=[done.code])


def _chosen(asked: Asked) -> dict[str, Any]:
    code = asked.GET.get("call", "")
    return {"call": code} if code else {}
