"""The civil day of Chongqing: when a day ends, and which day a moment falls on.

A fixed offset serves: China Standard Time has been UTC+8 without summer time since 1991.
"""

from datetime import date, datetime, time, timedelta, timezone

from haizhi.regulation.citations import civil_code
from haizhi.regulation.computes import computes

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")


@computes(civil_code(203))
def end_of_day(day: date) -> datetime:
    """The first moment after a day's 24:00 (民法典 203), to be compared with `<`."""
    return datetime.combine(day + timedelta(days=1), time(), CHINA)


def day_of(moment: datetime) -> date:
    """The civil day a moment falls on. Raises ValueError for a moment without a time zone."""
    return aware(moment).astimezone(CHINA).date()


def aware(moment: datetime) -> datetime:
    """The moment itself. Raises ValueError when it has no time zone."""
    if moment.tzinfo is None:
        raise ValueError(f"{moment} has no time zone")
    return moment
