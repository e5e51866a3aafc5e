from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.kernel.state_calendar import announced
from haizhi.regulation.reminders import OVERDUE, Occasion, reminder_label, reminder_mark, workdays_left
from haizhi.regulation.workdays import UnknownYear, workday_table

TABLE = workday_table(announced(2026))
SATURDAY = date(2026, 5, 30)
"""The last day of the 2026 call is no working day."""

BEGAN = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 5, 15), 10),
        (date(2026, 5, 26), 3),
        (date(2026, 5, 28), 1),
        (date(2026, 5, 29), 0),
        (SATURDAY, 0),
        (date(2026, 5, 31), OVERDUE),
    ],
)
def test_the_working_days_left_are_those_after_today_up_to_and_with_the_last_day(today: date, left: int) -> None:
    assert workdays_left(today, SATURDAY, TABLE) == left


@pytest.mark.parametrize(
    ("today", "mark"),
    [
        (date(2026, 5, 14), None),
        (date(2026, 5, 15), 10),
        (date(2026, 5, 25), 10),
        (date(2026, 5, 26), 3),
        (date(2026, 5, 28), 1),
        (SATURDAY, 1),
    ],
)
def test_a_draft_is_recalled_ten_three_and_one_working_days_before_the_call_closes(
    today: date, mark: int | None
) -> None:
    assert reminder_mark(Occasion.SUBMIT, today, SATURDAY, BEGAN, TABLE) == mark
    assert reminder_mark(Occasion.ENDORSE, today, SATURDAY, BEGAN, TABLE) == mark


def test_a_correction_is_recalled_three_and_one_working_days_before_and_once_it_is_overdue() -> None:
    due = date(2026, 4, 30)
    days = [date(2026, 4, 20) + timedelta(days=n) for n in range(14)]
    marks = [reminder_mark(Occasion.CORRECT, day, due, BEGAN, TABLE) for day in days]
    assert list(dict.fromkeys(marks)) == [None, 3, 1, OVERDUE]


def test_after_a_call_has_closed_nobody_is_reminded_of_more_than_its_last_mark() -> None:
    assert reminder_mark(Occasion.SUBMIT, date(2026, 6, 1), SATURDAY, BEGAN, TABLE) == 1


def test_a_renewal_is_recalled_by_days_of_the_calendar_even_in_years_that_are_not_announced() -> None:
    ends = date(2031, 3, 31)
    marks = [
        reminder_mark(Occasion.RENEW, day, ends, BEGAN, TABLE)
        for day in (date(2030, 12, 30), date(2030, 12, 31), date(2031, 3, 1), date(2031, 3, 24), ends, date(2031, 4, 1))
    ]
    assert marks == [None, 90, 30, 7, 7, None]


def test_who_began_inside_a_mark_is_not_told_of_it_again() -> None:
    given_three_days = date(2026, 4, 27)
    due = date(2026, 4, 30)
    assert reminder_mark(Occasion.CORRECT, given_three_days, due, given_three_days, TABLE) is None
    assert reminder_mark(Occasion.CORRECT, date(2026, 4, 29), due, given_three_days, TABLE) == 1


def test_a_year_that_is_not_announced_is_not_guessed() -> None:
    with pytest.raises(UnknownYear):
        workdays_left(date(2026, 12, 30), date(2027, 1, 5), TABLE)


def test_marks_read_as_people_say_them() -> None:
    assert reminder_label(Occasion.CORRECT, 3) == "提交补正期限临近"
    assert reminder_label(Occasion.CORRECT, OVERDUE) == "提交补正已逾期"


@given(
    occasion=st.sampled_from([occasion for occasion in Occasion if occasion.marks]),
    begun=st.dates(date(2026, 1, 5), date(2026, 10, 1)),
    lasts=st.integers(0, 60),
)
def test_day_by_day_each_mark_comes_at_most_once_nearer_and_nearer(occasion: Occasion, begun: date, lasts: int) -> None:
    due = begun + timedelta(days=lasts)
    marks = [reminder_mark(occasion, begun + timedelta(days=n), due, begun, TABLE) for n in range(lasts + 3)]
    told = list(dict.fromkeys(mark for mark in marks if mark is not None))
    assert told == sorted(told, reverse=True)
    assert set(told) <= set(occasion.marks)
    assert all(mark < workdays_left(begun, due, TABLE) for mark in told)
    assert marks[0] is None
