"""The Office's sheet: marked by a team, agreed, confirmed by the head (考核, docs/adr)."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from haizhi.assessments.acts.sheets import check_marks, give, sheet_record, with_the_station
from haizhi.assessments.facts import self_sheet, team_marks_of
from haizhi.assessments.facts.sheets import sealed_content
from haizhi.assessments.models import COUNTED, Score
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import assessment_indicators
from haizhi.regulation.findings import Finding
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.parameters import OFFICE_TEAM


def _team_has_marked(score: Score, by: Actor, at: datetime) -> Iterator[Finding]:
    rule, own = assessment_indicators(), self_sheet(score.assessed)
    now = f"评估现为“{score.assessed.assessment.stage_label}”"
    yield Finding(score.assessed.assessment.stage in ("self_rating", "drawing", "scoring"), rule, now, "不能再打分。")
    yield Finding(own is not None and own.stage in COUNTED, rule, "该站自评表尚未提交", "请待自评表提交后评议。")
    whole = sum(len(team_marks_of(mark)) == len(ASSESSMENT.indicators) for mark in score.team.all())
    reason = f"打完全部指标的有{whole}人，至少需要{OFFICE_TEAM.value}人"
    yield Finding(whole >= OFFICE_TEAM.value, rule, reason, "请其他考评人员打分后再定分。")


@act(moves.AGREE_SHEET, requires=_team_has_marked, secret=("marks",), locks=with_the_station)
def agree(score: Score, *, by: Actor, at: datetime, marks: Mapping[str, int], opinion: str = "") -> None:
    """集体评议定分: one sheet agreed by all who marked; they are named in the record as commitments."""
    give(score, marks, at)
    record(team=score.team.count())


@act(moves.CONFIRM_SHEET)
def confirm(score: Score, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """确认: the head answers for the sheet as it was agreed. Raises Refused where evidence was taken back since."""
    check_marks(score.assessed, sealed_content(score.sealed)[0])


@act(moves.REOPEN_SHEET)
def reopen(score: Score, *, by: Actor, at: datetime, opinion: str) -> None:
    """退回重评: the team marks and agrees again."""
    score.commitment, score.given_at = "", None
    record(**sheet_record(score))
