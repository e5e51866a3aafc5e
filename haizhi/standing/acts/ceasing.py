"""What a station's end leaves without object: requests and notices that are still open then."""

from datetime import datetime

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act
from haizhi.regulation import moves
from haizhi.standing.models import OPEN_RENEWALS, Ending, Rectification, Renewal
from haizhi.stations.models import Station


@act(moves.CEASE_RENEWAL)
def cease_renewal(renewal: Renewal, *, by: Actor, at: datetime) -> None:
    """The station has ended: nothing is left to be awarded anew."""


@act(moves.CEASE_RECTIFICATION)
def cease_rectification(rectification: Rectification, *, by: Actor, at: datetime) -> None:
    """The station has ended: nothing is left to be put right."""


@act(moves.CEASE_ENDING)
def cease_ending(ending: Ending, *, by: Actor, at: datetime) -> None:
    """The station has ended otherwise."""


def cease_others(station: Station, at: datetime, *, besides: Ending | None = None) -> int:
    """Close what is open of a station that has ended, but the request `besides` that ended it; how many."""
    renewals = Renewal.objects.filter(station=station, stage__in=OPEN_RENEWALS).order_by("code")
    notices = Rectification.objects.filter(station=station, stage__in=["prepared", "issued", "reported"])
    endings = Ending.objects.filter(station=station, stage="requested")
    for renewal in (found := list(renewals)):
        cease_renewal(renewal, by=SYSTEM, at=at)
    for notice in (orders := list(notices.order_by("code"))):
        cease_rectification(notice, by=SYSTEM, at=at)
    for ending in (asked := [one for one in endings.order_by("code") if one != besides]):
        cease_ending(ending, by=SYSTEM, at=at)
    return len(found) + len(orders) + len(asked)
