"""The conditions above the lists."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet

from haizhi.experts.facts import discipline_names
from haizhi.experts.models import Expert, Look, Sex
from haizhi.experts.queries import found
from haizhi.regulation.civil_time import end_of_day
from haizhi.regulation.stages import STAGES
from haizhi.ui.listing import FilterForm, StageFilters

_EVERY = [("", "全部")]


class ExpertFilters(FilterForm):
    """The conditions above the list of experts."""

    q = forms.CharField(
        label="姓名、单位或编号",
        max_length=120,
        widget=forms.TextInput(attrs={"placeholder": "或完整的手机号码、信箱"}),
    )
    discipline = forms.ChoiceField(label="学科")
    city = forms.ChoiceField(label="范围", choices=[*_EVERY, ("in", "市内"), ("out", "市外")])
    stage = forms.ChoiceField(label="状态", choices=[*_EVERY, *STAGES["expert"].items()])
    sex = forms.ChoiceField(label="性别", choices=[*_EVERY, *Sex.choices])
    language = forms.CharField(label="外语", max_length=20)
    unit = forms.ChoiceField(label="单位代码", choices=[*_EVERY, ("yes", "已填写"), ("no", "未填写")])
    account = forms.ChoiceField(label="评委账号", choices=[*_EVERY, ("yes", "已开通"), ("no", "未开通")])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discipline"].choices = [*_EVERY, *discipline_names().items()]  # type: ignore[attr-defined]  # it is

    def narrow(self, queryset: QuerySet[Expert]) -> QuerySet[Expert]:
        """The experts that meet the conditions."""
        asked = self.cleaned_data
        if text := asked.get("q"):
            queryset = found(queryset, text)
        for name in ("discipline", "stage", "sex"):
            if value := asked.get(name):
                queryset = queryset.filter(**{name: value})
        if city := asked.get("city"):
            queryset = queryset.filter(within_city=city == "in")
        if language := asked.get("language"):
            queryset = queryset.filter(languages__icontains=language)
        if unit := asked.get("unit"):
            queryset = queryset.exclude(employer_code="") if unit == "yes" else queryset.filter(employer_code="")
        if account := asked.get("account"):
            queryset = queryset.filter(person__isnull=account == "no")
        return queryset


class CorrectionFilters(StageFilters):
    """The conditions above the list of corrections."""

    stages_of = "correction"
    contains = ("expert__code",)

    q = forms.CharField(label="专家编号", max_length=24)


class LookFilters(FilterForm):
    """The conditions above the list of looks."""

    q = forms.CharField(label="查阅人、专家编号或用途", max_length=120)
    sort = forms.ChoiceField(label="事项", choices=[*_EVERY, *Look.Sort.choices])
    since = forms.DateField(label="从", widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label="到", widget=forms.DateInput(attrs={"type": "date"}))

    def narrow(self, queryset: QuerySet[Look]) -> QuerySet[Look]:
        """The looks that meet the conditions."""
        asked = self.cleaned_data
        if text := asked.get("q"):
            by = queryset.filter(by_name__icontains=text)
            queryset = by | queryset.filter(expert__code__icontains=text) | queryset.filter(reason__icontains=text)
        if sort := asked.get("sort"):
            queryset = queryset.filter(sort=sort)
        if since := asked.get("since"):
            queryset = queryset.filter(at__gte=end_of_day(since - timedelta(days=1)))
        if until := asked.get("until"):
            queryset = queryset.filter(at__lt=end_of_day(until))
        return queryset
