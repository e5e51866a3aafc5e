"""Budgets, grants and payments (办法·11, 12, 14). All amounts in 分."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.acts.books import book, grant_of
from haizhi.funding.models import Budget, Grant, Payment
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.books import Booked
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.funding import (
    GrantKind,
    approved_by_another,
    budget_covers,
    day_has_come,
    finance_rules_filed,
    within_budget,
    within_unpaid,
    yuan,
)
from haizhi.regulation.recovery import still_in_hand
from haizhi.stations.models import Station


def _budget_of(grant: Grant, said: dict[str, Any]) -> QuerySet[Budget]:
    return Budget.objects.filter(pk=grant.budget_id)


@creates(moves.SET_BUDGET)
def set_budget(*, by: Actor, at: datetime, year: int, amount: int, basis: str) -> Budget:
    """Lay down what may be granted in a year."""
    refuse_unmet(budget_covers(amount, 0))
    return Budget(year=year, amount=amount, basis=basis.strip())


@act(moves.AMEND_BUDGET)
def amend_budget(budget: Budget, *, by: Actor, at: datetime, amount: int, opinion: str) -> None:
    """Change the year's budget, with the reason; never below what is granted out of it."""
    refuse_unmet(budget_covers(amount, budget.granted))
    record(former=budget.amount)
    budget.amount = amount


@creates(moves.PROPOSE_GRANT)
def propose_grant(
    budget: Budget,
    *,
    by: Actor,
    at: datetime,
    station: Station,
    sort: GrantKind,
    amount: int,
    basis: str,
    basis_on: date,
    basis_file: Upload | None = None,
    talent_rules: str = "",
    reason: str = "",
) -> Grant:
    """Propose a grant to a station; the head approves it. What is proposed already counts against the budget."""
    findings = facts.proposal_findings(
        station,
        sort,
        amount,
        budget.year,
        budget=budget.amount,
        granted=budget.granted + facts.proposed_in(budget),
        basis=basis,
        basis_on=basis_on,
        talent_rules=talent_rules,
        reason=reason,
        today=day_of(at),
    )
    if basis_file is not None:
        findings += tuple(found for found in [may_be_used(basis_file)] if not found.met)
    if findings:
        raise Refused(*findings)
    return Grant(
        code=next_number("ZZ", budget.year),
        budget=budget,
        station=station,
        sort=sort,
        amount=amount,
        basis=basis.strip(),
        basis_on=basis_on,
        basis_file=basis_file,
        talent_rules=talent_rules.strip(),
        reason=reason.strip(),
        proposed_by=by.id,
    )


def _budget_suffices(grant: Grant, by: Actor, at: datetime) -> Iterable[Finding]:
    yield within_budget(grant.amount, grant.budget.granted, grant.budget.amount)
    yield facts.station_stands(grant.station)
    yield approved_by_another(grant.proposed_by, by.id)


@act(moves.APPROVE_GRANT, requires=_budget_suffices, locks=_budget_of)
def approve_grant(grant: Grant, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Grant it: from now on it can be paid. Whoever proposed it does not approve it."""
    budget = grant.budget
    budget.granted += grant.amount
    budget.save(update_fields=["granted"])
    grant.approved_at = at
    record(amount=grant.amount, sort=grant.sort)
    book(grant, Booked.GRANTED, grant.amount, day=day_of(at), at=at, source=grant.basis[:80], text=grant.basis)


@act(moves.REFUSE_GRANT)
def refuse_grant(grant: Grant, *, by: Actor, at: datetime, opinion: str) -> None:
    """Do not grant it, with the reason."""


@act(moves.WITHDRAW_GRANT)
def withdraw_grant(grant: Grant, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take the proposal back, with the reason."""


@act(moves.REDUCE_GRANT, locks=_budget_of)
def reduce_grant(grant: Grant, *, by: Actor, at: datetime, amount: int, opinion: str) -> None:
    """Reduce it to `amount`, no less than was paid; what it gives up can be granted again."""
    met = grant.paid <= amount < grant.amount
    reason = f"资助{yuan(grant.amount)}元，已拨付{yuan(grant.paid)}元，核减为{yuan(amount)}元"
    refuse_unmet(Finding(met, moves.REDUCE_GRANT.cite, reason, "请填写不少于已拨付、少于原资助的金额。", "amount"))
    less, budget = grant.amount - amount, grant.budget
    record(former=grant.amount)
    book(grant, Booked.REDUCED, less, day=day_of(at), at=at, source=grant.code, text=opinion)
    budget.granted -= less
    budget.save(update_fields=["granted"])


def _may_be_paid(grant: Grant, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.grant_is(grant, "approved")
    yield finance_rules_filed(facts.filed_rules(grant.station.unit) is not None)


@creates(moves.PAY_GRANT, requires=_may_be_paid)
def enter_payment(
    grant: Grant, *, by: Actor, at: datetime, amount: int, paid_on: date, voucher: str, receipt: Upload | None = None
) -> Payment:
    """Enter that money was paid out to the unit. None is while the unit has no finance rules on file."""
    findings = [within_unpaid(amount, grant.paid, grant.amount), day_has_come(paid_on, day_of(at), "paid_on")]
    if receipt is not None:
        findings.append(may_be_used(receipt))
    refuse_unmet(*findings)
    payment = Payment(
        code=next_number("BF", day_of(at).year),
        grant=grant,
        amount=amount,
        paid_on=paid_on,
        voucher=voucher.strip(),
        receipt=receipt,
    )
    book(grant, Booked.PAID, amount, day=paid_on, at=at, source=payment.code, text=f"凭证{payment.voucher}")
    return payment


def _may_be_reversed(payment: Payment, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.grant_is(payment.grant, "approved")
    yield still_in_hand(payment.amount, payment.grant.in_hand)


@act(moves.REVERSE_PAYMENT, requires=_may_be_reversed, locks=grant_of)
def reverse_payment(payment: Payment, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take back a payment that was entered wrongly, as far as its money is still there."""
    book(
        payment.grant,
        Booked.REVERSED,
        payment.amount,
        day=day_of(at),
        at=at,
        source=payment.code,
        text=f"冲正{payment.code}：{opinion}",
    )
