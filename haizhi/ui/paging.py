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

    def page(self, number: int | str) -> Page[M]:
        """One page. Rows with others or anything computed beside them are fetched by their ids, found first: a
        database that has to find, sort and join at once begins at times with the smallest table and sorts everything,
        and computes for each row that it sorts what one page shows.
        """
        query = self._rows.query
        plain = not query.select_related and (not query.annotations or query.group_by is not None)
        if plain or not query.default_cols:  # what is no row of one table has no id
            return super().page(number)
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        ids = list(self._rows.values_list("pk", flat=True)[first : min(first + self.per_page, self.count)])
        rows = self._rows.order_by()
        rows.query.clear_where()  # the conditions are met; repeated, they would again be what is searched by
        found = {row.pk: row for row in rows.filter(pk__in=ids)}
        return Page([found[pk] for pk in ids], number, self)

    @property
    def more(self) -> bool:
        """Whether there are rows beyond those that are paged."""
        return self._found > self.count


def paged(request: HttpRequest, queryset: QuerySet[M], per_page: int = PER_PAGE, most: int | None = MOST) -> Page[M]:
    """The page that `?page=` asks for: the first when it is no number, the last when there are fewer.

    Two queries (count and page) whatever the number of rows, three with `select_related` or annotations. The queryset
    should be ordered.
    """
    return Pages(queryset, per_page, most).get_page(request.GET.get("page"))
