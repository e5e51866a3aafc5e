"""Reads of the pool, shaped for pages."""

from django.db.models import QuerySet

from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import unit_called as units_called
from haizhi.experts.models import Expert, Interest
from haizhi.kernel.actor import Actor
from haizhi.regulation.recusals import InterestGround


def experts_of(actor: Actor) -> QuerySet[Expert]:
    """The experts that the actor may see: the whole pool for the Office and those who watch it, else oneself."""
    return Expert.objects.visible_to(actor)


def interests_of(expert: Expert) -> list[tuple[Interest, str]]:
    """What the expert declared, with the label of each ground. One query."""
    rows = expert.interests.select_related("unit").order_by("declared_at", "id")
    return [(interest, InterestGround(interest.ground).label) for interest in rows]


def unit_called(text: str) -> Organisation | None:
    """The existing unit with this code, or with exactly this name; nobody can list units by it."""
    return next(iter(units_called(text)), None)
