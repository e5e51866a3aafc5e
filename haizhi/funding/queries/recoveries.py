"""Recoveries, and what their units say to them."""

from datetime import date

from django.db.models import QuerySet

from haizhi.funding import facts
from haizhi.funding.models import Plea, Recovery
from haizhi.kernel.actor import Actor
from haizhi.regulation.findings import Refused


def recoveries_of(actor: Actor) -> QuerySet[Recovery]:
    """The recoveries that the actor may see."""
    rows = Recovery.objects.visible_to(actor)
    return rows.select_related("grant__budget", "grant__station__unit", "spending", "check_of", "write_off_file")


def pleas_of(actor: Actor) -> QuerySet[Plea]:
    """The requests for time and the objections that the actor may see."""
    return Plea.objects.visible_to(actor).select_related(*Plea.shown_with, "proof")


def last_day_to_object(recovery: Recovery) -> date | None:
    """The last day on which its unit may object; None where the calendar of that year is not entered."""
    try:
        return facts.last_day_to_object(recovery)
    except Refused:
        return None
