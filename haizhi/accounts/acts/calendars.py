"""Entering and amending the working days of a year, as the State Council's notice arranges them."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from haizhi.accounts.demonstration import is_demonstration
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.models import Calendar
from haizhi.kernel.source import is_seeded
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import Role

FIRST_YEAR, LAST_YEAR = 2004, 2099
"""Years that a calendar may be entered for: since the State Council publishes yearly notices, and a sane end."""

_SATURDAY = 5


@creates(moves.ENTER_CALENDAR)
def enter_calendar(
    *,
    by: Actor,
    at: datetime,
    year: int,
    days_off: Collection[date],
    days_worked: Collection[date],
    basis: str,
    invented: bool = False,
) -> Calendar:
    """录入: the working days of a year that was unknown.

    `days_off` are weekdays on which nobody works, `days_worked` weekend days on which people do. An `invented`
    calendar exists in demonstration and rehearsal only, and only the system enters it.
    """
    known = Calendar.objects.filter(year=year).exists()
    wrong = unmet(
        Finding(
            FIRST_YEAR <= year <= LAST_YEAR,
            None,
            f"年份{year}不在{FIRST_YEAR}至{LAST_YEAR}之间",
            "请核对年份。",
            "year",
        ),
        Finding(
            not known, measures(9, 1, 4), f"{year}年的工作日历已录入", "需要改动的，请打开该年日历办理“调整”。", "year"
        ),
        Finding(
            not invented or (by.holds(Role.SYSTEM) and (is_demonstration() or is_seeded())),
            measures(9, 1, 4),
            "假设的工作日历只供演示和演练使用",
            "请按国务院办公厅公布的安排录入。",
            "basis",
        ),
        *_arranged(year, days_off, days_worked, basis),
    )
    if wrong:
        raise Refused(*wrong)
    return Calendar(
        year=year,
        days_off=_written(days_off),
        days_worked=_written(days_worked),
        basis=basis.strip(),
        invented=invented,
    )


@act(moves.AMEND_CALENDAR)
def amend_calendar(
    calendar: Calendar,
    *,
    by: Actor,
    at: datetime,
    days_off: Collection[date],
    days_worked: Collection[date],
    basis: str,
    opinion: str,
) -> None:
    """调整: what the notice changed; periods that were announced with explicit dates stay as announced."""
    wrong = unmet(*_arranged(calendar.year, days_off, days_worked, basis))
    if wrong:
        raise Refused(*wrong)
    calendar.days_off, calendar.days_worked = _written(days_off), _written(days_worked)
    calendar.basis, calendar.invented = basis.strip(), False


def _arranged(year: int, off: Collection[date], worked: Collection[date], basis: str) -> Iterator[Finding]:
    yield Finding(
        bool(basis.strip()), measures(9, 1, 4), "没有写明依据", "请填写国务院办公厅通知的名称或文号。", "basis"
    )
    for field, days in (("days_off", off), ("days_worked", worked)):
        stray = [d for d in sorted(days) if d.year != year]
        yield Finding(not stray, None, f"{_listed(stray)}不在{year}年", "请删去，或录入相应的年份。", field)
    weekends = [d for d in sorted(off) if d.weekday() >= _SATURDAY]
    yield Finding(
        not weekends, None, f"{_listed(weekends)}本是周末", "周末无需录入，只录入放假的周一至周五。", "days_off"
    )
    weekdays = [d for d in sorted(worked) if d.weekday() < _SATURDAY]
    yield Finding(not weekdays, None, f"{_listed(weekdays)}本是工作日", "只录入调休上班的周六、周日。", "days_worked")


def _listed(days: list[date]) -> str:
    return "、".join(f"{d.month}月{d.day}日" for d in days)


def _written(days: Collection[date]) -> list[str]:
    return sorted({d.isoformat() for d in days})
