from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.term import (
    add_months,
    counted_from,
    has_expired,
    reminders,
    renewable_to,
    renewal_asked_in_time,
    renewal_window,
    renewed_term,
    term_from,
)
from haizhi.regulation.workdays import UnknownYear, WorkdayTable, workday_table

NOTHING_KNOWN = workday_table()


def noon(day: date) -> datetime:
    """Noon of a day in Chongqing."""
    return datetime(day.year, day.month, day.day, 12, tzinfo=CHINA)


def test_a_term_ends_on_the_corresponding_day_three_years_later() -> None:
    assert term_from(date(2026, 12, 21)) == (date(2026, 12, 21), date(2029, 12, 21))


def test_a_term_from_leap_day_ends_on_the_last_day_of_february() -> None:
    assert term_from(date(2024, 2, 29)).valid_to == date(2027, 2, 28)
    assert term_from(date(2024, 2, 29), years=4).valid_to == date(2028, 2, 29)


def test_a_term_counted_in_months_ends_with_the_thirty_sixth_as_was_printed_in_2023() -> None:
    assert term_from(date(2023, 12, 21), month_grained=True) == (date(2023, 12, 21), date(2026, 11, 30))
    assert term_from(date(2024, 3, 31), month_grained=True).valid_to == date(2027, 2, 28)


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 5, 31), -3, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 15), 12, date(2027, 12, 15)),
    ],
)
def test_months_lead_to_the_corresponding_day_or_the_months_last(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-120, 120))
def test_months_there_and_back_lose_at_most_the_days_that_a_month_lacks(day: date, months: int) -> None:
    back = add_months(add_months(day, months), -months)
    assert 0 <= (day - back).days <= 3
    assert day.day > 28 or back == day


def test_a_renewal_approved_early_begins_the_day_after_the_old_term() -> None:
    assert renewed_term(date(2026, 12, 21), date(2026, 11, 2)) == (date(2026, 12, 22), date(2029, 12, 22))
    assert renewed_term(date(2026, 12, 21), date(2026, 12, 21)).valid_from == date(2026, 12, 22)


def test_a_renewal_approved_late_or_with_the_switch_off_begins_on_its_own_day() -> None:
    assert renewed_term(date(2026, 12, 21), date(2027, 1, 8)).valid_from == date(2027, 1, 8)
    early = renewed_term(date(2026, 12, 21), date(2026, 11, 2), follows_on=False, month_grained=True)
    assert early == (date(2026, 11, 2), date(2029, 10, 31))


def test_a_term_holds_through_its_last_day() -> None:
    assert not has_expired(date(2026, 12, 21), date(2026, 12, 21))
    assert has_expired(date(2026, 12, 21), date(2026, 12, 22))


def test_renewal_is_asked_for_in_the_last_three_months_with_three_reminders() -> None:
    assert renewal_window(date(2026, 12, 21)) == (date(2026, 9, 21), date(2026, 12, 21))
    assert reminders(date(2026, 12, 21)) == (date(2026, 9, 21), date(2026, 11, 21), date(2026, 12, 14))


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(-3, 3))
@example(date(2026, 2, 28), 3)
def test_the_last_day_of_a_renewable_term_is_that_of_the_open_windows(today: date, off: int) -> None:
    day = renewable_to(today) + timedelta(off)
    assert (renewal_window(day).first_day <= today) == (off <= 0)


def test_a_request_before_the_window_is_refused_and_no_reason_helps() -> None:
    early = renewal_asked_in_time(noon(date(2026, 9, 20)), date(2026, 12, 21), NOTHING_KNOWN, "提前申请")
    assert not early.met
    assert early.reason == "重新授牌申请期为2026年9月21日至2026年12月21日，尚未开始"


@pytest.mark.parametrize("day", [date(2026, 9, 21), date(2026, 12, 21)])
def test_a_request_on_the_first_or_last_day_is_in_time_whatever_calendar_is_known(day: date) -> None:
    assert renewal_asked_in_time(noon(day), date(2026, 12, 21), NOTHING_KNOWN).met


def test_a_last_day_off_runs_on_to_the_next_working_day(table: WorkdayTable) -> None:
    saturday = date(2026, 5, 30)
    assert renewal_asked_in_time(noon(date(2026, 6, 1)), saturday, table).met
    assert not renewal_asked_in_time(noon(date(2026, 6, 2)), saturday, table).met
    make_up_saturday = date(2026, 2, 28)
    assert not renewal_asked_in_time(noon(date(2026, 3, 2)), make_up_saturday, table).met


def test_a_late_request_is_an_exception_with_a_reason(table: WorkdayTable) -> None:
    monday = date(2026, 6, 1)
    late = renewal_asked_in_time(noon(monday + timedelta(days=1)), monday, table)
    assert not late.met
    assert late.remedy == "请写明逾期理由，由市科协决定是否受理"
    assert renewal_asked_in_time(noon(monday + timedelta(days=1)), monday, table, "单位合并").met


def test_lateness_that_turns_on_an_unknown_year_is_not_guessed() -> None:
    with pytest.raises(UnknownYear):
        renewal_asked_in_time(noon(date(2029, 12, 24)), date(2029, 12, 22), NOTHING_KNOWN)


def test_what_is_seen_after_an_early_approval_counts_for_the_new_term() -> None:
    early, begins = date(2029, 3, 1), date(2029, 6, 1)
    assert counted_from(begins, early) == early
    assert counted_from(begins, begins) == begins
    assert counted_from(begins, date(2029, 7, 1)) == begins
