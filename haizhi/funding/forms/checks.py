"""Checks, drawn or for a reason, and what comes of them."""

from typing import Any

from django import forms

from haizhi.files.forms import UploadField
from haizhi.funding.forms.fields import YuanField, day_field, text_field
from haizhi.funding.forms.pleas import RefundingForm
from haizhi.funding.forms.rules import WriteOffForm
from haizhi.funding.models import Check, Grant, Recovery
from haizhi.regulation import moves
from haizhi.regulation.books import Balance
from haizhi.regulation.funding import yuan
from haizhi.stations.models import STANDING, Station
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked


class CheckRoundForm(ActForm):
    """A drawing: who can be drawn, how many are."""

    name = forms.CharField(label="名称", max_length=120)
    count = forms.IntegerField(label="抽取家数", min_value=1, max_value=10_000)
    left_out = text_field("未列入的理由", required=False, help_text="没有全部列入时必填")

    def __init__(
        self, *args: Any, asked: Asked, year: int, population: list[tuple[Station, Balance]], **kwargs: Any
    ) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.stations = [station for station, _ in population]
        self.initial.setdefault("name", f"{year}年度建站经费随机抽查")
        self.fields["stations"] = forms.MultipleChoiceField(
            label="抽取范围",
            choices=[(one.code, f"{one.unit.name}（账面结存{yuan(balance.held)}元）") for one, balance in population],
            widget=forms.CheckboxSelectMultiple,
            initial=[station.code for station in self.stations],
            error_messages={"required": "请至少选择一家工作站", "invalid_choice": "所选工作站已不在范围内，请重新选择"},
        )

    def arguments(self) -> dict[str, Any]:
        """As any act's, the stations as rows."""
        given = super().arguments()
        chosen = set(given["stations"])
        return given | {"stations": [station for station in self.stations if station.code in chosen]}


class OpenCheckForm(ReasonForm):
    """A check for a reason."""

    page_title = "决定有因抽查"
    hint = "不经随机抽取，记录中注明“有因抽查”和原因。"

    station = forms.CharField(label="工作站编号", max_length=24, help_text="如“GZ-2026-0001”")
    opinion = text_field("抽查原因", help_text="建站单位看不到")
    field_order = ("station", "opinion")

    def clean_station(self) -> Station:
        """The standing station of that number."""
        code = str(self.cleaned_data["station"]).strip().upper()
        found = Station.objects.filter(code=code, stage__in=STANDING).select_related("unit").first()
        if found is None:
            raise forms.ValidationError("没有这个编号的在册工作站，请在工作站列表中核对。")
        return found


class AnnounceForm(ActForm):
    """The day, and what is looked at."""

    visit_on = day_field("抽查日期")
    matters = text_field("抽查内容", help_text="如“2026年以来的拨付、支出凭证和设备台账”")

    def __init__(self, *args: Any, asked: Asked, subject: Check, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("matters", subject.matters)


class EnterCheckForm(ActForm):
    """What was found."""

    visited_on = day_field("实际抽查日期")
    checkers = forms.CharField(label="抽查人员", max_length=120)
    account = text_field("抽查情况", rows=5, most=4000)
    findings = text_field("发现的问题", rows=4, most=4000, required=False, help_text="没有问题不填，登记后即办结")
    due_on = day_field("整改期限", required=False, help_text="发现问题的必填")

    def __init__(self, *args: Any, asked: Asked, subject: Check, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("visited_on", subject.visit_on)


class ReportForm(ActForm):
    """How it was put right."""

    opinion = text_field("整改情况", rows=5, most=4000)
    report_file = UploadField(label="整改材料", required=False)


class RejectForm(ReasonForm):
    """Not yet."""

    due_on = day_field("新的整改期限")


class RecoveryForm(ReasonForm):
    """Money that a check found gone."""

    page_title = "决定追回"
    danger = True
    hint = "用于追回没有对应支出的款项；某一笔支出违规的，请在该笔支出中认定。"

    amount = YuanField(label="追回金额")
    repay_by = day_field("退回期限")
    check = forms.ChoiceField(label="依据的抽查", required=False)
    opinion = text_field("认定的事实和理由", rows=4, help_text="建站单位可以看到，列入追回通知书")
    field_order = ("amount", "check", "opinion", "repay_by")

    def __init__(self, *args: Any, asked: Asked, grant: Grant, checks: list[Check], **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, **kwargs)
        self.checks = {check.code: check for check in checks}
        self.fields["check"].choices = [("", "无"), *((c.code, c.code) for c in checks)]  # type: ignore[attr-defined]  # a choice
        self.initial.setdefault("check", asked.GET.get("check", ""))
        self.fields["amount"].help_text = f"账面可动用{yuan(grant.in_hand)}元"

    def clean_check(self) -> Check | None:
        """The check of that number."""
        return self.checks.get(self.cleaned_data["check"])


class RepayForm(ActForm):
    """A part that came back."""

    amount = YuanField(label="收到金额")
    received_on = day_field("到账日期")
    voucher = forms.CharField(label="凭证号", max_length=60)

    def __init__(self, *args: Any, asked: Asked, subject: Recovery, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("amount", subject.owed)
        self.fields["amount"].help_text = f"尚应退回{yuan(subject.owed)}元，可以分次登记"


class AccountabilityForm(ActForm):
    """Who decided what. No names of persons: their file is kept elsewhere."""

    hint = "按有关规定追究相关人员责任的决定登记在此，不写个人姓名。建站单位看不到。"

    decided_by = forms.CharField(label="作出决定的机关", max_length=120)
    decided_on = day_field("决定日期")
    rules = forms.CharField(label="依据的规定", max_length=200)
    measure = text_field("处理决定")
    decision = UploadField(label="决定文书", required=False)


CHECK_FORMS: Forms = {
    moves.DROP_CHECK_ROUND.name: ReasonForm,
    moves.ANNOUNCE_CHECK.name: AnnounceForm,
    moves.ENTER_CHECK.name: EnterCheckForm,
    moves.REPORT_CHECK.name: ReportForm,
    moves.ACCEPT_CHECK.name: OpinionForm,
    moves.REJECT_CHECK.name: RejectForm,
    moves.CANCEL_CHECK.name: ReasonForm,
    moves.REPAY_RECOVERY.name: RepayForm,
    moves.ACCOUNT_RECOVERY.name: AccountabilityForm,
    moves.REVOKE_RECOVERY.name: RefundingForm,
    moves.WRITE_OFF_RECOVERY.name: WriteOffForm,
}
