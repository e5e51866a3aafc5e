"""What is asked on the desk: words to look for, conditions of its lists, a name for conditions that are kept."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import Resolver404, resolve

from haizhi.kernel.models import Act, Entry
from haizhi.kernel.subjects import Subject
from haizhi.regulation.moves import MOVES
from haizhi.regulation.stages import STAGES
from haizhi.ui.listing import FilterForm
from haizhi.ui.models import kept_query


class SearchForm(forms.Form):
    """What is looked for."""

    q = forms.CharField(label="编号、单位名称（含曾用名）或拼音首字母", max_length=60, min_length=2)


class KindFilters(FilterForm):
    """What is of one kind (hidden; it remains when the conditions are cleared), by words and stage."""

    kind = forms.CharField(widget=forms.HiddenInput)
    q = forms.CharField(label="编号、名称或拼音首字母", max_length=60)
    stage = forms.ChoiceField(label="状态")

    def __init__(self, *args: Any, model: type[Subject], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not model.searched:
            del self.fields["q"]
        self.fields["stage"].choices = [("", "全部"), *STAGES[model.kind].items()]  # type: ignore[attr-defined]  # the field declared above

    def narrow(self, queryset: Any) -> Any:
        """The subjects in the stage that the words find."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.matching(words)
        if stage := self.cleaned_data.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset


class DoneFilters(FilterForm):
    """By number or name."""

    q = forms.CharField(label="编号或名称", max_length=60)

    def narrow(self, queryset: QuerySet[Act]) -> QuerySet[Act]:
        """The acts on subjects whose number or title contains the words."""
        words = self.cleaned_data.get("q")
        return queryset.filter(Q(number__icontains=words) | Q(title__icontains=words)) if words else queryset


class LedgerFilters(FilterForm):
    """By step."""

    verb = forms.ChoiceField(
        label="步骤", choices=[("", "全部"), *((name, move.label) for name, move in MOVES.items())]
    )

    def narrow(self, queryset: QuerySet[Entry]) -> QuerySet[Entry]:
        """The entries of one move."""
        verb = self.cleaned_data.get("verb")
        return queryset.filter(verb=verb) if verb else queryset


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
