"""The conditions above the lists of work and its figures."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.regulation.stages import STAGES
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import sorts_of
from haizhi.stations.forms.work import SORT_CHOICES
from haizhi.stations.models import WorkEntry
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.ui.listing import FilterForm


class YearForm(FilterForm):
    """A year, and a district where there are several."""

    year = forms.IntegerField(
        label="年度", min_value=2000, max_value=2100, widget=forms.NumberInput(attrs={"placeholder": "本年度"})
    )
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stations of the district, with those that it took over; the year says only what is counted."""
        if district := self.cleaned_data.get("district"):
            queryset = queryset.filter(district__in=with_predecessors(district))
        return queryset


_STAGES = [("", "全部"), *STAGES["work"].items()]


class WorkFilters(FilterForm):
    """By words, family, sort, stage, district, days."""

    q = forms.CharField(label="名称、工作站或编号", max_length=60)
    family = forms.ChoiceField(label="任务类别", choices=[("", "全部"), *((f.value, f.label) for f in TaskFamily)])
    sort_of_work = forms.ChoiceField(label="类别", choices=[("", "全部"), *SORT_CHOICES])
    stage = forms.ChoiceField(label="状态", choices=_STAGES)
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    since = forms.DateField(label="开始日期自")
    until = forms.DateField(label="开始日期至")
    station = forms.CharField(max_length=24, widget=forms.HiddenInput)

    def narrow(self, queryset: QuerySet[WorkEntry]) -> QuerySet[WorkEntry]:
        """The work that meets all that was given; a district counts with those it took over."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.matching(words)  # type: ignore[attr-defined]  # of subjects
        if family := given.get("family"):
            queryset = queryset.filter(sort__in=[sort.value for sort in sorts_of(TaskFamily(family))])
        if district := given.get("district"):
            queryset = queryset.filter(station__district__in=with_predecessors(district))
        exact = {"sort": given.get("sort_of_work"), "stage": given.get("stage"), "station__code": given.get("station")}
        days = {"began_on__gte": given.get("since"), "began_on__lte": given.get("until")}
        return queryset.filter(**{path: value for path, value in (exact | days).items() if value})


class StationWorkFilters(FilterForm):
    """Of one station's year: by family and stage."""

    year = forms.IntegerField(required=False, widget=forms.HiddenInput)
    family = forms.ChoiceField(label="任务类别", choices=[("", "全部"), *((f.value, f.label) for f in TaskFamily)])
    stage = forms.ChoiceField(label="状态", choices=_STAGES)

    def narrow(self, queryset: QuerySet[WorkEntry]) -> QuerySet[WorkEntry]:
        """The work that meets all that was given; the year is the view's."""
        given = self.cleaned_data
        if family := given.get("family"):
            queryset = queryset.filter(sort__in=[sort.value for sort in sorts_of(TaskFamily(family))])
        return queryset.filter(stage=given["stage"]) if given.get("stage") else queryset


class WaitingFilters(FilterForm):
    """Of what waits for the Office: by words, family and days."""

    q = forms.CharField(label="名称、工作站或编号", max_length=60)
    family = forms.ChoiceField(label="任务类别", choices=[("", "全部"), *((f.value, f.label) for f in TaskFamily)])
    since = forms.DateField(label="开始日期自")
    until = forms.DateField(label="开始日期至")

    def narrow(self, queryset: QuerySet[WorkEntry]) -> QuerySet[WorkEntry]:
        """The work that meets all that was given."""
        given = self.cleaned_data
        met = Q()
        if family := given.get("family"):
            met &= Q(sort__in=[sort.value for sort in sorts_of(TaskFamily(family))])
        if given.get("since"):
            met &= Q(began_on__gte=given["since"])
        if given.get("until"):
            met &= Q(began_on__lte=given["until"])
        queryset = queryset.filter(met)
        return queryset.matching(words) if (words := given.get("q")) else queryset  # type: ignore[attr-defined]  # of subjects


def year_asked(said: str, this: int) -> int:
    """The year that an address asks for; this one where it asks for none that there is."""
    return int(said) if said.isdecimal() and said.isascii() and 2000 <= int(said[:5]) <= this + 1 else this
