"""Working-day calendars as they hang on a wall."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from haizhi.kernel.models import Calendar


@dataclass(frozen=True, slots=True)
class Day:
    """A cell of a month: `kind` is work, weekend, off or made_up; `number` 0 pads the first week."""

    number: int
    kind: str


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks that begin on Monday."""

    number: int
    weeks: list[list[Day]]
    workdays: int


def months(calendar: Calendar) -> list[Month]:
    """The twelve months of a calendar as they hang on a wall."""
    off, worked = calendar.off(), calendar.worked()
    return [_month(calendar.year, number, off, worked) for number in range(1, 13)]


def _month(year: int, number: int, off: Iterable[date], worked: Iterable[date]) -> Month:
    first = date(year, number, 1)
    cells = [Day(0, "")] * first.weekday()
    day = first
    while day.month == number:
        usual = "weekend" if day.weekday() >= 5 else "work"
        cells.append(Day(day.day, "off" if day in off else "made_up" if day in worked else usual))
        day += timedelta(1)
    cells += [Day(0, "")] * (-len(cells) % 7)
    weeks = [cells[n : n + 7] for n in range(0, len(cells), 7)]
    return Month(number, weeks, sum(cell.kind in ("work", "made_up") for cell in cells))
