"""Spendings: the list, those with the same invoice, the work they can be linked to."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from haizhi.funding.models import Grant, Spending
from haizhi.kernel.actor import Actor
from haizhi.stations.models import WorkEntry

MOST_WORK = 200
"""Entries of the work log that are offered to choose from, the latest first."""

_COUNTED = ~Q(stage="withdrawn") & ~Q(invoice_number="")


def spendings_of(actor: Actor) -> QuerySet[Spending]:
    """The spendings that the actor may see, each marked `doubled` when its invoice was entered elsewhere, too."""
    others = Spending.objects.filter(_COUNTED, invoice_number=OuterRef("invoice_number")).exclude(pk=OuterRef("pk"))
    rows = Spending.objects.visible_to(actor).select_related("grant__budget", "grant__station__unit", "invoice", "work")
    return rows.annotate(doubled=Exists(others))


@dataclass(frozen=True, slots=True)
class Alike:
    """The other spendings with the same invoice number: those that the reader may open, and how many more there are."""

    seen: tuple[Spending, ...]
    hidden: int


def alike(spending: Spending, actor: Actor) -> Alike:
    """Which spendings were entered with the same invoice number. Two queries, none without a number."""
    if not spending.invoice_number:
        return Alike((), 0)
    every = Spending.objects.filter(_COUNTED, invoice_number=spending.invoice_number).exclude(pk=spending.pk)
    seen = every.filter(pk__in=Spending.objects.visible_to(actor).values("pk"))
    rows = tuple(seen.select_related("grant__station__unit").order_by("code")[:20])
    return Alike(rows, max(every.count() - len(rows), 0))


def work_choices(grant: Grant) -> list[tuple[str, str]]:
    """The work of the grant's station as a choice: number and words. One query."""
    rows = WorkEntry.objects.filter(station=grant.station_id).exclude(stage__in=["draft", "withdrawn"])
    latest = rows.order_by("-began_on", "-code").values_list("code", "name", "began_on")[:MOST_WORK]
    return [(code, f"{began_on:%Y-%m-%d}　{name}") for code, name, began_on in latest]
