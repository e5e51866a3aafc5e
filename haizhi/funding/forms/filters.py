"""The conditions above the lists."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.funding.queries.grants import UNPAID, UNSETTLED
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.ui.listing import FilterForm, StageFilters


class BudgetFilters(FilterForm):
    """Of budgets: by year."""

    equals = {"year": "year"}

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)


class MoneyFilters(StageFilters):
    """By unit or number, by stage, and by year where there is a `year_path` to it."""

    year_path = ""

    q = forms.CharField(label="单位或编号", max_length=60)
    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.year_path:
            del self.fields["year"]

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that meet all that was given."""
        queryset, year = super().narrow(queryset), self.cleaned_data.get("year")
        return queryset.filter(**{self.year_path: year}) if year else queryset


_LEFT = {"unpaid": UNPAID, "unsettled": UNSETTLED}


class GrantFilters(MoneyFilters):
    """Of grants, also by sort."""

    stages_of, year_path = "grant", "budget__year"
    equals = {"sort_of": "sort"}

    sort_of = forms.ChoiceField(label="类别", choices=[("", "全部"), *((one.value, one.label) for one in GrantKind)])
    left = forms.ChoiceField(
        label="尚待办理", choices=[("", "全部"), ("unpaid", "未拨付完"), ("unsettled", "工作站已终止而未决算")]
    )

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, of the sort, and what the Office has to see to."""
        return super().narrow(queryset).filter(_LEFT.get(self.cleaned_data.get("left", ""), Q()))


class SpendingFilters(MoneyFilters):
    """Of spendings, also by purpose and by invoice, and those entered twice."""

    stages_of, year_path = "spending", "grant__budget__year"
    equals = {"purpose": "purpose"}

    purpose = forms.ChoiceField(label="用途", choices=[("", "全部"), *((one.value, one.label) for one in Purpose)])
    invoice = forms.CharField(label="发票号码", max_length=40)
    doubled = forms.ChoiceField(label="重复登记", choices=[("", "全部"), ("yes", "发票号码重复的")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, and of the purpose and the invoice."""
        queryset, given = super().narrow(queryset), self.cleaned_data
        if invoice := given.get("invoice"):
            queryset = queryset.filter(invoice_number="".join(invoice.split()))
        return queryset.filter(doubled=True) if given.get("doubled") else queryset


class RulesFilters(MoneyFilters):
    """Of finance rules."""

    stages_of = "finance_rules"


class AccountFilters(MoneyFilters):
    """Of final accounts."""

    stages_of, year_path = "account", "grant__budget__year"


class CheckFilters(MoneyFilters):
    """Of checks, also by how they came about."""

    stages_of = "check"
    origin = forms.ChoiceField(label="缘由", choices=[("", "全部"), ("drawn", "随机抽查"), ("cause", "有因抽查")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, and of the origin."""
        queryset, origin = super().narrow(queryset), self.cleaned_data.get("origin")
        return queryset.filter(round__isnull=origin == "cause") if origin else queryset


class RoundFilters(MoneyFilters):
    """Of drawings."""

    stages_of, year_path = "check_round", "year"


class RecoveryFilters(MoneyFilters):
    """Of recoveries."""

    stages_of, year_path = "recovery", "grant__budget__year"


class PleaFilters(MoneyFilters):
    """Of pleas, also by what is said."""

    stages_of, year_path = "plea", "recovery__grant__budget__year"

    about = forms.ChoiceField(label="事项", choices=[("", "全部"), ("time", "申请延期"), ("objection", "异议")])

    def narrow(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """As by the others, and requests for time or objections alone."""
        queryset, about = super().narrow(queryset), self.cleaned_data.get("about")
        return queryset.filter(until__isnull=about == "objection") if about else queryset
