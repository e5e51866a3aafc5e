"""Grants: the list, one with its book, the money of stations."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, F, Q, QuerySet, Sum

from haizhi.accounts.models import Organisation
from haizhi.funding.models import (
    GRANTED,
    FinalAccount,
    FinanceRules,
    Grant,
    Movement,
    Payment,
    Recovery,
    Spending,
)
from haizhi.funding.queries.budgets import FIGURES
from haizhi.kernel.actor import Actor
from haizhi.regulation.books import Balance, Booked, YearOfAccount, settled_by_years
from haizhi.regulation.funding import PURPOSES, GrantKind, Purpose
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.stations.models import STANDING, Station


def grants_of(actor: Actor) -> QuerySet[Grant]:
    """The grants that the actor may see, with what their lists and pages show."""
    return Grant.objects.visible_to(actor).select_related("budget", "station__unit", "basis_file")


UNPAID = Q(stage="approved", paid__lt=F("amount"))
"""The grants that were approved and are to be paid, in whole or in part."""

UNSETTLED = Q(stage="approved") & ~Q(station__stage__in=STANDING)
"""Those with open books though their station is no more: their accounts are to be signed."""


def to_do(actor: Actor) -> dict[str, int]:
    """How many grants the list puts before the Office: `unpaid` and `unsettled`. One query."""
    rows = Grant.objects.visible_to(actor).order_by()
    return rows.aggregate(unpaid=Count("pk", filter=UNPAID), unsettled=Count("pk", filter=UNSETTLED))


def payments_of(actor: Actor) -> QuerySet[Payment]:
    """The payments that the actor may see."""
    return Payment.objects.visible_to(actor).select_related("grant__budget", "grant__station__unit", "receipt")


def units_of(actor: Actor) -> list[Organisation]:
    """The units for which the actor acts as one of their people, by name. One query."""
    places = actor.places(*UNIT_ROLES)
    return list(Organisation.objects.filter(pk__in=[UUID(place) for place in places]).order_by("name"))


def money_of(station_ids: Collection[UUID], year: int) -> dict[UUID, Balance]:
    """Where the money of each station is that was granted out of a year's budget. One query."""
    rows = Grant.objects.filter(station__in=station_ids, budget__year=year, stage__in=GRANTED).order_by()
    sums: Any = rows.values("station_id").annotate(**{f"sum_{name}": Sum(name) for name in FIGURES})
    return {row["station_id"]: Balance(*(int(row[f"sum_{name}"]) for name in FIGURES)) for row in sums}


def money_of_station(station: Station) -> tuple[Balance, list[Grant]]:
    """All that a station was granted, and where that money is. One query."""
    grants = list(Grant.objects.filter(station=station, stage__in=GRANTED).select_related("budget"))
    return sum((grant.balance for grant in grants), Balance()), grants


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the book as it is read: what came to the unit's account and went from it, what it then held, in 分."""

    movement: Movement
    came: int
    went: int
    held: int

    @property
    def is_payment(self) -> bool:
        """Whether its source is a payment, which has a page."""
        return self.movement.sort in (Booked.PAID, Booked.REVERSED)


@dataclass(frozen=True, slots=True)
class GrantPage:
    """Everything on the page of a grant."""

    lines: tuple[Line, ...]
    years: tuple[YearOfAccount, ...]
    by_purpose: tuple[tuple[str, bool, int], ...]
    spendings: tuple[Spending, ...]
    more: bool
    recoveries: tuple[Recovery, ...]
    accounts: tuple[FinalAccount, ...]
    rules: FinanceRules | None


AT_MOST = 30
"""Spendings on the page of a grant; the list has all."""


def lines_of(grant: Grant) -> tuple[Line, ...]:
    """The book of a grant with the running balance of the unit's account. One query."""
    lines, held = [], 0
    for row in grant.movements.order_by("serial"):
        effect = _EFFECTS.get(Booked(row.sort), 0) * row.amount
        held += effect
        lines.append(Line(row, max(effect, 0), max(-effect, 0), held))
    return tuple(lines)


_EFFECTS = {
    Booked.PAID: 1,
    Booked.REVERSED: -1,
    Booked.SPENT: -1,
    Booked.UNSPENT: 1,
    Booked.MISUSED: -1,
    Booked.CLEARED: 1,
    Booked.RETURNED: -1,
    Booked.LOST: -1,
}
"""What a movement does to what the unit holds: granting and recovery do nothing to it."""


def grant_page(grant: Grant) -> GrantPage:
    """The page of a grant. Five queries."""
    lines = lines_of(grant)
    spendings = tuple(grant.spendings.order_by("-code"))  # an invoice each: a grant has dozens
    sums = Counter[Purpose]()
    for spending in spendings:
        if spending.stage == "confirmed":
            sums[Purpose(spending.purpose)] += spending.amount or 0
    allowed = PURPOSES[GrantKind(grant.sort)][1]
    shown = list(dict.fromkeys([*allowed, *sums]))
    return GrantPage(
        lines,
        settled_by_years((line.movement.day.year, Booked(line.movement.sort), line.movement.amount) for line in lines),
        tuple((purpose.label, purpose in allowed, sums[purpose]) for purpose in shown),
        spendings[:AT_MOST],
        len(spendings) > AT_MOST,
        tuple(grant.recoveries.order_by("code")),
        tuple(grant.accounts.order_by("code")),
        FinanceRules.objects.filter(unit=grant.station.unit_id, stage="accepted").first(),
    )
