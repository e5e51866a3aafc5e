"""Parsing of how a station ends otherwise than by revocation."""

from typing import Any

from django import forms

from haizhi.files.forms import UploadsField
from haizhi.kernel.subjects import Subject
from haizhi.regulation.civil_time import day_of
from haizhi.standing.acts.filing import MOST_FILES
from haizhi.ui.acting import ActForm, OpinionForm
from haizhi.ui.requests import Asked


class RequestEndingForm(ActForm):
    """Why the unit gives its station up."""

    danger = True
    hint = "海智办负责人同意后，工作站终止，须交回牌匾并办理经费结算。同意之前可以撤回。"

    reason = forms.CharField(label="申请终止的理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    evidence = UploadsField(label="盖章的书面申请和其他材料", required=False, largest=20, most=MOST_FILES)


class ExpireForm(ActForm):
    """Why a station ends with its term."""

    danger = True
    hint = "办理后该站为“到期失效”，转入善后：收回牌匾、结清经费。"

    reason = forms.CharField(label="理由", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))


class AgreeEndingForm(OpinionForm):
    """From which day on it is a station no more."""

    danger = True

    ended_on = forms.DateField(label="终止日期")

    def __init__(self, *args: Any, asked: Asked, subject: Subject | None = None, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("ended_on", day_of(asked.at))


class CloseEndingForm(OpinionForm):
    """Nothing is left to be settled."""

    hint = "牌匾收回（或登记遗失）、经费结清后办结。"
