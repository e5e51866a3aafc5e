"""Plans of the year: who has one, one of them, and the page on which it is written."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render

from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.stations import acts
from haizhi.stations import queries as station_queries
from haizhi.stations.drafts.plans import save_plan
from haizhi.stations.facts.work import is_of, may_write_plan
from haizhi.stations.forms.plans import PLAN_FORMS, BeginPlanForm, PlanFilters, PlanForm
from haizhi.stations.forms.work_lists import year_asked
from haizhi.stations.models import Plan
from haizhi.stations.queries import plans as queries
from haizhi.stations.queries.work import former_states
from haizhi.stations.views.work import crumbs_of, station_of
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked


@login_required
def plans(asked: Asked) -> HttpResponseBase:
    """The stations of a year with their plans, and those that have none."""
    year = year_asked(asked.GET.get("year", ""), day_of(asked.at).year)
    listing = listed(
        asked,
        queries.stations_with_plans(asked.actor, year),
        sorts={"code": "code", "unit": "unit__name", "district": "district"},
        default="code",
        filters=PlanFilters,
    )
    shown = list(listing.rows) if "export" in asked.GET else list(listing)
    found = queries.plans_by_station(asked.actor, shown, year)
    context = {
        "title": f"{year}年度工作计划",
        "year": year,
        "listing": listing,
        "counted": "家",
        "rows": [(station, station_queries.district_label(station), found.get(station.pk)) for station in shown],
        "own": asked.actor.holds(*moves.BEGIN_PLAN.roles),
    }
    return list_page(asked, "stations/plans.html", context, _columns(found))


def _columns(found: dict[object, Plan]) -> tuple[Column, ...]:
    def of(station: Any, tell: Any, otherwise: Any) -> Any:
        plan = found.get(station.pk)
        return tell(plan) if plan else otherwise

    return (
        Column("工作站编号", lambda s: s.code, 16),
        Column("建站单位", lambda s: s.unit.name, 34),
        Column("区县", station_queries.district_label, 14),
        Column("状态", lambda s: of(s, lambda p: p.stage_label, "未填报"), 12),
        Column("方式", lambda s: of(s, lambda p: p.plan_way.label, ""), 24),
        Column("报送时间", lambda s: of(s, lambda p: p.filed_at, None), 18),
        Column("计划事项", lambda s: of(s, lambda p: len(p.items.all()), 0), 10),
        Column("已有确认的工作", lambda s: of(s, lambda p: sum(i.confirmed > 0 for i in p.items.all()), 0), 14),
    )


@login_required
def begin(asked: Asked, code: str) -> HttpResponse:
    """Begin the plan of a year, and go on to write it."""
    station = station_of(asked, code)
    if not is_of(station, asked.actor):
        raise PermissionDenied

    def call(form: Any) -> Subject:
        return acts.begin_plan(station, by=asked.actor, at=asked.at, **form.arguments())

    crumbs = [*crumbs_of(station), ("填报年度工作计划", None)]
    return creation_page(asked, moves.BEGIN_PLAN, BeginPlanForm, call, parent=station, crumbs=crumbs)


@login_required
def plan(asked: Asked, code: str) -> HttpResponse:
    """One plan: its items with what became of them, what was filed before, what is to be done."""
    found = _found(asked, code)
    context = case_context(
        asked,
        found,
        PLAN_FORMS,
        subtitle=f"{found.station.unit.name}　{found.code}",
        crumbs=[*crumbs_of(found.station), (found.title, "")],
    ) | {
        "plan": found,
        "edits": may_write_plan(found, asked.actor),
        "missing": queries.missing_of(found),
        "former": former_states(found.pk),
    }
    return render(asked, "stations/plan.html", context)


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Write it, as often as one likes; the Office has it once the 负责人 files it."""
    found = _found(asked, code)
    if not is_of(found.station, asked.actor):
        raise PermissionDenied
    if not may_write_plan(found, asked.actor):
        messages.info(asked, f"此件现为“{found.stage_label}”，不能再修改。")
        return HttpResponseRedirect(found.get_absolute_url())
    posted = asked.method == "POST"
    form = PlanForm(asked.POST if posted else None, asked.FILES if posted else None, plan=found, asked=asked)
    if posted and form.is_valid():
        try:
            save_plan(found, form.values(), form.items(), by=asked.actor)
        except Refused as refused:
            form.show(refused)
        else:
            messages.success(asked, "已保存。")
            return HttpResponseRedirect(asked.path if asked.POST.get("then") == "more" else found.get_absolute_url())
    context = {
        "title": f"填写{found.title}",
        "subtitle": f"{found.station.unit.name}　{found.code}",
        "crumbs": [*crumbs_of(found.station), (found.title, found.get_absolute_url()), ("填写", None)],
        "plan": found,
        "form": form,
    }
    return render(asked, "stations/plan_edit.html", context, status=422 if posted else 200)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a plan."""
    return act_page(asked, _found(asked, code), verb, PLAN_FORMS)


def _found(asked: Asked, code: str) -> Plan:
    found = queries.plans_seen(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found
