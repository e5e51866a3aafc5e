"""Statements that every page makes, put together once: for Django that takes ten times as long as running them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Self
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet, UUIDField

Key = UUID | date | str


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement of the database in use, with its parameters as they stood when it was put together."""

    sql: str
    params: tuple[Any, ...]

    @classmethod
    def of(cls, rows: QuerySet[Any, Any]) -> Self:
        """The statement of a queryset of values. Raises EmptyResultSet when no row could ever meet it."""
        return cls(*rows.query.sql_with_params())

    def rows(self, given: Mapping[Key, Key] | None = None) -> list[tuple[Any, ...]]:
        """What it finds, as the database has it. `given` replaces parameters: what stood there → what is asked for."""
        own = {_written(stood): _written(asked) for stood, asked in (given or {}).items()}
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [own.get(param, param) for param in self.params])
            found: list[tuple[Any, ...]] = cursor.fetchall()
            return found


def _written(value: Key) -> Any:
    """A parameter as the database takes it."""
    if isinstance(value, str):
        return value
    if isinstance(value, UUID):
        return UUIDField().get_db_prep_value(value, connection)
    return connection.ops.adapt_datefield_value(value)
