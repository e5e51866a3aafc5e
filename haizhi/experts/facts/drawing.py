"""Who of the pool may be drawn for a session, and how many may not, by reason."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from haizhi.experts.facts.lists import terms_in_force
from haizhi.experts.models import Absence, Expert
from haizhi.regulation.experts import Bar, Candidate, PoolTerms, bar_of


@dataclass(frozen=True, slots=True)
class Drawable:
    """The experts that may be drawn, by id; the others of the pool are only counted, each under one reason."""

    experts: tuple[Expert, ...]
    barred: Mapping[Bar, int]
    terms: PoolTerms

    def record(self) -> dict[str, int]:
        """The counts as the record of a draw holds them: {reason: how many}, in the order of the reasons."""
        return {bar.value: self.barred[bar] for bar in Bar if self.barred.get(bar)}


def drawable(on: date, served: Mapping[UUID, int]) -> Drawable:
    """Who may be drawn for a session on a day (评审·7); three queries, however large the pool.

    `served`: how many other sessions of that calendar year each expert sits in. Seats and recusals are the caller's.
    """
    terms = terms_in_force()
    away: dict[UUID, list[tuple[date, date]]] = {}
    for absence in Absence.objects.filter(first_day__lte=on, last_day__gte=on):
        away.setdefault(absence.expert_id, []).append(absence.days)
    free: list[Expert] = []
    barred: Counter[Bar] = Counter()
    for expert in Expert.objects.filter(stage__in=("active", "suspended")).order_by("pk"):
        bar = bar_of(_candidate(expert, served.get(expert.pk, 0), tuple(away.get(expert.pk, ())), terms), on, terms)
        if bar is None:
            free.append(expert)
        else:
            barred[bar] += 1
    return Drawable(tuple(free), barred, terms)


def _candidate(expert: Expert, served: int, absences: tuple[tuple[date, date], ...], terms: PoolTerms) -> Candidate:
    # The year of birth is opened only where it decides: opening is what takes time.
    asks_age = terms.age_limit is not None and expert.stage == "active" and expert.within_city
    return Candidate(
        active=expert.stage == "active",
        within_city=expert.within_city,
        reachable=expert.reachable,
        birth_year=expert.contact.birth_year if asks_age else None,
        served=served,
        most=expert.yearly_sessions,
        absences=absences,
    )
