"""The party group's resolution on a ranking: where it departs from the ranks, it says why (办法·9·1(3))."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date


@dataclass(frozen=True, slots=True)
class RankedDecision:
    """What is decided on one applicant; `rank` is 1 for the best and None without a result."""

    key: str
    name: str
    rank: int | None
    proposed: bool
    reason: str = ""


def departures(decisions: Sequence[RankedDecision]) -> tuple[RankedDecision, ...]:
    """The decisions that depart from the ranking, in the order given.

    With k proposed, the ranking alone would have chosen its first k: whoever is proposed from behind them departs,
    and so does whoever of them is not proposed. Among equals at the border either choice keeps to the ranking; an
    applicant without a result is behind everybody.
    """
    ranks = [d.rank for d in decisions if d.rank is not None]
    k = sum(d.proposed for d in decisions)
    return tuple(d for d in decisions if _departs(d, ranks, k))


def _departs(decision: RankedDecision, ranks: Sequence[int], k: int) -> bool:
    if decision.rank is None:
        return decision.proposed
    if decision.proposed:
        return sum(rank < decision.rank for rank in ranks) >= k
    return sum(rank <= decision.rank for rank in ranks) <= k


@ruled_by(measures(9, 1, 3), review_rules(6, 2))
def departure_reasoned(decision: RankedDecision) -> Finding:
    """A departure from the ranking bears its reason. The finding's field is `reason_` and the decision's key."""
    met = bool(decision.reason.strip())
    place = f"第{decision.rank}名" if decision.rank is not None else "未产生名次"
    return Finding(
        met,
        reason=f"{decision.name}{place}，{'列入' if decision.proposed else '未列入'}拟建站名单，与评审名次不一致",
        remedy="" if met else "请在该单位一行写明理由",
        field=f"reason_{decision.key}",
    )


def departures_reasoned(decisions: Sequence[RankedDecision]) -> tuple[Finding, ...]:
    """One finding for each departure from the ranking."""
    return tuple(departure_reasoned(d) for d in departures(decisions))


@ruled_by(measures(9, 1, 3))
def resolved_after_review(met_on: date, closed_on: date, today: date) -> Finding:
    """The party group meets on or after the day on which the session was closed, and not in the future."""
    met = closed_on <= met_on <= today
    return Finding(
        met,
        reason=f"党组会议日期不得早于评审会闭会之日（{chinese_date(closed_on)}），也不得晚于登记之日（{chinese_date(today)}）",
        remedy="" if met else "请核对会议日期",
        field="met_on",
    )
