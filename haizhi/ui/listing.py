"""Lists: filter, sort and page a queryset by the query string, always with the same number of queries."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic
from urllib.parse import urlencode

from django.core.paginator import Page
from django.db.models import F, OrderBy, Q, QuerySet
from django.forms import BoundField, CharField, ChoiceField, Form
from django.http import HttpRequest, QueryDict

from haizhi.regulation.stages import STAGES
from haizhi.ui.paging import MOST, PER_PAGE, M, Pages, paged


class FilterForm(Form):
    """The conditions above a list, none of them required.

    `q` finds what contains its words in one of the paths `contains`, where there are none what the subjects themselves
    find by them; `equals` says with which path a field has to be the same. A subclass narrows by whatever else it asks.
    """

    contains: ClassVar[Sequence[str]] = ()
    equals: ClassVar[Mapping[str, str]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.required = False

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that meet `cleaned_data`; an invalid field is absent from it and narrows nothing."""
        given = self.cleaned_data
        if words := given.get("q"):
            found = Q.create([(f"{path}__icontains", words) for path in self.contains], Q.OR)
            queryset = queryset.filter(found) if self.contains else queryset.matching(words)  # type: ignore[attr-defined]  # of subjects
        return queryset.filter(**{path: given[name] for name, path in self.equals.items() if given.get(name)})

    @property
    def shown_first(self) -> list[BoundField]:
        """What stands above the list on any screen: the words to look for, or the first condition."""
        visible = self.visible_fields()
        return [field for field in visible if field.name == "q"] or visible[:1]

    @property
    def folded(self) -> list[BoundField]:
        """The other conditions: a phone shows them when it is asked to, or when one of them narrows the list."""
        first = {field.name for field in self.shown_first}
        return [field for field in self.visible_fields() if field.name not in first]

    @property
    def narrowing(self) -> int:
        """How many of the folded conditions are given."""
        return sum(bool(self.data.get(field.html_name, "").strip()) for field in self.folded)

    def conditions(self) -> list[tuple[str, str]]:
        """What is asked for, as label and words, in the order of the fields. Only after `full_clean()`."""
        return [
            (str(self.fields[name].label), self._said(name, value))
            for name, value in self.cleaned_data.items()
            if not self[name].is_hidden and value is not False and value not in (None, "", [])
        ]

    def _said(self, name: str, value: Any) -> str:
        if isinstance(value, bool):
            return "是"
        chosen = {str(key): str(words) for key, words in getattr(self.fields[name], "choices", ())}
        return chosen.get(str(value), str(value))


class StageFilters(FilterForm):
    """By words and by stage, as the lists of most kinds are; `stages_of` says of what kind."""

    stages_of = ""

    q = CharField(label="编号或名称", max_length=60)
    stage = ChoiceField(label="状态")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", "全部"), *STAGES[self.stages_of].items()]  # type: ignore[attr-defined]  # a choice

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by every condition, and the rows of the stage."""
        queryset, stage = super().narrow(queryset), self.cleaned_data.get("stage")
        return queryset.filter(stage=stage) if stage else queryset


@dataclass(frozen=True, slots=True)
class Listing(Generic[M]):
    """One page of a list with what its template needs: iterate it for the rows. `rows` are those of all pages."""

    page: Page[M]
    sort: str
    descending: bool
    form: FilterForm | None
    filtered: bool
    rows: QuerySet[M]

    @property
    def cleared(self) -> str:
        """The query string of the list without its conditions: what its hidden fields say remains."""
        kept = [(field.html_name, field.data) for field in self.form.hidden_fields()] if self.form else []
        said = urlencode([(name, value) for name, value in kept if value])
        return f"?{said}" if said else ""

    @property
    def total(self) -> int:
        """How many rows there are over all pages."""
        return self.page.paginator.count

    @property
    def more(self) -> bool:
        """Whether there are rows that no page shows, since they are too many."""
        return isinstance(self.page.paginator, Pages) and self.page.paginator.more

    def __iter__(self) -> Iterator[M]:
        return iter(self.page)


def listed(
    request: HttpRequest,
    queryset: QuerySet[M],
    *,
    sorts: Mapping[str, str | Sequence[str]],
    default: str,
    filters: Callable[[QueryDict], FilterForm] | None = None,
    per_page: int = PER_PAGE,
    most: int | None = MOST,
) -> Listing[M]:
    """Filter by the form that `filters` makes of the query string, sort by `?sort=name` or `?sort=-name`, and page.

    `sorts` maps the names allowed in the address to lookup paths (several: the later ones break ties); anything
    else sorts by `default`, written the same way. Last breaks the primary key, so that no row is on two pages.
    `most` rows are counted and paged, None is all.
    """
    form = filters(request.GET) if filters else None
    narrowed, filtered = queryset, False
    if form is not None:
        form.full_clean()
        narrowed = form.narrow(queryset)
        filtered = any(request.GET.get(field.html_name, "").strip() for field in form.visible_fields())
    asked = request.GET.get("sort", "")
    sort = asked if asked.removeprefix("-") in sorts else default
    name, descending = sort.removeprefix("-"), sort.startswith("-")
    paths = (sorts[name],) if isinstance(sorts[name], str) else sorts[name]
    ordered = narrowed.order_by(*(_order(queryset, path, descending) for path in (*paths, "pk")))
    return Listing(paged(request, ordered, per_page, most), name, descending, form, filtered, ordered)


def _order(queryset: QuerySet[Any], path: str, descending: bool) -> OrderBy | str:
    """A column in one direction; what is empty counts as the latest in every database, as its indexes have it."""
    field = next((field for field in queryset.model._meta.concrete_fields if field.name == path), None)
    if field is not None and field.null:
        return F(path).desc(nulls_first=True) if descending else F(path).asc(nulls_last=True)
    return f"-{path}" if descending else path
