"""The conditions above the list of applications."""

from collections.abc import Iterable
from typing import Any

from django import forms

from haizhi.applications.models import Call
from haizhi.applications.queries.forwarding import prepared_by_district
from haizhi.applications.queries.lists import districts, overdue, stages_of_applications
from haizhi.regulation.applicants import ApplicantKind
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.routing import Route
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked


def _any_of(choices: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return [("", "全部"), *choices]


class ApplicationFilters(FilterForm):
    """By words, call, stage, district, route and kind of unit; those overdue; those that wait for the reader."""

    q = forms.CharField(label="编号、单位、信用代码或拼音首字母", max_length=120)
    call = forms.ChoiceField(label="申报通知")
    stage = forms.ChoiceField(label="状态", choices=_any_of(stages_of_applications()))
    district = forms.ChoiceField(label="区县", choices=_any_of((b.code, b.name) for b in districts()))
    route = forms.ChoiceField(label="申报渠道", choices=_any_of((r.value, r.label) for r in Route))
    kind = forms.ChoiceField(label="单位类别", choices=_any_of((k.value, k.label) for k in ApplicantKind))
    overdue = forms.BooleanField(label="只看逾期未办的")
    mine = forms.BooleanField(label="只看待我办理的")

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        rows = Call.objects.order_by("-year", "track").values_list("pk", "code", "year", "track")
        self._calls = {code: (pk, f"{year}年·{Track(track).label}") for pk, code, year, track in rows}
        self.fields["call"].choices = _any_of((code, label) for code, (_, label) in self._calls.items())  # type: ignore[attr-defined]  # the field declared above

    def narrow(self, queryset: Any) -> Any:
        """The applications that meet every condition given."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.matching(words)
        if code := given.get("call"):
            # by its id: a condition on a joined table could not use the order of an index
            queryset = queryset.filter(call_id=self._calls[code][0])
        for name in ("stage", "district", "route"):
            if value := given.get(name):
                queryset = queryset.filter(**{name: value})
        if kind := given.get("kind"):
            queryset = queryset.filter(unit__applicant_kind=kind)
        if given.get("overdue"):
            queryset = overdue(queryset, day_of(self.asked.at))
        return queryset.awaiting(self.asked.actor) if given.get("mine") else queryset


class ForwardingFilters(FilterForm):
    """What waits for a district, by words and by whether its opinion is drafted and its sealed scan is there."""

    q = forms.CharField(label="编号、单位、信用代码或拼音首字母", max_length=120)
    prepared = forms.ChoiceField(
        label="准备情况", choices=_any_of((("yes", "意见和扫描件已备"), ("no", "尚缺意见或扫描件")))
    )

    def narrow(self, queryset: Any) -> Any:
        """The applications that meet both."""
        if words := self.cleaned_data.get("q"):
            queryset = queryset.matching(words)
        if said := self.cleaned_data.get("prepared"):
            queryset = prepared_by_district(queryset, ready=said == "yes")
        return queryset
