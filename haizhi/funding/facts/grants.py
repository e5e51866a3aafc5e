"""Budgets and grants as the rules know them."""

from datetime import date

from django.db.models import Min, Sum

from haizhi.accounts.models import Organisation
from haizhi.funding.models import Budget, FinanceRules, Grant
from haizhi.regulation.books import Balance
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.funding import (
    GrantKind,
    basis_given,
    day_has_come,
    follow_up_explained,
    follow_up_is_for_next_year,
    talent_rules_named,
    within_budget,
)
from haizhi.regulation.recovery import after_payment
from haizhi.regulation.stages import label
from haizhi.stations.models import STANDING, Station


def balance_of(grant: Grant) -> Balance:
    """Where the money of a grant is, in 分. No query."""
    return grant.balance


def filed_rules(unit: Organisation) -> FinanceRules | None:
    """The finance rules that a unit has on file (办法·14), if any."""
    return FinanceRules.objects.filter(unit=unit, stage="accepted").first()


def came_back(grant: Grant, received_on: date, today: date) -> tuple[Finding, ...]:
    """What the day must be on which money of a grant came back: not ahead, nor before any was paid out. One query."""
    first = grant.payments.filter(stage="paid").aggregate(day=Min("paid_on"))["day"]
    has_come = day_has_come(received_on, today, "received_on")
    return (has_come, after_payment(received_on, first)) if first else (has_come,)


def proposed_in(budget: Budget) -> int:
    """What is proposed out of a budget and not decided, in 分."""
    return int(budget.grants.filter(stage="proposed").aggregate(sum=Sum("amount"))["sum"] or 0)


def grant_is(grant: Grant, *stages: str) -> Finding:
    """The books of a grant are in one of the stages."""
    met = grant.stage in stages
    wanted = "、".join(f"“{label('grant', stage)}”" for stage in stages)
    reason = f"资助{grant.code}现为“{grant.stage_label}”"
    return Finding(met, measures(14), reason, "" if met else f"只有资助处于{wanted}时才能办理。")


def station_stands(station: Station) -> Finding:
    """Money is granted to a station that exists (办法·11)."""
    met = station.stage in STANDING
    return Finding(met, measures(11), f"工作站现为“{station.stage_label}”", "" if met else "不再资助。", "station")


def proposal_findings(
    station: Station,
    sort: GrantKind,
    amount: int,
    year: int,
    *,
    budget: int,
    granted: int,
    basis: str,
    basis_on: date,
    talent_rules: str,
    reason: str,
    today: date,
) -> tuple[Finding, ...]:
    """What stands against a grant of `amount` out of the `year`'s budget, `granted` of it gone already; all in 分."""
    findings = [
        station_stands(station),
        within_budget(amount, granted, budget),
        basis_given(basis, basis_on, today),
        talent_rules_named(sort, talent_rules),
    ]
    if sort is GrantKind.FOLLOW_UP:
        findings += [follow_up_explained(reason), follow_up_is_for_next_year(basis_on.year, year)]
    return unmet(*findings)
