"""What tests of the regulation share."""

import chinese_calendar
import pytest

from haizhi.regulation.workdays import WorkdayTable, YearCalendar, workday_table

KNOWN_YEARS = range(2004, 2027)


@pytest.fixture(scope="session")
def table() -> WorkdayTable:
    """The State Council's arrangements of 2004 to 2026."""
    constants = chinese_calendar.constants
    return workday_table(
        *(
            YearCalendar(
                year,
                frozenset(day for day in constants.holidays if day.year == year),
                frozenset(day for day in constants.workdays if day.year == year),
            )
            for year in KNOWN_YEARS
        )
    )
