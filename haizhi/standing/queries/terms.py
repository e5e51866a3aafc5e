"""Terms and what becomes of them."""

from typing import Any, TypeVar
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery

from haizhi.kernel.actor import Actor
from haizhi.regulation.naming import serial_after
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.standing.models import Renewal
from haizhi.standing.models.matter import READERS, Matter
from haizhi.stations.models import STANDING, Plaque, Station

M = TypeVar("M", bound=Matter)


def terms_of(actor: Actor) -> QuerySet[Station]:
    """The stations that exist, each with its newest request of the present term: `asked`, `asked_stage`.

    Whoever works for a unit sees its own.
    """
    rows = Station.objects.visible_to(actor)
    if not actor.holds(*READERS):
        rows = rows.filter(unit__in=_own_units(actor))
    newest = Renewal.objects.filter(station=OuterRef("pk"), valid_to=OuterRef("valid_to")).exclude(stage="withdrawn")
    newest = newest.order_by("-code")
    return (
        rows.filter(stage__in=STANDING)
        .select_related("unit")
        .annotate(asked=Subquery(newest.values("code")[:1]), asked_stage=Subquery(newest.values("stage")[:1]))
    )


def matters_of(actor: Actor, model: type[M]) -> QuerySet[M]:
    """The matters of one kind that the actor may see on the pages of whoever deals with them."""
    found: Any = model.objects.visible_to(actor)  # the manager of an abstract model does not know which one it is of
    rows: QuerySet[M] = found.select_related("station__unit")
    if actor.holds(*READERS):
        return rows
    return rows.filter(station__unit__in=_own_units(actor))


def _own_units(actor: Actor) -> list[UUID]:
    return [UUID(place) for place in actor.places(*sorted(UNIT_ROLES))]


def next_plaque(year: int) -> str:
    """The serial after the one given last, as a suggestion; empty without any."""
    latest = Plaque.objects.order_by("-made_on", "-pk").values_list("serial", flat=True).first()
    return serial_after(latest, year) if latest else ""
