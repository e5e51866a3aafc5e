"""Lists: filter, sort and page a queryset by the query string, always with the same number of queries."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic

from django.core.paginator import Page
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, QueryDict

from haizhi.ui.paging import PER_PAGE, M, paged


class FilterForm(Form):
    """The conditions above a list, none of them required; a subclass narrows the queryset by them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that meet `cleaned_data`; an invalid field is absent from it and narrows nothing."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """One page of a list with what its template needs: iterate it for the rows."""

    page: Page[M]
    sort: str
    descending: bool
    form: FilterForm | None
    filtered: bool

    @property
    def total(self) -> int:
        """How many rows there are over all pages."""
        return self.page.paginator.count

    def __iter__(self) -> Iterator[M]:
        return iter(self.page)


def listed(
    request: HttpRequest,
    queryset: QuerySet[M],
    *,
    sorts: Mapping[str, str],
    default: str,
    filters: Callable[[QueryDict], FilterForm] | None = None,
    per_page: int = PER_PAGE,
) -> Listing[M]:
    """Filter by the form that `filters` makes of the query string, sort by `?sort=name` or `?sort=-name`, and page.

    `sorts` maps the names allowed in the address to lookup paths; anything else sorts by `default`, written
    the same way. Ties are broken by the primary key, so that no row is on two pages.
    """
    form = filters(request.GET) if filters else None
    narrowed, filtered = queryset, False
    if form is not None:
        form.full_clean()
        narrowed = form.narrow(queryset)
        filtered = any(request.GET.get(form.add_prefix(name), "").strip() for name in form.fields)
    asked = request.GET.get("sort", "")
    sort = asked if asked.removeprefix("-") in sorts else default
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    ordered = narrowed.order_by(f"-{sorts[name]}" if descending else sorts[name], "-pk" if descending else "pk")
    return Listing(paged(request, ordered, per_page), name, descending, form, filtered)
