"""The award of plaques: who waits, one unit, several at one ceremony."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from haizhi.applications.models import Application
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.parameters import PLAQUE_HEIGHT, PLAQUE_WIDTH
from haizhi.stations import acts, queries
from haizhi.stations.forms.plaques import AwardForm, CeremonyForm
from haizhi.stations.forms.stations import AwaitingFilters
from haizhi.stations.models import Station
from haizhi.ui.acting import ActForm, carry_out
from haizhi.ui.bulk import created_once
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

AT_ONCE = 30
"""Plaques that are handed over at one ceremony; the rest waits for the next."""

_SORTS = {"code": "code", "unit": "unit__name", "approved_on": "approved_on"}

_COLUMNS = (
    Column("申报编号", lambda a: a.code, 16),
    Column("建站单位", lambda a: a.unit.name, 34),
    Column("工作站简称", lambda a: a.station_name, 22),
    Column("发文字号", lambda a: a.document_number, 22),
    Column("批准日期", lambda a: a.approved_on, 12),
)


def only_awarders(asked: Asked) -> None:
    """Raise PermissionDenied to whoever hands out no plaques."""
    if not queries.may_award(asked.actor):
        raise PermissionDenied


def _crumbs() -> list[tuple[str, str]]:
    return [("工作站", reverse("stations:list")), ("待授牌单位", reverse("stations:award"))]


@login_required
def award(asked: Asked) -> HttpResponseBase:
    """The approved units that wait for their plaque."""
    only_awarders(asked)
    rows = queries.awaiting_plaque(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="code", filters=AwaitingFilters)
    context = {"title": "待授牌单位", "listing": listing, "counted": "家", "crumbs": _crumbs()[:1]}
    return list_page(asked, "stations/award.html", context, _COLUMNS)


@login_required
def award_one(asked: Asked, code: str) -> HttpResponse:
    """Hand the plaque of one approved unit over; htmx takes the preview of its name alone."""
    only_awarders(asked)
    application = Application.objects.visible_to(asked.actor).select_related("unit", "call").filter(code=code).first()
    founding = queries.founding(application) if application else None
    if application is None or founding is None:
        raise Http404
    if asked.method != "POST" and application.stage != "approved":
        return redirect("stations:award")

    def call(form: ActForm) -> Subject:
        return acts.award(application, by=asked.actor, at=asked.at, **form.arguments())

    form = AwardForm(asked.POST or None, asked=asked, application=application)
    context = {
        "title": f"授牌：{application.unit.name}",
        "subtitle": application.code,
        "crumbs": _crumbs(),
        "form": form,
        "preview": form.preview(),
        "founding": founding,
        "size": {"width": PLAQUE_WIDTH.value, "height": PLAQUE_HEIGHT.value},
        "submit_label": "授牌",
    }
    if asked.method == "POST":
        answer = carry_out(asked, moves.AWARD_STATION, form, call, crumbs=_crumbs())
        return answer if answer.status_code != 422 else render(asked, "stations/award_one.html", context, status=422)
    template = "stations/plaque.html" if asked.htmx else "stations/award_one.html"
    return render(asked, template, context)


@login_required
def ceremony(asked: Asked) -> HttpResponse:
    """Several plaques at one ceremony: enter them all, see what would come of each, then award each by its own act."""
    only_awarders(asked)
    if "apply" in asked.POST:
        return _awarded(asked)
    waiting = list(queries.awaiting_plaque(asked.actor)[:AT_ONCE])
    day = day_of(asked.at)
    serials = queries.suggested_serials(day.year, len(waiting))
    form = CeremonyForm(asked.POST or None, waiting=waiting, serials=serials, day=day)
    context: dict[str, Any] = {"title": "授牌仪式", "crumbs": _crumbs(), "form": form, "wide": True}
    if asked.method != "POST" or "edit" in asked.POST:
        return render(asked, "stations/ceremony.html", context)
    picked = form.picked() if form.is_valid() else []
    if form.is_valid() and not picked:
        form.add_error(None, "没有选择单位，请至少选择一家。")
    if not form.is_valid():
        return render(asked, "stations/ceremony.html", context, status=422)
    context["ceremony"] = queries.ceremony_of(picked, asked.actor, asked.at)
    return render(asked, "stations/ceremony_check.html", context)


def _awarded(asked: Asked) -> HttpResponse:
    codes = list(dict.fromkeys(asked.POST.getlist("application")))[:AT_ONCE]
    found = Application.objects.visible_to(asked.actor).filter(code__in=codes).select_related("unit", "call")
    waiting = sorted(found, key=lambda application: codes.index(application.code))
    form = CeremonyForm(asked.POST, waiting=waiting, serials=[""] * len(waiting), day=day_of(asked.at))
    if not form.is_valid():
        context = {"title": "授牌仪式", "crumbs": _crumbs(), "form": form, "wide": True}
        return render(asked, "stations/ceremony.html", context, status=422)
    results = []
    for application, said in form.picked():
        award = partial(acts.award, application, by=asked.actor, at=asked.at, **said)
        results.append((application, created_once(asked, application.code, Station, award)))
    context = {"title": "授牌仪式：结果", "crumbs": _crumbs(), "results": results}
    return render(asked, "stations/ceremony_done.html", context)
