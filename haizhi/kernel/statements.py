"""Statements that every page makes, put together once: for Django that takes ten times as long as running them.

PostgreSQL plans them once too (for each connection): planning takes it ten times as long as well. It does so with
every constant in its place, so that the plan is the one for these constants, whatever is asked for.
"""

import re
from collections.abc import Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

import psycopg
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.models import QuerySet, UUIDField

Key = UUID | date | datetime | str

_UUIDS: UUIDField[UUID, UUID] = UUIDField()
_PLACE = re.compile("%%|%s")


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the database in use, with its parameters as they stood when it was put together.

    `converters`: for each column that the database does not have as Python does, by its place, what makes it so.
    """

    sql: str
    params: tuple[Any, ...]
    converters: Mapping[int, Any]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any], *open_places: Key) -> Self:
        """The statement of a queryset of values; `open_places`: the parameters that each who asks has of their own.

        Raises EmptyResultSet when no row could ever meet it.
        """
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        on_server = connection.vendor == "postgresql"
        sql, left = _with_constants(sql, params, set(map(_written, open_places))) if on_server else (sql, params)
        return cls(sql, tuple(left), compiler.get_converters([column for column, *_ in compiler.select]))

    def rows(self, given: Mapping[Key, Key] | None = None) -> list[tuple[Any, ...]]:
        """What it finds. `given` fills the open places: what stood there → what is asked for."""
        own = {_written(stood): _written(asked) for stood, asked in (given or {}).items()}
        with _cursor() as cursor:
            cursor.execute(self.sql, [own.get(param, param) for param in self.params])
            return [self._converted(row) for row in cursor.fetchall()]

    def _converted(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        if not self.converters:
            return row
        values = list(row)
        for place, (converters, column) in self.converters.items():
            for convert in converters:
                values[place] = convert(values[place], column, connection)
        return tuple(values)


def _with_constants(  # pragma: no cover - on PostgreSQL the same tests ask it
    sql: str, params: Iterable[Any], open_places: set[Any]
) -> tuple[str, list[Any]]:
    """The statement with everything written out but its open places, and what stands in those."""
    connection.ensure_connection()
    left, waiting = [], iter(params)

    def written_out(found: re.Match[str]) -> str:
        if found[0] == "%%":
            return found[0]
        param = next(waiting)
        if param in open_places:
            left.append(param)
            return found[0]
        return psycopg.sql.Literal(param).as_string(connection.connection).replace("%", "%%")

    return _PLACE.sub(written_out, sql), left


def _cursor() -> AbstractContextManager[CursorWrapper]:
    """A cursor; on PostgreSQL, where Django writes parameters into the text, one that leaves them to the server."""
    return _prepared() if connection.vendor == "postgresql" else connection.cursor()


def _prepared() -> AbstractContextManager[CursorWrapper]:  # pragma: no cover - on PostgreSQL the same tests ask it
    connection.ensure_connection()
    wrapped = connection.make_debug_cursor if connection.queries_logged else connection.make_cursor
    return wrapped(psycopg.Cursor(connection.connection))  # type: ignore[arg-type]  # the stubs want what it returns


def _written(value: Key) -> Any:
    """A parameter as the database takes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, UUID):
        return _UUIDS.get_db_prep_value(value, connection)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)
