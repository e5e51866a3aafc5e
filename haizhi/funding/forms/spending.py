"""Spendings: entered on a phone beside the invoice, and what is decided on them."""

from typing import Any

from django import forms

from haizhi.files.forms import UploadField
from haizhi.funding.forms.fields import YuanField, day_field, text_field
from haizhi.funding.models import Grant, Spending
from haizhi.funding.queries.spending import work_choices
from haizhi.regulation import moves
from haizhi.regulation.funding import PURPOSES, GrantKind, Purpose
from haizhi.stations.models import WorkEntry
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


def _purposes(grant: Grant) -> list[tuple[str, Any]]:
    cite, allowed = PURPOSES[GrantKind(grant.sort)]
    others = [(one.value, one.label) for one in Purpose if one not in allowed]
    return [
        ("", "请选择"),
        (f"本项资助的用途（{cite}）", [(one.value, one.label) for one in allowed]),
        ("不在本项资助用途之内（须由海智办认定）", others),
    ]


class SpendingForm(ActForm):
    """One invoice. Everything may be left for later; what lacks is said before it is handed in."""

    page_title = "登记支出"
    hint = "知道多少先填多少，登记后可以随时补充；补齐提交后由海智办确认。"
    needed_later = frozenset({"amount", "purpose", "invoice", "invoice_number", "invoice_on", "issuer", "text"})

    amount = YuanField(label="金额", positive=True, required=False)
    purpose = forms.ChoiceField(label="用途", required=False)
    invoice = UploadField(label="发票照片或扫描件", required=False)
    invoice_number = forms.CharField(label="发票号码", required=False, max_length=40)
    invoice_on = day_field("开票日期", required=False)
    issuer = forms.CharField(label="开票单位", required=False, max_length=120)
    text = text_field("用途说明", required=False, most=1000, help_text="买了什么、用于哪项活动，不写涉密内容。")
    work = forms.ChoiceField(label="对应的工作记录", required=False)

    def __init__(self, *args: Any, asked: Asked, grant: Grant, spending: Spending | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=None, **kwargs)
        self.grant, self.spending = grant, spending
        self.fields["purpose"].choices = _purposes(grant)  # type: ignore[attr-defined]  # a choice
        self.fields["work"].choices = [("", "无"), *work_choices(grant)]  # type: ignore[attr-defined]  # a choice
        if spending is not None:
            for name in ("amount", "purpose", "invoice_number", "invoice_on", "issuer", "text"):
                self.initial.setdefault(name, getattr(spending, name))
            self.initial.setdefault("work", spending.work.code if spending.work else "")
            self.initial["seen"] = spending.edits
            if spending.invoice:
                self.needed_later -= {"invoice"}
                self.fields["invoice"].label = "换一张发票照片或扫描件"

    def clean_invoice_number(self) -> str:
        """Without the blanks that a phone puts in."""
        return "".join(str(self.cleaned_data["invoice_number"]).split())

    def clean_work(self) -> WorkEntry | None:
        """The entry of that number."""
        code = self.cleaned_data["work"]
        return WorkEntry.objects.filter(code=code, station=self.grant.station_id).first() if code else None

    def arguments(self) -> dict[str, Any]:
        """As any act's; a file that was handed in before stays without another."""
        given = super().arguments()
        return given | {"invoice": given["invoice"] or (self.spending.invoice if self.spending else None)}


class ConfirmSpendingForm(OpinionForm):
    """It is in order."""

    hint = "请核对发票、金额、用途和重复登记提示。"


class MisuseForm(ReasonForm):
    """It is not."""

    danger = True
    hint = "认定后即作出追回决定，通知建站单位，并可打印追回通知书。"
    repay_by = day_field("退回期限")
    opinion = text_field("认定的事实和理由", rows=4, help_text="建站单位可以看到")
    field_order = ("opinion", "repay_by")


class AllowForm(ReasonForm):
    """A person decides that it may be."""

    opinion = text_field("认定理由", rows=4, help_text="建站单位可以看到")


class AnswerForm(ReasonForm):
    """The station's answer."""

    opinion = text_field("说明", rows=4)


SPENDING_FORMS: Forms = {
    moves.WITHDRAW_SPENDING.name: OpinionForm,
    moves.CONFIRM_SPENDING.name: ConfirmSpendingForm,
    moves.QUESTION_SPENDING.name: ReasonForm,
    moves.ANSWER_SPENDING.name: AnswerForm,
    moves.RETURN_SPENDING.name: ReasonForm,
    moves.FLAG_SPENDING.name: ReasonForm,
    moves.ALLOW_SPENDING.name: AllowForm,
    moves.MISUSE_SPENDING.name: MisuseForm,
}
