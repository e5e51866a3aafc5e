"""Score sheets (评审·6·2, 评审·8): locked by the judge, opened by the announcement, corrected by two people."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.kernel.source import new_salt
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.indicators import REVIEW, sheet_findings
from haizhi.reviews.facts import needed_seats, session_rules
from haizhi.reviews.facts.sealing import (
    Content,
    committed,
    content_of,
    kept_draft,
    key_is_made,
    sealed_sheet,
    sheet_key,
)
from haizhi.reviews.models import Sheet, Turn

ANNOUNCED = "announced"


def may_lock(sheet: Sheet, by: Actor, at: datetime) -> Iterator[Finding]:
    """A judge who sits, signed the pledge and does not stand aside, while the unit is being scored."""
    turn, seat = sheet.turn, sheet.seat
    yield Finding(turn.stage == "scoring", review_rules(6, 2), f"该单位现为“{turn.stage_label}”", "打分时才能锁定。")
    yield Finding(seat.vacated_at is None, review_rules(7), "您已不是本次评审的评委", "如有疑问，请联系海智办。")
    yield Finding(
        seat.pledged_at is not None, review_rules(8), "您尚未签署本次评审的承诺", "请先在评审会页面办理“签署评审承诺”。"
    )
    yield key_is_made(turn.session)
    owing = {owed.pk for owed in needed_seats(turn)}
    yield Finding(seat.pk in owing, review_rules(7), "您对该单位应予回避", "无需打分。")


@act(moves.LOCK, requires=may_lock, secret=("marks",))
def lock(sheet: Sheet, *, by: Actor, at: datetime, marks: Mapping[str, int]) -> None:
    """锁定提交: all sixteen marks in tenths, by indicator key, sealed until the announcement.

    The ledger gets a commitment to them and nothing else.
    """
    rules = session_rules(sheet.turn.session)
    known = {key: mark for key, mark in marks.items() if key in REVIEW.maxima}
    wrong = unmet(*(sheet_findings(REVIEW, known, rules.step) if rules else ()))
    if wrong or len(known) != len(marks):
        raise Refused(*(wrong or (Finding(False, REVIEW.cite, "评分项目与指标表不符", "请刷新页面后重新打分。"),)))
    key = sheet_key(sheet.turn.session)
    if key is None:
        raise Refused(key_is_made(sheet.turn.session))
    content = Content(known, content_of(sheet).notes, new_salt().hex())
    sheet.commitment, sheet.sealed = committed(sheet, content), sealed_sheet(key, sheet, content)
    sheet.draft, sheet.marks, sheet.notes, sheet.locked_at = None, {}, "", at
    record(**_of(sheet), commitment=sheet.commitment)


@act(moves.REVEAL, secret=("content",))
def reveal(sheet: Sheet, *, by: Actor, at: datetime, content: Content) -> None:
    """公布: opened with all the others of its unit; marks and salt go into the ledger, which has the commitment."""
    if committed(sheet, content) != sheet.commitment:
        raise Refused(
            Finding(
                False, review_rules(8), "评分表与锁定时留下的指纹不符", "请停止公布，由纪检查明；可由评委申请更正。"
            )
        )
    sheet.marks, sheet.draft, sheet.sealed = content.marks, kept_draft({}, content.notes, at), None
    record(**_of(sheet), marks=content.marks, salt=content.salt)


def _of(sheet: Sheet) -> dict[str, Any]:
    return {"session": sheet.turn.session, "seat": sheet.seat.token, "applicant": sheet.turn.application.code}


def _still_hearing(sheet: Sheet, by: Actor, at: datetime) -> Iterator[Finding]:
    session = sheet.turn.session
    yield Finding(
        session.stage == "in_hearing",
        review_rules(8),
        f"评审会现为“{session.stage_label}”",
        "闭会会签之前，可请纪检退回闭会后更正；闭会之后不再更正。",
    )


@act(moves.VOID_SHEET, requires=_still_hearing)
def void_sheet(sheet: Sheet, *, by: Actor, at: datetime, opinion: str) -> None:
    """申请更正: the judge found an error of their own; with its reason."""


def _correctable(sheet: Sheet, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _still_hearing(sheet, by, at)
    busy = sheet.turn.session.turns.filter(stage__in=["presenting", "scoring"]).exclude(pk=sheet.turn_id).first()
    yield Finding(
        sheet.turn.stage == "scoring" or busy is None,
        review_rules(6, 2),
        f"“{busy}”尚未办结",
        "请在其得分公布之后会签更正。",
    )


@act(moves.CONFIRM_VOID_SHEET, requires=_correctable)
def confirm_void_sheet(sheet: Sheet, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """会签更正: the old sheet stays, voided; a new one begins, and an announced result is taken back until then."""
    turn = sheet.turn
    if turn.stage == ANNOUNCED:
        reopen(turn, by=SYSTEM, at=at)
    # The door does the same after the body; a second sheet in force may not stand beside the first even until then.
    Sheet.objects.filter(pk=sheet.pk).update(stage="voided")
    if sheet.seat in needed_seats(turn):
        # what was announced is there to begin with; of a sheet that is still sealed nobody can know anything
        said = content_of(sheet)
        draft = kept_draft(said.marks, said.notes, at) if said.marks else None
        Sheet.objects.create(turn=turn, seat=sheet.seat, stage="draft", draft=draft, revision=sheet.revision + 1)


@act(moves.REANNOUNCE)
def reopen(turn: Turn, *, by: Actor, at: datetime) -> None:
    """更正重评: what was announced no longer counts; it is announced again with the new sheet."""
    turn.result, turn.announced_at = None, None


@act(moves.REFUSE_VOID_SHEET)
def refuse_void_sheet(sheet: Sheet, *, by: Actor, at: datetime, opinion: str) -> str:
    """不予更正: the sheet stands as it was."""
    return "locked" if sheet.sealed else ANNOUNCED
