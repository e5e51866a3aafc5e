"""What a station's end leaves without object: tasks and summaries that it has not handed in (办法·4·4, 12, 13)."""

from datetime import datetime

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act
from haizhi.regulation import moves
from haizhi.stations.models import OPEN_ASSIGNMENTS, WRITTEN, Assignment, Station, Summary


@act(moves.CEASE_ASSIGNMENT)
def cease_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """The station has ended: nobody is left to do it."""


@act(moves.CEASE_SUMMARY)
def cease_summary(summary: Summary, *, by: Actor, at: datetime) -> None:
    """The station has ended: it is not on record as missed."""


def cease_work_of(station: Station, at: datetime) -> None:
    """Close what an ending station still has to do; what is with the Office stays there to be looked through."""
    for assignment in Assignment.objects.filter(station=station, stage__in=OPEN_ASSIGNMENTS).order_by("code"):
        cease_assignment(assignment, by=SYSTEM, at=at)
    for summary in Summary.objects.filter(station=station, stage__in=WRITTEN).order_by("code"):
        cease_summary(summary, by=SYSTEM, at=at)
