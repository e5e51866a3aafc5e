"""Granting to many stations at once: who can be granted to, and what each grant would come to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from haizhi.assessments.queries import Ranked, ranking
from haizhi.funding import facts
from haizhi.funding.models import ENDED, Budget, FinanceRules, Grant
from haizhi.kernel.actor import Actor
from haizhi.kernel.source import new_id
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.funding import GrantKind, approved_by_another, within_budget
from haizhi.regulation.parameters import ASSESSMENT_INTERVAL_YEARS
from haizhi.stations.models import STANDING, Station


@dataclass(frozen=True, slots=True)
class Candidate:
    """A station that may be granted to: its last assessment beside it, whether its unit has finance rules on file."""

    station: Station
    result: Ranked | None
    has_rules: bool


def _granted(budget: Budget, sort: GrantKind) -> QuerySet[Grant, UUID]:
    live = Grant.objects.filter(budget=budget, sort=sort).exclude(stage__in=ENDED)
    return live.order_by().values_list("station_id", flat=True)


def last_results(year: int) -> dict[UUID, Ranked]:
    """The latest published result of each station in the three years before, in which every one is assessed once."""
    found: dict[UUID, Ranked] = {}
    for before in range(1, ASSESSMENT_INTERVAL_YEARS.value + 1):
        for ranked in ranking(year - before):
            found.setdefault(ranked.station.pk, ranked)
    return found


def candidates(budget: Budget, sort: GrantKind, most: int, named: Collection[str] = ()) -> tuple[list[Candidate], int]:
    """The first standing stations without a grant of this sort this year, and how many more there are.

    For a follow-up the best assessed come first. The `named` are among them whatever they have by now.
    """
    rules = Prefetch("unit__finance_rules", FinanceRules.objects.filter(stage="accepted"), to_attr="rules_on_file")
    standing = Q(stage__in=STANDING) & ~Q(pk__in=_granted(budget, sort)) | Q(code__in=named)
    rows = Station.objects.filter(standing).select_related("unit").order_by("code")
    stations = list(rows.prefetch_related(rules))
    results = last_results(budget.year)
    found = [Candidate(s, results.get(s.pk), bool(s.unit.__dict__["rules_on_file"])) for s in stations]
    if sort is GrantKind.FOLLOW_UP:
        found.sort(key=lambda one: (one.result is None, -(one.result.points if one.result else 0), one.station.code))
    chosen = [one for one in found if one.station.code in named]
    others = [one for one in found if one.station.code not in named]
    room = max(most - len(chosen), 0)
    shown = {one.station.pk for one in (*chosen, *others[:room])}
    return [one for one in found if one.station.pk in shown], len(others[room:])


@dataclass(frozen=True, slots=True)
class GrantingRow:
    """One grant yet to be proposed: its amount in 分, what stands against it. `once` names its submission."""

    station: Station
    amount: int
    reason: str
    findings: tuple[Finding, ...]
    once: UUID

    @property
    def ready(self) -> bool:
        """Whether it would be proposed."""
        return not self.findings


def granting_rows(
    budget: Budget, sort: GrantKind, picked: Sequence[tuple[Station, int, str]], said: dict[str, Any], at: datetime
) -> list[GrantingRow]:
    """Work out what proposing these grants one after the other would come to; nothing is written. Two queries."""
    rows, granted = [], budget.granted + facts.proposed_in(budget)
    has_one = set(_granted(budget, sort))
    basis_on: date = said["basis_on"]
    for station, amount, reason in picked:
        findings = facts.proposal_findings(
            station,
            sort,
            amount,
            budget.year,
            budget=budget.amount,
            granted=granted,
            basis=said["basis"],
            basis_on=basis_on,
            talent_rules=said["talent_rules"],
            reason=reason,
            today=day_of(at),
        )
        if station.pk in has_one:
            findings += (Finding(False, moves.PROPOSE_GRANT.cite, "该工作站当年已有同类资助", "无需再次拟定。"),)
        if not findings:
            granted += amount
        rows.append(GrantingRow(station, amount, reason, findings, new_id()))
    return rows


def approval_rows(grants: Sequence[Grant], by: Actor) -> list[tuple[Grant, tuple[Finding, ...]]]:
    """What approving these grants one after the other would come to; nothing is written. No query."""
    rows: list[tuple[Grant, tuple[Finding, ...]]] = []
    granted: dict[object, int] = {}
    for grant in grants:
        before = granted.get(grant.budget_id, grant.budget.granted)
        findings = [
            within_budget(grant.amount, before, grant.budget.amount),
            facts.station_stands(grant.station),
            approved_by_another(grant.proposed_by, by.id),
        ]
        wrong = tuple(found for found in findings if not found.met)
        granted[grant.budget_id] = before if wrong else before + grant.amount
        rows.append((grant, wrong))
    return rows
