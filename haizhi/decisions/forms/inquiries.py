"""Parsing of what is put to a unit, and of what it answers."""

from typing import Any

from django import forms

from haizhi.decisions import facts
from haizhi.decisions.acts.lodging import MOST_FILES
from haizhi.files.forms import UploadsField
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.parameters import INQUIRY_WORKDAYS
from haizhi.ui.acting import ActForm, Forms
from haizhi.ui.requests import Asked


class PutForm(ActForm):
    """What the unit is to explain, and by when."""

    page_title = "请单位说明"
    hint = "单位只看到这里写的内容，看不到异议或举报的原文、编号和提出人。"

    matters = forms.CharField(
        label="请说明的事项",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="请另行归纳需要说明的问题，不要照抄原文，不要写入能够推断提出人身份的内容。",
    )
    due_on = forms.DateField(label="说明期限", help_text="至该日24:00。期满没有说明的，可以作出核查结论。")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("due_on", facts.day_due(asked.at, INQUIRY_WORKDAYS.value))


class AnswerForm(ActForm):
    """What the unit says, with its files."""

    danger = True

    answer = forms.CharField(
        label="说明",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="提交后不能修改。",
    )
    evidence = UploadsField(label="证明材料", required=False, largest=20, most=MOST_FILES)


class WithdrawForm(ActForm):
    """Why no answer is needed any more."""

    opinion = forms.CharField(
        label="撤回的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="该单位可以看到，请勿写入异议或举报的内容和提出人信息。",
    )


INQUIRY_FORMS: Forms = {moves.ANSWER_INQUIRY.name: AnswerForm, moves.WITHDRAW_INQUIRY.name: WithdrawForm}
