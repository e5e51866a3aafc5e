"""Who acts: the actor behind a user, the roles in force, whom a role addresses."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet

from haizhi.accounts.models import Delegation, Membership, Person, in_force_on, place_of
from haizhi.kernel.actor import PUBLIC, Actor, Grant
from haizhi.kernel.statements import Statement
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.moves import DELEGATE
from haizhi.regulation.roles import Role

_OF_A_GRANT = ("person", "person__name", "role", "organisation", "district")

_SOMEBODY, _SOME_DAY = UUID(int=0), date(1, 1, 1)
"""What stands in the statement below where each request has its own person and day."""


def actor_for(user: Any, at: datetime) -> Actor:
    """The actor of a signed-in person at a moment, or the public. One query."""
    if not isinstance(user, Person) or not user.is_active:
        return PUBLIC
    held = sorted(_held(user.pk, day_of(at)), key=lambda row: (row[0] != user.pk, row[2], str(row[3:])))
    grants = [
        Grant(Role(role), place_of(role, person, unit, district), *(() if person == user.pk else (person, name)))
        for person, name, role, unit, district in held
    ]
    return Actor(user.pk, user.name, (*dict.fromkeys(grants), *PUBLIC.grants), day_of(at))


def _held(person: UUID, on: date) -> list[tuple[UUID, str, str, UUID | None, str]]:
    """The roles of a person on a day, own and received: whose, the name, role, unit, district."""
    return _holding(connection.vendor).rows({_SOMEBODY: person, _SOME_DAY: on})


@cache
def _holding(_vendor: str) -> Statement:
    own = in_force(Membership.objects.filter(person=_SOMEBODY), _SOME_DAY).order_by().values_list(*_OF_A_GRANT)
    received = delegated(_SOME_DAY).filter(to=_SOMEBODY).order_by()
    of_them = received.values_list(*(f"membership__{name}" for name in _OF_A_GRANT))
    return Statement.of(own.union(of_them, all=True), _SOMEBODY, _SOME_DAY)


def in_force(memberships: QuerySet[Membership], on: date) -> QuerySet[Membership]:
    """Those that hold on a day."""
    return memberships.filter(in_force_on(on))


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
    """The active people who hold a role in a place on a day, their own or delegated to them; an empty place is any.

    The role of the public addresses one person: the place is their id.
    """
    if role == Role.PUBLIC:
        return Person._base_manager.filter(pk=UUID(place), stage="active")
    own = in_force(Membership.objects.filter(_placed(role, place, "")), on)
    received = delegated(on).filter(_placed(role, place, "membership__"))
    either = Q(pk__in=own.values("person")) | Q(pk__in=received.values("to"))
    return Person._base_manager.filter(either, stage="active")


def people_by_place(addressed: Collection[tuple[str, str]], on: date) -> dict[tuple[str, str], frozenset[UUID]]:
    """As `people_in` for many roles and places (not of the public) at once: the ids of the people. Two queries."""
    roles = {role for role, _ in addressed}
    own = in_force(Membership.objects.filter(role__in=roles, person__stage="active"), on).order_by()
    received = delegated(on).filter(membership__role__in=roles, to__stage="active").order_by()
    held = [
        *own.values_list("role", "organisation_id", "district", "person_id"),
        *received.values_list("membership__role", "membership__organisation_id", "membership__district", "to_id"),
    ]
    return {
        (role, place): frozenset(
            person for of, unit, district, person in held if of == role and place in ("", str(unit), district)
        )
        for role, place in addressed
    }


def _placed(role: str, place: str, path: str) -> Q:
    met = Q(**{f"{path}role": role})
    if not place:
        return met
    try:
        row = UUID(place)
    except ValueError:
        return met & Q(**{f"{path}district": place})
    return met & (Q(**{f"{path}organisation": row}) | Q(**{f"{path}person": row}))
