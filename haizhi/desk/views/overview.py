"""How the stations do, for those who look after them: one a row, and in pictures."""

from datetime import date
from functools import partial

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.desk import queries
from haizhi.desk.forms import OverviewFilters
from haizhi.regulation.civil_time import day_of
from haizhi.ui.admission import for_roles
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import money_text

_YEARS_BACK = 5

_SORTS = {
    "valid_to": "valid_to",
    "code": "code",
    "unit": "unit__name",
    "district": "district",
    "activity": "activity",
}

_COLUMNS = (
    Column("工作站编号", lambda row: row.station.code, 16),
    Column("建站单位", lambda row: row.station.unit.name, 34),
    Column("工作站简称", lambda row: row.station.short_name, 22),
    Column("单位类别", lambda row: row.station.unit.get_applicant_kind_display(), 14),
    Column("区县", lambda row: row.district, 14),
    Column("状态", lambda row: row.station.stage_label, 14),
    Column("有效期止", lambda row: row.station.valid_to, 12),
    Column("剩余天数", lambda row: row.days_left, 10),
    Column("已确认工作（项）", lambda row: row.work, 16),
    Column("上年度总结", lambda row: row.summary_label, 14),
)
_WATCHED = (
    Column("最近评估年份", lambda row: row.result.year if row.result else None, 14),
    Column("最近评估得分", lambda row: row.result.shown if row.result else "", 14),
    Column("是否合格", lambda row: ("合格" if row.result.passed else "不合格") if row.result else "", 10),
    Column("资助金额", lambda row: money_text(row.money.granted), 16),
    Column("已拨付", lambda row: money_text(row.money.paid), 16),
    Column("结存", lambda row: money_text(row.money.held), 16),
)
_CALLS = (Column("需要关注", lambda row: "、".join(text for text, _ in row.calls), 30),)


def _filters(asked: Asked, today: date) -> type[OverviewFilters]:
    """The conditions for whoever asks: a district is not asked for others."""
    years = [today.year - n for n in range(_YEARS_BACK)]
    own = {} if asked.actor.holds(*queries.WATCHERS) else {"district": None}
    looks = queries.looks(asked.actor, today)
    return type("TheseFilters", (OverviewFilters,), {"looks": looks, "years": years, **own})


@for_roles(queries.OVERSEERS)
def overview(asked: Asked) -> HttpResponseBase:
    """The stations that exist, those whose term ends first on top."""
    today = day_of(asked.at)
    year = _year(asked, today)
    rows = queries.overseen(asked.actor, year)
    filters = _filters(asked, today)
    listing = listed(asked, rows, sorts=_SORTS, default="valid_to", filters=filters, per_page=queries.ON_A_PAGE)
    watches = asked.actor.holds(*queries.WATCHERS)
    told = partial(queries.in_batches, actor=asked.actor, year=year, on=today)
    exporting = asked.GET.get("export") in ("xlsx", "csv")
    context = {
        "title": "运行概况",
        "listing": listing,
        "counted": "家",
        "year": year,
        "summed_up": today.year - 1,
        "rows": [] if exporting else list(told(listing)),
        "figures": None if exporting else queries.figures(asked.actor, today),
        "watches": watches,
    }
    columns = (*_COLUMNS, *(_WATCHED if watches else ()), *_CALLS)
    return list_page(asked, "desk/overview.html", context, columns, told=told)


@for_roles(queries.OVERSEERS)
def charts(asked: Asked) -> HttpResponse:
    """The same stations, narrowed by the same conditions, in pictures."""
    today = day_of(asked.at)
    year = _year(asked, today)
    rows = queries.overseen(asked.actor, year)
    form = _filters(asked, today)(asked.GET)
    form.full_clean()
    narrowed = form.narrow(rows)
    context = {
        "title": "运行图表",
        "crumbs": [("运行概况", reverse("desk:overview")), ("图表", "")],
        "charts": queries.pictures(narrowed, asked.actor, year, today),
        "conditions": form.conditions(),
        "year": year,
    }
    return render(asked, "desk/charts.html", context)


def _year(asked: Asked, today: date) -> int:
    """The year that is asked for, this one unless it is one of the last years."""
    asked_for = asked.GET.get("year", "")
    return next((today.year - n for n in range(_YEARS_BACK) if asked_for == str(today.year - n)), today.year)
