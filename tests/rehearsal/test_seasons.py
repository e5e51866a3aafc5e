"""Which calls the demonstration shows, whatever the day on which it is built."""

from datetime import UTC, datetime

import pytest

from haizhi.regulation.deadlines import Track
from haizhi.rehearsal.demonstration import seasons


@pytest.mark.parametrize(
    ("now", "years"),
    [
        (datetime(2026, 3, 20, tzinfo=UTC), [2024, 2025, 2026]),
        (datetime(2026, 11, 23, tzinfo=UTC), [2024, 2025, 2026, 2027]),
        (datetime(2031, 7, 1, tzinfo=UTC), [2028, 2029, 2030, 2031]),
    ],
)
def test_no_call_of_the_demonstration_is_older_than_the_measures(now: datetime, years: list[int]) -> None:
    assert [season.year for season in seasons(now) if season.track is Track.ANNUAL] == years
