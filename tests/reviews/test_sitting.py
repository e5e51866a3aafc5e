"""A judge who leaves in the middle, a unit that comes late: each has a recorded way on."""

from typing import Any

import pytest

from haizhi.regulation.findings import Refused
from haizhi.reviews import acts
from haizhi.reviews.models import Departure, Session, Sheet
from tests.experts.factories import CLERK, SUPERVISOR
from tests.reviews.factories import HELD, next_turn
from tests.reviews.hall import announce, in_hearing, judge_of, locked, scored

pytestmark = pytest.mark.django_db


def left(session: Session, serial: int = 3) -> Departure:
    departure = acts.depart(session, by=CLERK, at=HELD, serial=serial, opinion="突发急病")
    return acts.agree_departure(departure, by=SUPERVISOR, at=HELD)


def heard(session: Session) -> dict[str, Any]:
    turn = scored(session)
    locked(turn)
    return announce(turn)


def test_a_judge_who_leaves_is_not_counted_for_what_they_have_not_locked() -> None:
    session = in_hearing(units=2)
    first = scored(session)
    locked(first)
    departure = left(session)
    assert announce(first)["valid"] == 7
    second = scored(session)
    assert not second.sheets.filter(seat=departure.seat).exists()
    locked(second)
    assert announce(second)["valid"] == 6


def test_a_sheet_under_way_is_put_away_when_its_judge_leaves() -> None:
    session = in_hearing(units=1)
    turn = scored(session)
    departure = left(session)
    assert turn.sheets.count() == 6
    assert announce(locked(turn)[0].turn)["valid"] == 6
    recusal = session.recusals.get()
    assert (recusal.source, recusal.stage) == ("departed", "upheld")
    assert str(departure.seat.serial) in recusal.explanation


def test_with_fewer_than_five_sheets_there_is_no_result() -> None:
    session = in_hearing(units=1)
    turn = scored(session)
    for serial in (1, 2, 3):
        left(session, serial)
    locked(turn)
    assert announce(turn)["shown"] is None


def test_a_departure_needs_the_witness_and_happens_once() -> None:
    session = in_hearing(units=1)
    departure = acts.depart(session, by=CLERK, at=HELD, serial=2, opinion="公务")
    with pytest.raises(Refused, match="该评委的离会已经登记"):
        acts.depart(session, by=CLERK, at=HELD, serial=2, opinion="公务")
    with pytest.raises(Refused, match="纪检"):
        acts.agree_departure(departure, by=CLERK, at=HELD)
    acts.refuse_departure(departure, by=SUPERVISOR, at=HELD, opinion="请会后处理")
    assert scored(session).sheets.count() == 7


def test_a_unit_that_comes_late_is_heard_last_without_who_left_meanwhile() -> None:
    session = in_hearing(units=3)
    late = next_turn(session)
    acts.mark_absent(late, by=CLERK, at=HELD, opinion="未到会")
    left(session)
    acts.readmit(late, by=CLERK, at=HELD, opinion="途中交通事故")
    with pytest.raises(Refused):
        acts.close(session, by=CLERK, at=HELD)
    acts.confirm_readmit(late, by=SUPERVISOR, at=HELD)
    for _ in range(2):
        heard(session)
    assert next_turn(session) == late
    assert heard(session)["valid"] == 6


def test_a_unit_may_be_refused_to_be_heard_late() -> None:
    session = in_hearing(units=1)
    late = acts.mark_absent(next_turn(session), by=CLERK, at=HELD, opinion="未到会")
    acts.readmit(late, by=CLERK, at=HELD, opinion="迟到")
    assert acts.refuse_readmit(late, by=SUPERVISOR, at=HELD, opinion="已逾时").stage == "absent"


def test_whoever_left_can_lock_no_more() -> None:
    session = in_hearing(units=1)
    turn = scored(session)
    sheet = turn.sheets.get(seat__serial=3)
    left(session)
    with pytest.raises(Sheet.DoesNotExist):
        acts.lock(sheet, by=judge_of(sheet.seat), at=HELD, marks={})
