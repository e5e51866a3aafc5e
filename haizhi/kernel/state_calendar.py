"""The working days that the State Council has announced, as the chinesecalendar package holds them. No database."""

from datetime import date, timedelta

import chinese_calendar

from haizhi.regulation.workdays import WorkdayTable, YearCalendar, workday_table

KNOWN_YEARS = range(2004, 2027)
"""The years that chinesecalendar 1.11 holds."""

_SATURDAY = 5


def announced(year: int) -> YearCalendar:
    """One announced year. Raises NotImplementedError for a year that the package does not hold."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    days = [first + timedelta(n) for n in range((last - first).days + 1)]
    return YearCalendar(
        year,
        days_off=frozenset(d for d in days if d.weekday() < _SATURDAY and not chinese_calendar.is_workday(d)),
        make_up=frozenset(d for d in days if d.weekday() >= _SATURDAY and chinese_calendar.is_workday(d)),
    )


def announced_table() -> WorkdayTable:
    """Every announced year."""
    return workday_table(*(announced(year) for year in KNOWN_YEARS))
