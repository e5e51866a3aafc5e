"""Worlds are built through the door once; after that the rows they left are laid down again.

`@replayed` stands over what builds a part of a world. The first time that it is called with these arguments, in a test
that did the same things before, it runs as it is written, and what it wrote is kept: the statements, and what it gave
back. The next time the statements alone are carried out, some twenty times as fast, and the same rows are there, with
the same ids. So a new test gets its world cheaply by calling the factories that others call, with the same arguments,
at its beginning: before it writes anything else, and in the order in which its neighbours do. Whoever is signed in by
`Client.force_login` is signed in so, too.

What may differ is not replayed but run: after a write by anything else, in a test that has `monkeypatch`, `settings` or
a database of its own making, where a file is stored, where arguments can't be told apart, and when the clock stands
elsewhere.
"""

import copy
import hashlib
import pickle
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from unittest.mock import patch
from uuid import UUID

from django.db import connection
from django.db.models import Model
from django.test import Client
from django.utils import timezone
from time_machine import escape_hatch

from haizhi.files import keeping
from haizhi.kernel import doing, source, vault

P = ParamSpec("P")
R = TypeVar("R")

Statement = tuple[str, Any, bool]
"""A statement with its parameters, and whether it is carried out once for each of them."""

_BEGINNING = b""
_WRITES = {"INSERT", "UPDATE", "DELETE"}
_NO_WRITES = {"SELECT", "BEGIN", "RELEASE", "PRAGMA", "SET", "EXPLAIN"}
_PLAIN = (str, int, float, bytes, memoryview, date, datetime, Decimal, UUID, type(None))
_FIRST_NUMBER = 1_000_000
"""Where PostgreSQL counts from in each test that replays: it takes no number back, and ids must be the same again."""


@dataclass(frozen=True, slots=True)
class Recording:
    """What a call wrote, and what it gave back together with the arguments as it left them."""

    statements: tuple[Statement, ...]
    outcome: bytes


class Journal:
    """What the test that is running has written so far; `state` names it, None once nobody can tell what is there."""

    def __init__(self) -> None:
        self.state: bytes | None = None
        self.writes: list[Statement] = []
        self.marks: list[tuple[str, int, bytes | None]] = []
        self.known: dict[bytes, Recording] = {}
        self.spoilt = 0
        self.counts_anew = False

    def begin(self, *, untouched: bool) -> None:
        """A test begins, on a database in which nothing is but what all tests find, or on another."""
        self.state = _BEGINNING if untouched else None
        self.writes.clear()
        self.marks.clear()
        self.counts_anew = untouched and connection.vendor == "postgresql"
        if "haizhi.portal.views.freshness" in sys.modules:  # pages are kept by the state of the ledger, now the same
            sys.modules["haizhi.portal.views.freshness"].shelf.cache_clear()
        if self not in connection.execute_wrappers:
            connection.execute_wrappers.insert(0, self)

    def forget(self) -> None:
        """What all tests find is not what it was: nothing that was kept fits any more."""
        self.known.clear()
        self.spoil()

    def spoil(self) -> None:
        """What is there can't be laid down again."""
        self.state = None
        self.spoilt += 1

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        """Django's hook around each statement."""
        verb = sql.lstrip("( \n").split(None, 1)[0].upper()
        if verb in _WRITES:
            self.state = None
            self.writes.append((sql, params if many else _kept(params), many))
        elif verb == "SAVEPOINT":
            self.marks.append((sql.rsplit(maxsplit=1)[-1], len(self.writes), self.state))
        elif verb == "ROLLBACK":
            self._back_to(sql.rsplit(maxsplit=1)[-1])
        elif verb not in _NO_WRITES:
            self.forget()
        return execute(sql, params, many, context)

    def _back_to(self, savepoint: str) -> None:
        while self.marks and self.marks[-1][0] != savepoint:
            self.marks.pop()
        if not self.marks:
            self.spoil()
            return
        _, length, self.state = self.marks[-1]
        if connection.vendor == "postgresql" and self.writes[length:]:
            self.spoil()  # the numbers that it gave stay given
        del self.writes[length:]

    def lay_down(self, recording: Recording) -> None:
        """Carry out what was kept."""
        with connection.cursor() as cursor:
            for sql, params, many in recording.statements:
                (cursor.executemany if many else cursor.execute)(sql, params)

    def count_anew(self) -> None:
        """On PostgreSQL: let all rows that are numbered be numbered as in the tests before."""
        if self.counts_anew:
            self.counts_anew = False
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT setval(format('%%I.%%I', schemaname, sequencename), %s, false) FROM pg_sequences",
                    [_FIRST_NUMBER],
                )


JOURNAL = Journal()


def replayed(build: Callable[P, R]) -> Callable[P, R]:
    """Of what builds a part of a world: run once, then replayed."""

    @wraps(build)
    def built(*args: P.args, **kwargs: P.kwargs) -> R:
        before = JOURNAL.state
        after = _named(before, build, args, kwargs) if before is not None else None
        if after is None:
            return build(*args, **kwargs)
        JOURNAL.count_anew()
        if after in JOURNAL.known:
            JOURNAL.lay_down(JOURNAL.known[after])
        else:
            recorded = _recorded(build, args, kwargs)
            if isinstance(recorded, Unkept):
                return recorded.result  # type: ignore[no-any-return]  # what `build` gave
            JOURNAL.known[after] = recorded
        JOURNAL.state = after
        return _given_back(JOURNAL.known[after], args, kwargs)  # type: ignore[no-any-return]  # as above

    return built


@dataclass(frozen=True, slots=True)
class Unkept:
    """What came of a call that can't be replayed."""

    result: Any


def _recorded(build: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Recording | Unkept:
    """Run it while watching what it writes, and whether it asks for files, which no rollback takes back."""
    start, spoilt = len(JOURNAL.writes), JOURNAL.spoilt
    reaching = keeping.reaching

    @contextmanager
    def noticed() -> Iterator[None]:
        JOURNAL.spoil()
        with reaching():
            yield

    with patch.object(keeping, "reaching", noticed):
        result = build(*args, **kwargs)
    outcome = _pickled((result, args, kwargs))
    if outcome is None:
        JOURNAL.spoil()
    if outcome is None or spoilt != JOURNAL.spoilt:
        return Unkept(result)
    return Recording(tuple(JOURNAL.writes[start:]), outcome)


def _given_back(recording: Recording, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
    """The result, and the rows among the arguments as the call left them."""
    result, then, named = pickle.loads(recording.outcome)  # noqa: S301 - written by this process
    for old, new in [*zip(args, then, strict=True), *((kwargs[name], named[name]) for name in kwargs)]:
        if isinstance(old, Model):
            old.__dict__.clear()
            old.__dict__.update(new.__dict__)
        if result is new:
            result = old
    return result


def _named(before: bytes, build: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> bytes | None:
    """What is there after a call: all that was done before, what is done, and when. None when nobody can tell."""
    meant = doing._submission.get(), vault._stretching.get(), source._take.get()
    said = _pickled((build.__module__, build.__qualname__, args, sorted(kwargs.items()), meant, _moment()))
    return hashlib.sha256(before + said).digest() if said else None


def _moment() -> datetime | date:
    """Where the clock stands, or the day on which it runs."""
    now = timezone.now()
    stands = escape_hatch.is_travelling() and timezone.now() == now
    return now if stands else now.date()


def _pickled(content: Any) -> bytes | None:
    try:
        return pickle.dumps(content)
    except (pickle.PicklingError, AttributeError, TypeError):
        return None


def _kept(params: Any) -> Any:
    """Parameters as they are now, whatever becomes of the lists in them."""
    if params is None or all(isinstance(each, _PLAIN) for each in params):
        return params
    return copy.deepcopy(list(params))


_force_login = Client.force_login


@replayed
def _entered(user: Any, backend: str | None) -> Any:
    """The cookies of somebody who has signed in."""
    client = Client()
    _force_login(client, user, backend)
    return client.cookies


def force_login(self: Client, user: Any, backend: str | None = None) -> None:
    """Django's way to be signed in without a password, replayed in a browser that brings nothing along."""
    if self.cookies or type(self) is not Client:
        _force_login(self, user, backend)
    else:
        self.cookies = _entered(user, backend)
