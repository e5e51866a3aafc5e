"""What a new application begins with, shown before it is begun."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, prefetch_related_objects

from haizhi.accounts.models import Organisation
from haizhi.accounts.queries import profile_of
from haizhi.applications.facts import FORM_FIELDS
from haizhi.applications.facts.prefill import first_values
from haizhi.applications.models import Application
from haizhi.applications.queries.case import FIELD_LABELS


@dataclass(frozen=True, slots=True)
class Prefill:
    """What a new application of a unit begins with: from its profile and from `former`, with how many records."""

    unit: Organisation
    former: Application | None
    records: int
    labels: tuple[str, ...]
    proofs: int


def prefills(units: Sequence[Organisation], on: date) -> list[Prefill]:
    """What is known of each unit already. Three queries, however many units."""
    prefetch_related_objects(units, "proofs", "rd_bodies")
    rows = Application.objects.filter(unit__in=units).select_related("call").annotate(told=Count("records"))
    formers: dict[object, Application] = {}
    for row in rows.order_by("-call__year", "-code"):
        formers.setdefault(row.unit_id, row)
    found = []
    for unit in units:
        profile, former = profile_of(unit, on), formers.get(unit.pk)
        values = first_values(profile, former)
        labels = tuple(FIELD_LABELS[name] for name in FORM_FIELDS if values.get(name) not in (None, "", False))
        proofs = sum(1 for proof in profile.proofs if proof.valid and proof.upload_id)
        found.append(Prefill(unit, former, vars(former)["told"] if former else 0, labels, proofs))
    return found
