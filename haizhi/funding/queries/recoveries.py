"""Recoveries."""

from django.db.models import QuerySet

from haizhi.funding.models import Recovery
from haizhi.kernel.actor import Actor


def recoveries_of(actor: Actor) -> QuerySet[Recovery]:
    """The recoveries that the actor may see."""
    rows = Recovery.objects.visible_to(actor)
    return rows.select_related("grant__budget", "grant__station__unit", "spending", "check_of")
