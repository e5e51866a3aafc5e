"""What the log, the plan and the tasks of stations come to in a year: the figures of their summaries."""

from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Sum

from haizhi.regulation.summaries import FIGURES
from haizhi.stations.models import ON_FILE, Assignment, PlanItem, WorkEntry


def year_span(year: int) -> tuple[date, date]:
    """The first and the last day of a year."""
    return date(year, 1, 1), date(year, 12, 31)


def counted_in(stations: Collection[UUID], year: int) -> dict[UUID, dict[str, int]]:
    """Every figure of each station for a year, by its key; economic benefit in 分. Three queries, however many.

    Only confirmed work counts, in the year in which it began; a plan's item is carried out when confirmed work is
    linked to it; tasks count in the year in which they are due.
    """
    figures = {station: dict.fromkeys((figure.key for figure in FIGURES), 0) for station in stations}
    for row in _work(stations, year):
        found = figures[row["station_id"]]
        found[row["sort"]] += row["entries"]
        for total in ("people", "overseas", "economic"):
            found[total] += row[f"of_{total}"] or 0
    for row in _plans(stations, year):
        figures[row["plan__station_id"]] |= {"planned": row["items"], "carried_out": row["done"]}
    for row in _tasks(stations, year):
        figures[row["station_id"]] |= {"tasks": row["all_of_them"], "tasks_done": row["done"]}
    return figures


def _work(stations: Collection[UUID], year: int) -> Any:
    confirmed = WorkEntry.objects.filter(station__in=stations, stage="confirmed", began_on__range=year_span(year))
    grouped = confirmed.order_by().values("station_id", "sort")
    return grouped.annotate(
        entries=Count("pk"), of_people=Sum("people"), of_overseas=Sum("overseas"), of_economic=Sum("economic")
    )


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
