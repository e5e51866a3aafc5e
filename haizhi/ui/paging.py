"""Pages of a queryset, by number; a bad number is the nearest good one, never an error."""

from functools import cached_property
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)

PER_PAGE = 30

MOST = 1000
"""Rows that a list counts and pages; nobody leafs further, and what stands behind them costs nothing."""


class Pages(Paginator[M]):
    """The pages of the first `most` rows; `more` says whether there are others. None is all of them."""

    def __init__(self, rows: QuerySet[M], per_page: int, most: int | None) -> None:
        super().__init__(rows, per_page)
        self._rows, self._most = rows, most

    @cached_property
    def _found(self) -> int:
        rows = self._rows.order_by()
        return (rows if self._most is None else rows[: self._most + 1]).count()

    @cached_property
    def count(self) -> int:
        """How many rows there are to page."""
        return self._found if self._most is None else min(self._found, self._most)

    @property
    def more(self) -> bool:
        """Whether there are rows beyond those that are paged."""
        return self._found > self.count


def paged(request: HttpRequest, queryset: QuerySet[M], per_page: int = PER_PAGE, most: int | None = MOST) -> Page[M]:
    """The page that `?page=` asks for: the first when it is no number, the last when there are fewer.

    Two queries (count and page) whatever the number of rows. The queryset should be ordered.
    """
    return Pages(queryset, per_page, most).get_page(request.GET.get("page"))
