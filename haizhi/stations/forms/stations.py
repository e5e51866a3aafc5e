"""Award of a plaque, and the conditions above the lists."""

from django import forms
from django.db.models import Q, QuerySet

from haizhi.kernel.subjects import Subject
from haizhi.stations.models import Station
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.ui.listing import FilterForm


class StationFilters(FilterForm):
    """By name or number, district, year of approval."""

    q = forms.CharField(label="单位、简称或编号", max_length=60)
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    year = forms.IntegerField(label="批准年份", min_value=2000, max_value=2100)

    def narrow(self, queryset: QuerySet[Station]) -> QuerySet[Station]:
        """The stations that meet all that was given; a district counts with those it took over."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.filter(
                Q(unit__name__icontains=words) | Q(short_name__icontains=words) | Q(code__icontains=words)
            )
        if district := given.get("district"):
            queryset = queryset.filter(district__in=with_predecessors(district))
        if year := given.get("year"):
            queryset = queryset.filter(approved_on__year=year)
        return queryset


class AwaitingFilters(FilterForm):
    """By unit or number of the application."""

    q = forms.CharField(label="单位或申报编号", max_length=60)

    def narrow(self, queryset: QuerySet[Subject]) -> QuerySet[Subject]:
        """The applications whose unit or number holds the words."""
        words = self.cleaned_data.get("q")
        return queryset.filter(Q(unit__name__icontains=words) | Q(code__icontains=words)) if words else queryset
