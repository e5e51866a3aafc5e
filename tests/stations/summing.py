"""Summaries for tests: stations with some work, a year's check, a summary written and handed in."""

from datetime import date, datetime
from typing import Any
from uuid import uuid4

from haizhi.kernel.actor import Actor, Grant
from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.roles import Role
from haizhi.regulation.summaries import CHECKS, SummarySection
from haizhi.stations import acts
from haizhi.stations.drafts.summaries import save_summary
from haizhi.stations.models import Station, Summary, WorkEntry
from tests.decisions.factories import CLERK, HEAD
from tests.replay import replayed
from tests.stations.factories import standing

YEAR, DUE = 2026, date(2027, 1, 31)
OPENED = datetime(2026, 12, 20, 10, 0, tzinfo=CHINA)
IN_TIME = datetime(2027, 1, 15, 10, 0, tzinfo=CHINA)
TOO_LATE = datetime(2027, 2, 3, 10, 0, tzinfo=CHINA)

TEXTS = {section.value: f"{section.label}：已开展。" for section in SummarySection}


def of_unit(station: Station, role: Role) -> Actor:
    """Somebody of the station's unit."""
    return Actor(uuid4(), role.label, (Grant(role, str(station.unit_id)),))


@replayed
def work(station: Station, serial: int, sort: str = "exchange", **more: Any) -> WorkEntry:
    """A confirmed piece of work, as a row of its own where no act is looked at."""
    said: dict[str, Any] = {
        "name": f"学术交流{serial}",
        "began_on": date(2026, 9, serial % 28 + 1),
        "ended_on": date(2026, 9, serial % 28 + 1),
        "stage": "confirmed",
    } | more
    return WorkEntry.objects.create(
        code=f"GJ-{station.code}-{serial}",
        station=station,
        sort=sort,
        entered_at=OPENED,
        submitted_at=OPENED,
        confirmed_at=OPENED,
        version=1,
        **said,
    )


@replayed
def asked(units: int = 2) -> list[Summary]:
    """The check of 2026 opened over so many stations, each with two exchanges and 50 万元 of benefit."""
    for station in standing(units):
        work(station, 1, people=30, overseas=4)
        work(station, 2, people=20, economic=50_000_000)
    acts.open_summaries(by=HEAD, at=OPENED, year=YEAR, due_on=DUE, guide="请写实。")
    return list(Summary.objects.select_related("round", "station__unit").order_by("code"))


def write(summary: Summary, at: datetime = IN_TIME, **changed: Any) -> Summary:
    """Every section of it, as the station's clerk types it."""
    clerk = of_unit(summary.station, Role.STATION_CLERK)
    save_summary(summary, by=clerk, at=at, values=TEXTS | changed, over={})
    return summary


def hand_in(summary: Summary, at: datetime = IN_TIME, opinion: str = "", **changed: Any) -> Summary:
    """Written, and handed in by the 负责人."""
    write(summary, at, **changed)
    return acts.submit_summary(summary, by=of_unit(summary.station, Role.SIGNATORY), at=at, opinion=opinion)


def accept(summary: Summary, at: datetime = IN_TIME) -> Summary:
    """Looked through by the Office and accepted."""
    return acts.accept_summary(summary, by=CLERK, at=at, checked=list(CHECKS))
