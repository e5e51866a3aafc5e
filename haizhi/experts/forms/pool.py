"""The list of disciplines, the terms of the pool, employers by the name."""

from typing import Any

from django import forms

from haizhi.experts.facts import terms_in_force
from haizhi.experts.models import Discipline
from haizhi.experts.queries import unit_called
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm
from haizhi.ui.requests import Asked

_PLACE = "数字小的排在前面。"


class DisciplineForm(ActForm):
    """A discipline to be added."""

    code = forms.CharField(
        label="代码",
        max_length=16,
        help_text="小写字母、数字或下划线，以字母开头。公开的专家库文件用它，以后不能更改。",
    )
    name = forms.CharField(label="名称", max_length=24)
    place = forms.IntegerField(label="次序", min_value=0, max_value=9999, initial=100, help_text=_PLACE)


class AmendDisciplineForm(ActForm):
    """What it is called, where it stands."""

    hint = "代码不变。已入库专家和已封存的专家库不受影响，页面上改用新名称。"

    name = forms.CharField(label="名称", max_length=24)
    place = forms.IntegerField(label="次序", min_value=0, max_value=9999, help_text=_PLACE)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        if isinstance(subject, Discipline):
            self.initial.update(name=subject.name, place=subject.place)


class WithdrawForm(ReasonForm):
    """Not used any more."""

    hint = "停用后不能再选；仍有在库专家的学科不能停用。已办评审的记录不变。"


DISCIPLINE_FORMS: Forms = {
    moves.AMEND_DISCIPLINE.name: AmendDisciplineForm,
    moves.WITHDRAW_DISCIPLINE.name: WithdrawForm,
    moves.RESTORE_DISCIPLINE.name: OpinionForm,
}


class TermsForm(ActForm):
    """Age and load."""

    page_title = "设定抽取条件"
    hint = "自下一次封存起执行，已封存的专家库不变。纪检监督人员收到通知。"

    age_limit = forms.IntegerField(
        label="年龄上限",
        min_value=1,
        max_value=120,
        required=False,
        help_text="按会议当年减出生年份计算，超过的不抽取；没有登记出生年份的不因此排除。留空不限。",
        widget=forms.NumberInput(attrs={"data-unit": "岁"}),
    )
    yearly_sessions = forms.IntegerField(
        label="每年次数上限",
        min_value=1,
        max_value=99,
        required=False,
        help_text="当年已参加（含已确定席位）评审会达到次数的不再抽取；可以在专家资料中逐人另定。留空不限。",
        widget=forms.NumberInput(attrs={"data-unit": "次"}),
    )
    opinion = forms.CharField(label="理由", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        now = terms_in_force()
        self.initial.update(age_limit=now.age_limit, yearly_sessions=now.yearly_sessions)


class IdentifyForm(forms.Form):
    """All experts of an employer of this name work for one registered unit."""

    employer = forms.CharField(max_length=120, widget=forms.HiddenInput)
    unit = forms.CharField(label="登记单位", max_length=120)

    def clean_unit(self) -> Any:
        """The unit, by code or by its exact name."""
        unit = unit_called(self.cleaned_data["unit"])
        if unit is None:
            raise forms.ValidationError("没有找到这个登记单位，请核对全称或代码")
        return unit
