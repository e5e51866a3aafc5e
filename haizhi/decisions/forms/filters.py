"""The conditions above the lists of decisions."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.decisions.models import Objection
from haizhi.regulation.stages import STAGES
from haizhi.ui.listing import FilterForm


class StageFilters(FilterForm):
    """By stage and by what is written in the number or heading; `kind` and `searched` say where."""

    kind = ""
    searched: tuple[str, ...] = ()

    q = forms.CharField(label="编号或名称", max_length=60)
    stage = forms.ChoiceField(label="状态")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", "全部"), *STAGES[self.kind].items()]  # type: ignore[attr-defined]  # a choice

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows of the stage, and those that hold the words."""
        if stage := self.cleaned_data.get("stage"):
            queryset = queryset.filter(stage=stage)
        if words := self.cleaned_data.get("q"):
            found = Q()
            for path in self.searched:
                found |= Q(**{f"{path}__icontains": words})
            queryset = queryset.filter(found)
        return queryset


class ResolutionFilters(StageFilters):
    """Of resolutions."""

    kind = "resolution"
    searched = ("code", "session__name", "minutes_number")


class PublicityFilters(StageFilters):
    """Of 公示."""

    kind = "publicity"
    searched = ("code", "heading")


class ObjectionFilters(StageFilters):
    """Of objections and reports, also by sort."""

    kind = "objection"
    searched = ("code", "application__unit__name", "named_unit")

    sort = forms.ChoiceField(label="类别", choices=[("", "全部"), *Objection.Sort.choices])
    channel = forms.ChoiceField(label="提出方式", choices=[("", "全部"), *Objection.Channel.choices])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by stage and words, and of the sort."""
        queryset = super().narrow(queryset)
        for name in ("sort", "channel"):
            if value := self.cleaned_data.get(name):
                queryset = queryset.filter(**{name: value})
        return queryset


class InquiryFilters(StageFilters):
    """Of what was put to units."""

    kind = "inquiry"
    searched = ("code", "unit__name")


class DocumentFilters(StageFilters):
    """Of joint documents."""

    kind = "document"
    searched = ("code", "heading", "document_number")
