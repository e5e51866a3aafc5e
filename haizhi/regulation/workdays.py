"""Working days as the State Council arranges them, year by year, and periods counted in them (办法·9·1(4))."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from haizhi.regulation.citations import civil_code, measures, review_rules
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.parameters import PUBLICITY_WORKDAYS

_DAY = timedelta(days=1)
_SATURDAY = 5


class UnknownYear(Refused):
    """A day falls into a year whose arrangement is not entered: nothing is ever guessed."""

    def __init__(self, year: int) -> None:
        self.year = year
        super().__init__(
            Finding(
                False,
                measures(9, 1, 4),
                reason=f"{year}年的节假日和调休安排尚未录入，无法推算工作日",
                remedy=f"请待国务院办公厅公布{year}年安排后，由系统管理员录入工作日历再办理",
                field="year",
            )
        )


@dataclass(frozen=True, slots=True)
class YearCalendar:
    """One year's arrangement: what departs from Monday to Friday.

    `days_off` may name weekends too (a holiday runs through them); `make_up` are weekends on which people work.
    `invented` marks an arrangement made up for a demonstration. Raises ValueError when it contradicts itself.
    """

    year: int
    days_off: frozenset[date] = frozenset()
    make_up: frozenset[date] = frozenset()
    invented: bool = False

    def __post_init__(self) -> None:
        stray = sorted(d for d in self.days_off | self.make_up if d.year != self.year)
        if stray:
            raise ValueError(f"{stray[0]} is not in {self.year}")
        if self.days_off & self.make_up:
            raise ValueError(f"{min(self.days_off & self.make_up)} is both off and made up")
        weekdays = sorted(d for d in self.make_up if d.weekday() < _SATURDAY)
        if weekdays:
            raise ValueError(f"{weekdays[0]} is no weekend, so it makes up for nothing")


@dataclass(frozen=True, slots=True)
class WorkdayTable:
    """The years whose arrangement is known."""

    years: Mapping[int, YearCalendar]

    def of(self, year: int) -> YearCalendar:
        """One year's arrangement. Raises UnknownYear."""
        try:
            return self.years[year]
        except KeyError:
            raise UnknownYear(year) from None


def workday_table(*calendars: YearCalendar) -> WorkdayTable:
    """A table of the given years."""
    return WorkdayTable({c.year: c for c in calendars})


def is_workday(day: date, table: WorkdayTable) -> bool:
    """Whether people work on a day. Raises UnknownYear."""
    calendar = table.of(day.year)
    return day in calendar.make_up or (day.weekday() < _SATURDAY and day not in calendar.days_off)


@computes(civil_code(203))
def next_workday(day: date, table: WorkdayTable) -> date:
    """The day itself when people work on it, else the first working day after it (民法典 203). Raises UnknownYear."""
    while not is_workday(day, table):
        day += _DAY
    return day


@computes(civil_code(201), civil_code(203))
def add_workdays(start: date, n: int, table: WorkdayTable, *, count_first: bool = False) -> date:
    """The n-th working day after `start`, n ≥ 1.

    The starting day is not counted (民法典 201) unless `count_first`, and then only if it is a working day.
    Raises UnknownYear when the count runs into a year that is not known, ValueError for n < 1.
    """
    if n < 1:
        raise ValueError(f"{n} working days: at least one is counted")
    day = next_workday(start if count_first else start + _DAY, table)
    for _ in range(n - 1):
        day = next_workday(day + _DAY, table)
    return day


class Period(NamedTuple):
    """A period in days, both ends included."""

    first_day: date
    last_day: date


@computes(measures(9, 1, 4), review_rules(6, 3))
def publicity_period(
    published_on: date, table: WorkdayTable, *, count_first: bool = False, days: int = PUBLICITY_WORKDAYS.value
) -> Period:
    """First and last counted working day of a 公示 of `days` working days (办法·9·1(4), interpretation 11).

    Raises UnknownYear, and ValueError for days < 1.
    """
    return Period(
        add_workdays(published_on, 1, table, count_first=count_first),
        add_workdays(published_on, days, table, count_first=count_first),
    )
