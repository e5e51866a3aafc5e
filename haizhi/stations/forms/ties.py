"""Parsing of overseas ties."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import STAGES
from haizhi.regulation.ties import TieSort
from haizhi.stations.facts.work import TIE_VALUES
from haizhi.stations.models import Tie
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.ui.acting import ActForm, Forms, ReasonForm
from haizhi.ui.listing import FilterForm

_SORTS = [(sort.value, sort.label) for sort in TieSort]


class TieForm(ActForm):
    """Who it is, where and in which field; of a person no more than that."""

    hint = "个人只登记姓名、所在机构、国家或地区和专业领域，不登记证件号码和联系方式。"

    name = forms.CharField(label="名称（原文）", max_length=200, help_text="以其本国文字书写。")
    name_zh = forms.CharField(label="中文名称", max_length=100, required=False)
    institution = forms.CharField(label="所在机构", max_length=200, required=False, help_text="专家须填写。")
    country = forms.CharField(label="国家或地区", max_length=60)
    fields_told = forms.CharField(label="专业领域", max_length=100)
    since = forms.DateField(label="建立联系日期", required=False)
    note = forms.CharField(label="合作情况", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4}))

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        return said | {"fields": said.pop("fields_told")}


class RegisterTieForm(TieForm):
    """A new tie."""

    sort = forms.ChoiceField(label="类别", choices=_SORTS, widget=forms.RadioSelect, initial=TieSort.GROUP.value)

    field_order = ("sort",)

    def arguments(self) -> dict[str, Any]:
        said = super().arguments()
        return said | {"sort": TieSort(said["sort"])}


class AmendTieForm(TieForm):
    """What is known of it now."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Tie):
            for name in TIE_VALUES:
                self.initial["fields_told" if name == "fields" else name] = getattr(self.subject, name)


class EndTieForm(ReasonForm):
    """Since when it is kept no more, and why."""

    ended_on = forms.DateField(label="终止日期")

    field_order = ("ended_on", "opinion")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["ended_on"] = day_of(self.asked.at)


TIE_FORMS: Forms = {
    moves.AMEND_TIE.name: AmendTieForm,
    moves.END_TIE.name: EndTieForm,
    moves.RESUME_TIE.name: ReasonForm,
}


class TieFilters(FilterForm):
    """By words, sort, country, district and stage."""

    q = forms.CharField(label="名称、机构或领域", max_length=60)
    sort_of_tie = forms.ChoiceField(label="类别", choices=[("", "全部"), *_SORTS])
    country = forms.CharField(label="国家或地区", max_length=60)
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["tie"].items()])

    def narrow(self, queryset: QuerySet[Tie]) -> QuerySet[Tie]:
        """The ties that meet all that was given; a district counts with those it took over."""
        given = self.cleaned_data
        if words := given.get("q"):
            columns = ("name", "name_zh", "institution", "fields")
            queryset = queryset.filter(Q.create([(f"{column}__icontains", words) for column in columns], Q.OR))
        if country := given.get("country"):
            queryset = queryset.filter(country__icontains=country)
        if district := given.get("district"):
            queryset = queryset.filter(station__district__in=with_predecessors(district))
        exact = {"sort": given.get("sort_of_tie"), "stage": given.get("stage")}
        return queryset.filter(**{path: value for path, value in exact.items() if value})
