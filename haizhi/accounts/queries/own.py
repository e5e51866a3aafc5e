"""What a person sees of their own account."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from haizhi.accounts.models import Delegation, Joining, Membership, Person, not_lapsed_on


@dataclass(frozen=True, slots=True)
class Profile:
    """What a person sees of their own account."""

    person: Person
    memberships: list[Membership]
    joinings: list[Joining]
    given: list[Delegation]
    received: list[Delegation]


def waits_to_join(user: Any, on: date) -> Joining | None:
    """The request of somebody who holds no role on a day and waits to be let into a unit. Two queries at most."""
    if not isinstance(user, Person) or user.memberships.filter(not_lapsed_on(on)).exists():
        return None
    return user.joinings.filter(stage="waiting").select_related("organisation").first()


def profile(person: Person, on: date) -> Profile:
    """One's roles and delegations that hold or are still to come, and the units one asked to join. Four queries."""
    own = Membership.objects.filter(not_lapsed_on(on), person=person).select_related("organisation", "person")
    coming = Delegation.objects.filter(stage="active", valid_to__gte=on, membership__stage="active")
    coming = coming.select_related("membership__person", "membership__organisation", "to").order_by("valid_from", "id")
    return Profile(
        person,
        list(own.order_by("valid_from", "id")),
        list(Joining.objects.filter(person=person, stage__in=["waiting", "refused"]).select_related("organisation")),
        list(coming.filter(membership__person=person)),
        list(coming.filter(to=person)),
    )
