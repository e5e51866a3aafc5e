"""What a station was given to do and how it summed its years up, for the rules and for the parts above."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.regulation.findings import Finding
from haizhi.regulation.revocation import missed_in_a_row
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.regulation.summaries import Line, asked_for_summary, lines_of, summary_findings
from haizhi.regulation.work import WorkSort
from haizhi.stations.facts.counting import counted_in, year_span
from haizhi.stations.models import WRITTEN, Assignment, Station, Summary, WorkEntry

_NAMED = 10
"""Pieces of work of one sort that a first text names; the figures count them all."""


def assignments_of(station: Station, first: date, last: date) -> QuerySet[Assignment]:
    """The tasks of a station due in a span, both days included, with task, files and named entries; not withdrawn."""
    rows = Assignment.objects.filter(station=station, due_on__gte=first, due_on__lte=last).exclude(stage="withdrawn")
    return rows.select_related("task").prefetch_related("files__upload", "work__entry").order_by("due_on", "code")


def summaries_of(station: Station) -> list[Summary]:
    """The yearly summaries of a station, the newest year first. One query."""
    return list(Summary.objects.filter(station=station).select_related("round").order_by("-round__year"))


def missed_summaries(station: Station) -> tuple[int, ...]:
    """The years whose check a station has on record as missed, ascending (办法·13, interpretations 15 and 33)."""
    years = Summary.objects.filter(station=station, stage="missed").order_by("round__year")
    return tuple(years.values_list("round__year", flat=True))


def missed_in_a_row_with(summary: Summary) -> tuple[int, ...]:
    """The run of missed years that this one would end or lengthen, () while it is too short to count."""
    run = missed_in_a_row({*missed_summaries(summary.station), summary.round.year})
    return run if summary.round.year in run else ()


def first_texts(stations: Collection[UUID], year: int) -> dict[UUID, dict[str, str]]:
    """By station and section what the confirmed work of a year comes to in words. One query, however many stations."""
    confirmed = WorkEntry.objects.filter(station__in=stations, stage="confirmed", began_on__range=year_span(year))
    names: dict[UUID, dict[WorkSort, list[str]]] = {station: {} for station in stations}
    for station, sort, name in confirmed.order_by("began_on", "code").values_list("station_id", "sort", "name"):
        names[station].setdefault(WorkSort(sort), []).append(name)
    return {station: _in_words(found) for station, found in names.items()}


def _in_words(names: dict[WorkSort, list[str]]) -> dict[str, str]:
    lines: dict[str, list[str]] = {}
    for sort in WorkSort:
        if found := names.get(sort):
            more = "等" if len(found) > _NAMED else ""
            said = f"{sort.label}{len(found)}项：{'、'.join(found[:_NAMED])}{more}。"
            lines.setdefault(sort.family.value, []).append(said)
    return {family: "\n".join(said) for family, said in lines.items()}


def owes_summary(station: Station, year: int) -> Finding:
    """Whether a station is asked for a year's summary."""
    return asked_for_summary(year, station.approved_on, suspended=station.stage == "suspended")


def summary_lines(summary: Summary) -> tuple[Line, ...]:
    """The figures of a summary: of one that is being written as the log stands now, else as it was handed in.

    Three queries for one that is being written, none for others; its round is fetched with it.
    """
    if summary.stage in WRITTEN:
        counted = counted_in([summary.station_id], summary.round.year)[summary.station_id]
        return lines_of(counted, summary.corrections)
    return lines_of(summary.counted, summary.corrections)


def findings_of(summary: Summary) -> tuple[Finding, ...]:
    """What stands before a summary's leaving the house, met or not."""
    return summary_findings(summary.texts, summary_lines(summary))


def is_own(of: Assignment | Summary, actor: Actor) -> bool:
    """Whether it is of the actor's own unit."""
    return any(grant.role in UNIT_ROLES and of.within(grant) for grant in actor.grants)
