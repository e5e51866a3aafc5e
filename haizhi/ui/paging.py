"""Pages of a queryset, by number; a bad number is the nearest good one, never an error."""

from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

M = TypeVar("M", bound=Model)

PER_PAGE = 30


def paged(request: HttpRequest, queryset: QuerySet[M], per_page: int = PER_PAGE) -> Page[M]:
    """The page that `?page=` asks for: the first when it is no number, the last when there are fewer.

    Two queries (count and page) whatever the number of rows. The queryset should be ordered.
    """
    return Paginator(queryset, per_page).get_page(request.GET.get("page"))
