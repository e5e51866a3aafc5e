"""What a calendar feed holds."""

from collections.abc import Callable
from datetime import date, timedelta

from django.urls import reverse

from haizhi.desk.queries.calendar import Event, events_between
from haizhi.documents.calendars import Entry
from haizhi.kernel.actor import Actor

_BACK, _AHEAD = timedelta(days=31), timedelta(days=366)

MOST = 1000
"""Entries of one feed; whoever looks after the whole city has as many in a busy year."""


def entries_of(actor: Actor, today: date, address: Callable[[str], str], most: int = MOST) -> list[Entry]:
    """What concerns somebody from a month ago to a year ahead; `address` makes a whole address of a path.

    Of more than `most` those stay that are not over and come first, and an entry of today says that there are more.
    Queries as of `events_between`.
    """
    events = sorted(events_between(actor, today - _BACK, today + _AHEAD), key=lambda event: _rank(event, today))
    entries = [
        Entry(
            f"{event.mark}@haizhi",
            event.day,
            event.until,
            f"{event.label}：{event.name}",
            "待办期限" if event.is_duty else event.label,
            address(event.url),
        )
        for event in events[:most]
    ]
    if len(events) > most:
        text = f"日历共{len(events)}项，这里列出最近的{most}项，其余请在平台查看"
        entries.append(Entry("more@haizhi", today, today, text, "提示", address(reverse("desk:calendar"))))
    return entries


def _rank(event: Event, today: date) -> tuple[bool, date, date, str]:
    """What is not over before what is, the sooner first."""
    return event.until < today, event.day, event.until, event.mark
