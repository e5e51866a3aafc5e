"""How long something still runs: in working days by the known calendar, and in days, hours and minutes."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from haizhi.regulation.citations import notice
from haizhi.regulation.civil_time import aware, day_of
from haizhi.regulation.computes import computes
from haizhi.regulation.workdays import UnknownYear, WorkdayTable, is_workday

_INSTANT = timedelta(microseconds=1)
_HOUR, _MINUTE = 3600, 60


@dataclass(frozen=True, slots=True)
class Remaining:
    """What is left until an exclusive end, in full days, hours and minutes.

    `ahead` says of each civil day from today to the last one, both included, whether people work on it; None when the
    arrangement of `unknown_year` on the way is not entered.
    """

    days: int
    hours: int
    minutes: int
    ahead: tuple[bool, ...] | None
    unknown_year: int | None = None
    is_last_day: bool = False

    @property
    def workdays(self) -> int | None:
        """The working days left, today and the last day counted; None when they are not known."""
        return None if self.ahead is None else sum(self.ahead)

    @property
    def pattern(self) -> str:
        """`ahead` as 1 and 0, so that a script can count on as the days go by; empty when not known."""
        return "".join("1" if worked else "0" for worked in self.ahead or ())

    def __str__(self) -> str:
        if self.is_last_day:
            return f"今日截止，还有{_clock(0, 24 * self.days + self.hours, self.minutes)}"
        left = _clock(self.days, self.hours, self.minutes)
        if self.ahead is None:
            return f"还有{left}（{self.unknown_year}年工作日安排尚未录入，未计工作日）"
        if not self.workdays:
            return f"还有{left}，其间没有工作日"
        return f"还有 {self.workdays} 个工作日{'（含今日）' if self.ahead[0] else ''}，共{left}"


def _clock(days: int, hours: int, minutes: int) -> str:
    if days or hours:
        return (f" {days} 天" if days else "") + (f" {hours} 小时" if hours else "")
    return f" {minutes} 分钟" if minutes else "不足 1 分钟"


@computes(notice(2))
def remaining(now: datetime, end: datetime, table: WorkdayTable) -> Remaining | None:
    """What is left from now to an exclusive end (通知·二); None once it has passed. Never guesses a working day.

    Raises ValueError for a moment without a time zone.
    """
    if aware(end) <= aware(now):
        return None
    left = end - now
    hours, rest = divmod(left.seconds, _HOUR)
    today, last = day_of(now), day_of(end - _INSTANT)
    days = (today + timedelta(n) for n in range((last - today).days + 1))
    ahead: tuple[bool, ...] | None = None
    unknown = None
    try:
        ahead = tuple(is_workday(day, table) for day in days)
    except UnknownYear as missing:
        unknown = missing.year
    return Remaining(left.days, hours, rest // _MINUTE, ahead, unknown, is_last_day=today == last)
