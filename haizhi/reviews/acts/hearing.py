"""The hearing (评审·6·2): 陈述, 答辩, 打分, 公布 for each unit in turn, and the result of the whole."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from fractions import Fraction

from haizhi.accounts.facts.cosigning import is_signed
from haizhi.applications.acts import rank
from haizhi.fairness.ceremony import ranking_rows
from haizhi.fairness.formats import RankingRow, RecusalRow
from haizhi.fairness.tally import IncompleteSheets
from haizhi.kernel import cosigning
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.kernel.models import Act
from haizhi.kernel.vault import Unopenable
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.review import SessionRules
from haizhi.reviews.acts.acceptances import everybody_comes
from haizhi.reviews.acts.keys import shut_sheet_keys
from haizhi.reviews.acts.sheets import ANNOUNCED, reveal
from haizhi.reviews.facts import (
    applicants_of,
    correcting_in,
    counted,
    missing_from,
    needed_seats,
    phases_of,
    recusals_in,
    result_of,
    session_rules,
    sitting,
    standings,
    unsettled,
)
from haizhi.reviews.facts.sealing import Content, can_be_opened, key_is_made, open_sheet, opened_keys
from haizhi.reviews.models import Session, Sheet, Turn

_CITE = review_rules(6, 2)
_SCORED = (moves.ANNOUNCE.name,)


@act(moves.OPEN_SESSION, requires=everybody_comes)
def open_hearing(session: Session, *, by: Actor, at: datetime) -> None:
    """开会: from now on units are called in; the panel is what it is."""
    record(seats=sorted(sitting(session).values_list("token", flat=True)))


def _in_hearing(turn: Turn) -> Finding:
    stage = turn.session.stage_label
    return Finding(turn.session.stage == "in_hearing", _CITE, f"评审会现为“{stage}”", "评审进行中才能办理。")


def _still_reviewed(turn: Turn) -> Finding:
    unit = turn.application
    left = f"该单位现为“{unit.stage_label}”，不再评审"
    return Finding(unit.stage == "in_review", review_rules(9), left, "请登记缺席，再请下一家入场。")


def _next_in_order(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield _in_hearing(turn)
    turns = applicants_of(turn.session)
    busy = next((other for other in turns if other.stage in ("presenting", "scoring")), None)
    yield Finding(
        busy is None, _CITE, f"“{busy}”尚未办结" if busy else "", "请先公布其得分，或登记缺席，再请下一家入场。"
    )
    yield _still_reviewed(turn)
    waiting = next((other for other in turns if other.stage == "waiting"), turn)
    yield Finding(waiting.pk == turn.pk, _CITE, f"按抽定的次序，下一家是“{waiting}”", "该单位未到的，请登记缺席。")
    yield is_signed(turn.session, _SCORED)


@act(moves.CALL_IN, requires=_next_in_order)
def call_in(turn: Turn, *, by: Actor, at: datetime) -> None:
    """请单位入场: the next in the order drawn by lot."""
    turn.called_at = at


def _while_hearing(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield _in_hearing(turn)


@act(moves.MARK_ABSENT, requires=_while_hearing)
def mark_absent(turn: Turn, *, by: Actor, at: datetime, opinion: str) -> None:
    """登记缺席: no result and no rank; the party group sees that the unit did not come."""
    record(session=turn.session, applicant=turn.application.code)


def _scorable(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield _in_hearing(turn)
    yield _still_reviewed(turn)
    yield key_is_made(turn.session)


@act(moves.OPEN_SCORING, requires=_scorable)
def open_scoring(turn: Turn, *, by: Actor, at: datetime) -> None:
    """开始打分: a blank sheet for every seat that does not stand aside."""
    turn.scoring_at = at
    record(phases=phases_of(turn, at))
    for seat in needed_seats(turn):
        Sheet.objects.create(turn=turn, seat=seat, stage="draft")


def ready_to_announce(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    """Every sheet is locked, no correction and no recusal for this unit is pending."""
    yield _in_hearing(turn)
    missing = len(missing_from(turn))
    yield Finding(not missing, _CITE, f"还有{missing}份评分表没有锁定", "请等待评委锁定；缺一份也不能公布。")
    asked = sum(recusal.turn_id == turn.pk for recusal in recusals_in(turn.session, "raised", "decided"))
    yield Finding(not asked, review_rules(7), f"该单位还有{asked}项回避未办结", "请先由海智办决定、纪检同意。")
    sheets = counted(turn)
    # every earlier announcement was signed before the unit was called in, but one that is taken back and made again
    if any(sheet.stage == ANNOUNCED or sheet.revision > 1 for sheet in sheets):
        yield is_signed(turn.session, _SCORED)
    yield can_be_opened(sheets, turn.session, at)


@act(moves.ANNOUNCE, requires=ready_to_announce)
def announce(turn: Turn, *, by: Actor, at: datetime) -> None:
    """公布得分: sheets are opened together and the score is computed, exact and as shown."""
    sheets, keys = counted(turn), opened_keys(turn.session, at)
    for sheet in sheets:
        if sheet.stage == "locked":
            content = _opened(sheet, keys)
            reveal(sheet, by=SYSTEM, at=at, content=content)
    turn.result = result_of(turn, _rules(turn.session), sheets)
    turn.announced_at = at
    record(
        session=turn.session,
        applicant=turn.application.code,
        **{key: turn.result[key] for key in ("exact", "shown", "ties", "valid", "kept", "reason")},
    )


def _opened(sheet: Sheet, keys: Mapping[bytes, bytes]) -> Content:
    try:
        return open_sheet(sheet, keys)
    except Unopenable:
        reason = f"{sheet.seat.serial}号评委的评分表不能开封，密文曾被改动"
        raise Refused(Finding(False, review_rules(8), reason, "请由纪检查明；可请该评委申请更正，重新打分。")) from None


def everything_heard(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    """Every unit was announced or absent, nothing is left to decide."""
    turns = applicants_of(session)
    left = sum(turn.stage not in ("announced", "absent") for turn in turns)
    yield Finding(not left, _CITE, f"还有{left}家单位没有公布得分", "请先完成其打分与公布，或登记缺席。")
    correcting = sum(correcting_in(turn) for turn in turns)
    yield Finding(not correcting, review_rules(8), f"还有{correcting}份评分表待会签更正", "请先由纪检会签。")
    waiting = unsettled(session)
    yield Finding(not waiting, review_rules(7), f"还有{waiting}项回避未办结", "请先由海智办决定、纪检同意。")
    yield is_signed(session, _SCORED)


@act(moves.CLOSE_SESSION, requires=everything_heard)
def close(session: Session, *, by: Actor, at: datetime) -> None:
    """闭会: the ranking is computed; 纪检 signs it."""
    session.ranking = _ranked(session)[0]


@act(moves.CONFIRM_CLOSE, requires=everything_heard)
def confirm_close(session: Session, *, by: Actor, at: datetime) -> None:
    """会签闭会: computed again from the sheets; every application is then 评审完成.

    Absent units get no rank, yet go on to the party group with the others, which is to see that they did not come.
    """
    ranking, recusals = _ranked(session)
    if ranking != session.ranking:
        raise Refused(Finding(False, _CITE, "排名与重新计算的不符", "请办理“不予会签闭会”，由海智办查明后重新闭会。"))
    session.closed_at = at
    shut_sheet_keys(session)
    cosigning.lock_after_next(session.pk, at)
    applications = {turn.application.code: turn.application for turn in applicants_of(session)}
    for row in ranking:
        application = applications[row["applicant"]]
        if application.stage == "in_review":
            score = None if row["exact"] is None else Fraction(row["exact"])
            rank(application, by=SYSTEM, at=at, place=row["rank"], score=score)
    record(ranking=ranking, recusals=recusals)


@act(moves.REFUSE_CLOSE)
def refuse_close(session: Session, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予会签闭会: the hearing goes on."""
    session.ranking = []


def _ranked(session: Session) -> tuple[list[RankingRow], list[RecusalRow]]:
    """The rows of the ranking and of the recusals behind it, as the published log has them."""
    rules = _rules(session)
    try:
        ranked, aside = standings(session, rules)
    except IncompleteSheets as incomplete:
        raise Refused(
            Finding(False, _CITE, f"缺少{len(incomplete.missing)}份评分表", "缺一份也不能排名，请查明后再办理。")
        ) from incomplete
    agreed = Act.objects.filter(verb=moves.AGREE_RECUSAL.name, subject_id__in=[recusal.pk for _, _, recusal in aside])
    entries = dict(agreed.order_by("entry_id").values_list("subject_id", "entry_id"))
    recusals = [
        RecusalRow(seat=seat.token, applicant=turn.application.code, entry=entries[recusal.pk])
        for seat, turn, recusal in aside
    ]
    recusals.sort(key=lambda row: (row["applicant"], row["seat"]))
    return ranking_rows(ranked, rules.places), recusals


def _rules(session: Session) -> SessionRules:
    rules = session_rules(session)
    if rules is None:
        raise Refused(Finding(False, _CITE, "评审规则尚未公布", "请先作废封存，再公布规则。"))
    return rules
