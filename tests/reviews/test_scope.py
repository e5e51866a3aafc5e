"""Who sees what of a review: nobody a value before it is announced, and who gave which score 纪检 alone."""

import pytest

from haizhi.kernel.actor import Actor
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.models import Recusal, Session, Sheet, Turn
from haizhi.reviews.queries import marks_are_open, session_acts, sittings_of, turn_rows
from tests.applications.factories import signatory
from tests.experts.factories import CLERK, NOW, RECORDER, SUPERVISOR, holding, judge
from tests.reviews.factories import (
    HELD,
    announced,
    drawn,
    leader,
    lock_all,
    opened,
    prepared,
    scheduled,
    scoring,
    seated,
    sit,
    throw,
)

pytestmark = pytest.mark.django_db


def test_a_judge_sees_the_sessions_and_turns_in_which_they_sit() -> None:
    session = drawn()
    scheduled("另一场")
    _, by = seated(session)[0]
    assert list(Session.objects.visible_to(by)) == [session]
    assert Turn.objects.visible_to(by).count() == 2
    assert not Session.objects.visible_to(judge(leader().pk)).exists()


def test_the_drawn_see_nothing_before_the_result_is_signed() -> None:
    session = prepared()
    acts.freeze(session, by=CLERK, at=NOW)
    acts.confirm_freeze(session, by=SUPERVISOR, at=NOW)
    throw(session)
    acts.draw(session, by=CLERK, at=NOW)
    assert session.addressees(Role.JUDGE) == tuple(sorted(str(seat.person_id) for seat in session.seats.all()))
    assert session.seats.count() == 2


def test_who_was_vacated_sees_the_session_no_more() -> None:
    session = drawn()
    seat, by = seated(session)[-1]
    acts.vacate(session, by=CLERK, at=NOW, serial=seat.serial, opinion="因病")
    assert not Session.objects.visible_to(by).exists()


def test_a_unit_sees_its_session_and_its_own_turn() -> None:
    session = drawn()
    first, second = session.turns.order_by("position")
    unit = signatory(first.application.unit)
    assert list(Session.objects.visible_to(unit)) == [session]
    assert list(Turn.objects.visible_to(unit)) == [first]
    assert second not in Turn.objects.visible_to(unit)


def test_a_struck_unit_sees_the_session_no_more() -> None:
    session = prepared()
    turn = session.turns.all()[0]
    unit = signatory(turn.application.unit)
    acts.strike(turn, by=CLERK, at=NOW, opinion="退出")
    assert not Session.objects.visible_to(unit).exists()


def test_a_sheet_is_its_judge_s_alone_until_announced_then_the_supervisor_s_too() -> None:
    session = opened(units=1)
    turn = scoring(session)
    lock_all(turn)
    sheet = turn.sheets.order_by("seat__serial")[0]
    own, other = seated(session)[0][1], seated(session)[1][1]
    assert sheet in Sheet.objects.visible_to(own)
    for actor in (other, CLERK, SUPERVISOR, RECORDER, holding(Role.AUDITOR), signatory(turn.application.unit)):
        assert sheet not in Sheet.objects.visible_to(actor)
    acts.announce(turn, by=CLERK, at=HELD)
    assert sheet in Sheet.objects.visible_to(SUPERVISOR)
    for actor in (other, CLERK, RECORDER, holding(Role.AUDITOR), signatory(turn.application.unit)):
        assert sheet not in Sheet.objects.visible_to(actor)


def test_the_supervisor_co_signs_a_correction_without_reading_the_marks() -> None:
    session = opened(units=1)
    turn = scoring(session)
    sheet = lock_all(turn)[0]
    by = judge(sheet.seat.person_id)
    acts.void_sheet(sheet, by=by, at=HELD, opinion="录错")
    assert sheet in Sheet.objects.visible_to(SUPERVISOR)
    assert not marks_are_open(sheet, SUPERVISOR)
    assert not marks_are_open(sheet, by), "sealed: what they locked, its judge has on paper or in memory"


def test_a_recusal_is_seen_by_who_raised_it_and_by_those_who_decide() -> None:
    session = prepared()
    turn, other = session.turns.order_by("application__code")
    asked = acts.request(
        turn, by=signatory(turn.application.unit), at=NOW, named="某人", ground="dispute", explanation="有诉讼"
    )
    assert list(Recusal.objects.visible_to(signatory(turn.application.unit))) == [asked]
    assert not Recusal.objects.visible_to(signatory(other.application.unit)).exists()
    assert list(Recusal.objects.visible_to(SUPERVISOR)) == [asked]


def awaited(actor: Actor) -> tuple[int, int, int]:
    return (
        Session.objects.awaiting(actor).count(),
        Turn.objects.awaiting(actor).count(),
        Sheet.objects.awaiting(actor).count(),
    )


def test_to_dos_follow_the_ceremony() -> None:
    session = prepared()
    assert awaited(CLERK)[0] == 1
    acts.freeze(session, by=CLERK, at=NOW)
    assert (awaited(CLERK)[0], awaited(SUPERVISOR)[0]) == (0, 1)
    sit(acts.confirm_freeze(session, by=SUPERVISOR, at=NOW))
    assert (awaited(CLERK)[0], awaited(SUPERVISOR)[0]) == (1, 1)
    acts.record_entropy(session, by=CLERK, at=NOW, value="1" * 40)
    assert (awaited(CLERK)[0], awaited(SUPERVISOR)[0]) == (0, 1)
    acts.witness_entropy(session, by=SUPERVISOR, at=NOW, value="2" * 40)
    assert (awaited(CLERK)[0], awaited(SUPERVISOR)[0]) == (1, 1)


def test_to_dos_of_the_hearing_are_the_next_unit_and_one_s_own_sheet() -> None:
    session = drawn(units=3)
    _, by = seated(session)[0]
    assert awaited(by)[0] == 1
    acts.pledge(session, by=by, at=NOW)
    assert awaited(by)[0] == 0
    assert awaited(CLERK)[1] == 0
    acts.open_hearing(session, by=CLERK, at=HELD)
    assert awaited(CLERK)[1] == 1
    turn = scoring(session)
    assert list(Turn.objects.awaiting(CLERK)) == [turn]
    assert awaited(by)[2] == 1


def test_units_and_judges_read_a_trail_without_the_names_of_the_panel() -> None:
    session = opened(units=1)
    turn = announced(session)
    for actor in (signatory(turn.application.unit), seated(session)[0][1]):
        assert {act.verb for act in session_acts(session, actor)} == {
            "session.schedule",
            "session.set_rules",
            "session.confirm_freeze",
            "session.open",
        }
    assert "session.pledge" in {act.verb for act in session_acts(session, SUPERVISOR)}


def test_a_judge_s_desk_has_all_units_with_their_own_sheet_alone() -> None:
    session = opened(units=2)
    turn = scoring(session)
    seat, by = seated(session)[2]
    (sitting,) = sittings_of(by)
    assert sitting.seat == seat
    assert [duty.turn.position for duty in sitting.duties] == [1, 2]
    assert sitting.pressing is not None
    assert sitting.pressing.sheet == turn.sheets.get(seat=seat)


def test_an_applicant_who_judges_elsewhere_sees_no_rival_of_this_session() -> None:
    session = drawn()
    first = session.turns.order_by("position")[0]
    elsewhere = leader("李㛃")
    own = signatory(first.application.unit)
    both = Actor(elsewhere.pk, elsewhere.name, (*own.grants, *judge(elsewhere.pk).grants))
    assert [row.turn for row in turn_rows(session, both)] == [first]
