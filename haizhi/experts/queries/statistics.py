"""What the pool is made of, in numbers: nobody is named."""

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from haizhi.experts.facts import discipline_names
from haizhi.experts.models import Expert
from haizhi.regulation.recusals import plain_name

_LARGEST = 20
"""Employers that are listed by themselves."""

WIDTH = 1000
"""Units of a bar's full length."""


@dataclass(frozen=True, slots=True)
class Share:
    """One row: how many, how many of them may be drawn by stage and place, and the bar's length of `WIDTH`."""

    label: str
    count: int
    drawn: int
    width: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """The pool by discipline, employer and place; `others` counts the employers beyond those listed."""

    total: int
    active: int
    within: int
    employers: int
    disciplines: tuple[Share, ...]
    places: tuple[Share, ...]
    largest: tuple[Share, ...]
    others: int


def statistics() -> Statistics:
    """The experts who are in the pool or suspended. Two queries, however many they are."""
    rows = list(
        Expert.objects.filter(stage__in=("active", "suspended"))
        .values_list("discipline", "employer", "employer_code", "within_city", "stage")
        .annotate(n=Count("pk"))
        .order_by("employer", "discipline")
    )
    names = discipline_names()
    everybody: Counter[tuple[str, str]] = Counter()
    drawn: Counter[tuple[str, str]] = Counter()
    called: dict[str, str] = {}
    codes = {plain_name(employer): code for _, employer, code, *_ in rows if code}
    for discipline, employer, code, within, stage, n in rows:
        house = code or codes.get(plain_name(employer)) or plain_name(employer)
        called.setdefault(house, employer)
        for key in (("discipline", discipline), ("employer", house), ("place", "市内" if within else "市外")):
            everybody[key] += n
            drawn[key] += n if within and stage == "active" else 0

    def shares(sort: str, labels: dict[str, str]) -> tuple[Share, ...]:
        largest = max((n for (of, _), n in everybody.items() if of == sort), default=1)
        return tuple(
            Share(label, everybody[sort, key], drawn[sort, key], WIDTH * everybody[sort, key] // largest)
            for key, label in labels.items()
        )

    by_size = sorted(called, key=lambda house: (-everybody["employer", house], called[house]))
    return Statistics(
        total=sum(n for *_, n in rows),
        active=sum(n for *_, stage, n in rows if stage == "active"),
        within=sum(n for _, _, _, within, _, n in rows if within),
        employers=len(called),
        disciplines=shares("discipline", names),
        places=shares("place", {"市内": "市内", "市外": "市外"}),
        largest=shares("employer", {house: called[house] for house in by_size[:_LARGEST]}),
        others=max(0, len(called) - _LARGEST),
    )
