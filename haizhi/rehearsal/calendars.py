"""Working days of years that are not announced yet: invented, and marked so."""

from datetime import date, datetime

from haizhi.accounts.acts import enter_calendar
from haizhi.kernel import workdays
from haizhi.kernel.actor import SYSTEM

INVENTED = "演示用假设日历，并非国务院办公厅公布的安排"
"""What a calendar says that stands in for one not announced yet."""


def invent_calendars(first: int, last: int, at: datetime) -> None:
    """Enter an invented calendar, marked so, for each year that is not announced."""
    known = workdays.table().years
    for year in (y for y in range(first, last + 1) if y not in known):
        holidays = [date(year, 1, 1), date(year, 5, 1), *(date(year, 10, day) for day in range(1, 8))]
        enter_calendar(
            by=SYSTEM, at=at, year=year, days_off=[d for d in holidays if d.weekday() < 5], days_worked=[],
            basis=INVENTED, invented=True,
        )  # fmt: skip
