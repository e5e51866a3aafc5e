"""What the log, the plan and the tasks of stations come to: in a span of days, and as the figures of a year."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet, Sum

from haizhi.regulation.summaries import FIGURES
from haizhi.regulation.work import WorkFigures, WorkSort
from haizhi.stations.models import ON_FILE, Assignment, PlanItem, Station, WorkEntry


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def work_figures(
    station_ids: Collection[UUID] | QuerySet[Station, Any], first: date, last: date
) -> dict[UUID, WorkFigures]:
    """What stations did within a span, both days inclusive: their confirmed work. One query, however many stations.

    A station without any is not among them.
    """
    found: dict[UUID, WorkFigures] = {}
    for row in _summed(station_ids, first, last, "station_id", "sort"):
        station = row["station_id"]
        found[station] = found.get(station, WorkFigures()) + _figures(row)
    return found


def all_figures(stations: QuerySet[Station], first: date, last: date) -> WorkFigures:
    """The same of all these stations together. One query."""
    ids = stations.order_by().values("pk")
    return sum((_figures(row) for row in _summed(ids, first, last, "sort")), WorkFigures())


def _summed(stations: Collection[UUID] | QuerySet[Station, Any], first: date, last: date, *by: str) -> Any:
    confirmed = WorkEntry.objects.filter(station__in=stations, stage="confirmed", began_on__range=(first, last))
    grouped = confirmed.order_by().values(*by)
    return grouped.annotate(n=Count("pk"), of_people=Sum("people"), abroad=Sum("overseas"), fen=Sum("economic"))


def _figures(row: dict[str, Any]) -> WorkFigures:
    counts = {WorkSort(row["sort"]): row["n"]}
    return WorkFigures(counts, row["of_people"] or 0, row["abroad"] or 0, row["fen"] or 0)


def counted_in(stations: Collection[UUID], year: int) -> dict[UUID, dict[str, int]]:
    """Every figure of each station for a year, by its key; economic benefit in 分. Three queries, however many.

    Only confirmed work counts, in the year in which it began; a plan's item is carried out when confirmed work is
    linked to it; tasks count in the year in which they are due.
    """
    figures = {station: dict.fromkeys((figure.key for figure in FIGURES), 0) for station in stations}
    for station, work in work_figures(stations, *year_span(year)).items():
        totals = {"people": work.people, "overseas": work.overseas, "economic": work.economic}
        figures[station] |= {sort.value: count for sort, count in work.counts.items()} | totals
    for row in _plans(stations, year):
        figures[row["plan__station_id"]] |= {"planned": row["items"], "carried_out": row["done"]}
    for row in _tasks(stations, year):
        figures[row["station_id"]] |= {"tasks": row["all_of_them"], "tasks_done": row["done"]}
    return figures


def _plans(stations: Collection[UUID], year: int) -> Any:
    items = PlanItem.objects.filter(plan__station__in=stations, plan__year=year, plan__stage__in=ON_FILE)
    return (
        items.order_by()
        .values("plan__station_id")
        .annotate(items=Count("pk", distinct=True), done=Count("pk", filter=Q(work__stage="confirmed"), distinct=True))
    )


def _tasks(stations: Collection[UUID], year: int) -> Any:
    due = Assignment.objects.filter(station__in=stations, due_on__range=year_span(year)).exclude(stage="withdrawn")
    return (
        due.order_by().values("station_id").annotate(all_of_them=Count("pk"), done=Count("pk", filter=Q(stage="done")))
    )
