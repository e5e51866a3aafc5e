"""Every day that concerns somebody: until when what waits for them is to be done, and what is dated besides."""

from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet

from haizhi.desk.queries.todo import dutiful_kinds, of_kind, waiting_of, waiting_row
from haizhi.kernel import dates, workdays
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.statements import Statement
from haizhi.kernel.subjects import Subject
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.regulation.workdays import YearCalendar

DUTY = "duty"
"""The key of what is to be done by a day, whatever its kind; all other keys are those of `kernel.dates`."""

MOST = 200
"""Duties of one kind that a calendar shows; the to-do list has all of them."""

_DAY = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Event:
    """What a day is to somebody, or the days from `day` to `until`. `mark` is its own for good."""

    day: date
    until: date
    key: str
    label: str
    name: str
    url: str
    mark: str

    @property
    def is_duty(self) -> bool:
        """Whether it is for the reader to do something until then."""
        return self.key == DUTY

    @property
    def lasts(self) -> bool:
        """Whether it takes more than a day."""
        return self.until > self.day


@dataclass(frozen=True, slots=True)
class Day:
    """A day of a month: `kind` is work, weekend, off or made_up, or empty where nobody knows yet."""

    day: date
    kind: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday to Sunday, None where another month has the day.

    `events` are what begins or goes on in it; `keys` says of which sorts there are how many, whatever is asked for;
    `known`: the year's days off are entered; `invented`: they are made up for a demonstration; `cut`: there is more.
    """

    first: date
    weeks: tuple[tuple[Day | None, ...], ...]
    events: tuple[Event, ...]
    keys: dict[str, tuple[str, int]]
    known: bool
    invented: bool
    cut: bool

    @property
    def before(self) -> date:
        """A day of the month before."""
        return self.first - _DAY

    @property
    def after(self) -> date:
        """The first day of the month after."""
        return self.first + timedelta(days=monthrange(self.first.year, self.first.month)[1])

    @property
    def agenda(self) -> list[Day]:
        """The days on which something is or begins, in their order; what began earlier stands on the first day."""
        found: dict[date, list[Event]] = {}
        for event in self.events:
            found.setdefault(max(event.day, self.first), []).append(event)
        kinds = {day.day: day.kind for week in self.weeks for day in week if day}
        return [Day(day, kinds[day], tuple(events)) for day, events in sorted(found.items())]


def month_of(actor: Actor, first: date, key: str = "") -> Month:
    """The month that begins on a day as it concerns an actor, of one sort when a key is given.

    Three queries, and one for each kind of duties that falls into it.
    """
    last = first + timedelta(days=monthrange(first.year, first.month)[1] - 1)
    found = events_between(actor, first, last)
    kept = tuple(event for event in found if key in ("", event.key))
    year = workdays.table([first.year]).years.get(first.year)
    counted = Counter(event.key for event in found)
    names = {DUTY: "待办期限", **dates.labels()}
    return Month(
        first=first,
        weeks=tuple(_weeks(first, last, year, kept)),
        events=kept,
        keys={name: (label, counted[name]) for name, label in names.items() if counted[name] or name == key},
        known=year is not None,
        invented=year is not None and year.invented,
        cut=any(n > MOST for n in Counter(e.mark.partition("-")[0] for e in found if e.is_duty).values()),
    )


def events_between(actor: Actor, first: date, last: date) -> list[Event]:
    """What touches a span of days, both included: by day, duties first. Two queries, and one for each kind of duties.

    Of each kind of duties at most `MOST` + 1, the first ones. What is the reader's duty is not told a second time.
    """
    duties = list(_duties(actor, first, last))
    told = {(duty.day, duty.url) for duty in duties}
    dated = (
        Event(one.day, one.until, one.key, one.label, one.name, one.url, one.mark)
        for one in dates.dates_between(actor, first, last)
        if (one.day, one.url) not in told
    )
    return sorted([*duties, *dated], key=lambda e: (e.day, not e.is_duty, e.label, e.name, e.mark))


def _duties(actor: Actor, first: date, last: date) -> Iterator[Event]:
    kinds = {model.kind: model for model in dutiful_kinds(actor) if model.due_by}
    counting = _counting(connection.vendor, actor.grants, actor.on, first, last)
    for model in [kinds[kind] for kind, n in counting.rows() if n] if counting else ():
        rows = _due(waiting_of(model, actor), first, last).order_by(model.due_by, *(model._meta.ordering or ()))
        for row in rows[: MOST + 1]:
            waits = waiting_row(row, actor)
            if waits.due:
                label = "、".join(waits.steps) or "办理期限"
                mark = f"{row.kind}-{row.pk.hex}"
                yield Event(waits.due, waits.due, DUTY, label, _named(row), row.get_absolute_url(), mark)


@lru_cache(maxsize=200)
def _counting(_vendor: str, grants: tuple[Grant, ...], on: date | None, first: date, last: date) -> Statement | None:
    """What counts the duties by kind; what waits depends on nothing but what somebody holds, and on the day."""
    actor = Actor(None, "", grants, on)
    kinds = [model for model in dutiful_kinds(actor) if model.due_by]
    parts = [of_kind(model.kind, _due(model.objects.awaiting(actor), first, last)) for model in kinds]
    try:
        return Statement.of(parts[0].union(*parts[1:], all=True)) if parts else None
    except EmptyResultSet:
        return None


def _due(rows: QuerySet[Subject], first: date, last: date) -> QuerySet[Subject]:
    span: dict[str, Any] = {f"{rows.model.due_by}__gte": first, f"{rows.model.due_by}__lte": last}
    return rows.filter(**span)


def _named(row: Subject) -> str:
    """What people call it; persons are not named: the calendar leaves the house."""
    label = KIND_LABELS[row.kind]
    return f"{label} {row.number}".strip() if row.named_after_people else row.title


def _weeks(
    first: date, last: date, year: YearCalendar | None, events: Iterable[Event]
) -> Iterator[tuple[Day | None, ...]]:
    cells: list[Day | None] = [None] * first.weekday()
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        cells.append(Day(day, _kind(day, year), tuple(e for e in events if e.day <= day <= e.until)))
    cells += [None] * (-len(cells) % 7)
    for n in range(0, len(cells), 7):
        yield tuple(cells[n : n + 7])


def _kind(day: date, year: YearCalendar | None) -> str:
    if year is None:
        return ""
    if day in year.days_off:
        return "off"
    if day in year.make_up:
        return "made_up"
    return "weekend" if day.weekday() >= _SATURDAY else "work"
