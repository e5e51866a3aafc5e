"""The terms of a station after its first, and its end: each in the course of a matter of its standing (办法·13)."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.term import has_expired, renewed_term
from haizhi.stations.acts.ceasing import cease_work_of
from haizhi.stations.models import Station, Term


@act(moves.RENEW_STATION)
def renew(
    station: Station,
    *,
    by: Actor,
    at: datetime,
    approved_on: date,
    document_number: str,
    month_grained: bool = False,
    follows_on: bool = True,
) -> str:
    """Give the station its next term (interpretation 23); one that is suspended stays so.

    One approved early with `follows_on` off begins at once: the former term then ends the day before, so that terms
    never overlap.
    """
    new = renewed_term(station.valid_to, approved_on, follows_on=follows_on, month_grained=month_grained)
    former = station.terms.order_by("serial").last()
    if former is not None and former.valid_to >= new.valid_from:
        former.valid_to = new.valid_from - timedelta(days=1)
        former.save(update_fields=["valid_to"])
    Term.objects.create(
        station=station,
        serial=former.serial + 1 if former else 1,
        approved_on=approved_on,
        document_number=document_number,
        valid_from=new.valid_from,
        valid_to=new.valid_to,
        month_grained=month_grained,
    )
    record(former_valid_to=station.valid_to, valid_from=new.valid_from, valid_to=new.valid_to)
    station.valid_from, station.valid_to = new.valid_from, new.valid_to
    return "suspended" if station.stage == "suspended" else "active"


def _term_is_over(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    over = has_expired(station.valid_to, day_of(at))
    reason = f"有效期至{chinese_date(station.valid_to)}（含），尚未届满"
    yield Finding(over, moves.FALL_DUE.cite, reason, "请待有效期届满。")


@act(moves.FALL_DUE, requires=_term_is_over)
def fall_due(station: Station, *, by: Actor, at: datetime) -> None:
    """The term is over and nothing is decided yet: the station waits, it is not revoked (interpretation 18).

    One that is suspended waits as it is, and falls due when it is resumed.
    """


def fall_due_all(at: datetime) -> int:
    """Let every station whose term is over wait for what is decided: what the worker does; how many."""
    found = list(Station.objects.filter(stage="active", valid_to__lt=day_of(at)).order_by("valid_to", "code"))
    for station in found:
        fall_due(station, by=SYSTEM, at=at)
    return len(found)


@act(moves.LAPSE_STATION, requires=_term_is_over)
def lapse(station: Station, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """It was not awarded anew, and is none any more from the day after its term."""
    station.ended_on = station.valid_to + timedelta(days=1)
    cease_work_of(station, at)


@act(moves.REVOKE_STATION)
def revoke(station: Station, *, by: Actor, at: datetime, ended_on: date, document_number: str) -> None:
    """Its standing is taken by the decision with this number, from its day on."""
    station.ended_on = ended_on
    cease_work_of(station, at)


@act(moves.GIVE_UP_STATION)
def give_up(station: Station, *, by: Actor, at: datetime, ended_on: date, opinion: str = "") -> None:
    """Its unit gave it up, from that day on."""
    station.ended_on = ended_on
    cease_work_of(station, at)
