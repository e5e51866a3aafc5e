"""What opening and ending a year's check of summaries would do, shown before it is done. Nothing is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from haizhi.kernel.actor import Actor
from haizhi.notifications.tasks.foretelling import Foreseen, Telling, Wording, foretold, wording
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding
from haizhi.regulation.revocation import missed_in_a_row
from haizhi.stations.facts import owes_summary
from haizhi.stations.models import STANDING, WRITTEN, Station, Summary, SummaryRound


@dataclass(frozen=True, slots=True)
class Asked:
    """What opening a round would do to one station: asked or left out, why, and how many people would be told."""

    station: Station
    finding: Finding
    people: int


@dataclass(frozen=True, slots=True)
class Opening:
    """What opening a round would do: who is asked, who is left out and why, the words that would go out."""

    asked: tuple[Asked, ...]
    left_out: tuple[Asked, ...]
    people: int
    unreached: int
    sample: Wording | None


def opening_of(year: int, due_on: date, by: Actor, at: datetime) -> Opening:
    """Work it out; nothing is written. A constant number of queries."""
    stations = list(Station.objects.filter(stage__in=STANDING).select_related("unit").order_by("code"))
    found = {station: owes_summary(station, year) for station in stations}
    meant = SummaryRound(code=f"ND-{year}", year=year, due_on=due_on, opened_at=at)
    told = foretold(
        [
            Foreseen(
                moves.ASK_SUMMARY,
                Summary(code=f"{meant.code}-0001", round=meant, station=station, due_on=due_on, stage="draft"),
            )
            for station, finding in found.items()
            if finding.met
        ],
        by,
        at,
    )
    people = _people(told)
    rows = [Asked(station, finding, people.get(station.pk, 0)) for station, finding in found.items()]
    asked = tuple(row for row in rows if row.finding.met)
    return Opening(
        asked=asked,
        left_out=tuple(row for row in rows if not row.finding.met),
        people=sum(row.people for row in asked),
        unreached=sum(not row.people for row in asked),
        sample=_sample(told, by, at),
    )


@dataclass(frozen=True, slots=True)
class Missed:
    """What closing a round would do to one station: why it counts as missed, and the run of missed years so far."""

    summary: Summary
    why: str
    run: tuple[int, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Closing:
    """What closing a round would do: who would be on record as missed, the words that would go out."""

    missed: tuple[Missed, ...]
    sample: Wording | None


def closing_of(found: SummaryRound, by: Actor, at: datetime) -> Closing:
    """Work it out; nothing is written. A constant number of queries."""
    open_ones = list(
        found.summaries.filter(stage__in=WRITTEN).select_related("station__unit", "round").order_by("code")
    )
    told = foretold([Foreseen(moves.MISS_SUMMARY, summary) for summary in open_ones], by, at)
    people, years = _people(told), _missed_years([summary.station_id for summary in open_ones])
    return Closing(
        missed=tuple(
            Missed(
                summary,
                "退回后没有重新提交" if summary.stage == "returned" else "没有提交",
                _run(years.get(summary.station_id, set()), found.year),
                people.get(summary.station_id, 0),
            )
            for summary in open_ones
        ),
        sample=_sample(told, by, at),
    )


def _missed_years(stations: Sequence[UUID]) -> dict[UUID, set[int]]:
    missed = Summary.objects.filter(station__in=stations, stage="missed").values_list("station_id", "round__year")
    years: dict[UUID, set[int]] = {}
    for station, year in missed:
        years.setdefault(station, set()).add(year)
    return years


def _run(years: set[int], year: int) -> tuple[int, ...]:
    run = missed_in_a_row({*years, year})
    return run if year in run else ()


def _people(told: Iterable[Telling]) -> dict[UUID, int]:
    people: dict[UUID, int] = {}
    for telling in told:
        subject = telling.foreseen.subject
        if isinstance(subject, Summary):
            people[subject.station_id] = people.get(subject.station_id, 0) + telling.people
    return people


def _sample(told: Iterable[Telling], by: Actor, at: datetime) -> Wording | None:
    first = next((telling for telling in told if telling.people), None)
    return wording(first, by, at) if first else None
