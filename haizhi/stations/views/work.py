"""The log of work: lists, figures, one entry with its acts, and many confirmed at once."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import WorkFigures
from haizhi.stations import queries as station_queries
from haizhi.stations.facts import all_figures, work_figures
from haizhi.stations.facts.work import is_of, may_write_work, proofs, stands, work_rows
from haizhi.stations.forms.work import WORK_FORMS
from haizhi.stations.forms.work_lists import StationWorkFilters, WorkFilters, YearForm, year_asked
from haizhi.stations.models import Station, WorkEntry
from haizhi.stations.queries import plans as plan_queries
from haizhi.stations.queries import work as queries
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "began_on": "began_on",
    "code": "code",
    "station": ("station__code", "began_on"),
    "sort": ("sort", "began_on"),
}
_COLUMNS = (
    Column("编号", lambda e: e.code, 16),
    Column("建站单位", lambda e: e.station.unit.name, 34),
    Column("工作站编号", lambda e: e.station.code, 16),
    Column("任务类别", lambda e: e.kind_of_work.family.label, 24),
    Column("类别", lambda e: e.kind_of_work.label, 26),
    Column("名称", lambda e: e.name, 40),
    Column("开始日期", lambda e: e.began_on, 12),
    Column("结束日期", lambda e: e.ended_on, 12),
    Column("地点", lambda e: e.place, 20),
    Column("海外团体或机构", lambda e: e.partner, 30),
    Column("国家或地区", lambda e: e.country, 14),
    Column("交办或立项单位", lambda e: e.authority, 24),
    Column("海外人员人数", lambda e: e.overseas, 12),
    Column("参加人数", lambda e: e.people, 10),
    Column("经济效益（万元）", lambda e: e.economic, money=True),
    Column("社会效益", lambda e: e.social, 40),
    Column("内容与成效", lambda e: e.account, 60),
    Column("状态", lambda e: e.stage_label, 14),
)


@login_required
def work(asked: Asked) -> HttpResponseBase:
    """Every piece of work that whoever asks may see."""
    rows = queries.work_seen(asked.actor)
    context = {
        "title": "工作记录",
        "listing": listed(asked, rows, sorts=_SORTS, default="-began_on", filters=WorkFilters),
        "counted": "项",
        "writes": asked.actor.holds(*moves.BEGIN_WORK.roles),
        "confirms": asked.actor.holds(*moves.CONFIRM_WORK.roles),
    }
    return list_page(asked, "stations/work.html", context, _COLUMNS)


@login_required
def station_work(asked: Asked, code: str) -> HttpResponseBase:
    """A station's year: what it did, what it comes to, what of its plan is done."""
    station = station_of(asked, code)
    this = day_of(asked.at).year
    year = year_asked(asked.GET.get("year", ""), this)
    first, last = date(year, 1, 1), date(year, 12, 31)
    rows = queries.work_seen(asked.actor).filter(station=station, began_on__range=(first, last))
    figures = work_figures([station.pk], first, last).get(station.pk, WorkFigures())
    context = {
        "title": f"{year}年工作记录",
        "subtitle": f"{station.unit.name}　{station.code}",
        "crumbs": [*crumbs_of(station), ("工作记录", None)],
        "station": station,
        "year": year,
        "years": [y for y in (year - 1, year, year + 1) if y <= this],
        "listing": listed(asked, rows, sorts=_SORTS, default="-began_on", filters=StationWorkFilters),
        "counted": "项",
        "figures": figures,
        "charts": queries.charts_of(figures, f"{year}年"),
        "plan": plan_queries.plan_of_year(station, year, asked.actor),
        "writes": is_of(station, asked.actor) and stands(station, moves.BEGIN_WORK).met,
    }
    return list_page(asked, "stations/station_work.html", context, _COLUMNS)


@login_required
def figures(asked: Asked) -> HttpResponseBase:
    """What stations did in a year: all together as charts, each as a row."""
    this = day_of(asked.at).year
    year = year_asked(asked.GET.get("year", ""), this)
    first, last = date(year, 1, 1), date(year, 12, 31)
    listing = listed(
        asked,
        queries.stations_read(asked.actor),
        sorts={"code": "code", "unit": "unit__name", "district": "district"},
        default="code",
        filters=YearForm,
    )
    pages = [row.pk for row in listing]
    found = work_figures(listing.rows.values("pk") if "export" in asked.GET else pages, first, last)
    together = all_figures(listing.rows, first, last)
    context = {
        "title": f"{year}年工作统计",
        "crumbs": [("工作记录", reverse("stations:work")), ("统计", None)],
        "year": year,
        "listing": listing,
        "counted": "家",
        "families": list(TaskFamily),
        "rows": [_row(station, found) for station in listing],
        "figures": together,
        "charts": queries.charts_of(together, f"{year}年所列工作站"),
    }
    return list_page(asked, "stations/work_figures.html", context, _figure_columns(found))


def _row(station: Station, found: dict[UUID, WorkFigures]) -> dict[str, Any]:
    figures = found.get(station.pk, WorkFigures())
    return {
        "station": station,
        "district": station_queries.district_label(station),
        "figures": figures,
        "families": [(family.label, figures.of_family(family)) for family in TaskFamily],
    }


def _figure_columns(found: dict[UUID, WorkFigures]) -> tuple[Column, ...]:
    def of(station: Station) -> WorkFigures:
        return found.get(station.pk, WorkFigures())

    return (
        Column("工作站编号", lambda s: s.code, 16),
        Column("建站单位", lambda s: s.unit.name, 34),
        Column("区县", station_queries.district_label, 14),
        Column("合计", lambda s: of(s).total, 8),
        *(_family_column(family, found) for family in TaskFamily),
        Column("海外人员人数", lambda s: of(s).overseas, 14),
        Column("参加人数", lambda s: of(s).people, 12),
        Column("经济效益（万元）", lambda s: of(s).economic, money=True),
    )


def _family_column(family: TaskFamily, found: dict[UUID, WorkFigures]) -> Column:
    return Column(family.label, lambda s: found.get(s.pk, WorkFigures()).of_family(family), 22)


@login_required
def entry(asked: Asked, code: str) -> HttpResponse:
    """One piece of work: what is told, what proves it, what was confirmed before, what is to be done."""
    found = entry_of(asked, code)
    context = case_context(
        asked,
        found,
        WORK_FORMS,
        subtitle=f"{found.code}　{found.kind_of_work.label}",
        crumbs=[*crumbs_of(found.station), ("工作记录", reverse("stations:station_work", args=[found.station.code]))],
    ) | {
        "entry": found,
        "rows": work_rows(found),
        "files": proofs(found),
        "ties": list(found.ties.all()),
        "edits": may_write_work(found, asked.actor),
        "missing": queries.missing_of(found, asked.at),
        "former": queries.former_states(found.pk),
    }
    return render(asked, "stations/work_entry.html", context)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a piece of work."""
    return act_page(asked, entry_of(asked, code), verb, WORK_FORMS)


def entry_of(asked: Asked, code: str) -> WorkEntry:
    """A piece of work with its files, as far as whoever asks may see it. Raises Http404."""
    found = queries.work_with_files(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def station_of(asked: Asked, code: str) -> Station:
    """A station whose work whoever asks may read. Raises Http404."""
    found = queries.stations_read(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def crumbs_of(station: Station) -> list[tuple[str, str]]:
    """The way to a station's page."""
    return [("工作站", reverse("stations:list")), (station.unit.name, station.get_absolute_url())]
