"""Money misused comes back, and somebody answers for it (办法·14)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Max

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.acts.books import book, grant_of
from haizhi.funding.models import GRANTED, Accountability, Check, Grant, Plea, Recovery, Repayment, Spending
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import ACTS, act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.books import Booked
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.final_account import write_off_approved
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.funding import day_has_come, day_lies_ahead
from haizhi.regulation.recovery import refund_proved, repaid_within, still_in_hand


@creates(moves.OPEN_RECOVERY)
def open_recovery(
    grant: Grant,
    *,
    by: Actor,
    at: datetime,
    amount: int,
    repay_by: date,
    opinion: str,
    spending: Spending | None = None,
    check: Check | None = None,
) -> Recovery:
    """Decide that `amount` 分 of a grant were misused and come back: of a spending, or money that a check found gone.

    `opinion` are the facts and the reasons. Money that no spending names is taken from what should be in hand, as long
    as the grant's books are open.
    """
    refuse_unmet(
        facts.grant_is(grant, *(GRANTED if spending else ("approved",))),
        still_in_hand(amount, grant.in_hand),
        day_lies_ahead(repay_by, day_of(at), "repay_by"),
        Finding(
            check is None or check.station_id == grant.station_id,
            moves.OPEN_RECOVERY.cite,
            "抽查的不是这家工作站",
            "请选择对该站的抽查。",
            "check",
        ),
    )
    recovery = Recovery(
        code=next_number("ZH", day_of(at).year),
        grant=grant,
        spending=spending,
        check_of=check,
        amount=amount,
        reason=opinion.strip(),
        repay_by=repay_by,
        opened_at=at,
    )
    source = spending.code if spending else recovery.code
    book(grant, Booked.MISUSED, amount, day=day_of(at), at=at, source=source, text=f"{recovery.code}：{opinion}")
    return recovery


@act(moves.REPAY_RECOVERY, locks=grant_of)
def repay_recovery(recovery: Recovery, *, by: Actor, at: datetime, amount: int, received_on: date, voucher: str) -> str:
    """Enter what came back; the recovery is done when all of it has."""
    refuse_unmet(repaid_within(amount, recovery.owed), *facts.came_back(recovery.grant, received_on, day_of(at)))
    Repayment.objects.create(recovery=recovery, amount=amount, received_on=received_on, voucher=voucher.strip())
    recovery.repaid += amount
    text = f"{recovery.code}，凭证{voucher.strip()}"
    book(recovery.grant, Booked.RECOVERED, amount, day=received_on, at=at, source=recovery.code, text=text)
    if recovery.owed:
        return "running"
    _cease_pleas(recovery, at, "asked")  # an objection is answered all the same
    return "done"


@act(moves.ACCOUNT_RECOVERY)
def hold_accountable(
    recovery: Recovery,
    *,
    by: Actor,
    at: datetime,
    decided_by: str,
    decided_on: date,
    rules: str,
    measure: str,
    decision: Upload | None = None,
) -> str:
    """Enter who decided what about those responsible, under which rules."""
    findings = [day_has_come(decided_on, day_of(at), "decided_on")]
    if decision is not None:
        findings.append(may_be_used(decision))
    refuse_unmet(*findings)
    Accountability.objects.create(
        recovery=recovery,
        decided_by=decided_by.strip(),
        decided_on=decided_on,
        rules=rules.strip(),
        measure=measure.strip(),
        decision=decision,
    )
    return recovery.stage


def _may_be_revoked(recovery: Recovery, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.books_take_it_back(recovery)


@act(moves.REVOKE_RECOVERY, requires=_may_be_revoked, locks=grant_of)
def revoke_recovery(
    recovery: Recovery,
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    refunded_on: date | None = None,
    refund_voucher: str = "",
    objection: Plea | None = None,
) -> None:
    """Revoke the decision, with the reason: its spending counts as spent again, or the money as in hand.

    `objection` is the one that is upheld by it. What came back by the decision is the unit's: when and by which voucher
    it was refunded is entered at once.
    """
    came_on = recovery.repayments.aggregate(last=Max("received_on"))["last"]
    refuse_unmet(refund_proved(recovery.repaid, came_on, refund_voucher, refunded_on, day_of(at)))
    grant = recovery.grant
    if recovery.repaid and refunded_on:
        text = f"{recovery.code}，凭证{refund_voucher.strip()}"
        book(grant, Booked.REFUNDED, recovery.repaid, day=refunded_on, at=at, source=recovery.code, text=text)
        recovery.refunded, recovery.refunded_on = recovery.repaid, refunded_on
        recovery.refund_voucher, recovery.repaid = refund_voucher.strip(), 0
    book(grant, Booked.CLEARED, recovery.amount, day=day_of(at), at=at, source=recovery.code, text=opinion)
    if recovery.spending:
        ACTS[moves.CLEAR_SPENDING.name].call(recovery.spending, by=SYSTEM, at=at)
    _cease_pleas(recovery, at, "asked", "objected", besides=objection)


@act(moves.DEFER_RECOVERY)
def defer_recovery(recovery: Recovery, *, by: Actor, at: datetime, repay_by: date) -> None:
    """Give the unit until a later day."""
    record(former=recovery.repay_by)
    recovery.repay_by = repay_by


def _of_an_ended_station(recovery: Recovery, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.ended(recovery.grant.station)


@act(moves.WRITE_OFF_RECOVERY, requires=_of_an_ended_station, locks=grant_of)
def write_off_recovery(
    recovery: Recovery, *, by: Actor, at: datetime, basis: str, opinion: str, proof: Upload | None = None
) -> None:
    """Write off what does not come back of it, by a decision on paper: `basis` names it, `opinion` says why."""
    refuse_unmet(write_off_approved(basis, proved=proof is not None), *([may_be_used(proof)] if proof else []))
    amount = recovery.owed
    recovery.waived, recovery.write_off_basis, recovery.write_off_file = amount, basis.strip(), proof
    record(amount=amount)
    text = f"{basis}：{opinion}"
    book(recovery.grant, Booked.WAIVED, amount, day=day_of(at), at=at, source=recovery.code, text=text)
    _cease_pleas(recovery, at, "asked", "objected")


@act(moves.CEASE_PLEA)
def cease_plea(plea: Plea, *, by: Actor, at: datetime, opinion: str) -> None:
    """Nothing is left of the recovery to be put off or disputed."""


def _cease_pleas(recovery: Recovery, at: datetime, *stages: str, besides: Plea | None = None) -> None:
    for plea in [one for one in recovery.pleas.filter(stage__in=stages).order_by("code") if one != besides]:
        cease_plea(plea, by=SYSTEM, at=at, opinion="追回已了结，不再办理。")
