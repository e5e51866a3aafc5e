"""Sheets before they are given: marks, explanations and evidence, saved as typed, without a ledger entry."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from haizhi.accounts.models import Person
from haizhi.assessments.facts import field_of, is_own, kept, marks_of, records_for, team_marks_of, work_for
from haizhi.assessments.models import EDITED, RUNNING, Evidence, Part, Score, TeamMark
from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import assessment_indicators
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.indicators import ASSESSMENT, sheet_findings

MOST_FILES = 10
"""Files for one indicator."""

TEXT_LENGTH = 1000
"""Characters that explain one indicator."""


def may_edit(score: Score, by: Actor) -> bool:
    """Whether the sheet is the actor's to fill in now."""
    runs = score.assessed.assessment.stage in RUNNING
    return runs and score.stage in EDITED and is_own(score, by)


def save_marks(
    score: Score, marks: Mapping[str, int | None], *, by: Actor, at: datetime, texts: Mapping[str, str] | None = None
) -> None:
    """Keep marks in tenths (None takes one back) and, for a station's own sheet, explanations by indicator.

    Raises Refused when the sheet is not the actor's to fill in, and with a finding for each mark out of bounds.
    """
    with transaction.atomic():
        _open(score, by)
        _refuse_wrong(marks)
        score.sealed = kept(_merged(marks_of(score), marks), at)
        score.texts = {key: text for key, text in (score.texts | dict(texts or {})).items() if text}
        score.saved_at = at
        score.save(update_fields=["sealed", "texts", "saved_at"])


def save_team_marks(
    score: Score, marks: Mapping[str, int | None], *, by: Actor, at: datetime, notes: str | None = None
) -> TeamMark:
    """Keep what one of the Office's team gives a station. Raises Refused as `save_marks` does."""
    with transaction.atomic():
        _open(score, by)
        _refuse_wrong(marks)
        person = Person.objects.get(pk=str(by.id))
        found = score.team.filter(person=person).first() or TeamMark(score=score, person=person)
        before = team_marks_of(found) if found.pk else {}
        found.sealed, found.saved_at = kept(_merged(before, marks), at), at
        if notes is not None:
            found.notes = notes
        found.save()
    return found


def choose(score: Score, indicator: str, chosen: Sequence[UUID], *, by: Actor, at: datetime) -> None:
    """Let exactly these pieces of confirmed work, plans and ties be evidence for an indicator (and its files stay).

    Raises Refused when the sheet is not open, or something is not the station's to name for it in the round's span.
    """
    with transaction.atomic():
        _open_own(score, by)
        offered = {piece.pk: piece for piece in (*work_for(score), *records_for(score, indicator))}
        if not offered.keys() >= set(chosen):
            reason = "所选的不是本站在评估期内可以作为本项依据的记录"
            raise Refused(Finding(False, assessment_indicators(), reason, "请刷新页面后重新选择。", "chosen"))
        old = {row.piece.pk: row for row in _named(score, indicator) if row.piece}
        score.evidence.filter(pk__in=[row.pk for pk, row in old.items() if pk not in chosen]).delete()
        Evidence.objects.bulk_create(
            Evidence(score=score, indicator=indicator, **{field_of(piece): piece})
            for pk, piece in offered.items()
            if pk in chosen and pk not in old
        )
        _touch(score, at)


def attach(score: Score, indicator: str, upload: Upload, *, by: Actor, at: datetime) -> Evidence:
    """Let a file be evidence for an indicator. Raises Refused."""
    with transaction.atomic():
        _open_own(score, by)
        files = score.evidence.filter(indicator=indicator, upload__isnull=False)
        wrong = unmet(
            may_be_used(upload),
            Finding(
                files.count() < MOST_FILES, assessment_indicators(), f"每项最多{MOST_FILES}个文件", "请合并后上传。"
            ),
        )
        if wrong:
            raise Refused(*wrong)
        made, _ = Evidence.objects.get_or_create(score=score, indicator=indicator, upload=upload)
        _touch(score, at)
    return made


def detach(score: Score, evidence: int, *, by: Actor, at: datetime) -> None:
    """Take a piece of evidence away. Raises Refused when the sheet is not open."""
    with transaction.atomic():
        _open_own(score, by)
        score.evidence.filter(pk=evidence).delete()
        _touch(score, at)


def _named(score: Score, indicator: str) -> QuerySet[Evidence]:
    return score.evidence.filter(indicator=indicator).select_related("entry", "plan", "tie")


def _touch(score: Score, at: datetime) -> None:
    score.saved_at = at
    score.save(update_fields=["saved_at"])


def _open_own(score: Score, by: Actor) -> None:
    _open(score, by)
    if score.part != Part.SELF:
        raise Refused(Finding(False, assessment_indicators(), "依据只附在自评表上", "请到本站自评表办理。"))


def _open(score: Score, by: Actor) -> None:
    """Lock the sheet as it stands. Raises Refused when it is not the actor's to fill in."""
    score.refresh_from_db(from_queryset=Score._base_manager.select_for_update())
    if not may_edit(score, by):
        reason = f"此表现为“{score.stage_label}”，不能修改"
        raise Refused(Finding(False, assessment_indicators(), reason, "如需更正，请与海智办联系。"))


def _merged(before: Mapping[str, int], marks: Mapping[str, int | None]) -> dict[str, int]:
    both: dict[str, int | None] = {**before, **marks}
    return {key: both[key] for key in ASSESSMENT.maxima if both.get(key) is not None}  # type: ignore[misc]  # None left out


def _refuse_wrong(marks: Mapping[str, int | None]) -> None:
    given = {key: mark for key, mark in marks.items() if mark is not None}
    wrong = unmet(*(finding for finding in sheet_findings(ASSESSMENT, given) if finding.field in given))
    if wrong:
        raise Refused(*wrong)
