"""Finance rules and final accounts."""

from typing import Any

from django import forms

from haizhi.accounts.models import Organisation
from haizhi.files.forms import UploadField
from haizhi.funding.forms.fields import YuanField, day_field, text_field
from haizhi.funding.models import FinalAccount
from haizhi.regulation import moves
from haizhi.regulation.funding import yuan
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class FinanceRulesForm(ActForm):
    """A version of the unit's finance rules."""

    page_title = "报送财务管理制度"
    hint = "建站工作经费由建站单位负责管理，并制定相关财务管理制度。海智办核对备案后才能拨付经费。"

    unit = forms.ModelChoiceField(
        Organisation.objects.none(),
        label="单位",
        empty_label=None,
        to_field_name="code",
        error_messages={"invalid_choice": "请选择本人任职的单位"},
    )
    name = forms.CharField(label="制度名称", max_length=120)
    in_force_on = day_field("施行日期")
    upload = UploadField(label="制度文本", help_text="加盖公章的扫描件")

    def __init__(self, *args: Any, asked: Asked, units: list[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        rows = Organisation.objects.filter(pk__in=[unit.pk for unit in units]).order_by("name")
        self.fields["unit"].queryset = rows  # type: ignore[attr-defined]  # a choice of rows


class AccountForm(ActForm):
    """The final account, as the 负责人 signs it."""

    page_title = "报送决算"
    danger = True
    hint = "金额以账面为准。报送后不再登记拨付和支出，结余在海智办审核通过后退回。"

    opinion = text_field("经费使用情况说明", rows=6, most=4000)
    report = UploadField(label="决算报告", required=False, help_text="签字盖章的扫描件")


class ReturnRestForm(ActForm):
    """A part of the rest that came back."""

    amount = YuanField(label="收到金额")
    received_on = day_field("到账日期")
    voucher = forms.CharField(label="凭证号", max_length=60)

    def __init__(self, *args: Any, asked: Asked, subject: FinalAccount, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        owed = subject.rest - subject.returned
        self.initial.setdefault("amount", owed)
        self.fields["amount"].help_text = f"尚应退回{yuan(owed)}元，可以分次登记"


RULES_FORMS: Forms = {
    moves.ACCEPT_FINANCE_RULES.name: OpinionForm,
    moves.RETURN_FINANCE_RULES.name: ReasonForm,
    moves.ACCEPT_ACCOUNT.name: OpinionForm,
    moves.RETURN_ACCOUNT.name: ReasonForm,
    moves.RETURN_REST.name: ReturnRestForm,
}
