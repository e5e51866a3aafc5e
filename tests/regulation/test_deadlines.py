from datetime import UTC, date, datetime, timedelta

import pytest

from haizhi.regulation.civil_time import CHINA, day_of, end_of_day
from haizhi.regulation.deadlines import (
    Track,
    arrived_in_time,
    closing_words,
    cutoff_before_deadline,
    cutoff_lies_ahead,
    cutoff_still_open,
    deadline_lies_ahead,
    extension_is_later,
    has_opened,
    opens_before_its_deadline,
    within_district_cutoff,
)
from haizhi.regulation.notices import notice_of

DEADLINE = end_of_day(date(2026, 5, 30))
MOMENT = timedelta(microseconds=1)


def test_the_2026_call_is_open_until_midnight_of_30_may() -> None:
    assert notice_of(2026).deadline == datetime(2026, 5, 31, tzinfo=CHINA) == DEADLINE
    assert datetime(2026, 5, 30, 16, tzinfo=UTC) == DEADLINE
    assert closing_words(DEADLINE) == "2026年5月30日24:00"


def test_an_application_in_the_last_moment_is_in_time_and_at_midnight_it_is_late() -> None:
    assert arrived_in_time(Track.ANNUAL, DEADLINE - MOMENT, DEADLINE).met
    late = arrived_in_time(Track.ANNUAL, DEADLINE, DEADLINE)
    assert not late.met
    assert late.reason == "申报截止时间为2026年5月30日24:00，送达重庆海智办时间为2026年5月31日 00:00"
    assert "逾期不予受理" in late.remedy


def test_the_academician_track_has_no_deadline() -> None:
    assert arrived_in_time(Track.ACADEMICIAN, DEADLINE + timedelta(days=90), DEADLINE).met
    assert arrived_in_time(Track.ACADEMICIAN, DEADLINE, None).met
    assert Track.ACADEMICIAN.label == "引进海外院士（适时受理）"


def test_the_annual_track_cannot_be_without_a_deadline() -> None:
    with pytest.raises(ValueError, match="has a deadline"):
        arrived_in_time(Track.ANNUAL, DEADLINE, None)


def test_a_moment_without_a_time_zone_is_never_compared() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        arrived_in_time(Track.ANNUAL, datetime(2026, 5, 30), DEADLINE)  # noqa: DTZ001 - what is refused


def test_a_districts_own_cutoff_is_separate() -> None:
    cutoff = datetime(2026, 5, 20, 18, tzinfo=CHINA)
    assert within_district_cutoff(DEADLINE, None).met
    assert within_district_cutoff(cutoff - MOMENT, cutoff).met
    late = within_district_cutoff(cutoff, cutoff)
    assert not late.met
    assert late.reason == "区县科协受理截止时间为2026年5月20日 18:00"
    assert "由其决定是否受理" in late.remedy


def test_a_districts_cutoff_is_not_after_the_calls_deadline() -> None:
    assert cutoff_before_deadline(DEADLINE, DEADLINE).met
    assert not cutoff_before_deadline(DEADLINE + MOMENT, DEADLINE).met


def test_a_district_sets_its_cutoff_for_a_time_to_come() -> None:
    assert cutoff_lies_ahead(DEADLINE, DEADLINE - MOMENT).met
    refused = cutoff_lies_ahead(DEADLINE, DEADLINE)
    assert (refused.met, refused.field) == (False, "cutoff")


def test_a_cutoff_that_passed_is_moved_only_if_the_call_was_extended_since() -> None:
    cutoff, set_at = DEADLINE - timedelta(days=10), DEADLINE - timedelta(days=40)
    assert cutoff_still_open(cutoff, set_at, None, cutoff - MOMENT).met
    passed = cutoff_still_open(cutoff, set_at, None, cutoff)
    assert "已经截止，不能再变更" in passed.reason
    assert "准予其逾期提交" in passed.remedy
    assert cutoff_still_open(cutoff, set_at, cutoff + MOMENT, cutoff + 2 * MOMENT).met
    assert not cutoff_still_open(cutoff, set_at, set_at - MOMENT, cutoff).met


def test_a_call_that_names_its_first_day_takes_nothing_before_it() -> None:
    assert has_opened(None, DEADLINE).reason == "自通知发布之日起受理"
    first = date(2026, 4, 1)
    assert has_opened(first, datetime(2026, 4, 1, tzinfo=CHINA)).met
    early = has_opened(first, datetime(2026, 4, 1, tzinfo=CHINA) - MOMENT)
    assert (early.met, early.reason, early.remedy) == (False, "2026年4月1日开始受理", "请在开始受理后办理")


def test_a_call_opens_on_its_last_day_at_the_latest() -> None:
    assert opens_before_its_deadline(None, DEADLINE).met
    assert opens_before_its_deadline(date(2026, 5, 30), DEADLINE).met
    assert opens_before_its_deadline(date(2026, 5, 31), None).met
    assert not opens_before_its_deadline(date(2026, 5, 31), DEADLINE).met


def test_a_call_is_not_published_with_a_deadline_in_the_past() -> None:
    assert deadline_lies_ahead(DEADLINE, DEADLINE - MOMENT).met
    refused = deadline_lies_ahead(DEADLINE, DEADLINE)
    assert not refused.met
    assert refused.field == "deadline"


def test_an_extension_only_moves_the_deadline_later() -> None:
    assert extension_is_later(DEADLINE, DEADLINE + timedelta(days=7)).met
    assert not extension_is_later(DEADLINE, DEADLINE).met


def test_a_civil_day_of_chongqing_ends_at_16_utc() -> None:
    assert day_of(datetime(2026, 5, 30, 15, 59, tzinfo=UTC)) == date(2026, 5, 30)
    assert day_of(datetime(2026, 5, 30, 16, 0, tzinfo=UTC)) == date(2026, 5, 31)
    assert end_of_day(date(2026, 12, 31)) == datetime(2027, 1, 1, tzinfo=CHINA)
