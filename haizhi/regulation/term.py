"""How long a station stands and when it asks to go on (办法·13), counted as 民法典 200 ff. count."""

import calendar
from datetime import date, datetime, timedelta
from typing import NamedTuple

from haizhi.regulation.citations import civil_code, measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.computes import computes
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import RENEWAL_REMINDER_DAYS, RENEWAL_WINDOW_MONTHS, TERM_YEARS
from haizhi.regulation.workdays import Period, WorkdayTable, next_workday

_DAY = timedelta(days=1)
_MONTHS = 12


class Term(NamedTuple):
    """A station's term, both ends included."""

    valid_from: date
    valid_to: date


@computes(civil_code(202))
def add_months(day: date, months: int) -> date:
    """The corresponding day so many months on (back when negative), or the month's last day (民法典 202)."""
    year, month = divmod(day.year * _MONTHS + day.month - 1 + months, _MONTHS)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


@computes(measures(13), civil_code(201), civil_code(202))
def term_from(valid_from: date, *, years: int = TERM_YEARS.value, month_grained: bool = False) -> Term:
    """The term that begins on a day: to the corresponding day three years later, inclusive (interpretation 17).

    `month_grained` is the other habit: 2023-12 runs to the end of 2026-11.
    """
    months = years * _MONTHS
    if month_grained:
        return Term(valid_from, add_months(valid_from.replace(day=1), months) - _DAY)
    return Term(valid_from, add_months(valid_from, months))


@computes(measures(13))
def renewed_term(
    old_valid_to: date, approved_on: date, *, follows_on: bool = True, month_grained: bool = False
) -> Term:
    """The term after a re-award (interpretation 23).

    Approved before the old term ends, it begins the day after; else, or with `follows_on` off, on the day of approval.
    """
    begins = old_valid_to + _DAY if follows_on and approved_on <= old_valid_to else approved_on
    return term_from(begins, month_grained=month_grained)


@computes(measures(13))
def counted_from(valid_from: date, approved_on: date) -> date:
    """From which day what is seen of a station counts for a term (interpretation 35).

    From the day of its approval, though it was approved before the former one had ended: what was known until then was
    weighed with the approval, and what is seen afterwards is not lost between two terms.
    """
    return min(valid_from, approved_on)


def has_expired(valid_to: date, today: date) -> bool:
    """Whether the last day of the term has passed."""
    return today > valid_to


@computes(measures(13))
def renewal_window(valid_to: date) -> Period:
    """The days on which renewal is asked for: from three months before the last day of the term (interpretation 18)."""
    return Period(add_months(valid_to, -RENEWAL_WINDOW_MONTHS.value), valid_to)


@computes(measures(13))
def renewable_to(today: date) -> date:
    """The latest last day of a term of which the window has opened: where months differ in length, several days at once
    (interpretation 18).
    """
    months = RENEWAL_WINDOW_MONTHS.value
    return max(add_months(today, months), add_months(today + _DAY, months) - _DAY)


def reminders(valid_to: date) -> tuple[date, ...]:
    """When the station is reminded: as the window opens, then 30 and 7 days before the end."""
    return (renewal_window(valid_to).first_day, *(valid_to - timedelta(days=n) for n in RENEWAL_REMINDER_DAYS.value))


@ruled_by(measures(13), civil_code(203))
def renewal_asked_in_time(
    requested_at: datetime, valid_to: date, table: WorkdayTable, late_reason: str = ""
) -> Finding:
    """The request falls into the window; a last day off runs on to the next working day (民法典 203).

    A late request is an exception and needs a reason. Raises UnknownYear when lateness turns on a year that is not
    known, ValueError for a moment without a time zone.
    """
    window, asked = renewal_window(valid_to), day_of(requested_at)
    span = f"{chinese_date(window.first_day)}至{chinese_date(window.last_day)}"
    if asked < window.first_day:
        return Finding(False, reason=f"重新授牌申请期为{span}，尚未开始", remedy="请在申请期内提交书面申请")
    late = asked > window.last_day and asked > next_workday(window.last_day, table)
    return Finding(
        not late or bool(late_reason.strip()),
        reason=f"重新授牌申请期为{span}" + ("，本申请逾期" if late else ""),
        remedy="请写明逾期理由，由市科协决定是否受理" if late and not late_reason.strip() else "",
        field="late_reason",
    )
