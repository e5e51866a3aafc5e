"""Sheets of stations: given once, returned, left to others, chased, opened, put aside (考核)."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db.models import QuerySet

from haizhi.assessments.facts import about, bonus_findings, frozen_evidence, in_force, kept, self_sheet
from haizhi.assessments.facts.sheets import sealed_content
from haizhi.assessments.models import COUNTED, RUNNING, Assessed, Evidence, Part, Score
from haizhi.fairness.ceremony import sheet_commitment
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.kernel.source import new_salt
from haizhi.regulation import moves
from haizhi.regulation.citations import assessment_indicators
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.indicators import ASSESSMENT, sheet_findings
from haizhi.regulation.parameters import SHEET_REMINDER_DAYS


def _runs(score: Score, by: Actor, at: datetime) -> Iterator[Finding]:
    stage = score.assessed.assessment.stage
    now = f"评估现为“{score.assessed.assessment.stage_label}”"
    yield Finding(stage in RUNNING, assessment_indicators(), now, "评分表只在评估进行中提交。")


def _own_is_in(score: Score, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _runs(score, by, at)
    own = self_sheet(score.assessed)
    there = own is not None and own.stage in COUNTED
    yield Finding(there, assessment_indicators(), "该站自评表尚未提交", "自评表提交后，对照其说明和依据打分。")


@act(moves.SUBMIT_SELF, requires=_runs, secret=("marks",))
def submit(score: Score, *, by: Actor, at: datetime, marks: Mapping[str, int]) -> None:
    """提交自评: all eighteen marks in tenths; a bonus only with evidence. The ledger gets a commitment to them.

    What its evidence says is frozen with it.
    """
    give(score, marks, at)
    Evidence.objects.bulk_update(frozen_evidence(score), ["frozen", "paper"])


def _no_marks_were_seen(score: Score, by: Actor, at: datetime) -> Iterator[Finding]:
    """From the moment on in which the Office's marks are agreed upon, nobody changes what they were compared with.

    Once they are confirmed, whoever returns a sheet could know every mark on the station.
    """
    yield from _runs(score, by, at)
    office = next((s for s in in_force(score.assessed) if s.part == Part.OFFICE), None)
    stage, label = (office.stage, office.stage_label) if office else ("", "")
    remedy = "请由海智办负责人先将考评分退回重评，再退回自评表。"
    if stage == "confirmed":
        remedy = "自评不再改动；分数有误的，由工作站在结果出具后申诉。"
    now = f"该站的海智办考评表现为“{label}”"
    yield Finding(stage not in ("agreed", "confirmed"), assessment_indicators(), now, remedy)


def with_the_station(score: Score, _said: Mapping[str, Any]) -> QuerySet[Assessed]:
    """The station on which a sheet is: its own sheet is returned, or the Office's agreed upon, never both at once."""
    return Assessed.objects.filter(pk=score.assessed_id)


@act(moves.RETURN_SELF, requires=_no_marks_were_seen, locks=with_the_station)
def return_self(score: Score, *, by: Actor, at: datetime, opinion: str) -> None:
    """退回修改: the station fills it in again; what it said before stays in the ledger as a commitment."""
    score.sealed = kept(sealed_content(score.sealed)[0], at)
    score.commitment, score.given_at = "", None
    score.evidence.update(frozen={}, paper=None)
    record(**sheet_record(score))


@act(moves.LOCK_PEER, requires=_own_is_in, secret=("marks",))
def lock(score: Score, *, by: Actor, at: datetime, marks: Mapping[str, int]) -> None:
    """提交互评: once, all eighteen marks in tenths."""
    give(score, marks, at)


@act(moves.RECUSE_PEER, requires=_runs)
def recuse(score: Score, *, by: Actor, at: datetime, opinion: str) -> None:
    """申报回避: the station has ties to the one it should assess; it says which."""


@act(moves.GRANT_PEER_RECUSAL, requires=_runs)
def grant_recusal(score: Score, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """同意回避: the sheet is asked for no more, and the mean is taken of the others."""
    record(**sheet_record(score))


@act(moves.REFUSE_PEER_RECUSAL, requires=_runs)
def refuse_recusal(score: Score, *, by: Actor, at: datetime, opinion: str) -> None:
    """不同意回避: the sheet is still to be given."""


def _is_waited_for(score: Score, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _runs(score, by, at)
    today = day_of(at)
    yield Finding(score.chased_on != today, assessment_indicators(), "今天已经催过", "请改日再催。")


@act(moves.CHASE_SHEET, requires=_is_waited_for)
def chase(score: Score, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """催交: the station's people are told once more, at most once a day."""
    score.chased_on = day_of(at)
    return score.stage


def chase_due(at: datetime) -> int:
    """Remind of every sheet that is due within a week or overdue and was not chased in that time; how many."""
    today = day_of(at)
    soon, before = today + timedelta(days=SHEET_REMINDER_DAYS.value), today - timedelta(days=SHEET_REMINDER_DAYS.value)
    open_ones = Score.objects.filter(stage__in=moves.CHASE_SHEET.sources, due_on__lte=soon)
    open_ones = open_ones.filter(Score.can_be_given(), assessed__assessment__stage__in=RUNNING)
    waiting = open_ones.exclude(chased_on__gt=before)
    done = 0
    for score in waiting.order_by("pk"):
        try:
            chase(score, by=SYSTEM, at=at)
        except Refused:  # given meanwhile
            continue
        done += 1
    return done


@act(moves.OPEN_SHEET)
def open_sheet(score: Score, *, by: Actor, at: datetime) -> str:
    """开封: with the result; marks and salt go into the ledger, which has the commitment."""
    marks, salt = sealed_content(score.sealed)
    if committed(score, marks, bytes.fromhex(salt)) != score.commitment:
        raise Refused(
            Finding(
                False, assessment_indicators(), f"{score}与提交时留下的指纹不符", "请停止审定，由纪检监督人员查明。"
            )
        )
    score.marks, score.sealed = marks, None
    record(**sheet_record(score), marks=marks, salt=salt)
    return score.stage


@act(moves.SET_ASIDE_SHEET)
def set_aside(score: Score, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予计入: whatever it says does not count."""
    record(**sheet_record(score))


@act(moves.CORRECT_SHEET)
def correct(score: Score, *, by: Actor, at: datetime, marks: dict[str, int], opinion: str) -> None:
    """更正: upon an appeal; the Office's sheet stays as it was, and another takes its place."""
    check_marks(score.assessed, marks)
    # The door does the same after the body; a second sheet in force may not stand beside the first even until then.
    Score.objects.filter(pk=score.pk).update(stage="replaced")
    revision = score.revision + 1
    salt = new_salt()
    new = Score(
        assessed=score.assessed,
        part=Part.OFFICE,
        slug=f"office-{revision}",
        token="office",  # noqa: S106 - no secret: what the published bundle calls the Office
        salt=b"",
        texts=score.texts,
        marks=marks,
        stage="confirmed",
        version=1,
        due_on=score.due_on,
        given_at=at,
        revision=revision,
    )
    new.commitment = committed(new, marks, salt)
    new.save(force_insert=True)
    record(**sheet_record(score), salt=salt, commitment=new.commitment, new=str(new.pk))


def give(score: Score, marks: Mapping[str, int], at: datetime) -> None:
    """Check the marks and seal them; the ledger gets a commitment. Raises Refused with what is wrong."""
    check_marks(score.assessed, marks)
    salt = new_salt()
    score.commitment = committed(score, marks, salt)
    score.sealed, score.given_at = kept(marks, at, salt.hex()), at
    record(**sheet_record(score), commitment=score.commitment)


def check_marks(part: Assessed, marks: Mapping[str, int]) -> None:
    """Every indicator is marked within its bounds, the bonus with evidence. Raises Refused."""
    known = {key: mark for key, mark in marks.items() if key in ASSESSMENT.maxima}
    if len(known) != len(marks):
        raise Refused(Finding(False, ASSESSMENT.cite, "评分项目与指标表不符", "请刷新页面后重新打分。"))
    wrong = unmet(*sheet_findings(ASSESSMENT, known), *bonus_findings(part, known))
    if wrong:
        raise Refused(*wrong)


def committed(score: Score, marks: Mapping[str, int], salt: bytes) -> str:
    """The commitment to a sheet (docs/fairness.md §6)."""
    part = score.assessed
    return sheet_commitment(salt, part.assessment.code, score.token, part.station.code, marks)


def sheet_record(score: Score) -> dict[str, Any]:
    """How the ledger names a sheet: its station, its part, and its rater's token."""
    return about(score.assessed) | {"rater": score.token, "part": str(score.part)}
