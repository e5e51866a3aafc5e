"""The conditions above the lists of stations, of their people and of the units that wait for a plaque."""

from datetime import date
from typing import ClassVar

from django import forms
from django.db.models import Q, QuerySet

from haizhi.kernel.actor import Actor
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.stages import STAGES
from haizhi.stations.models import Station, StationPerson
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.stations.queries.registry import ENDING_WITHIN, ending_within, found_by, has_own, own_stations
from haizhi.ui.listing import FilterForm


class StationFilters(FilterForm):
    """By words, district, stage, kind of unit, year of approval, end of the term; `mine` are the reader's own.

    `today` is the day from which the ends of terms are counted.
    """

    today: ClassVar[date]
    mine_are: ClassVar[Q]

    q = forms.CharField(label="名称、拼音或编号", max_length=60)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["station"].items()])
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    kind = forms.ChoiceField(
        label="单位类别", choices=[("", "全部"), *((kind.value, kind.label) for kind in ApplicantKind)]
    )
    year = forms.IntegerField(label="批准年份", min_value=2000, max_value=2100)
    ending = forms.ChoiceField(
        label="有效期",
        choices=[("", "全部"), ("over", "已届满"), *((str(n), f"{n}个月内届满") for n in ENDING_WITHIN)],
    )
    mine = forms.BooleanField(label="只看本单位、本区县", widget=forms.CheckboxInput)

    def narrow(self, queryset: QuerySet[Station]) -> QuerySet[Station]:
        """The stations that meet all that was given; a district counts with those it took over."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.filter(found_by(words))
        if stage := given.get("stage"):
            queryset = queryset.filter(stage=stage)
        if district := given.get("district"):
            queryset = queryset.filter(district__in=with_predecessors(district))
        if kind := given.get("kind"):
            queryset = queryset.filter(unit__applicant_kind=kind)
        if year := given.get("year"):
            queryset = queryset.filter(approved_on__year=year)
        if ending := given.get("ending"):
            queryset = queryset.filter(ending_within(ending, self.today))
        return queryset.filter(self.mine_are) if given.get("mine") else queryset


def station_filters(actor: Actor, today: date) -> type[StationFilters]:
    """The form for somebody on a day; who has no stations of their own is not asked whether to see these alone."""
    own = {} if has_own(actor) else {"mine": None}
    return type("StationFilters", (StationFilters,), {"today": today, "mine_are": own_stations(actor), **own})


class PersonFilters(FilterForm):
    """By name, unit or station, duty, district."""

    q = forms.CharField(label="姓名、单位或工作站编号", max_length=60)
    duty = forms.ChoiceField(label="岗位", choices=[("", "全部"), *StationPerson.Duty.choices])
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])

    def narrow(self, queryset: QuerySet[StationPerson]) -> QuerySet[StationPerson]:
        """The people who meet all that was given."""
        given = self.cleaned_data
        if words := given.get("q"):
            named = Q(name__icontains=words) | Q(station__unit__name__icontains=words)
            queryset = queryset.filter(named | Q(station__code__icontains=words))
        if duty := given.get("duty"):
            queryset = queryset.filter(duty=duty)
        if district := given.get("district"):
            queryset = queryset.filter(station__district__in=with_predecessors(district))
        return queryset


class AwaitingFilters(FilterForm):
    """By unit or number of the application."""

    contains = ("unit__name", "code")

    q = forms.CharField(label="单位或申报编号", max_length=60)
