"""Parsing of the request while it is drawn up, of its signed paper, and of what the Office judges point by point."""

from decimal import Decimal
from typing import Any

from django import forms

from haizhi.applications.forms.drafted import CountField, MoneyField
from haizhi.files.forms import UploadField
from haizhi.files.kinds import JPG, PDF, PNG
from haizhi.regulation.evidence import FEN_PER_WAN
from haizhi.regulation.renewal import CRITERIA
from haizhi.standing.models import Renewal
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked

LARGEST_SCAN = 20
"""Megabytes."""


class RenewalForm(ActForm):
    """Everything that a unit writes in its request; what is missing is said when it is handed in."""

    fieldsets = (
        ("工作情况和目标", ("account", "goals")),
        ("工作保障", ("staff", "money", "office_area")),
        ("联系方式", ("contact", "phone")),
        ("逾期说明", ("late_reason",), "有效期届满后提出申请的才填写。"),
    )

    account = forms.CharField(
        label="本周期工作情况",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text="做了哪些工作、取得什么成效。工作记录、年度总结和评估考核结果由系统带入申请书，不必重复填写数字。",
    )
    goals = forms.CharField(
        label="下一周期工作目标和措施", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    staff = CountField(label="工作人员", most=10_000, unit="名", required=False)
    money = MoneyField(label="专项经费", required=False)
    office_area = forms.DecimalField(
        label="办公场地",
        required=False,
        min_value=0,
        max_value=99_999_999,
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "data-unit": "平方米"}),
    )
    contact = forms.CharField(label="联系人", required=False, max_length=64)
    phone = forms.CharField(label="联系电话", required=False, max_length=24)
    late_reason = forms.CharField(
        label="逾期理由", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, asked: Asked, subject: Renewal, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        for name in self.fields.keys() - {"once", "seen"}:
            self.initial.setdefault(name, getattr(subject, name))

    def mark_required(self) -> None:
        """Show what handing it in needs as required, once the form was read: saving itself requires nothing."""
        for name, field in self.fields.items():
            field.required = name not in ("once", "seen", "late_reason")

    def clean_money(self) -> int | None:
        """In 分."""
        money: Decimal | None = self.cleaned_data["money"]
        return None if money is None else int(money * FEN_PER_WAN)


class ScanForm(forms.Form):
    """The signed and sealed paper."""

    scan = UploadField(label="签字盖章的申请书扫描件", kinds=(PDF, JPG, PNG), largest=LARGEST_SCAN)

    def __init__(self, *args: Any, asked: Asked, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked


_ANSWERS = (("", "未评判"), ("yes", "符合"), ("no", "不符合"))


class JudgingForm(ActForm):
    """One answer with its note for each point."""

    def __init__(self, *args: Any, asked: Asked, subject: Renewal, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        judged = subject.judged
        self.fieldsets = [(f"{c.label}（{c.cite}）", (c.key, f"{c.key}_note")) for c in CRITERIA]
        for criterion in CRITERIA:
            answer = judged.get(criterion.key)
            self.fields[criterion.key] = forms.ChoiceField(
                label="评判",
                choices=_ANSWERS,
                required=False,
                initial="" if answer is None else "yes" if answer.met else "no",
            )
            self.fields[f"{criterion.key}_note"] = forms.CharField(
                label="说明",
                required=False,
                max_length=500,
                help_text="不符合的须说明。",
                initial=answer.note if answer else "",
            )

    def mark_required(self) -> None:
        """As for the request: each point is answered before the judgement is put forward."""
        for criterion in CRITERIA:
            self.fields[criterion.key].required = True

    def judgements(self) -> dict[str, tuple[bool | None, str]]:
        """What was answered, by criterion. Only after `is_valid()`."""
        met = {"yes": True, "no": False}
        said = self.cleaned_data
        return {c.key: (met.get(said[c.key]), said[f"{c.key}_note"]) for c in CRITERIA}
