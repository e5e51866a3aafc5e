"""Parsing of what the pages of stations ask for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.applications.models import Application
from haizhi.kernel.subjects import Subject
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.naming import plaque_name, short_name_fits
from haizhi.stations.models import Station
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.ui.acting import ActForm
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked


class AwardForm(ActForm):
    """The plaque: its name, its serial, when it was handed over."""

    danger = True

    short_name = forms.CharField(
        label="工作站简称",
        max_length=60,
        help_text="牌匾名称中“重庆工作基地”与“工作站”之间的部分，取自申报表，可改为规范简称。",
        widget=forms.TextInput(
            attrs={
                "hx-get": "",
                "hx-trigger": "input changed delay:300ms",
                "hx-target": "#plaque",
                "hx-swap": "outerHTML",
            }
        ),
    )
    plaque_serial = forms.CharField(label="牌匾编号", max_length=40)
    awarded_on = forms.DateField(label="授牌日期")

    def __init__(self, *args: Any, asked: Asked, application: Application, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.initial.setdefault("short_name", asked.GET.get("short_name", application.station_name))
        self.initial.setdefault("plaque_serial", asked.GET.get("plaque_serial", ""))
        self.initial.setdefault("awarded_on", asked.GET.get("awarded_on") or day_of(asked.at))

    def plaque(self) -> str:
        """The plaque's name with the short name as it stands."""
        return plaque_name(str(self["short_name"].value() or ""))

    def fits(self) -> Finding:
        """Whether the short name as it stands fits the plaque."""
        return short_name_fits(str(self["short_name"].value() or ""))


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
