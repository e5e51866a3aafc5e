"""Employers that no registered unit's code is known for, and the units they may be."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet

from haizhi.accounts.models import Organisation, OrganisationName
from haizhi.experts.models import Expert
from haizhi.kernel.pinyin import initials
from haizhi.regulation.recusals import plain_name

_MOST = 5
"""Units suggested for one name."""


@dataclass(frozen=True, slots=True)
class Employer:
    """An employer by name: how many experts it has, and the units it may be, the likeliest first."""

    name: str
    experts: int
    units: tuple[Organisation, ...]


def employers_unidentified() -> QuerySet[Expert, Any]:
    """The names of employers without a code, each with how many experts of the pool it has (`experts`)."""
    rows = Expert.objects.filter(employer_code="", stage__in=("active", "suspended"))
    return rows.values("employer").annotate(experts=Count("pk")).order_by("-experts", "employer")


def suggestions(names: Collection[str]) -> dict[str, tuple[Organisation, ...]]:
    """The existing units that each name may mean: of that name, once of that name, or spelt with the same initials.

    Two queries, however many the names.
    """
    wanted = {name: (plain_name(name), initials(name)) for name in names if name}
    spelt = sorted({letters for _, letters in wanted.values() if letters})
    called = sorted({text for name, (plain, _) in wanted.items() for text in (name, plain, _half(plain))})
    former = OrganisationName.objects.filter(name__in=called).values_list("organisation", "name")
    borne: dict[object, set[str]] = {}
    for unit_id, name in former:
        borne.setdefault(unit_id, set()).add(plain_name(name))
    condition = Q(name__in=called) | Q(pk__in=list(borne)) | Q(initials__in=spelt)
    units = list(Organisation.objects.existing().filter(condition).order_by("code")) if wanted else []
    return {name: _ranked(plain, letters, units, borne) for name, (plain, letters) in wanted.items()}


def _ranked(
    plain: str, letters: str, units: list[Organisation], borne: dict[object, set[str]]
) -> tuple[Organisation, ...]:
    exact = [unit for unit in units if plain_name(unit.name) == plain]
    once = [unit for unit in units if plain in borne.get(unit.pk, ())]
    alike = [unit for unit in units if letters and unit.initials == letters]
    return tuple(dict.fromkeys([*exact, *once, *alike]))[:_MOST]


def _half(name: str) -> str:
    """The name with brackets of half width, as some write them."""
    return name.replace("（", "(").replace("）", ")")


def with_suggestions(rows: Iterable[Mapping[str, Any]]) -> list[Employer]:
    """The rows of `employers_unidentified` with the units that each may be. Two queries, however many the rows."""
    listed = list(rows)
    units = suggestions([row["employer"] for row in listed])
    return [Employer(row["employer"], row["experts"], units.get(row["employer"], ())) for row in listed]
