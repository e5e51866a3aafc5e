"""The party group's resolution: prepared from a closed session, applied to all of its lines at once."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from haizhi.applications.acts import defer, pass_over, propose
from haizhi.decisions import facts
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record, seal
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding
from haizhi.reviews.models import Session
from haizhi.reviews.queries import Ranked, ranking

Decision = ResolutionLine.Decision

_CARRY_OUT = {Decision.PROPOSE: propose, Decision.PASS_OVER: pass_over, Decision.DEFER: defer}


def _session_ranked(session: Session, by: Actor, at: datetime) -> Iterable[Finding]:
    cite = moves.PREPARE_RESOLUTION.cite
    yield Finding(session.stage == "closed", cite, "评审会尚未闭会", "请待会签闭会后再拟定决议。")
    waiting = session.turns.exclude(stage="struck").filter(application__stage__in=facts.DECIDABLE).exists()
    yield Finding(waiting, cite, "本次评审会没有待决定的单位", "请核对评审会。")


@creates(moves.PREPARE_RESOLUTION, requires=_session_ranked)
def prepare_resolution(session: Session, *, by: Actor, at: datetime) -> Resolution:
    """Draw up a resolution: the first by rank proposed up to the year's number, the others passed over.

    An academician's application ranked among the first is proposed with them and takes none of their places.
    """
    resolution = Resolution(code=next_number("JY", session.call.year, 2), session=session)
    left = max(0, session.call.soft_target - facts.proposed_before(session))
    ranked = ranking(session)
    rows = [row for row in ranked if row.application.stage in facts.DECIDABLE]
    rows.sort(key=lambda row: (row.rank is None, row.rank or 0, row.application.code))
    drawn_up = []
    for row in rows:
        proposed = left > 0 and row.rank is not None
        left -= proposed and facts.counts_for_target(row.application, session)
        drawn_up.append(
            ResolutionLine(
                resolution=resolution,
                application=row.application,
                rank=row.rank,
                place=_place(row, ranked),
                score=row.shown or "",
                exact=row.exact or "",
                tied=row.tied,
                tie=row.tie,
                no_result=row.reason,
                decision=Decision.PROPOSE if proposed else Decision.PASS_OVER,
            )
        )
    ResolutionLine.objects.bulk_create(drawn_up)
    return resolution


def _place(row: Ranked, ranked: Sequence[Ranked]) -> int | None:
    """The rank among the units of the same intake that the session ranked; equals share one."""
    if row.rank is None:
        return None
    before = (other.rank for other in ranked if other.application.call_id == row.application.call_id)
    return 1 + sum(rank is not None and rank < row.rank for rank in before)


def _complete(resolution: Resolution, by: Actor, at: datetime) -> Iterable[Finding]:
    found = facts.decidable(facts.lines(resolution))
    cite = moves.APPLY_RESOLUTION.cite
    yield Finding(bool(found), cite, "决议中没有待决定的单位", "名单内单位均已退出程序，请撤销本决议。")
    yield from facts.departure_findings(found)
    yield from facts.target_findings(resolution, found)
    yield from facts.meeting_findings(resolution, at)


@act(moves.APPLY_RESOLUTION, requires=_complete)
def apply_resolution(resolution: Resolution, *, by: Actor, at: datetime) -> None:
    """Enter what the party group decided, as it was prepared; every line takes effect in this one transaction.

    The reasons stay with the resolution: what a unit may read of them is written to it by the Office.
    """
    found = facts.lines(resolution)
    decided = facts.decidable(found)
    attendance = facts.attendance_of(resolution)
    decisions = {line.application: Decision(line.decision) for line in decided}
    for application in facts.as_the_log_tells(decisions):
        _CARRY_OUT[decisions[application]](application, by=by, at=at)
    record(
        lines=[{"application": line.application, "rank": line.rank, "decision": line.decision} for line in decided],
        left_out=[line.application for line in found if line not in decided],
        target_reason=resolution.target_reason,
        minutes_number=resolution.minutes_number,
        met_on=resolution.met_on,
        minutes=resolution.minutes,
        attended={name: len(people) for name, people in attendance.parts},
    )
    seal(**dict(attendance.parts), reasons={line.application.code: line.reason for line in decided})


@act(moves.DROP_RESOLUTION)
def drop_resolution(resolution: Resolution, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give up a resolution that was not entered; the session's units can be named in another."""
