"""Reads of people and roles: the actor behind a user, the lists of the administrators' pages, one's own profile."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from haizhi.accounts.models import Delegation, Membership, Person, place_of
from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.models import Calendar
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import DELEGATE
from haizhi.regulation.roles import Role

_OF_A_GRANT = ("person", "person__name", "role", "organisation", "district")


def actor_for(user: Any, at: datetime) -> Actor:
    """The actor of a signed-in person at a moment, or the public. One query."""
    if not isinstance(user, Person) or not user.is_active:
        return PUBLIC
    today = day_of(at)
    own = in_force(Membership.objects.filter(person=user), today).order_by().values_list(*_OF_A_GRANT)
    received = delegated(today).filter(to=user).order_by().values_list(*(f"membership__{name}" for name in _OF_A_GRANT))
    held = sorted(own.union(received, all=True), key=lambda row: (row[0] != user.pk, row[2], str(row[3:])))
    grants = [
        Grant(Role(role), place_of(role, person, unit, district), *(() if person == user.pk else (person, name)))
        for person, name, role, unit, district in held
    ]
    return Actor(user.pk, user.name, (*dict.fromkeys(grants), *PUBLIC.grants))


def in_force(memberships: QuerySet[Membership], on: date) -> QuerySet[Membership]:
    """Those that hold on a day."""
    unlimited = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    return memberships.filter(unlimited, stage="active", valid_from__lte=on)


def delegated(on: date) -> QuerySet[Delegation]:
    """The delegations that count on a day: the role behind them is in force too and its holder not suspended."""
    unlimited = Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gte=on)
    return Delegation.objects.filter(
        unlimited,
        stage="active",
        valid_from__lte=on,
        valid_to__gte=on,
        membership__stage="active",
        membership__valid_from__lte=on,
        membership__person__stage="active",
    )


def delegable(actor: Actor, at: datetime) -> QuerySet[Membership]:
    """The person's own roles that may be delegated now."""
    if actor.id is None:
        return Membership.objects.none()
    own = in_force(Membership.objects.filter(person_id=actor.id), day_of(at))
    return own.filter(role__in=sorted(DELEGATE.roles)).select_related("organisation")


def people_in(role: str, place: str, on: date) -> QuerySet[Person]:
    """The active people who hold a role in a place on a day, their own or delegated to them; an empty place is any."""
    own = in_force(Membership.objects.filter(_placed(role, place, "")), on)
    received = delegated(on).filter(_placed(role, place, "membership__"))
    either = Q(pk__in=own.values("person")) | Q(pk__in=received.values("to"))
    return Person._base_manager.filter(either, stage="active")


def _placed(role: str, place: str, path: str) -> Q:
    met = Q(**{f"{path}role": role})
    if not place:
        return met
    try:
        row = UUID(place)
    except ValueError:
        return met & Q(**{f"{path}district": place})
    return met & (Q(**{f"{path}organisation": row}) | Q(**{f"{path}person": row}))


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person sees of their own account."""

    person: Person
    memberships: list[Membership]
    given: list[Delegation]
    received: list[Delegation]


def profile(person: Person, on: date) -> Profile:
    """One's roles and delegations that hold or are still to come. Three queries."""
    unlimited = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    own = Membership.objects.filter(unlimited, person=person, stage="active").select_related("organisation", "person")
    coming = Delegation.objects.filter(stage="active", valid_to__gte=on, membership__stage="active")
    coming = coming.select_related("membership__person", "membership__organisation", "to").order_by("valid_from", "id")
    return Profile(
        person,
        list(own.order_by("valid_from", "id")),
        list(coming.filter(membership__person=person)),
        list(coming.filter(to=person)),
    )


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of a month: `kind` is work, weekend, off or made_up; `number` 0 pads the first week."""

    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks that begin on Monday."""

    number: int
    weeks: list[list[Day]]
    workdays: int


def months(calendar: Calendar) -> list[Month]:
    """The twelve months of a calendar as they hang on a wall."""
    off, worked = calendar.off(), calendar.worked()
    return [_month(calendar.year, number, off, worked) for number in range(1, 13)]


def _month(year: int, number: int, off: Iterable[date], worked: Iterable[date]) -> Month:
    first = date(year, number, 1)
    cells = [Day(0, "")] * first.weekday()
    day = first
    while day.month == number:
        usual = "weekend" if day.weekday() >= 5 else "work"
        cells.append(Day(day.day, "off" if day in off else "made_up" if day in worked else usual))
        day += timedelta(1)
    cells += [Day(0, "")] * (-len(cells) % 7)
    weeks = [cells[n : n + 7] for n in range(0, len(cells), 7)]
    return Month(number, weeks, sum(cell.kind in ("work", "made_up") for cell in cells))
