"""Figures for everybody: the way of a year's applications, and stations by year, district, field and kind of unit."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from haizhi.applications.models import Application, Call
from haizhi.decisions.models import DocumentItem, PublicityItem
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.deadlines import Track
from haizhi.regulation.presentations import StationField
from haizhi.regulation.statistics import Step, told
from haizhi.stations.models import STANDING, PresentationField, Station, Term
from haizhi.stations.queries.cartogram import BodyCount
from haizhi.ui.charts import Bars, Columns, Dots, Funnel, Mark

_CHOSEN = ("proposed", "in_publicity", "frozen", "cleared", "approved", "awarded")
_REVIEWED = ("reviewed", "not_proposed", "deferred", *_CHOSEN)
_QUALIFIED = ("qualified", "in_review", *_REVIEWED)
_ENDED = ("awarded", "not_proposed", "rejected", "declined", "withdrawn", "cancelled", "draft")
"""The stages after which nothing more is decided on an application of the year; drafts were never handed in."""

SPAN = 12
"""Years in the charts of years at most."""


@dataclass(frozen=True, slots=True)
class YearFigures:
    """The way of one call's applications; `settled` once each has its end."""

    call: Call
    settled: bool
    steps: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class StationFigures:
    """Stations by what they are counted by; every list is complete, empty counts included."""

    founded: tuple[tuple[int, int], ...]
    in_term: tuple[tuple[int, int], ...]
    by_kind: tuple[tuple[ApplicantKind, int], ...]
    by_field: tuple[tuple[StationField, int], ...]


def closed_calls() -> list[Call]:
    """The annual calls whose time is over, newest first: of an open one nothing is counted. One query."""
    return list(Call.objects.visible_to(PUBLIC).filter(track=Track.ANNUAL, stage="closed").order_by("-year"))


def year_figures(calls: Sequence[Call]) -> list[YearFigures]:
    """How many applications of each closed call came how far, as far as it is told. One query for all of them."""
    named = PublicityItem.objects.filter(application=OuterRef("pk"), publicity__stage__in=["running", "concluded"])
    founded = DocumentItem.objects.filter(application=OuterRef("pk"), document__stage="issued")
    rows = Application.objects.filter(call__in=calls).order_by().values("call")
    counted = rows.annotate(
        submitted=Count("pk", filter=Q(submitted_at__isnull=False)),
        qualified=Count("pk", filter=Q(stage__in=_QUALIFIED)),
        reviewed=Count("pk", filter=Q(stage__in=_REVIEWED)),
        publicised=Count("pk", filter=Exists(named)),
        approved=Count("pk", filter=Exists(founded)),
        awarded=Count("pk", filter=Q(stage="awarded")),
        under_way=Count("pk", filter=~Q(stage__in=_ENDED)),
    )
    found: dict[UUID, Mapping[str, Any]] = {row["call"]: row for row in counted}
    return [_figures(call, found.get(call.pk, {})) for call in calls]


def _figures(call: Call, found: Mapping[str, Any]) -> YearFigures:
    steps = (
        Step("提交申报", found.get("submitted", 0)),
        Step("资格通过", found.get("qualified", 0)),
        Step("完成评审", found.get("reviewed", 0)),
        Step("列入公示", found.get("publicised", 0), named=True),
        Step("批准建站", found.get("approved", 0), named=True),
        Step("授牌", found.get("awarded", 0), named=True),
    )
    settled = not found.get("under_way")
    counts = told(steps, settled=settled)
    return YearFigures(call, settled, tuple((step.label, n) for step, n in zip(steps, counts, strict=True)))


def station_figures(today: date) -> StationFigures:
    """Stations over the years, by kind of unit and by field. Three queries."""
    stations = Station.objects.visible_to(PUBLIC).order_by()
    stands = Count("pk", filter=Q(stage__in=STANDING))
    by_year, kinds = Counter[int](), Counter[str]()
    grouped = stations.values_list("approved_on__year", "unit__applicant_kind")
    for year, kind, count, standing in grouped.annotate(n=Count("pk"), standing=stands):
        by_year[year] += count
        kinds[kind] += standing
    first = max(min(by_year, default=today.year), today.year - SPAN + 1)
    years = range(first, today.year + 1)
    ends = {year: min(date(year, 12, 31), today) for year in years}
    in_term = Term.objects.filter(station__in=stations).aggregate(
        **{f"y{year}": Count("station", distinct=True, filter=_runs_on(day)) for year, day in ends.items()}
    )
    public = {"presentation__stage": "public", "presentation__station__stage__in": STANDING}
    shown = PresentationField.objects.filter(**public).order_by()
    fields = dict(shown.values_list("field").annotate(n=Count("pk")))
    return StationFigures(
        founded=tuple((year, by_year[year]) for year in years),
        in_term=tuple((year, in_term[f"y{year}"]) for year in years),
        by_kind=tuple((kind, kinds[kind.value]) for kind in ApplicantKind),
        by_field=tuple((field, fields.get(field.value, 0)) for field in StationField),
    )


def _runs_on(day: date) -> Q:
    """The terms that run on a day, of stations that were not at their end by then."""
    ended = Q(station__ended_on__isnull=False, station__ended_on__lte=day)
    return Q(valid_from__lte=day, valid_to__gte=day) & ~ended


def funnel(figures: YearFigures) -> Funnel:
    """The way of a year as a chart."""
    year = figures.call.year
    about = f"{year}年度申报走到每一步的单位数。" + (
        "" if figures.settled else "当年尚未办结，能够推知个别单位去留的数字暂不公布。"
    )
    marks = tuple(Mark(label, count) for label, count in figures.steps)
    return Funnel("funnel", f"{year}年度从申报到授牌", about, "步骤", "家", marks)


def station_charts(figures: StationFigures, bodies: Sequence[BodyCount]) -> tuple[Columns | Dots | Bars, ...]:
    """Everything about stations as charts, in the order of the page."""
    directory = reverse("portal:stations")
    years = tuple(Mark(str(y), n, f"{directory}?year={y}" if n else "") for y, n in figures.founded)
    standing = tuple(Mark(str(y), n) for y, n in figures.in_term)
    districts = sorted((row for row in bodies if row.count), key=lambda row: -row.count)
    fields = sorted((f for f in figures.by_field if f[1]), key=lambda row: -row[1])
    return (
        Columns("founded", "每年批准的工作站", "按批准日期所在年份。", "年份", "家", years),
        Dots("standing", "有效期内的工作站", "各年末（当年为今日）在有效期内的。", "年份", "家", standing),
        Bars(
            "districts", "各区县的工作站", "只列有工作站的区县，区划调整前批准的计入现在的区县。", "区县", "家",
            tuple(Mark(r.body.short_name, r.count, f"{directory}?district={r.body.code}") for r in districts),
        ),
        Bars(
            "kinds", "建站单位的类别", "按单位登记的类别。", "类别", "家",
            tuple(Mark(kind.label, n) for kind, n in figures.by_kind if n),
        ),
        Bars(
            "fields", "工作站的领域", "按工作站自己公开的领域，一个工作站可有几个，没有公开的不计。", "领域", "家",
            tuple(Mark(field.label, n, f"{directory}?field={field.value}") for field, n in fields),
        ),
    )  # fmt: skip
