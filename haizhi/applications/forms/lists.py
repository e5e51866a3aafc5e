"""The conditions above the list of applications, and the Office's tick on one row of the checklist."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.applications.models import Call
from haizhi.applications.queries.lists import districts, stages_of_applications
from haizhi.regulation.deadlines import Track
from haizhi.ui.listing import FilterForm


def _calls() -> list[tuple[str, str]]:
    rows = Call.objects.order_by("-year", "track").values_list("code", "year", "track")
    return [("", "全部"), *((code, f"{year}年·{Track(track).label}") for code, year, track in rows)]


class ApplicationFilters(FilterForm):
    """By words, stage, call and district."""

    q = forms.CharField(label="单位、编号或信用代码", max_length=120)
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *stages_of_applications()])
    call = forms.ChoiceField(label="申报通知", choices=_calls)
    district = forms.ChoiceField(label="区县", choices=[("", "全部"), *((b.code, b.name) for b in districts())])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The applications that meet every condition given."""
        given = self.cleaned_data
        if text := given.get("q"):
            words = Q(unit__name__icontains=text) | Q(code__icontains=text) | Q(unit__code__iexact=text)
            queryset = queryset.filter(words | Q(station_name__icontains=text))
        if stage := given.get("stage"):
            queryset = queryset.filter(stage=stage)
        if call := given.get("call"):
            queryset = queryset.filter(call__code=call)
        if district := given.get("district"):
            queryset = queryset.filter(district=district)
        return queryset


class JudgementForm(forms.Form):
    """One row: met or not, with a note; taken back when neither is said."""

    met = forms.TypedChoiceField(
        label="结论",
        choices=[("yes", "符合"), ("no", "不符合"), ("", "撤回判断")],
        coerce=lambda value: value == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="说明",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="判断为不符合的必填。",
    )
