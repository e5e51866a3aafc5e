"""Budgets, grants and payments."""

from typing import Any

from django import forms

from haizhi.files.forms import UploadField
from haizhi.funding.forms.fields import YuanField, day_field, text_field
from haizhi.funding.models import Budget, Grant
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.funding import GrantKind, yuan
from haizhi.stations.models import STANDING, Station
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class BudgetForm(ActForm):
    """The budget of a year."""

    year = forms.IntegerField(label="年度", min_value=2000, max_value=2100)
    amount = YuanField(label="预算金额")
    basis = forms.CharField(label="预算依据", max_length=200, help_text="如“渝科协发〔2026〕5号”")

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.initial.setdefault("year", day_of(asked.at).year)


class AmendBudgetForm(ReasonForm):
    """Another amount for the year."""

    amount = YuanField(label="调整后的预算")
    field_order = ("amount", "opinion")

    def __init__(self, *args: Any, asked: Asked, subject: Budget, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("amount", subject.amount)
        self.fields["amount"].help_text = f"已资助{yuan(subject.granted)}元，不得少于此数"


class GrantBasisForm(ActForm):
    """What every grant of a sort rests on."""

    sort = forms.ChoiceField(label="类别", choices=[(kind.value, kind.label) for kind in GrantKind])
    basis = forms.CharField(label="资助依据", max_length=200, help_text="批准建站的联合发文、会议纪要等的名称或文号")
    basis_on = day_field("依据日期")
    talent_rules = forms.CharField(
        label="参照的人才规定", max_length=200, required=False, help_text="引进海外院士的建站单位必填"
    )

    def sort_chosen(self) -> GrantKind:
        """The sort of grant. Only after `is_valid()`."""
        return GrantKind(self.cleaned_data["sort"])


class ProposeGrantForm(GrantBasisForm):
    """A grant to one station."""

    station = forms.CharField(label="工作站编号", max_length=24, help_text="如“GZ-2026-0001”")
    amount = YuanField(label="资助金额")
    basis_file = UploadField(label="依据文件", required=False)
    reason = text_field("理由", required=False, help_text="后续资助必填：写明工作站作用发挥情况")
    field_order = ("station", "sort", "amount", "basis", "basis_on", "basis_file", "talent_rules", "reason")

    def clean_station(self) -> Station:
        """The standing station of that number."""
        code = str(self.cleaned_data["station"]).strip().upper()
        found = Station.objects.filter(code=code, stage__in=STANDING).select_related("unit").first()
        if found is None:
            raise forms.ValidationError("没有这个编号的在册工作站，请在工作站列表中核对。")
        return found

    def arguments(self) -> dict[str, Any]:
        """As any act's, the sort as the rules know it."""
        return super().arguments() | {"sort": self.sort_chosen()}


class ReduceGrantForm(ReasonForm):
    """Less than was granted."""

    danger = True
    amount = YuanField(label="核减后的资助金额")
    field_order = ("amount", "opinion")

    def __init__(self, *args: Any, asked: Asked, subject: Grant, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("amount", subject.paid)
        self.fields["amount"].help_text = f"现为{yuan(subject.amount)}元，已拨付{yuan(subject.paid)}元"


class PaymentForm(ActForm):
    """A payment."""

    page_title = "登记拨付"
    hint = "按银行回单如实登记。建站单位的财务管理制度备案后才能拨付。"

    amount = YuanField(label="金额")
    paid_on = day_field("拨付日期")
    voucher = forms.CharField(label="凭证号", max_length=60)
    receipt = UploadField(label="拨付凭证", required=False)


class ApproveForm(OpinionForm):
    """What the head says to it."""

    hint = "批准后建站单位即可看到，并占用当年预算。"


GRANT_FORMS: Forms = {
    moves.AMEND_BUDGET.name: AmendBudgetForm,
    moves.APPROVE_GRANT.name: ApproveForm,
    moves.REFUSE_GRANT.name: ReasonForm,
    moves.WITHDRAW_GRANT.name: ReasonForm,
    moves.REDUCE_GRANT.name: ReduceGrantForm,
    moves.REVERSE_PAYMENT.name: ReasonForm,
}
