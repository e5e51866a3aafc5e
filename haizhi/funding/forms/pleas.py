"""What a unit says to a recovery, and the answers."""

from datetime import date
from typing import Any

from django import forms

from haizhi.files.forms import UploadField
from haizhi.funding.forms.fields import day_field, text_field
from haizhi.funding.models import Plea, Recovery
from haizhi.regulation import moves
from haizhi.regulation.funding import yuan
from haizhi.regulation.naming import chinese_date
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class AskForTimeForm(ActForm):
    """More time, in instalments or not."""

    hint = "答复以前不停止追回，请仍按原期限准备。"

    until = day_field("申请延至")
    plan = text_field("分期退回安排", required=False, help_text="分期退回的，写明每期的日期和金额")
    opinion = text_field("理由", rows=4)
    proof = UploadField(label="证明材料", required=False)

    def __init__(self, *args: Any, asked: Asked, recovery: Recovery, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        until = chinese_date(recovery.repay_by)
        self.fields["until"].help_text = f"原期限{until}，尚应退回{yuan(recovery.owed)}元"


class ObjectForm(ActForm):
    """Why the decision is wrong."""

    opinion = text_field("异议和理由", rows=6, most=4000)
    proof = UploadField(label="证明材料", required=False)

    def __init__(self, *args: Any, asked: Asked, last: date | None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        until = f"异议应于{chinese_date(last)}（含）前提出，只能提出一次。" if last else ""
        self.hint = f"{until}答复以前不停止追回；异议成立的，撤销决定，已退回的款项退还。"  # type: ignore[misc]  # of this one


class AllowForm(ReasonForm):
    """More time, until when."""

    allowed_until = day_field("同意延至")
    field_order = ("allowed_until", "opinion")

    def __init__(self, *args: Any, asked: Asked, subject: Plea, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("allowed_until", subject.until)


class RefundingForm(ReasonForm):
    """A decision that falls, and the money that came back by it."""

    danger = True
    refunded_on = day_field("退还日期", required=False)
    refund_voucher = forms.CharField(label="退还凭证号", max_length=60, required=False)
    field_order = ("opinion", "refunded_on", "refund_voucher")

    def __init__(self, *args: Any, asked: Asked, subject: Plea | Recovery, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        repaid = (subject.recovery if isinstance(subject, Plea) else subject).repaid
        if repaid:
            self.fields["refunded_on"].help_text = f"已退回的{yuan(repaid)}元应退还工作站，退还后填写"
        else:
            del self.fields["refunded_on"], self.fields["refund_voucher"]


PLEA_FORMS: Forms = {
    moves.WITHDRAW_PLEA.name: OpinionForm,
    moves.ALLOW_PLEA.name: AllowForm,
    moves.DENY_PLEA.name: ReasonForm,
    moves.UPHOLD_PLEA.name: RefundingForm,
    moves.DISMISS_PLEA.name: ReasonForm,
}
