"""The conditions above the lists of what stations owe by a day."""

from collections.abc import Collection
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet

from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.stations.queries.owed import late
from haizhi.ui.listing import StageFilters


class OwedFilters(StageFilters):
    """By words, stage, overdue or not, district; `station` comes from the pages that lead here.

    `turns` are the stages in which it is the station's turn.
    """

    turns: ClassVar[Collection[str]] = ()

    late = forms.BooleanField(label="只看已逾期")
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    station = forms.CharField(max_length=24, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by words and stage, of the station; a district counts with those it took over."""
        queryset, given = super().narrow(queryset), self.cleaned_data
        if given.get("late"):
            queryset = queryset.filter(late(self.turns, self.today))
        if district := given.get("district"):
            queryset = queryset.filter(station__district__in=with_predecessors(district))
        return queryset.filter(station__code=given["station"]) if given.get("station") else queryset
