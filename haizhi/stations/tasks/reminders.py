"""Finds what of tasks and summaries waits and is due at stations (办法·4·4, 办法·12)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.notifications.facts import Waiting
from haizhi.notifications.tasks import recall
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.reminders import Occasion
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES
from haizhi.stations.models import OPEN_ASSIGNMENTS, WRITTEN, Assignment, Summary


def remind_of_station_work(at: datetime) -> int:
    """Remind the stations, and of what is overdue the Office too; the number of new notices."""
    return recall(_waiting(), at)


def _waiting() -> Iterator[Waiting]:
    given = Assignment.objects.filter(stage__in=OPEN_ASSIGNMENTS).select_related("task", "station__unit")
    for assignment in given.order_by("code"):
        yield _of_station(Occasion.TASK, assignment)
    asked = Summary.objects.filter(stage__in=WRITTEN).select_related("round", "station__unit")
    for summary in asked.order_by("code"):
        yield _of_station(Occasion.SUMMARY, summary)


def _of_station(occasion: Occasion, waiting: Assignment | Summary) -> Waiting:
    return Waiting(
        occasion=occasion,
        subject=waiting,
        due=waiting.due_on,
        since=day_of(waiting.asked_at),
        told=tuple((role, str(waiting.station.unit_id)) for role in sorted(UNIT_ROLES)),
        overdue_too=tuple((role, "") for role in sorted(OFFICE_ROLES)),
    )
