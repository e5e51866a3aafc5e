"""Statements that every page makes, put together once: for Django that takes ten times as long as running them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, UUIDField

Key = UUID | date | datetime | str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the database in use, with its parameters as they stood when it was put together.

    `converters`: for each column that the database does not have as Python does, by its place, what makes it so.
    """

    sql: str
    params: tuple[Any, ...]
    converters: Mapping[int, Any]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Self:
        """The statement of a queryset of values. Raises EmptyResultSet when no row could ever meet it."""
        compiler = rows.query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        return cls(sql, tuple(params), compiler.get_converters([column for column, *_ in compiler.select]))

    def rows(self, given: Mapping[Key, Key] | None = None) -> list[tuple[Any, ...]]:
        """What it finds. `given` replaces parameters: what stood there → what is asked for."""
        own = {_written(stood): _written(asked) for stood, asked in (given or {}).items()}
        with connection.cursor() as cursor:
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


def _written(value: Key) -> Any:
    """A parameter as the database takes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, UUID):
        return UUIDField().get_db_prep_value(value, connection)
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value)
