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


class DrawUpForm(ActForm):
    """The final account that the Office draws up in the place of a unit that is no more, or does not."""

    page_title = "代办决算"
    danger = True
    hint = (
        "工作站终止后，单位已合并、注销或者不办理决算的，由海智办代办，另一人审核。金额以账面为准，单位没有提交的支出不再办理。"
        "账面没有去向的款项，请先在资助的页面上决定追回；确实收不回的，审核以后核销。"
    )

    opinion = text_field("代办的事由和经费使用情况", rows=6, most=4000, help_text="建站单位可以看到")
    report = UploadField(label="证明材料", help_text="工商注销、合并文件，清算报告，催办记录等")


class WriteOffForm(ReasonForm):
    """What does not come back is written off by a decision on paper."""

    danger = True
    hint = "按有关规定报经批准以后登记。核销后不再追索，账目和批准文件留存。"

    basis = forms.CharField(label="批准文件的名称或文号", max_length=200)
    proof = UploadField(label="批准文件")
    opinion = text_field("核销的理由")
    field_order = ("basis", "proof", "opinion")


class ReturnRestForm(ActForm):
    """A part of the rest that came back."""

    amount = YuanField(label="收到金额")
    received_on = day_field("到账日期")
    voucher = forms.CharField(label="凭证号", max_length=60)

    def __init__(self, *args: Any, asked: Asked, subject: FinalAccount, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        owed = subject.owed
        self.initial.setdefault("amount", owed)
        self.fields["amount"].help_text = f"尚应退回{yuan(owed)}元，可以分次登记"


RULES_FORMS: Forms = {
    moves.ACCEPT_FINANCE_RULES.name: OpinionForm,
    moves.RETURN_FINANCE_RULES.name: ReasonForm,
    moves.ACCEPT_ACCOUNT.name: OpinionForm,
    moves.RETURN_ACCOUNT.name: ReasonForm,
    moves.RETURN_REST.name: ReturnRestForm,
    moves.WRITE_OFF_REST.name: WriteOffForm,
}
