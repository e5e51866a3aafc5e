"""Parsing of what the pages of experts ask for."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet

from haizhi.experts.models import Discipline, Expert
from haizhi.experts.queries import unit_called
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.stages import STAGES
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.listing import FilterForm
from haizhi.ui.requests import Asked

_CHOOSE = [("", "请选择")]
_EVERY = [("", "全部")]


class ExpertForm(ActForm):
    """An expert as entered, and as amended."""

    name = forms.CharField(label="姓名", max_length=64)
    professional_title = forms.CharField(label="职称", max_length=40, required=False)
    discipline = forms.ChoiceField(label="学科", choices=[*_CHOOSE, *Discipline.choices])
    employer = forms.CharField(label="工作单位", max_length=120, help_text="填写全称。回避按工作单位比对。")
    employer_code = forms.CharField(
        label="工作单位统一社会信用代码",
        max_length=24,
        required=False,
        help_text="18位。填写后比对更准确，单位改名也能识别。",
    )
    within_city = forms.BooleanField(
        label="市内专家（参加随机抽取）",
        required=False,
        initial=True,
        help_text="市外专家不参加抽取，可由海智办邀请就座。",
    )
    mobile = forms.CharField(
        label="手机号码",
        max_length=24,
        required=False,
        help_text="手机号码和电子信箱至少填写一项，否则抽不到。",
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
    )
    email = forms.EmailField(label="电子信箱", max_length=254, required=False)

    fieldsets = (
        ("基本情况", ("name", "professional_title", "discipline", "within_city")),
        ("工作单位", ("employer", "employer_code")),
        ("联系方式", ("mobile", "email"), "用于通知和登录，名单中只显示部分号码。"),
    )


class AmendForm(ExpertForm):
    """The same, filled in with what is known."""

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        for name in self.fields:
            if subject is not None and name not in ("once", "seen"):
                self.initial.setdefault(name, getattr(subject, name))


class InterestForm(ActForm):
    """A relation to a unit."""

    hint = "与申报单位的关系在此申报后，凡评审该单位即自动提出回避。"

    unit = forms.CharField(label="单位", max_length=120, help_text="填写单位全称或18位统一社会信用代码。")
    ground = forms.ChoiceField(label="关系", choices=[*_CHOOSE, *((g.value, g.label) for g in InterestGround)])
    detail = forms.CharField(
        label="具体情况", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}), help_text="写明时间、职务等事实。"
    )

    def clean_unit(self) -> Any:
        """The unit, by code or by its exact name."""
        unit = unit_called(self.cleaned_data["unit"])
        if unit is None:
            raise forms.ValidationError("没有找到这个单位，请核对全称或代码；未在本平台登记的单位无需申报")
        return unit


class PledgeForm(ActForm):
    """The standing pledge of an expert (评审·8)."""

    hint = (
        "本人承诺：不私下干预评审活动，不利用评审谋取不正当利益，不泄露有关评审信息；"
        "与申报单位有直接利益关系的，主动回避。"
    )

    agreed = forms.BooleanField(label="我已阅读并作出以上承诺")

    def arguments(self) -> dict[str, Any]:
        """The pledge needs no more than its being given."""
        return {}


class EraseForm(ReasonForm):
    """Erasure can't be taken back."""

    danger = True
    hint = "姓名、单位和联系方式将永久删除，利益关系申报一并删除，不能恢复。已参加的评审存档保留。"


class RetireForm(ReasonForm):
    """Nor can retirement."""

    danger = True


EXPERT_FORMS: Forms = {
    moves.AMEND_EXPERT.name: AmendForm,
    moves.PLEDGE.name: PledgeForm,
    moves.DECLARE_INTEREST.name: InterestForm,
    moves.SUSPEND_EXPERT.name: ReasonForm,
    moves.REINSTATE_EXPERT.name: OpinionForm,
    moves.RETIRE_EXPERT.name: RetireForm,
    moves.ERASE_EXPERT.name: EraseForm,
}


class ExpertFilters(FilterForm):
    """The conditions above the list of experts."""

    q = forms.CharField(label="姓名、单位或编号", max_length=120)
    discipline = forms.ChoiceField(label="学科", choices=[*_EVERY, *Discipline.choices])
    city = forms.ChoiceField(label="范围", choices=[*_EVERY, ("in", "市内"), ("out", "市外")])
    stage = forms.ChoiceField(label="状态", choices=[*_EVERY, *STAGES["expert"].items()])

    def narrow(self, queryset: QuerySet[Expert]) -> QuerySet[Expert]:
        """The experts that meet the conditions."""
        asked = self.cleaned_data
        if text := asked.get("q"):
            queryset = queryset.filter(Q(name__icontains=text) | Q(employer__icontains=text) | Q(code__icontains=text))
        if discipline := asked.get("discipline"):
            queryset = queryset.filter(discipline=discipline)
        if city := asked.get("city"):
            queryset = queryset.filter(within_city=city == "in")
        if stage := asked.get("stage"):
            queryset = queryset.filter(stage=stage)
        return queryset
