"""The conditions above the list of calls."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.regulation.deadlines import Track
from haizhi.regulation.stages import STAGES
from haizhi.ui.listing import FilterForm


class CallListFilters(FilterForm):
    """By words, track and stage."""

    q = forms.CharField(label="标题或文号", max_length=60)
    track = forms.ChoiceField(label="受理类别", choices=[("", "全部"), *((t.value, t.label) for t in Track)])
    stage = forms.ChoiceField(label="状态", choices=[("", "全部"), *STAGES["call"].items()])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The calls that meet every condition given."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.filter(Q(heading__icontains=words) | Q(document_number__icontains=words))
        return queryset.filter(**{name: given[name] for name in ("track", "stage") if given.get(name)})
