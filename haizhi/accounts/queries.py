"""Reads of people and roles: the actor behind a user, and the lists of the administrators' pages."""

from datetime import datetime
from typing import Any

from django.db.models import Q

from haizhi.accounts.models import Delegation, Membership, Person
from haizhi.kernel.actor import PUBLIC, Actor
from haizhi.regulation.civil_time import day_of


def actor_for(user: Any, at: datetime) -> Actor:
    """The actor of a signed-in person at a moment, or the public. Two queries."""
    if not isinstance(user, Person) or not user.is_active:
        return PUBLIC
    today = day_of(at)
    held = Membership.objects.filter(person=user, stage="active", valid_from__lte=today)
    held = held.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today)).order_by("role", "id")
    received = Delegation.objects.filter(to=user, stage="active", valid_from__lte=today, valid_to__gte=today)
    received = received.filter(
        Q(membership__valid_to__isnull=True) | Q(membership__valid_to__gte=today),
        membership__stage="active",
        membership__valid_from__lte=today,
        membership__person__stage="active",
    )
    received = received.select_related("membership__person").order_by("id")
    grants = [m.grant() for m in held] + [d.membership.grant(behalf=d.membership.person) for d in received]
    return Actor(user.pk, user.name, (*dict.fromkeys(grants), *PUBLIC.grants))
