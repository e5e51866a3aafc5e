"""The book of a grant: the one place where its figures move, under the grant's lock."""

from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet

from haizhi.funding.models import Grant, Movement
from haizhi.regulation.books import Booked

_COLUMNS = {"granted": "amount"}


def grant_of(row: Any, said: dict[str, Any]) -> QuerySet[Grant]:
    """The grant whose book an act on a row of it moves: locked before the row is."""
    return Grant.objects.filter(pk=row.grant_id)


def book(grant: Grant, sort: Booked, amount: int, *, day: date, at: datetime, source: str, text: str) -> None:
    """Move `amount` 分: a row of the book, and the figure that it moves. The grant is locked by the act under way."""
    if sort is not Booked.GRANTED:  # its amount stands since it was proposed
        _move(grant, _COLUMNS.get(sort.column, sort.column), sort.sign * amount)
    last = grant.movements.order_by("-serial").values_list("serial", flat=True).first() or 0
    Movement.objects.create(
        grant=grant, serial=last + 1, sort=sort, amount=amount, day=day, at=at, source=source, text=text[:200]
    )


def reserve(grant: Grant, amount: int) -> None:
    """Hold `amount` 分 for a spending that waits for its decision."""
    _move(grant, "reserved", amount)


def release(grant: Grant, amount: int) -> None:
    """Hold it no longer."""
    _move(grant, "reserved", -amount)


def _move(grant: Grant, column: str, by: int) -> None:
    setattr(grant, column, getattr(grant, column) + by)
    Grant.objects.filter(pk=grant.pk).update(**{column: getattr(grant, column)})
