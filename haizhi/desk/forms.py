"""What is asked on the desk: words to look for, conditions of its lists, a name for conditions that are kept."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.urls import Resolver404, resolve

from haizhi.desk.queries.overview import Look
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.moves import MOVES
from haizhi.regulation.stages import STAGES
from haizhi.stations.models import STANDING, Station
from haizhi.stations.queries import district_choices, with_predecessors
from haizhi.stations.queries.registry import found_by
from haizhi.ui.acting import ActForm
from haizhi.ui.listing import FilterForm, StageFilters
from haizhi.ui.models import kept_query


class SearchForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(label="编号、单位名称（含曾用名）或拼音首字母", max_length=60, min_length=2)


class KindFilters(StageFilters):
    """What is of one kind (hidden; it remains when the conditions are cleared), by words and stage."""

    kind = forms.CharField(widget=forms.HiddenInput)
    q = forms.CharField(label="编号、名称或拼音首字母", max_length=60)

    def __init__(self, *args: Any, model: type[Subject], **kwargs: Any) -> None:
        self.stages_of = model.kind
        super().__init__(*args, **kwargs)
        if not model.searched:
            del self.fields["q"]


class DoneFilters(FilterForm):
    """By number or name."""

    contains = ("number", "title")

    q = forms.CharField(label="编号或名称", max_length=60)


class LedgerFilters(FilterForm):
    """By step."""

    equals = {"verb": "verb"}

    verb = forms.ChoiceField(
        label="步骤", choices=[("", "全部"), *((name, move.label) for name, move in MOVES.items())]
    )


class OverviewFilters(FilterForm):
    """By words, what calls for a look, district, stage, kind of unit, for the work and the money of a year.

    `looks` are the conditions for those that call for a look, `years` those that may be asked for, the usual one first.
    """

    looks: ClassVar[Mapping[str, Look]]
    years: ClassVar[Sequence[int]]

    q = forms.CharField(label="单位、简称、拼音或编号", max_length=60)
    look = forms.ChoiceField(label="需要关注")
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *district_choices()])
    stage = forms.ChoiceField(
        label="状态", choices=[("", "全部"), *((stage, STAGES["station"][stage]) for stage in STANDING)]
    )
    kind = forms.ChoiceField(
        label="单位类别", choices=[("", "全部"), *((kind.value, kind.label) for kind in ApplicantKind)]
    )
    year = forms.ChoiceField(label="工作和经费的年度")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields
        chosen["look"].choices = [("", "全部"), *((key, label) for key, (label, _) in self.looks.items())]
        chosen["year"].choices = [("", f"{self.years[0]}年"), *((str(year), f"{year}年") for year in self.years[1:])]

    def narrow(self, queryset: QuerySet[Station]) -> QuerySet[Station]:
        """The stations that meet all that was given; a district counts with those it took over."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.filter(found_by(words))
        if look := given.get("look"):
            queryset = queryset.filter(self.looks[look][1]())
        if district := given.get("district"):
            queryset = queryset.filter(district__in=with_predecessors(district))
        if stage := given.get("stage"):
            queryset = queryset.filter(stage=stage)
        if kind := given.get("kind"):
            queryset = queryset.filter(unit__applicant_kind=kind)
        return queryset


class SavedFilterForm(forms.Form):
    """The name under which the conditions of a list are kept."""

    name = forms.CharField(label="名称", max_length=40)
    path = forms.CharField(max_length=200, widget=forms.HiddenInput)
    query = forms.CharField(max_length=2000, widget=forms.HiddenInput)

    def clean_path(self) -> str:
        """An address of this site. Raises ValidationError."""
        path: str = self.cleaned_data["path"]
        try:
            resolve(path)
        except Resolver404 as unknown:
            raise ValidationError("没有这个清单，请回到清单后重新保存。") from unknown
        return path

    def clean_query(self) -> str:
        """The conditions alone. Raises ValidationError when there are none."""
        kept = kept_query(QueryDict(self.cleaned_data["query"]))
        if not kept:
            raise ValidationError("没有条件可以保存，请先查询。")
        return kept

    def arguments(self) -> dict[str, Any]:
        """What is kept. Only after `is_valid()`."""
        return dict(self.cleaned_data)


class RenewFeedForm(ActForm):
    """Another address for one's calendar feed."""

    hint = "原来的地址随即失效，已经订阅的设备需要用新地址重新订阅。"


class EndFeedForm(ActForm):
    """The end of one's calendar feed."""

    hint = "地址随即失效，已经订阅的设备不再更新。以后可以重新开通。"


FEED_FORMS: dict[str, type[ActForm]] = {
    moves.OPEN_FEED.name: ActForm,
    moves.RENEW_FEED.name: RenewFeedForm,
    moves.END_FEED.name: EndFeedForm,
}
