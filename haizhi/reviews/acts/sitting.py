"""What changes who sits and who is heard while the hearing is on: a judge leaves, an absent unit comes after all."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Max

from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.recusals import InterestGround
from haizhi.reviews.acts.recusals import agree as agree_to_recusal
from haizhi.reviews.facts import recusals_in, recused_seats, seats_of
from haizhi.reviews.models import Departure, Recusal, Seat, Session, Turn

UNHEARD = ("waiting", "presenting", "scoring")
"""The stages of a turn whose score was not announced yet."""


def _while_hearing(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    now = f"评审会现为“{session.stage_label}”"
    yield Finding(session.stage == "in_hearing", review_rules(7), now, "评审进行中才能办理；会前请登记评委缺席。")


@creates(moves.DEPART, requires=_while_hearing, private=("opinion",))
def depart(session: Session, *, by: Actor, at: datetime, serial: int, opinion: str) -> Departure:
    """登记评委离会: a judge has to leave; it takes effect when 纪检 agrees."""
    seat = next((seat for seat in seats_of(session) if seat.serial == serial and seat.vacated_at is None), None)
    if seat is None:
        raise Refused(Finding(False, review_rules(7), "没有这个席位", "请选择在座的评委。", "serial"))
    record(seat=seat.token)
    return Departure(session=session, seat=seat, reason=opinion.strip(), left_at=at)


def _session_goes_on(departure: Departure, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _while_hearing(departure.session, by, at)


@act(moves.AGREE_DEPARTURE, requires=_session_goes_on)
def agree_departure(departure: Departure, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """同意离会: the judge stands aside for every unit that waits or whose sheet they have not locked.

    Sheets that were locked stay in force. Fewer judges change the divisor, as with any recusal.
    """
    turns = departure.session.turns.filter(stage__in=UNHEARD).order_by("position")
    locked = departure.seat.sheets.filter(stage__in=["locked", "voiding"]).values("turn")
    for turn in turns.exclude(pk__in=locked).select_related("session", "application__unit"):
        excuse(turn, departure, by=by, at=at)


@act(moves.REFUSE_DEPARTURE)
def refuse_departure(departure: Departure, *, by: Actor, at: datetime, opinion: str) -> None:
    """不同意离会: the judge goes on judging."""


def excuse(turn: Turn, departure: Departure, *, by: Actor, at: datetime) -> None:
    """Let a judge who left stand aside for a unit, unless they do so already; 纪检's agreement is `by`'s."""
    upheld = [recusal for recusal in recusals_in(turn.session, "upheld") if recusal.turn_id == turn.pk]
    if not recused_seats([departure.seat], upheld):
        recusal = leave(turn, departure.seat, by=SYSTEM, at=at)
        agree_to_recusal(recusal, by=by, at=at)


@creates(moves.LEAVE_RECUSAL)
def leave(turn: Turn, seat: Seat, /, *, by: Actor, at: datetime) -> Recusal:
    """评委离会: a recusal for one unit that follows from a departure; the seat is recorded by its number."""
    record(serial=seat.serial)
    return Recusal(
        session=turn.session,
        turn=turn,
        source=Recusal.Source.DEPARTED,
        expert=seat.expert,
        person=seat.person,
        ground=InterestGround.OTHER,
        explanation=f"{seat.serial}号评委中途离会",
        granted=True,
    )


def _hearing_of_turn(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _while_hearing(turn.session, by, at)
    unit = turn.application
    left = f"该单位现为“{unit.stage_label}”，不再评审"
    yield Finding(unit.stage == "in_review", review_rules(9), left, "无需办理。")


@act(moves.READMIT, requires=_hearing_of_turn)
def readmit(turn: Turn, *, by: Actor, at: datetime, opinion: str) -> None:
    """提请补陈述: a unit marked absent came after all; 纪检 decides."""


@act(moves.CONFIRM_READMIT, requires=_hearing_of_turn)
def confirm_readmit(turn: Turn, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """同意补陈述: it is heard after all others; whoever left meanwhile stands aside for it too."""
    record(session=turn.session, applicant=turn.application.code)
    # The door does the same after the body; recusals can be agreed to for a unit that waits alone.
    Turn.objects.filter(pk=turn.pk).update(stage="waiting")
    for departure in turn.session.departures.filter(stage="agreed").select_related("seat", "session"):
        excuse(turn, departure, by=by, at=at)
    turn.position = turn.session.turns.aggregate(last=Max("position"))["last"] + 1


@act(moves.REFUSE_READMIT)
def refuse_readmit(turn: Turn, *, by: Actor, at: datetime, opinion: str) -> None:
    """不同意补陈述: the unit remains absent."""
