"""The stations in pictures: states, ends of terms, work, money, results."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from itertools import pairwise

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum

from haizhi.assessments.models import Assessed
from haizhi.desk.queries.overview import WATCHERS
from haizhi.funding.models import Spending
from haizhi.kernel.actor import Actor
from haizhi.regulation.funding import Purpose
from haizhi.regulation.parameters import PASS_MARK
from haizhi.regulation.stages import STAGES
from haizhi.regulation.task_families import TaskFamily
from haizhi.stations.facts import all_figures
from haizhi.stations.models import STANDING, Station
from haizhi.ui.charts import Bars, Chart, Mark

_QUARTERS = 8
"""So many quarters of ends of terms are shown one by one: two years; what is over and what is later stand beside."""

_FEN_PER_YUAN = 100

_BANDS = (60, 70, 80, 90, 100)
"""From so many points on a result stands in the next column; those not passed have a column of their own."""


def pictures(rows: QuerySet[Station], actor: Actor, year: int, on: date) -> list[Chart]:
    """The stations by state and end of term, what they did in a year; the money and the results for who reads them.

    Five queries, three for a district.
    """
    charts: list[Chart] = [_by_state(rows), _by_end(rows, on), _by_family(rows, year)]
    return [*charts, _by_purpose(rows, year), _by_points(rows)] if actor.holds(*WATCHERS) else charts


def _by_state(rows: QuerySet[Station]) -> Chart:
    counted = dict(rows.order_by().values_list("stage").annotate(Count("pk")))
    marks = tuple(Mark(STAGES["station"][stage], counted.get(stage, 0)) for stage in STANDING)
    return Bars("states", "按状态", "工作站的状态。", "状态", "家", marks)


def _by_end(rows: QuerySet[Station], on: date) -> Chart:
    """The quarters from this one on; before them what is over, after them what is later."""
    ends = Counter(rows.order_by().values_list("valid_to", flat=True))
    first = on.year * 4 + (on.month - 1) // 3
    found: Counter[int] = Counter()
    for day, n in ends.items():
        quarter = day.year * 4 + (day.month - 1) // 3 - first
        found[-1 if day < on else min(quarter, _QUARTERS)] += n
    marks = (
        Mark("已届满", found[-1]),
        *(Mark(_quarter(first + n), found[n]) for n in range(_QUARTERS)),
        Mark("更晚", found[_QUARTERS]),
    )
    return Bars("ends", "按有效期届满的季度", "有效期在各季度届满的工作站。", "季度", "家", marks)


def _quarter(number: int) -> str:
    return f"{number // 4}年{'一二三四'[number % 4]}季度"


def _by_family(rows: QuerySet[Station], year: int) -> Chart:
    done = all_figures(rows, date(year, 1, 1), date(year, 12, 31))
    marks = tuple(Mark(family.label, done.of_family(family)) for family in TaskFamily)
    about = f"{year}年开始、已确认的工作，按《办法》第四条的四类任务。"
    return Bars("families", f"{year}年的工作", about, "任务类别", "项", marks)


def _by_purpose(rows: QuerySet[Station], year: int) -> Chart:
    ids = rows.order_by().values("pk")
    confirmed = Spending.objects.filter(grant__station__in=ids, grant__budget__year=year, stage="confirmed")
    spent = dict(confirmed.order_by().values_list("purpose").annotate(Sum("amount")))
    marks = tuple(Mark(purpose.label, (spent.get(purpose.value) or 0) // _FEN_PER_YUAN) for purpose in Purpose)
    about = f"{year}年度预算内已确认的支出，按用途，元以下舍去。"
    return Bars("purposes", f"{year}年度经费的用途", about, "用途", "元", marks)


def _by_points(rows: QuerySet[Station]) -> Chart:
    newest = Assessed.objects.filter(station=OuterRef("pk"), stage="published").order_by(
        "-assessment__year", "-assessment__code"
    )
    results = rows.order_by().annotate(points=Subquery(newest.values("exact")[:1])).exclude(points=None)
    found = Counter(_bands(results.values_list("points", flat=True)))
    passed = PASS_MARK.value // 10
    edges = (passed, *_BANDS)
    names = (
        f"不足{passed}",
        *(f"{low}–{high}" for low, high in pairwise(edges)),
        f"{edges[-1]}以上",
    )
    marks = tuple(Mark(name, found[n]) for n, name in enumerate(names))
    about = "各站最近一次公布的评估考核得分，每段含下限不含上限。"
    return Bars("points", "评估考核得分", about, "得分", "家", marks)


def _bands(results: Iterable[str]) -> Iterator[int]:
    edges = (PASS_MARK.value // 10, *_BANDS)
    return (bisect_right(edges, Fraction(points)) for points in results)
