"""Overseas ties: all of them, those of one station, one with its history."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.stations import acts
from haizhi.stations.facts.work import is_of, stands, tie_rows
from haizhi.stations.forms.ties import TIE_FORMS, RegisterTieForm, TieFilters
from haizhi.stations.models import Tie
from haizhi.stations.queries import plans as queries
from haizhi.stations.queries.work import former_states, work_seen
from haizhi.stations.views.work import crumbs_of, station_of
from haizhi.ui.acting import act_page, creation_page, uuid_in
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "name": ("name", "code"),
    "country": ("country", "name"),
    "since": "since",
    "station": ("station__code", "name"),
}
_COLUMNS = (
    Column("编号", lambda t: t.code, 16),
    Column("建站单位", lambda t: t.station.unit.name, 34),
    Column("类别", lambda t: t.tie_sort.label, 20),
    Column("名称（原文）", lambda t: t.name, 34),
    Column("中文名称", lambda t: t.name_zh, 24),
    Column("所在机构", lambda t: t.institution, 30),
    Column("国家或地区", lambda t: t.country, 14),
    Column("专业领域", lambda t: t.fields, 24),
    Column("建立联系日期", lambda t: t.since, 14),
    Column("终止日期", lambda t: t.ended_on, 12),
    Column("状态", lambda t: t.stage_label, 10),
)
_WORK_SHOWN = 20


@login_required
def ties(asked: Asked) -> HttpResponseBase:
    """Every tie that whoever asks may see."""
    listing = listed(asked, queries.ties_seen(asked.actor), sorts=_SORTS, default="name", filters=TieFilters)
    context = {"title": "海外联系", "listing": listing, "counted": "个"}
    return list_page(asked, "stations/ties.html", context, _COLUMNS, personal=True)


@login_required
def station_ties(asked: Asked, code: str) -> HttpResponseBase:
    """The ties of a station, and those of its application that wait to be taken over."""
    station = station_of(asked, code)
    rows = queries.ties_seen(asked.actor).filter(station=station)
    writes = is_of(station, asked.actor) and stands(station, moves.REGISTER_TIE).met
    context = {
        "title": "海外联系",
        "subtitle": f"{station.unit.name}　{station.code}",
        "crumbs": [*crumbs_of(station), ("海外联系", None)],
        "station": station,
        "listing": listed(asked, rows, sorts=_SORTS, default="name", filters=TieFilters),
        "counted": "个",
        "writes": writes,
        "waiting": queries.to_take_over(station) if writes else [],
    }
    return list_page(asked, "stations/ties.html", context, _COLUMNS, personal=True)


@login_required
@require_POST
def take_over(asked: Asked, code: str) -> HttpResponse:
    """Take over the chosen ties of the application, all or none."""
    station = station_of(asked, code)
    if not is_of(station, asked.actor):
        raise PermissionDenied
    chosen = [mark for text in asked.POST.getlist("mark") if (mark := uuid_in(text))]
    try:
        with transaction.atomic():
            for mark in dict.fromkeys(chosen):
                acts.take_over_tie(station, by=asked.actor, at=asked.at, mark=mark)
    except Refused as refused:
        messages.error(asked, str(refused))
    else:
        messages.success(asked, f"已转入{len(chosen)}个。" if chosen else "没有选择要转入的海外联系。")
    return HttpResponseRedirect(reverse("stations:station_ties", args=[station.code]))


@login_required
def register(asked: Asked, code: str) -> HttpResponse:
    """Register a tie of a station."""
    station = station_of(asked, code)
    if not is_of(station, asked.actor):
        raise PermissionDenied

    def call(form: Any) -> Subject:
        return acts.register_tie(station, by=asked.actor, at=asked.at, **form.arguments())

    ties_url = reverse("stations:station_ties", args=[station.code])
    crumbs = [*crumbs_of(station), ("海外联系", ties_url), ("登记", None)]
    return creation_page(asked, moves.REGISTER_TIE, RegisterTieForm, call, parent=station, crumbs=crumbs)


@login_required
def tie(asked: Asked, code: str) -> HttpResponse:
    """One tie: what is known of it, what was known before, what was done with it."""
    found = _found(asked, code)
    ties_url = reverse("stations:station_ties", args=[found.station.code])
    context = case_context(
        asked,
        found,
        TIE_FORMS,
        subtitle=f"{found.code}　{found.tie_sort.label}",
        crumbs=[*crumbs_of(found.station), ("海外联系", ties_url)],
    ) | {
        "tie": found,
        "rows": tie_rows(found),
        "work": list(work_seen(asked.actor).filter(ties=found).exclude(stage="withdrawn")[:_WORK_SHOWN]),
        "former": former_states(found.pk),
    }
    return render(asked, "stations/tie.html", context)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a tie."""
    return act_page(asked, _found(asked, code), verb, TIE_FORMS)


def _found(asked: Asked, code: str) -> Tie:
    found = queries.ties_seen(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found
