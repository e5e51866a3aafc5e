"""The result: closed by the head once every sheet is in or decided upon, told, published (考核, 办法·12)."""

from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

from haizhi.assessments.acts.sheets import open_sheet, set_aside
from haizhi.assessments.facts import about, composite_of, in_force, parts_of, rank, standing_now
from haizhi.assessments.facts.peers import lot_of
from haizhi.assessments.models import COUNTED, Assessed, Round
from haizhi.fairness.tally import exact
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.kernel.workdays import table
from haizhi.lots.acts import open_lot
from haizhi.regulation import moves
from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import APPEAL_WORKDAYS
from haizhi.regulation.workdays import add_workdays

_NAMED = 5
"""So many stations are named of which sheets are missing; the others are counted."""


def _everything_is_in(assessment: Round, by: Actor, at: datetime) -> Iterator[Finding]:
    standings = standing_now(parts_of(assessment, "enlisted"))
    waiting = [standing for standing in standings if standing.composite is None]
    for standing in waiting[:_NAMED]:
        lacks = "；".join(standing.lacking)
        yield Finding(
            False,
            assessment_indicators(),
            f"{standing.part.station.short_name}：{lacks}",
            "请催交；互评缺交的可由负责人决定如何计分或补派，未自评的认定未参加。",
        )
    if more := len(waiting[_NAMED:]):
        reason = f"另有{more}家的评分表没有交齐"
        yield Finding(False, assessment_indicators(), reason, "各家缺交情况见“结果预览”。")
    yield Finding(bool(standings), measures(12), "没有参评的工作站", "请核对名单。")


@act(moves.CLOSE_ASSESSMENT, requires=_everything_is_in)
def close(assessment: Round, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """审定: sheets are opened, composites and ranks taken; each station is told its own. Appeals begin.

    Raises UnknownYear where the days for appeals run into a year without a calendar.
    """
    assessment.closed_at = at
    assessment.appeals_until = add_workdays(day_of(at), APPEAL_WORKDAYS.value, table())
    assessment.due_on = None
    parts = parts_of(assessment, "enlisted")
    points: dict[str, Fraction] = {}
    for part in parts:
        points[str(part.pk)] = composite_of(part).points
        for score in in_force(part):
            if score.stage in COUNTED:
                open_sheet(score, by=SYSTEM, at=at)
            else:
                set_aside(score, by=SYSTEM, at=at, opinion="审定时未提交，按决定计分")
    ranks = rank(points)
    for part in parts:
        key = str(part.pk)
        rate(part, by=SYSTEM, at=at, points=points[key], place=ranks[key], among=len(parts))


@act(moves.RATE_STATION)
def rate(part: Assessed, *, by: Actor, at: datetime, points: Fraction, place: int, among: int) -> None:
    """出具结果: the composite as an exact fraction of points; 50 of 120 pass."""
    _put(part, points, place)


@act(moves.RERATE_STATION)
def rerate(part: Assessed, *, by: Actor, at: datetime, points: Fraction, place: int, among: int) -> None:
    """更正结果: upon an appeal, the station's own or one that moved its rank."""
    _put(part, points, place)


def rank_again(assessment: Round, at: datetime) -> None:
    """After a correction: new composites and ranks, each station that is concerned told by an act of its own."""
    parts = parts_of(assessment, "rated")
    points = {str(part.pk): composite_of(part).points for part in parts}
    ranks = rank(points)
    for part in parts:
        key = str(part.pk)
        if (exact(points[key]), ranks[key]) != (part.exact, part.rank):
            rerate(part, by=SYSTEM, at=at, points=points[key], place=ranks[key], among=len(parts))


def _put(part: Assessed, points: Fraction, place: int) -> None:
    tenths = points * 10
    part.exact, part.rank = exact(points), place
    part.passed = tenths >= part.assessment.rules["pass_mark"]
    record(**about(part), exact=part.exact, passed=part.passed)


def _appeals_are_over(assessment: Round, by: Actor, at: datetime) -> Iterator[Finding]:
    rule, last = measures(12), assessment.appeals_until
    over = last is not None and day_of(at) > last
    until = chinese_date(last) if last else ""
    yield Finding(over, rule, f"申诉期到{until}止", "请在申诉期满后公布。")
    waiting = sum(1 for part in assessment.parts.filter(appeals__stage="lodged"))
    yield Finding(not waiting, rule, f"有{waiting}件申诉待答复", "请先答复。")


@act(moves.PUBLISH_ASSESSMENT, requires=_appeals_are_over)
def publish(assessment: Round, *, by: Actor, at: datetime) -> None:
    """公布: the results, as the round's rule says; whoever drew the lot can be checked by everybody."""
    assessment.published_on = day_of(at)
    for part in parts_of(assessment, "rated"):
        publish_result(part, by=SYSTEM, at=at)
    if lot := lot_of(assessment):
        open_lot(lot, by=SYSTEM, at=at)


@act(moves.PUBLISH_RESULT)
def publish_result(part: Assessed, *, by: Actor, at: datetime) -> None:
    """公布结果: from now on it counts for 办法·12 and 13."""
    record(**about(part), exact=part.exact, passed=part.passed)
