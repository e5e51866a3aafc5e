"""Whether those who were drawn come: their own answer, or what the Office heard by telephone (评审·7)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.reviews.facts import seat_of, sitting, taken_seats
from haizhi.reviews.models import Seat, Session


def _is_asked(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    own = seat_of(session, by.id)
    asked = own is not None and own.asked_at is not None
    yield Finding(asked, review_rules(7), "您不是本次评审抽取产生的评委", "领导评委不能到会的，请告知海智办。")
    answered = own is not None and own.answer != ""
    answer = own.get_answer_display() if own else ""
    yield Finding(not answered, review_rules(7), f"您已答复“{answer}”", "有变动的，请电话告知海智办，由海智办登记。")


@act(moves.ACCEPT_SEAT, requires=_is_asked)
def accept(session: Session, *, by: Actor, at: datetime) -> str:
    """确认参加评审: somebody drawn will come."""
    _answer(sitting(session).get(person__id=str(by.id)), Seat.Answer.ACCEPTED, at)
    return session.stage


@act(moves.REGRET, requires=_is_asked)
def regret(session: Session, *, by: Actor, at: datetime, opinion: str) -> str:
    """不能参加评审: with the reason; the Office then vacates the seat, and fresh dice fill it."""
    if not opinion.strip():
        raise Refused(Finding(False, review_rules(7), "没有写明不能参加的理由", "请写明理由。", "opinion"))
    _answer(sitting(session).get(person__id=str(by.id)), Seat.Answer.REFUSED, at, note=opinion)
    return session.stage


@act(moves.NOTE_ANSWER)
def note_answer(session: Session, *, by: Actor, at: datetime, serial: int, coming: bool, opinion: str) -> str:
    """登记电话答复: what somebody drawn told the Office; `opinion` says who was called and what they said."""
    seat = sitting(session).filter(serial=serial, asked_at__isnull=False).first()
    wrong = unmet(
        Finding(seat is not None, review_rules(7), f"第{serial}号席位不是抽取产生的评委", "请重新选择。", "serial"),
        Finding(bool(opinion.strip()), review_rules(7), "没有写明通话情况", "请写明与谁通话、怎样答复。", "opinion"),
    )
    if wrong or seat is None:
        raise Refused(*wrong)
    _answer(seat, Seat.Answer.ACCEPTED if coming else Seat.Answer.REFUSED, at, note=opinion, heard_by=by.name)
    return session.stage


def _answer(seat: Seat, answer: Seat.Answer, at: datetime, *, note: str = "", heard_by: str = "") -> None:
    seat.answer, seat.answered_at = answer, at
    seat.answer_note, seat.answered_to = note.strip()[:200], heard_by
    seat.save(update_fields=["answer", "answered_at", "answer_note", "answered_to"])
    record(seat=seat.token, answer=seat.answer)


def everybody_comes(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    """Nobody who said that they can't come still has a seat when the hearing is opened."""
    regrets = [seat for seat in taken_seats(session) if seat.answer == Seat.Answer.REFUSED]
    who = "、".join(f"{seat.serial}号{seat.name}" for seat in regrets)
    yield Finding(not regrets, review_rules(7), f"评委{who}已答复不能参加", "请先登记评委缺席，补抽之后再开会。")
