"""Lots and their members as lists."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, QuerySet

from haizhi.kernel.actor import Actor
from haizhi.lots.models import Lot, Member


def lots_of(actor: Actor) -> QuerySet[Lot]:
    """The lots that somebody may see, with `size`, without what is long."""
    return Lot.objects.visible_to(actor).annotate(size=Count("members")).defer("conflicts")


def members_of(lot: Lot) -> QuerySet[Member]:
    """The members of a lot."""
    return lot.members.all()


@dataclass(frozen=True, slots=True)
class Row:
    """A member with those it must not assess and those it assesses: (code, name) by code."""

    member: Member
    apart: tuple[tuple[str, str], ...]
    assesses: tuple[tuple[str, str], ...]


def apart_in(lot: Lot) -> dict[str, list[str]]:
    """Whom each member must not assess, by code."""
    found: dict[str, list[str]] = defaultdict(list)
    for one, other in lot.conflicts:
        found[one].append(other)
        found[other].append(one)
    return {one: sorted(others) for one, others in found.items()}


def rows_of(lot: Lot, members: Iterable[Member]) -> list[Row]:
    """The members of a page with names for every code in their rows. One query beside theirs."""
    shown, apart = list(members), apart_in(lot)
    codes = {code for member in shown for code in (*apart.get(member.code, ()), *member.assesses)}
    names = dict(lot.members.filter(code__in=codes).values_list("code", "name"))

    def named(found: Iterable[str]) -> tuple[tuple[str, str], ...]:
        return tuple((code, names[code]) for code in found)

    return [Row(member, named(apart.get(member.code, ())), named(member.assesses)) for member in shown]
