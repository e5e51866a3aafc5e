"""Checks and the drawings they come from."""

from dataclasses import dataclass

from django.db.models import QuerySet

from haizhi.funding.facts import money_in_the_year
from haizhi.funding.models import GRANTED, Check, CheckRound, Grant, Recovery
from haizhi.kernel.actor import Actor
from haizhi.regulation.books import Balance
from haizhi.stations.models import Station


def checks_of(actor: Actor) -> QuerySet[Check]:
    """The checks that the actor may see."""
    return Check.objects.visible_to(actor).select_related("station__unit", "round", "report_file")


def rounds_of(actor: Actor) -> QuerySet[CheckRound]:
    """The drawings that the actor may see."""
    return CheckRound.objects.visible_to(actor).select_related("lot")


@dataclass(frozen=True, slots=True)
class CheckPage:
    """What a check looks at: the grants of the station, and what was recovered after it."""

    grants: tuple[Grant, ...]
    balance: Balance
    recoveries: tuple[Recovery, ...]


def check_page(check: Check, actor: Actor) -> CheckPage:
    """The page of a check. Two queries."""
    rows = Grant.objects.visible_to(actor).filter(station=check.station_id, stage__in=GRANTED)
    grants = tuple(rows.select_related("budget", "station__unit"))
    recoveries = Recovery.objects.visible_to(actor).filter(check_of=check)
    found = tuple(recoveries.select_related("grant__station__unit"))
    return CheckPage(grants, sum((grant.balance for grant in grants), Balance()), found)


def population(year: int) -> list[tuple[Station, Balance]]:
    """Everybody who can be drawn for a year, with what was granted and is held. Two queries."""
    stations = list(money_in_the_year(year))
    balances: dict[object, Balance] = {}
    for grant in Grant.objects.filter(station__in=[s.pk for s in stations], stage__in=GRANTED):
        balances[grant.station_id] = balances.get(grant.station_id, Balance()) + grant.balance
    return [(station, balances.get(station.pk, Balance())) for station in stations]
