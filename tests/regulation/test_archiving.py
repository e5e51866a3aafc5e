"""归档: what may be filed, and how long it is kept (interpretation 30)."""

from datetime import UTC, date, datetime

import pytest

from haizhi.regulation.archiving import CLOSED, Retention, closed, consulted_until, kept_until, usual_retention
from haizhi.regulation.stages import STAGES


def test_a_case_is_filed_once_it_is_closed() -> None:
    assert {stage for stage in STAGES["application"] if closed(stage).met} == set(CLOSED)
    assert closed("in_review").reason == "申报现为“评审中”，尚未办结"


def test_what_founded_a_station_is_kept_for_ever_and_what_was_withdrawn_the_shortest() -> None:
    labels = {stage: usual_retention(stage).label for stage in CLOSED}
    assert labels == {
        "awarded": "永久",
        "cancelled": "30年",
        "not_proposed": "30年",
        "rejected": "30年",
        "declined": "30年",
        "withdrawn": "10年",
    }
    with pytest.raises(KeyError):
        usual_retention("draft")


def test_retention_is_counted_from_the_year_after_the_cases() -> None:
    assert kept_until(2026, Retention.SHORT) == date(2036, 12, 31)
    assert kept_until(2026, Retention.LONG) == date(2056, 12, 31)
    assert kept_until(2026, Retention.PERMANENT) is None


def test_whoever_asked_for_a_file_may_take_it_for_a_day() -> None:
    asked = datetime(2026, 12, 1, 2, tzinfo=UTC)
    assert consulted_until(asked) == datetime(2026, 12, 2, 2, tzinfo=UTC)
