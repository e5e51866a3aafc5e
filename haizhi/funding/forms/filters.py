"""The conditions above the lists."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.stages import STAGES
from haizhi.stations.models import STANDING
from haizhi.ui.listing import FilterForm


class BudgetFilters(FilterForm):
    """Of budgets: by year."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The budget of the year, when one is given."""
        year = self.cleaned_data.get("year")
        return queryset.filter(year=year) if year else queryset


class MoneyFilters(FilterForm):
    """By unit or number, and by stage; `kind` says of what, `year_path` where its year stands."""

    kind = ""
    year_path = ""

    q = forms.CharField(label="单位或编号", max_length=60)
    stage = forms.ChoiceField(label="状态")
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stage"].choices = [("", "全部"), *STAGES[self.kind].items()]  # type: ignore[attr-defined]  # a choice
        if not self.year_path:
            del self.fields["year"]

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that meet all that was given."""
        given = self.cleaned_data
        if words := given.get("q"):
            queryset = queryset.matching(words)  # type: ignore[attr-defined]  # of a Subject
        if stage := given.get("stage"):
            queryset = queryset.filter(stage=stage)
        if year := given.get("year"):
            queryset = queryset.filter(**{self.year_path: year})
        return queryset


class GrantFilters(MoneyFilters):
    """Of grants, also by sort."""

    kind, year_path = "grant", "budget__year"
    sort_of = forms.ChoiceField(label="类别", choices=[("", "全部"), *((one.value, one.label) for one in GrantKind)])

    ended = forms.ChoiceField(label="工作站", choices=[("", "全部"), ("yes", "已终止而未决算")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, of the sort, and those whose station ended while their books are open."""
        queryset, sort = super().narrow(queryset), self.cleaned_data.get("sort_of")
        if self.cleaned_data.get("ended"):
            queryset = queryset.filter(stage="approved").exclude(station__stage__in=STANDING)
        return queryset.filter(sort=sort) if sort else queryset


class SpendingFilters(MoneyFilters):
    """Of spendings, also by purpose and by invoice, and those entered twice."""

    kind, year_path = "spending", "grant__budget__year"
    purpose = forms.ChoiceField(label="用途", choices=[("", "全部"), *((one.value, one.label) for one in Purpose)])
    invoice = forms.CharField(label="发票号码", max_length=40)
    doubled = forms.ChoiceField(label="重复登记", choices=[("", "全部"), ("yes", "发票号码重复的")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, and of the purpose and the invoice."""
        queryset, given = super().narrow(queryset), self.cleaned_data
        if purpose := given.get("purpose"):
            queryset = queryset.filter(purpose=purpose)
        if invoice := given.get("invoice"):
            queryset = queryset.filter(invoice_number="".join(invoice.split()))
        return queryset.filter(doubled=True) if given.get("doubled") else queryset


class RulesFilters(MoneyFilters):
    """Of finance rules."""

    kind = "finance_rules"


class AccountFilters(MoneyFilters):
    """Of final accounts."""

    kind, year_path = "account", "grant__budget__year"


class CheckFilters(MoneyFilters):
    """Of checks, also by how they came about."""

    kind = "check"
    origin = forms.ChoiceField(label="缘由", choices=[("", "全部"), ("drawn", "随机抽查"), ("cause", "有因抽查")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, and of the origin."""
        queryset, origin = super().narrow(queryset), self.cleaned_data.get("origin")
        return queryset.filter(round__isnull=origin == "cause") if origin else queryset


class RoundFilters(MoneyFilters):
    """Of drawings."""

    kind, year_path = "check_round", "year"


class RecoveryFilters(MoneyFilters):
    """Of recoveries."""

    kind, year_path = "recovery", "grant__budget__year"
