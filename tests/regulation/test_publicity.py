from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.kernel.state_calendar import announced_table
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.publicity import (
    LONGEST_WAIT,
    ends_on_a_workday,
    extended_far_enough,
    extended_not_shortened,
    later_by_calendar,
    nothing_open,
    objection_in_time,
    objector_identified,
    period_is_running,
    period_over,
    publication_lies_ahead,
)
from haizhi.regulation.workdays import WorkdayTable, is_workday, publicity_period, workday_table

LAST_DAY = date(2026, 10, 10)
MIDNIGHT = datetime(2026, 10, 11, tzinfo=CHINA)
MOMENT = timedelta(microseconds=1)


def test_an_objection_is_in_time_until_midnight_of_the_last_day() -> None:
    assert objection_in_time(MIDNIGHT - MOMENT, LAST_DAY).met
    late = objection_in_time(MIDNIGHT, LAST_DAY)
    assert not late.met
    assert late.reason == "公示异议应于2026年10月10日24:00前提出"
    assert "举报" in late.remedy


def test_a_publicity_ends_only_after_its_last_day() -> None:
    early = period_over(MIDNIGHT - MOMENT, LAST_DAY)
    assert not early.met
    assert str(early) == "公示期至2026年10月10日24:00，未满（《办法》第九条第2项）。请于期满后办理"
    assert period_over(MIDNIGHT, LAST_DAY).met


def test_an_open_objection_holds_up_the_unit() -> None:
    assert nothing_open(0).met
    still_open = nothing_open(2)
    assert not still_open.met
    assert still_open.cite == measures(9, 2)
    assert still_open.reason == "尚有2件异议未办结"


@pytest.mark.parametrize(
    ("name", "contact", "for_unit", "sealed", "reason", "field"),
    [
        ("张三", "023-12345678", False, False, "提出人身份和联系方式齐全", ""),
        ("甲公司", "023-12345678", True, True, "提出人身份和联系方式齐全", ""),
        (" ", "", False, False, "缺少真实姓名、联系方式", "name"),
        ("", "023-12345678", True, False, "缺少单位名称、单位公章", "name"),
        ("甲公司", "023-12345678", True, False, "缺少单位公章", "attachment"),
    ],
)
def test_an_objection_names_who_raises_it_and_a_units_bears_its_seal(
    name: str, contact: str, for_unit: bool, sealed: bool, reason: str, field: str
) -> None:
    finding = objector_identified(name, contact, for_unit=for_unit, sealed=sealed)
    assert (finding.reason, finding.field) == (reason, field)
    assert finding.met is ("齐全" in reason)


TABLE = announced_table()
AROUND = st.one_of(
    st.dates(date(2026, 2, 1), date(2026, 3, 10)),  # 春节, with make-up Saturdays before and after it
    st.dates(date(2026, 9, 10), date(2026, 10, 20)),  # 国庆, with make-up days on both sides
    st.dates(date(2025, 12, 15), date(2026, 1, 10)),  # over the turn of the year
)


def _with(table: WorkdayTable, *, off: date | None = None, worked: date | None = None) -> WorkdayTable:
    """The table after a notice that gave a day off, or made one up."""
    years = dict(table.years)
    for day, name in ((off, "days_off"), (worked, "make_up")):
        if day:
            years[day.year] = replace(years[day.year], **{name: getattr(years[day.year], name) | {day}})
    return workday_table(*years.values())


@given(AROUND, st.booleans())
def test_a_publicity_runs_over_exactly_five_working_days_whatever_holidays_lie_in_it(
    published_on: date, count_first: bool
) -> None:
    first, last = publicity_period(published_on, TABLE, count_first=count_first)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    assert sum(is_workday(day, TABLE) for day in days) == 5
    assert is_workday(first, TABLE)
    assert is_workday(last, TABLE)
    assert not any(is_workday(published_on + timedelta(n), TABLE) for n in range(1, (first - published_on).days))


@given(AROUND, st.integers(0, 30))
def test_a_holiday_announced_in_the_middle_counts_to_a_later_day_and_five_days_are_left(
    published_on: date, place: int
) -> None:
    first, last = publicity_period(published_on, TABLE)
    free = first + timedelta(place % ((last - first).days + 1))
    if not is_workday(free, TABLE) or free.weekday() >= 5:
        return
    amended = _with(TABLE, off=free)
    later = later_by_calendar(published_on, last, amended)
    assert later is not None
    assert later > last
    days = [first + timedelta(n) for n in range((later - first).days + 1)]
    assert sum(is_workday(day, amended) for day in days if day != free) == 5
    assert extended_far_enough(later, later).met
    assert not extended_far_enough(last, later).met
    assert ends_on_a_workday(later, amended).met


def test_a_make_up_saturday_announced_in_the_middle_shortens_nothing() -> None:
    last = publicity_period(date(2026, 7, 1), TABLE).last_day
    assert later_by_calendar(date(2026, 7, 1), last, _with(TABLE, worked=date(2026, 7, 4))) is None


def test_an_extension_is_never_a_shortening_and_ends_on_a_working_day() -> None:
    assert str(extended_not_shortened(LAST_DAY, LAST_DAY)).endswith("公示期只能延长，不能缩短")
    assert extended_not_shortened(LAST_DAY + timedelta(2), LAST_DAY).met
    assert ends_on_a_workday(date(2026, 10, 10), TABLE).met  # a Saturday that is made up
    assert ends_on_a_workday(date(2026, 10, 11), TABLE).reason == "2026年10月11日不是工作日"


def test_a_period_is_extended_until_its_last_moment_and_no_longer() -> None:
    assert period_is_running(MIDNIGHT - MOMENT, LAST_DAY).met
    assert "不能再延长" in period_is_running(MIDNIGHT, LAST_DAY).remedy


def test_publication_is_set_ahead_and_within_a_season() -> None:
    assert publication_lies_ahead(MIDNIGHT + MOMENT, MIDNIGHT).met
    assert publication_lies_ahead(MIDNIGHT + LONGEST_WAIT, MIDNIGHT).met
    assert not publication_lies_ahead(MIDNIGHT, MIDNIGHT).met
    assert not publication_lies_ahead(MIDNIGHT + LONGEST_WAIT + MOMENT, MIDNIGHT).met
