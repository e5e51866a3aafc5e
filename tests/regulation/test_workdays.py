from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.findings import Refused
from haizhi.regulation.workdays import (
    UnknownYear,
    WorkdayTable,
    YearCalendar,
    add_workdays,
    is_workday,
    next_workday,
    publicity_period,
    workday_table,
)

DAYS = st.dates(date(2004, 1, 1), date(2026, 11, 30))


@pytest.mark.parametrize(
    ("start", "last"),
    [(date(2026, 9, 28), date(2026, 10, 10)), (date(2026, 2, 12), date(2026, 2, 26))],
)
def test_five_working_days_run_around_the_holidays_and_over_the_make_up_days(
    table: WorkdayTable, start: date, last: date
) -> None:
    assert add_workdays(start, 5, table) == last


@pytest.mark.parametrize(
    "day",
    [date(2026, 1, 4), date(2026, 2, 14), date(2026, 2, 28), date(2026, 5, 9), date(2026, 9, 20), date(2026, 10, 10)],
)
def test_the_make_up_weekends_of_2026_are_working_days(table: WorkdayTable, day: date) -> None:
    assert is_workday(day, table)


def test_a_national_holiday_on_a_weekday_is_not_a_working_day(table: WorkdayTable) -> None:
    assert not is_workday(date(2026, 10, 1), table)
    assert not is_workday(date(2026, 5, 30), table)
    assert is_workday(date(2026, 3, 16), table)


def test_the_starting_day_counts_only_when_asked_for_and_only_if_people_work_on_it(table: WorkdayTable) -> None:
    assert add_workdays(date(2026, 3, 16), 1, table) == date(2026, 3, 17)
    assert add_workdays(date(2026, 3, 16), 1, table, count_first=True) == date(2026, 3, 16)
    assert add_workdays(date(2026, 3, 14), 1, table, count_first=True) == date(2026, 3, 16)


def test_a_publicity_is_printed_with_its_first_and_last_counted_day(table: WorkdayTable) -> None:
    assert publicity_period(date(2026, 9, 28), table) == (date(2026, 9, 29), date(2026, 10, 10))
    counted = publicity_period(date(2026, 9, 28), table, count_first=True)
    assert counted == (date(2026, 9, 28), date(2026, 10, 9))


def test_a_year_that_is_not_known_is_refused_with_what_to_do(table: WorkdayTable) -> None:
    with pytest.raises(UnknownYear) as caught:
        add_workdays(date(2026, 12, 30), 5, table)
    assert caught.value.year == 2027
    assert isinstance(caught.value, Refused)
    assert str(caught.value) == (
        "2027年的节假日和调休安排尚未录入，无法推算工作日（《办法》第九条第1项第（4）目）。"
        "请待国务院办公厅公布2027年安排后，由系统管理员录入工作日历再办理"
    )


@pytest.mark.parametrize("n", [0, -1])
def test_fewer_than_one_working_day_cannot_be_counted(table: WorkdayTable, n: int) -> None:
    with pytest.raises(ValueError, match="at least one"):
        add_workdays(date(2026, 3, 16), n, table)


@given(start=DAYS, n=st.integers(1, 10))
def test_exactly_n_working_days_lie_between_start_and_end(table: WorkdayTable, start: date, n: int) -> None:
    last = add_workdays(start, n, table)
    passed = [start + timedelta(days=i) for i in range(1, (last - start).days + 1)]
    assert sum(is_workday(day, table) for day in passed) == n
    assert is_workday(last, table)


@given(start=DAYS, n=st.integers(1, 10))
def test_counting_the_first_day_never_ends_later(table: WorkdayTable, start: date, n: int) -> None:
    gained = is_workday(start, table)
    counted, usual = add_workdays(start, n, table, count_first=True), add_workdays(start, n, table)
    assert (counted < usual) == gained
    assert counted <= usual


@given(DAYS)
def test_the_next_working_day_of_a_working_day_is_itself(table: WorkdayTable, day: date) -> None:
    found = next_workday(day, table)
    assert is_workday(found, table)
    assert (found == day) == is_workday(day, table)


def test_an_invented_year_is_marked_so() -> None:
    plain = workday_table(YearCalendar(2031, invented=True))
    assert plain.of(2031).invented
    assert add_workdays(date(2031, 1, 3), 1, plain) == date(2031, 1, 6)


def test_a_calendar_holds_days_of_its_own_year_only() -> None:
    with pytest.raises(ValueError, match="2027-01-01 is not in 2026"):
        YearCalendar(2026, days_off=frozenset({date(2027, 1, 1)}))


def test_a_day_is_not_both_off_and_made_up() -> None:
    sunday = frozenset({date(2026, 10, 4)})
    with pytest.raises(ValueError, match="both off and made up"):
        YearCalendar(2026, days_off=sunday, make_up=sunday)


def test_a_weekday_makes_up_for_nothing() -> None:
    with pytest.raises(ValueError, match="no weekend"):
        YearCalendar(2026, make_up=frozenset({date(2026, 3, 16)}))
