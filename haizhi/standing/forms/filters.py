"""The conditions above the lists."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.regulation.term import renewable_to
from haizhi.standing.models import Ending
from haizhi.standing.queries.alerts import ALERT
from haizhi.ui.listing import FilterForm, StageFilters


class MatterFilters(StageFilters):
    """By stage, and by the station or the number."""

    q = forms.CharField(label="单位、工作站或编号", max_length=60)


class RenewalFilters(MatterFilters):
    """Of requests."""

    stages_of = "renewal"


class ObservationFilters(MatterFilters):
    """Of observations."""

    stages_of = "observation"


class RectificationFilters(MatterFilters):
    """Of 整改, also what is overdue."""

    stages_of = "rectification"

    overdue = forms.BooleanField(label="已逾期")

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As every matter, and those whose last day has passed."""
        queryset = super().narrow(queryset)
        if self.cleaned_data.get("overdue"):
            queryset = queryset.filter(stage="issued", due_on__lt=self.today)
        return queryset


class RevocationFilters(MatterFilters):
    """Of revocations."""

    stages_of = "revocation"


class EndingFilters(MatterFilters):
    """Of ends, also by why."""

    stages_of = "ending"
    equals = {"sort": "sort"}

    sort = forms.ChoiceField(label="终止原因", choices=[("", "全部"), *Ending.Sort.choices])


_WINDOWS = (("", "全部"), ("window", "申请期内"), ("due", "到期待评"), ("later", "未到申请期"))


class TermFilters(FilterForm):
    """Of the terms: how far they have run, and whether another was asked for."""

    q = forms.CharField(label="单位、工作站或编号", max_length=60)
    window = forms.ChoiceField(label="期限", choices=_WINDOWS)
    unasked = forms.BooleanField(label="尚未提交申请")

    def __init__(self, *args: Any, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The stations of which that is so."""
        said = self.cleaned_data
        opens = renewable_to(self.today)
        spans = {
            "window": Q(valid_to__gte=self.today, valid_to__lte=opens),
            "due": Q(stage="due") | Q(valid_to__lt=self.today),
            "later": Q(valid_to__gt=opens),
        }
        if said.get("window"):
            queryset = queryset.filter(spans[said["window"]])
        if said.get("unasked"):
            queryset = queryset.filter(Q(asked_stage__isnull=True) | Q(asked_stage="draft"))
        return super().narrow(queryset)


_GROUNDS = (
    ("alert", "预警：不能正常开展工作，且未参加总结或评估不合格"),
    ("observed", "有不能正常开展工作的记载"),
    ("missed", "连续未参加年度总结检查"),
    ("failed", "评估不合格"),
    ("idle", "长期没有已确认的工作"),
)


class ConcernFilters(FilterForm):
    """Of the stations whose standing may be in question."""

    q = forms.CharField(label="单位、工作站或编号", max_length=60)
    ground = forms.ChoiceField(label="情形", choices=[("", "有任一情形"), *_GROUNDS, ("all", "全部工作站")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Those of which the ground stands; without one, of which any does."""
        ground = self.cleaned_data.get("ground") or ""
        any_ = Q(observed=True) | Q(missed=True) | Q(failed=True) | Q(idle=True)
        met = {
            "": any_,
            "alert": ALERT,
            "all": Q(),
        }.get(ground, Q(**{ground: True}) if ground else Q())
        return super().narrow(queryset.filter(met))
