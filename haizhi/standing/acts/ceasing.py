"""What a station's end leaves without object: requests, notices and procedures that are still open then."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act
from haizhi.regulation import moves
from haizhi.regulation.naming import chinese_date
from haizhi.standing.models import (
    OPEN_RECTIFICATIONS,
    OPEN_RENEWALS,
    OPEN_REVOCATIONS,
    Ending,
    Rectification,
    Renewal,
    Revocation,
)
from haizhi.stations.models import STANDING, Station


@act(moves.CEASE_RENEWAL)
def cease_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str) -> None:
    """The station has ended: nothing is left to be awarded anew."""


@act(moves.CEASE_RECTIFICATION)
def cease_rectification(rectification: Rectification, *, by: Actor, at: datetime, opinion: str) -> str:
    """The station has ended: nothing is left to be put right. What was never sent stays the Office's own paper."""
    return "dropped" if rectification.stage == "prepared" else "ceased"


@act(moves.CEASE_REVOCATION)
def cease_revocation(revocation: Revocation, *, by: Actor, at: datetime, opinion: str) -> str:
    """The station has ended otherwise: no standing is left to be taken. A draft stays the Office's own paper."""
    return "dropped" if revocation.stage == "prepared" else "ceased"


@act(moves.CEASE_ENDING)
def cease_ending(ending: Ending, *, by: Actor, at: datetime, opinion: str) -> None:
    """The station has ended otherwise."""


def cease_others(station: Station, at: datetime, *, besides: Ending | Revocation | None = None) -> int:
    """Close what is open of a station that has ended, but the matter `besides` that ended it; how many."""
    why = f"工作站{_how_it_ended(station)}，不再办理。"
    renewals = list(Renewal.objects.filter(station=station, stage__in=OPEN_RENEWALS).order_by("code"))
    orders = list(Rectification.objects.filter(station=station, stage__in=OPEN_RECTIFICATIONS).order_by("code"))
    charged = Revocation.objects.filter(station=station, stage__in=OPEN_REVOCATIONS).order_by("code")
    charges = [one for one in charged if one != besides]
    asked = Ending.objects.filter(station=station, stage="requested").order_by("code")
    endings = [one for one in asked if one != besides]
    for renewal in renewals:
        cease_renewal(renewal, by=SYSTEM, at=at, opinion=why)
    for order in orders:
        cease_rectification(order, by=SYSTEM, at=at, opinion=why)
    for charge in charges:
        cease_revocation(charge, by=SYSTEM, at=at, opinion=why)
    for ending in endings:
        cease_ending(ending, by=SYSTEM, at=at, opinion=why)
    return len(renewals) + len(orders) + len(charges) + len(endings)


def cease_left_open(at: datetime) -> int:
    """Close what is open of stations that have ended, however they did: what the worker does; how many matters."""
    found = [
        model.objects.filter(station=OuterRef("pk"), stage__in=stages)
        for model, stages in (
            (Renewal, OPEN_RENEWALS),
            (Rectification, OPEN_RECTIFICATIONS),
            (Revocation, OPEN_REVOCATIONS),
            (Ending, ("requested",)),
        )
    ]
    left = Exists(found[0]) | Exists(found[1]) | Exists(found[2]) | Exists(found[3])
    ended = Station.objects.exclude(stage__in=STANDING).filter(left).order_by("code")
    return sum(cease_others(station, at) for station in list(ended))


def _how_it_ended(station: Station) -> str:
    day = f"自{chinese_date(station.ended_on)}起" if station.ended_on else ""
    into = f"（{station.merged_into}）" if station.merged_into else ""
    return f"{day}{station.stage_label}{into}"
