"""What a unit says to a recovery, and how it is answered: more time, or an objection (办法·14, interpretation 37)."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.acts.books import grant_of
from haizhi.funding.acts.recoveries import defer_recovery, revoke_recovery
from haizhi.funding.models import OBJECTIONS, Grant, Plea, Recovery
from haizhi.kernel import workdays
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.parameters import RECOVERY_ANSWER_WORKDAYS
from haizhi.regulation.recovery import later_than, objected_in_time
from haizhi.regulation.workdays import add_workdays


def _plea(recovery: Recovery, at: datetime, text: str, proof: Upload | None, **more: Any) -> Plea:
    if proof is not None:
        refuse_unmet(may_be_used(proof))
    due_on = add_workdays(day_of(at), RECOVERY_ANSWER_WORKDAYS.value, workdays.table())
    code = next_number("YQ" if more else "ZY", day_of(at).year)
    return Plea(code=code, recovery=recovery, text=text.strip(), proof=proof, made_at=at, due_on=due_on, **more)


def _still_owes(recovery: Recovery, by: Actor, at: datetime) -> Iterable[Finding]:
    cite = moves.ASK_FOR_TIME.cite
    yield Finding(recovery.stage == "running", cite, f"追回现为“{recovery.stage_label}”", "追回中才能申请延期。")
    waiting = recovery.pleas.filter(stage="asked").exists()
    yield Finding(not waiting, cite, "已有一份延期申请待答复", "请等待答复，或者撤回后重新申请。")


@creates(moves.ASK_FOR_TIME, requires=_still_owes, locks=grant_of)
def ask_for_time(
    recovery: Recovery,
    *,
    by: Actor,
    at: datetime,
    opinion: str,
    until: date,
    plan: str = "",
    proof: Upload | None = None,
) -> Plea:
    """Ask for more time, in instalments where `plan` says so, with the reason. The recovery goes on meanwhile."""
    refuse_unmet(later_than(until, recovery.repay_by, day_of(at), "until"))
    return _plea(recovery, at, opinion, proof, until=until, plan=plan.strip())


def _may_object(recovery: Recovery, by: Actor, at: datetime) -> Iterator[Finding]:
    cite, stages = moves.OBJECT_TO_RECOVERY.cite, ("running", "done")
    yield Finding(recovery.stage in stages, cite, f"追回现为“{recovery.stage_label}”", "无需提出异议。")
    once = not recovery.pleas.filter(stage__in=OBJECTIONS).exists()
    yield Finding(once, cite, "对这项追回已提出过异议", "请查看答复。")
    yield facts.books_take_it_back(recovery)
    try:
        yield objected_in_time(day_of(at), facts.last_day_to_object(recovery))
    except Refused as unknown:  # the year's calendar is not entered
        yield from unknown.findings


@creates(moves.OBJECT_TO_RECOVERY, requires=_may_object, locks=grant_of)
def object_to_recovery(
    recovery: Recovery, *, by: Actor, at: datetime, opinion: str, proof: Upload | None = None
) -> Plea:
    """Object to the decision, with the reason, within the days that are set. The recovery goes on meanwhile."""
    return _plea(recovery, at, opinion, proof)


@act(moves.WITHDRAW_PLEA)
def withdraw_plea(plea: Plea, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Take it back before it was answered."""


def _grant_of(plea: Plea, said: dict[str, Any]) -> QuerySet[Grant]:
    return Grant.objects.filter(pk=plea.recovery.grant_id)


@act(moves.ALLOW_PLEA, locks=_grant_of)
def allow_plea(plea: Plea, *, by: Actor, at: datetime, allowed_until: date, opinion: str) -> None:
    """Give more time, to the day asked for or another one, with the reason."""
    refuse_unmet(later_than(allowed_until, plea.recovery.repay_by, day_of(at), "allowed_until"))
    plea.answer, plea.allowed_until = opinion.strip(), allowed_until
    defer_recovery(plea.recovery, by=by, at=at, repay_by=allowed_until)


@act(moves.DENY_PLEA)
def deny_plea(plea: Plea, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give no more time, with the reason."""
    plea.answer = opinion.strip()


@act(moves.UPHOLD_PLEA, locks=_grant_of)
def uphold_plea(
    plea: Plea, *, by: Actor, at: datetime, opinion: str, refunded_on: date | None = None, refund_voucher: str = ""
) -> None:
    """Find that the decision was wrong, with the reason: it is revoked, and what came back by it refunded."""
    plea.answer = opinion.strip()
    revoke_recovery(
        plea.recovery,
        by=by,
        at=at,
        opinion=opinion,
        objection=plea,
        refunded_on=refunded_on,
        refund_voucher=refund_voucher,
    )


@act(moves.DISMISS_PLEA)
def dismiss_plea(plea: Plea, *, by: Actor, at: datetime, opinion: str) -> None:
    """Find that the decision was right, with the reason."""
    plea.answer = opinion.strip()
