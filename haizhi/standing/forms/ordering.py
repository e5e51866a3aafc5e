"""Parsing of what the Office puts on record against a station, and of the notices that it drafts."""

from datetime import datetime
from typing import Any

from django import forms

from haizhi.decisions.facts import day_due
from haizhi.files.forms import UploadsField
from haizhi.kernel.subjects import Subject
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.parameters import RECTIFICATION_WORKDAYS, STATION_HEARING_WORKDAYS
from haizhi.standing.acts.filing import MOST_FILES
from haizhi.standing.models import Rectification, Revocation
from haizhi.ui.acting import ActForm
from haizhi.ui.requests import Asked


class ObservationForm(ActForm):
    """What was seen, when and how."""

    hint = "记载作为“不能正常开展工作”的依据，该站可以看到。没有工作记录只是提示，不等于不能正常开展工作。"

    observed_on = forms.DateField(label="核实日期")
    manner = forms.CharField(label="核实方式", max_length=100, help_text="如“现场核查”“电话核实”。")
    text = forms.CharField(label="具体情况", max_length=5000, widget=forms.Textarea(attrs={"rows": 6}))
    evidence = UploadsField(label="证明材料", required=False, largest=20, most=MOST_FILES)

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("observed_on", day_of(asked.at))


class RectificationForm(ActForm):
    """What is to be put right, and by when."""

    hint = "拟稿后由海智办负责人发出，发出前该站看不到。"

    matters = forms.CharField(
        label="存在问题和整改要求",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="一项一行，写明问题和要求，写入整改通知书正文。",
    )
    due_on = forms.DateField(label="整改期限", help_text="至该日24:00。")

    def __init__(self, *args: Any, asked: Asked, subject: Rectification | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("matters", subject.matters if subject else "")
        due = subject.due_on if subject else day_due(asked.at, RECTIFICATION_WORKDAYS.value)
        self.initial.setdefault("due_on", due)


class RevocationForm(ActForm):
    """Facts and reasons, and how the unit is heard."""

    hint = "拟稿后由海智办负责人通知该站并听取意见，通知前该站看不到。认定的情形由系统按记录写入通知书。"

    grounds = forms.CharField(
        label="事实和理由",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="写入通知书正文，请勿写入个人信息。",
    )
    hear_by = forms.DateField(label="陈述意见期限", help_text="至该日24:00。")
    meeting = forms.CharField(
        label="当面听取意见的时间、地点",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="安排当面听取意见的填写。",
    )

    def __init__(self, *args: Any, asked: Asked, subject: Revocation | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("grounds", subject.grounds if subject else "")
        self.initial.setdefault("meeting", subject.meeting if subject else "")
        self.initial.setdefault("hear_by", subject.hear_by if subject else hearing_day(asked.at))


def hearing_day(at: datetime) -> Any:
    """The usual last day for a statement; None while the year's working days are not entered."""
    return day_due(at, STATION_HEARING_WORKDAYS.value)
