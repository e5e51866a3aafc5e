"""The working-day table of the database, in the shape that the rules of `regulation.workdays` take."""

from collections.abc import Iterable

from haizhi.kernel.models import Calendar
from haizhi.regulation.workdays import WorkdayTable, YearCalendar, workday_table


def year_calendar(calendar: Calendar) -> YearCalendar:
    """One year as the rules take it. Raises ValueError when it contradicts itself."""
    return YearCalendar(calendar.year, calendar.off(), calendar.worked(), calendar.invented)


def table(years: Iterable[int] | None = None) -> WorkdayTable:
    """The years entered in the database (one query), or only those asked for."""
    rows = Calendar.objects.all() if years is None else Calendar.objects.filter(year__in=list(years))
    return workday_table(*(year_calendar(row) for row in rows.order_by("year")))
