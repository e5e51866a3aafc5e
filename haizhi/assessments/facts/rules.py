"""The rules of a round as they are frozen, and what its dates must keep."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from haizhi.assessments.models import Round
from haizhi.regulation.assessment import is_due_in
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.parameters import (
    ASSESSMENT_INTERVAL_YEARS,
    ASSESSMENT_TOTAL,
    OFFICE_WEIGHT,
    PASS_MARK,
    PEER_WEIGHT,
    PEERS_ALL_BELOW,
    PEERS_EACH,
    SCORE_STEP,
    SELF_WEIGHT,
)
from haizhi.stations.models import Station


def is_due(station: Station, assessment: Round) -> bool:
    """Whether the station belongs into the round as it is composed."""
    return not assessment.by_cohort or is_due_in(assessment.year, station.approved_on)


def frozen_rules() -> dict[str, Any]:
    """What the announcement freezes, in the shape that the verifier reads; marks in tenths, weights in percent.

    How many peers there are follows from the stations left when they are assigned (interpretation 14).
    """
    return {
        "weights": {"self": SELF_WEIGHT.value, "peer": PEER_WEIGHT.value, "office": OFFICE_WEIGHT.value},
        "total": ASSESSMENT_TOTAL.value,
        "pass_mark": PASS_MARK.value,
        "step": SCORE_STEP.value,
        "peers": {"all_below": PEERS_ALL_BELOW.value, "each": PEERS_EACH.value},
        "indicators": [{"code": i.key, "group": i.group, "maximum": i.maximum} for i in ASSESSMENT.indicators],
    }


def usual_span(year: int) -> tuple[date, date]:
    """The three whole calendar years before a round, whose work it looks at (办法·12)."""
    return date(year - ASSESSMENT_INTERVAL_YEARS.value, 1, 1), date(year - 1, 12, 31)


def dates_findings(assessment: Round, today: date | None) -> Iterator[Finding]:
    """The dates follow each other: work, own sheets (from `today` on where it is given), peers, Office."""
    own, peer, office = assessment.self_due, assessment.peer_due, assessment.office_due
    rule = measures(12)
    yield Finding(
        assessment.last_day > assessment.first_day, rule, "工作记录截止日早于起始日", "请更正日期。", "last_day"
    )
    if today is not None:
        yield Finding(own > today, rule, "自评截止日已到", "请填写今天以后的日期。", "self_due")
    yield Finding(peer > own, rule, "互评截止日不晚于自评截止日", "互评在自评之后，请更正日期。", "peer_due")
    yield Finding(office >= peer, rule, "海智办考评截止日早于互评截止日", "请更正日期。", "office_due")
