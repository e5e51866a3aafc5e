"""What a calendar feed holds."""

from collections.abc import Callable
from datetime import date, timedelta

from haizhi.desk.queries.calendar import events_between
from haizhi.documents.calendars import Entry
from haizhi.kernel.actor import Actor

_BACK, _AHEAD = timedelta(days=31), timedelta(days=366)


def entries_of(actor: Actor, today: date, address: Callable[[str], str]) -> list[Entry]:
    """What concerns somebody from a month ago to a year ahead; `address` makes a whole address of a path.

    Queries as of `events_between`.
    """
    return [
        Entry(
            f"{event.mark}@haizhi",
            event.day,
            event.until,
            f"{event.label}：{event.name}",
            "待办期限" if event.is_duty else event.label,
            address(event.url),
        )
        for event in events_between(actor, today - _BACK, today + _AHEAD)
    ]
