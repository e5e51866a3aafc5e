"""A calendar as a file to subscribe to: iCalendar (RFC 5545, RFC 7986)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from icalendar import Calendar, Event

MEDIA_TYPE = "text/calendar; charset=utf-8"

_PRODUCER = "-//haizhi//calendar//ZH"
_REFRESH = timedelta(hours=6)
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of whole days, `first` to `last`, both included. `uid` stays its own as long as it is the same thing.

    `sort` says what kind of date it is, `url` where it is read.
    """

    uid: str
    first: date
    last: date
    text: str
    sort: str
    url: str


def calendar_file(name: str, entries: Iterable[Entry], at: datetime) -> bytes:
    """The file: entries that take no time of the day away and remind of nothing by themselves.

    `at` is when it was put together (RFC 5545 §3.8.7.2). Lines are folded at 75 octets, never inside a character.
    """
    calendar = Calendar()
    calendar.add("prodid", _PRODUCER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name)
    calendar.add("x-wr-calname", name)  # what most programs read in place of NAME
    calendar.add("refresh-interval", _REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in entries:
        calendar.add_component(_event(entry, at))
    octets: bytes = calendar.to_ical()
    return octets


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.first)
    event.add("dtend", entry.last + _DAY)  # the first day after it
    event.add("summary", entry.text)
    event.add("categories", [entry.sort])
    event.add("url", entry.url)
    event.add("transp", "TRANSPARENT")
    return event
