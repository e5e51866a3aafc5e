"""Conditions above the public lists."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.decisions.models import DocumentItem, PublicityItem
from haizhi.portal.queries.bulletin import Kind, Rows, notices
from haizhi.portal.queries.stations import State, approval_years, codes_within
from haizhi.regulation.bodies import Body, bodies_by_pinyin
from haizhi.regulation.deadlines import Track
from haizhi.regulation.moves import MOVES
from haizhi.regulation.presentations import StationField
from haizhi.stations.models import PresentationField
from haizhi.stations.queries.registry import found_by
from haizhi.ui.listing import FilterForm

_WORDS = 60


class NoticeFilters(FilterForm):
    """By words of the heading, by what it is, by year; `span` are the years to choose from."""

    span: tuple[int, ...] = ()

    q = forms.CharField(label="标题", max_length=_WORDS)
    kind = forms.ChoiceField(label="类别", choices=[("", "全部"), *((k.value, k.label) for k in Kind)])
    year = forms.TypedChoiceField(label="年份", coerce=int, empty_value=None)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        years = [(str(year), f"{year}年") for year in self.span]
        self.fields["year"].choices = [("", "全部"), *years]  # type: ignore[attr-defined]  # a choice field

    def found(self) -> Rows:
        """The notices that meet the conditions; one that is not understood narrows nothing. After `full_clean()`."""
        given = self.cleaned_data
        kinds = (Kind(given["kind"]),) if given.get("kind") else ()
        return notices(kinds, words=given.get("q", ""), year=given.get("year"))


class CallFilters(FilterForm):
    """By heading or document number, and by track."""

    contains = ("heading", "document_number")
    equals = {"track": "track"}

    q = forms.CharField(label="标题或文号", max_length=_WORDS)
    track = forms.ChoiceField(label="受理类别", choices=[("", "全部"), *((t.value, t.label) for t in Track)])


class PublicityFilters(FilterForm):
    """By heading or unit."""

    q = forms.CharField(label="标题或单位", max_length=_WORDS)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The 公示 whose heading contains the words or that name such a unit."""
        words = self.cleaned_data.get("q")
        if not words:
            return queryset
        naming = PublicityItem.objects.filter(application__unit__name__icontains=words).values("publicity")
        return queryset.filter(Q(heading__icontains=words) | Q(pk__in=naming))


class DocumentFilters(FilterForm):
    """By heading, document number or unit."""

    q = forms.CharField(label="标题、文号或单位", max_length=_WORDS)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The documents whose heading or number contains the words or that name such a unit."""
        words = self.cleaned_data.get("q")
        if not words:
            return queryset
        naming = DocumentItem.objects.filter(application__unit__name__icontains=words).values("document")
        texts = Q(heading__icontains=words) | Q(document_number__icontains=words)
        return queryset.filter(texts | Q(pk__in=naming))


class StationFilters(FilterForm):
    """By name, recommending body, field, year of approval and state; `bodies` are those of `today`."""

    bodies: tuple[Body, ...] = ()
    today: date

    q = forms.CharField(label="名称、曾用名或编号", max_length=_WORDS)
    district = forms.ChoiceField(label="区县")
    field = forms.ChoiceField(label="领域", choices=[("", "全部"), *((f.value, f.label) for f in StationField)])
    year = forms.TypedChoiceField(label="批准年份", coerce=int, empty_value=None)
    state = forms.ChoiceField(label="状态", choices=[("", "全部"), *((s.value, s.label) for s in State)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(b.code, b.name) for b in self.bodies]
        years = [(str(year), f"{year}年") for year in approval_years()]
        self.fields["district"].choices = [("", "全部"), *places]  # type: ignore[attr-defined]  # a choice field
        self.fields["year"].choices = [("", "全部"), *years]  # type: ignore[attr-defined]  # as above

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stations that meet all conditions."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.filter(found_by(words))
        if district := self.cleaned_data.get("district"):
            queryset = queryset.filter(district__in=codes_within(district))
        if year := self.cleaned_data.get("year"):
            queryset = queryset.filter(approved_on__year=year)
        if field := self.cleaned_data.get("field"):
            shown = PresentationField.objects.filter(field=field, presentation__stage="public")
            queryset = queryset.filter(pk__in=shown.values("presentation__station"))
        if state := self.cleaned_data.get("state"):
            queryset = queryset.filter(State(state).condition(self.today))
        return queryset


class EndedFilters(FilterForm):
    """By name or number."""

    q = forms.CharField(label="名称、曾用名或编号", max_length=_WORDS)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stations of which a name or the number contains the words."""
        words = self.cleaned_data.get("q")
        return queryset.filter(found_by(words)) if words else queryset


class SessionFilters(FilterForm):
    """By name, number or place."""

    contains = ("name", "code", "place")

    q = forms.CharField(label="名称、编号或地点", max_length=_WORDS)


class AssessmentFilters(FilterForm):
    """By name or number."""

    contains = ("name", "code")

    q = forms.CharField(label="名称或编号", max_length=_WORDS)


class CheckpointFilters(FilterForm):
    """By what was done when it was signed."""

    equals = {"occasion": "occasion"}

    occasion = forms.ChoiceField(
        label="签署缘由", choices=[("", "全部"), *((m.name, m.label) for m in MOVES.values() if m.sealed)]
    )


def notice_filters(span: tuple[int, ...]) -> type[NoticeFilters]:
    """The form over some years."""
    return type("NoticeFilters", (NoticeFilters,), {"span": span})


def station_filters(today: date) -> type[StationFilters]:
    """The form over the recommending bodies of a day."""
    return type("StationFilters", (StationFilters,), {"bodies": bodies_by_pinyin(today), "today": today})
