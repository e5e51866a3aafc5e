"""What stands in the calendar without being anybody's duty: each part of the platform declares its own dates.

A part declares them in its queries, under `@dates_of(…)`; the addresses of the platform import every part's queries, so
that all are declared before the first page is asked for. However many there are, they are read by one query.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import CharField, DateField, DateTimeField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.kernel.statements import Statement
from haizhi.regulation.civil_time import CHINA

RowsOf = Callable[[Actor], QuerySet[Any]]
"""The rows whose day concerns an actor, by nothing but who it is, what it holds and on which day. It makes no query."""

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Dated:
    """A day, or the days from `day` to `until`, both included. `mark` tells it apart from every other, for good."""

    day: date
    until: date
    key: str
    label: str
    name: str
    url: str
    mark: str


@dataclass(frozen=True, slots=True)
class Dates:
    """One sort of dates: by which paths its rows say when, of what, and where it is read."""

    key: str
    label: str
    rows: RowsOf
    day: str
    until: str
    name: str
    page: str
    number: str
    exclusive: bool
    moved: Callable[[date], date] | None
    ahead: timedelta
    named: Callable[[str], str]

    def between(self, actor: Actor, first: date, last: date) -> QuerySet[Any, Any]:
        """The rows that touch a span of days, as (key, its own key, day, until, number, name)."""
        rows = self.rows(actor).order_by()
        # A margin of a day on both sides serves moments, whatever their time zone; `dated` cuts it off.
        begins, ends = last + self.ahead + timedelta(1), first - timedelta(1)
        rows = rows.filter(**{f"{self.day}__lte": self._bound(rows, self.day, begins)})
        rows = rows.filter(**{f"{self.until}__gte": self._bound(rows, self.until, ends)})
        return rows.values_list(
            Value(self.key, CharField()),
            Cast("pk", CharField()),
            self._civil(rows, self.day),
            self._civil(rows, self.until),
            Cast(self.number, CharField()),
            Cast(self.name, CharField()),
        )

    def dated(self, pk: str, day: date, until: date, number: str, name: str) -> Dated:
        """One of its rows."""
        if self.moved:
            day = until = self.moved(day)
        mark = f"{self.key}-{pk.replace('-', '')}"  # the databases write a UUID in different ways
        return Dated(day, until, self.key, self.label, self.named(name), reverse(self.page, args=[number]), mark)

    def _civil(self, rows: QuerySet[Any], path: str) -> Combinable:
        if not _is_moment(rows, path):
            return F(path)
        last = ExpressionWrapper(F(path) - Value(_INSTANT), DateTimeField()) if self.exclusive else F(path)
        return TruncDate(last, tzinfo=CHINA, output_field=DateField())

    def _bound(self, rows: QuerySet[Any], path: str, day: date) -> Any:
        return _midnight(day) if _is_moment(rows, path) else day


def _is_moment(rows: QuerySet[Any], path: str) -> bool:
    """Whether a path of a kind ends in a moment, not in a day."""
    reached: Any = rows.model
    *way, last = path.split("__")
    for step in way:
        reached = reached._meta.get_field(step).related_model
    return isinstance(reached._meta.get_field(last), DateTimeField)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), CHINA)


_DATES: dict[str, Dates] = {}


def dates_of(
    key: str,
    label: str,
    *,
    day: str,
    name: str,
    page: str,
    until: str = "",
    number: str = "code",
    exclusive: bool = False,
    moved: Callable[[date], date] | None = None,
    ahead: timedelta = timedelta(0),
    named: Callable[[str], str] = str,
) -> Callable[[RowsOf], RowsOf]:
    """Enter a sort of dates: over a function that says which rows concern an actor.

    `label` says what the day is (申报截止), `name` is the path of what it is the day of, of which `named` makes what
    people read; `page` is the name of the address where it is read, `number` the path of what stands in that. `day` is
    the path of a date or a moment (`exclusive`: the first moment after it), `until` that of the last day of a span.
    `moved` makes of that day the one that is meant, at most `ahead` before it. Raises ValueError for a key twice taken.
    """

    def enter(rows: RowsOf) -> RowsOf:
        if key in _DATES:
            raise ValueError(f"the dates {key} are declared twice")
        _DATES[key] = Dates(key, label, rows, day, until or day, name, page, number, exclusive, moved, ahead, named)
        return rows

    return enter


def labels() -> dict[str, str]:
    """What the sorts of dates are called, by their keys, in their order."""
    return {key: dates.label for key, dates in _DATES.items()}


def dates_between(actor: Actor, first: date, last: date) -> Iterator[Dated]:
    """What touches a span of days, both included, and concerns an actor, in no order. One query."""
    asking = _asking(connection.vendor, tuple(_DATES), actor, actor.on, first, last)
    for key, pk, day, until, number, name in asking.rows() if asking else ():
        dated = _DATES[key].dated(pk, day, until, number, name)
        if dated.day <= last and first <= dated.until:
            yield dated


@lru_cache(maxsize=200)
def _asking(
    _vendor: str, keys: tuple[str, ...], actor: Actor, _on: date | None, first: date, last: date
) -> Statement | None:
    """What asks for these dates; None where none could ever concern the actor."""
    parts = [_DATES[key].between(actor, first, last) for key in keys]
    try:
        return Statement.of(parts[0].union(*parts[1:], all=True)) if parts else None
    except EmptyResultSet:
        return None
