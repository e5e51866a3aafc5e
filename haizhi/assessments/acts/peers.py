"""Who assesses whom: sealed for the lot, or by rule where the round is small (interpretation 14)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.assessments.facts import parts_of, recorded, self_sheet
from haizhi.assessments.facts.peers import lot_of, needs_lot, pairs, peer_sheet, standing_conflicts
from haizhi.assessments.models import COUNTED, Round, Score
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.lots.acts import seal_lot
from haizhi.regulation import moves
from haizhi.regulation.assessment import peers_of_each
from haizhi.regulation.citations import assessment_indicators
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding


def _own_sheets_are_over(assessment: Round, at: datetime) -> Finding:
    """Before peers are assigned every station gave its own sheet, or its time for it is over."""
    over = day_of(at) > assessment.self_due
    waits = 0 if over else sum(1 for part in parts_of(assessment, "enlisted") if not _has_rated_itself(part))
    reason = f"自评未截止，还有{waits}家未提交自评表"
    return Finding(over or not waits, assessment_indicators(), reason, "请待其提交或自评截止后办理。")


def _has_rated_itself(part: object) -> bool:
    own = self_sheet(part)  # type: ignore[arg-type]  # a station of the round
    return own is not None and own.stage in COUNTED


def _needs_a_lot(assessment: Round, by: Actor, at: datetime) -> Iterator[Finding]:
    rule, stations = assessment_indicators(), assessment.parts.filter(stage="enlisted").count()
    yield _own_sheets_are_over(assessment, at)
    yield Finding(
        needs_lot(stations), rule, f"参评{stations}家，由各站互评其他全部工作站，无需抽签", "请直接安排互评。"
    )
    yield Finding(
        lot_of(assessment) is None, rule, "互评名单已经封存", "请在抽签页面办理；须重新封存的，先作废原抽签。"
    )


@act(moves.SEAL_PEERS, requires=_needs_a_lot)
def seal_peers(assessment: Round, *, by: Actor, at: datetime) -> None:
    """封存: the stations and their conflicts go to the lot, which Office and 纪检 draw together."""
    parts = parts_of(assessment, "enlisted")
    assessment.lot = seal_lot(
        by=by,
        at=at,
        purpose="peers",
        title=f"{assessment.name}互评抽签",
        members=[{"id": part.station.code, "name": str(part.station)} for part in parts],
        count=peers_of_each(len(parts)),
        conflicts=[[c.one.code, c.other.code] for c in standing_conflicts(assessment)],
    )


def _can_be_assigned(assessment: Round, by: Actor, at: datetime) -> Iterator[Finding]:
    rule, stations = assessment_indicators(), assessment.parts.filter(stage="enlisted").count()
    yield _own_sheets_are_over(assessment, at)
    yield Finding(stations > 1, rule, "参评的工作站不足2家，不能互评", "请取消或另行安排。")
    if lot := lot_of(assessment):
        drawn = lot.stage == "drawn"
        yield Finding(drawn, rule, f"互评抽签现为“{lot.stage_label}”", "请先在抽签页面完成会签、掷骰和抽签。")
    else:
        yield Finding(not needs_lot(stations), rule, f"参评{stations}家，互评名单须抽签", "请先办理“封存互评名单”。")


@act(moves.ASSIGN_PEERS, requires=_can_be_assigned)
def assign(assessment: Round, *, by: Actor, at: datetime) -> None:
    """安排互评: each peer gets a blank sheet; the record names stations and tokens, not who holds which.

    It names the lot by its subject, or the conflicts where there is none: who had to assess whom follows from that.
    """
    parts = {part.station.code: part for part in parts_of(assessment, "enlisted")}
    sheets = [
        peer_sheet(parts[whom], parts[who].station, assessment.peer_due)
        for who, whom in pairs(assessment, parts.values())
    ]
    lot = lot_of(assessment)
    Score.objects.bulk_create(sheets)
    assessment.due_on = assessment.office_due
    apart = [] if lot else sorted([c.one.code, c.other.code] for c in standing_conflicts(assessment))
    record(
        assessment=assessment.code,
        lot=str(lot.pk) if lot else "",
        conflicts=apart,
        sheets=recorded(sheets),
    )
