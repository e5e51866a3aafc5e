"""A session that is over, made of rows: its result is what the sheets amount to, whoever locked them."""

from haizhi.fairness.ceremony import ranking_rows
from haizhi.regulation.recusals import InterestGround
from haizhi.reviews.facts import result_of, standings
from haizhi.reviews.models import Recusal, Session, Sheet, Turn
from tests.reviews.factories import HELD, RULES, marks
from tests.reviews.hall import by_seat, in_hearing

JUDGES = 7
SHIFTED = {"a4": 5, "a1": -5}
"""Half a point from the first group to the third: the same total, told apart by the first tie-break."""


def concluded(units: int = 5) -> Session:
    """A closed session whose first unit has a judge who stood aside; the last was absent.

    The second and the third have the same score and the third the better third group; of more than five units those
    from the fourth on are tied.
    """
    session = in_hearing(units=units, judges=JUDGES)
    stands_aside = by_seat(session, 1)
    for turn in session.turns.order_by("position").select_related("application"):
        place = turn.position or 0
        if place == 1:
            Recusal.objects.create(
                session=session, turn=turn, source="declared", person=stands_aside.person, stage="upheld", version=1,
                ground=InterestGround.ADVISER, granted=True,
            )  # fmt: skip
        if place == units:
            Turn.objects.filter(pk=turn.pk).update(stage="absent")
        else:
            _announce(session, turn, place)
    session = Session.objects.get(pk=session.pk)
    session.ranking = ranking_rows(standings(session, RULES)[0], RULES.places)
    session.stage, session.closed_at = "closed", HELD
    session.save()
    return session


def _announce(session: Session, turn: Turn, place: int) -> None:
    sheets = [
        Sheet(turn=turn, seat=seat, stage="announced", version=1, marks=_marks(place, seat.serial), locked_at=HELD)
        for seat in session.seats.order_by("serial")
        if (place, seat.serial) != (1, 1)
    ]
    made = Sheet.objects.bulk_create(sheets)
    Turn.objects.filter(pk=turn.pk).update(
        stage="announced", announced_at=HELD, called_at=HELD, scoring_at=HELD, result=result_of(turn, RULES, made)
    )


def _marks(place: int, serial: int) -> dict[str, int]:
    """Marks around eighty; the first unit is the best, the second and the third are equal, then all are."""
    given = marks(90 if place == 1 else 80 if place in (2, 3) else 70)
    given["a3"] -= 5 * (serial % 4)
    if place == 3:
        given = {key: mark + SHIFTED.get(key, 0) for key, mark in given.items()}
    return given
