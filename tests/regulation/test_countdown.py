"""How long something still runs, over 春节, make-up Saturdays and years that nobody knows yet."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.civil_time import CHINA, end_of_day
from haizhi.regulation.countdown import remaining
from haizhi.regulation.workdays import WorkdayTable, is_workday, workday_table

MOMENTS = st.datetimes(datetime(2025, 1, 1), datetime(2026, 11, 30)).map(lambda m: m.replace(tzinfo=UTC))  # noqa: DTZ001 - given a zone at once


def said(now: datetime, end: datetime, table: WorkdayTable) -> str:
    return str(remaining(now, end, table))


def at(day: date, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=CHINA)


def test_today_and_the_last_day_count_among_the_working_days(table: WorkdayTable) -> None:
    left = remaining(at(date(2026, 5, 25)), end_of_day(date(2026, 5, 29)), table)
    assert left
    assert (left.workdays, left.days, left.hours) == (5, 4, 14)
    assert str(left) == "还有 5 个工作日（含今日），共 4 天 14 小时"


def test_the_spring_festival_of_2026_is_no_time_to_work(table: WorkdayTable) -> None:
    """Off from 15 to 23 February, made up on Saturdays 14 and 28."""
    before = at(date(2026, 2, 13))
    assert said(before, end_of_day(date(2026, 2, 24)), table) == "还有 3 个工作日（含今日），共 11 天 14 小时"
    during = at(date(2026, 2, 16))
    assert said(during, end_of_day(date(2026, 2, 23)), table) == "还有 7 天 14 小时，其间没有工作日"
    assert said(during, end_of_day(date(2026, 2, 24)), table) == "还有 1 个工作日，共 8 天 14 小时"


@pytest.mark.parametrize(
    ("saturday", "counted"), [(date(2026, 2, 14), 1), (date(2026, 2, 28), 1), (date(2026, 3, 7), 0)]
)
def test_a_make_up_saturday_is_a_working_day_and_another_is_not(
    table: WorkdayTable, saturday: date, counted: int
) -> None:
    left = remaining(at(saturday), end_of_day(saturday + timedelta(days=1)), table)
    assert left
    assert left.workdays == counted


def test_on_the_last_day_hours_are_left_and_in_the_last_hour_minutes(table: WorkdayTable) -> None:
    last = date(2026, 5, 30)
    assert said(at(last, 0), end_of_day(last), table) == "今日截止，还有 24 小时"
    assert said(at(last, 10), end_of_day(last), table) == "今日截止，还有 14 小时"
    assert said(at(last, 23, 25), end_of_day(last), table) == "今日截止，还有 35 分钟"
    assert said(end_of_day(last) - timedelta(seconds=1), end_of_day(last), table) == "今日截止，还有不足 1 分钟"


def test_a_cutoff_within_a_day_ends_on_that_day(table: WorkdayTable) -> None:
    noon = at(date(2026, 5, 20), 12)
    assert said(at(date(2026, 5, 20), 9), noon, table) == "今日截止，还有 3 小时"
    assert said(at(date(2026, 5, 19), 18), noon, table) == "还有 2 个工作日（含今日），共 18 小时"


def test_what_has_passed_has_nothing_left(table: WorkdayTable) -> None:
    end = end_of_day(date(2026, 5, 30))
    assert remaining(end, end, table) is None
    assert remaining(end + timedelta(days=1), end, table) is None


def test_in_a_year_that_is_not_announced_no_working_day_is_guessed(table: WorkdayTable) -> None:
    left = remaining(at(date(2026, 12, 21)), end_of_day(date(2027, 1, 8)), table)
    assert left
    assert (left.workdays, left.unknown_year, left.pattern) == (None, 2027, "")
    assert str(left) == "还有 18 天 14 小时（2027年工作日安排尚未录入，未计工作日）"
    assert said(at(date(2026, 5, 30)), end_of_day(date(2026, 5, 30)), workday_table()) == "今日截止，还有 14 小时"


def test_a_moment_without_a_time_zone_is_never_compared(table: WorkdayTable) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        remaining(datetime(2026, 5, 1), end_of_day(date(2026, 5, 30)), table)  # noqa: DTZ001 - what is refused


@given(now=MOMENTS, hours=st.integers(1, 24 * 30))
def test_the_days_ahead_are_those_of_the_calendar(table: WorkdayTable, now: datetime, hours: int) -> None:
    end = now + timedelta(hours=hours)
    left = remaining(now, end, table)
    assert left
    assert timedelta(days=left.days, hours=left.hours, minutes=left.minutes) <= end - now
    first = now.astimezone(CHINA).date()
    assert left.ahead == tuple(is_workday(first + timedelta(n), table) for n in range(len(left.pattern)))
    assert left.is_last_day == (len(left.pattern) == 1)
    assert left.workdays == left.pattern.count("1")
