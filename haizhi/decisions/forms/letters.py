"""Parsing of what the pages of 结果告知书 ask for."""

from typing import Any

from django import forms

from haizhi.applications.models import Application
from haizhi.decisions import queries
from haizhi.decisions.models import ResultLetter
from haizhi.regulation import moves
from haizhi.ui.acting import ActForm, Forms, ReasonForm
from haizhi.ui.listing import StageFilters
from haizhi.ui.requests import Asked

_REASON = "单位可以看到，请写得明白、得体；不要照抄党组内部理由，不要提及其他单位和评委。"


def _reason(**said: Any) -> forms.CharField:
    return forms.CharField(max_length=1000, widget=forms.Textarea(attrs={"rows": 3}), **said)


class PrepareLettersForm(forms.Form):
    """A letter for each chosen application, its reason in a field named by the application's code."""

    def __init__(self, *args: Any, applications: list[Application], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.applications = applications
        for application in applications:
            unit, code = application.unit.name, application.code
            self.fields[f"take_{code}"] = forms.BooleanField(label=f"为{unit}拟稿", required=False, initial=True)
            self.fields[f"reason_{code}"] = _reason(
                label=f"告知{unit}的理由", required=False, initial=queries.suggested_reason(application)
            )
            self.fields[f"reason_{code}"].widget.attrs["aria-label"] = f"告知{unit}的理由"

    def rows(self) -> list[tuple[Application, forms.BoundField, forms.BoundField]]:
        """Each application with its two fields."""
        return [(a, self[f"take_{a.code}"], self[f"reason_{a.code}"]) for a in self.applications]

    def chosen(self) -> list[tuple[Application, str]]:
        """The applications that were ticked, with their reasons. Only after `is_valid()`."""
        said = self.cleaned_data
        return [(a, said[f"reason_{a.code}"]) for a in self.applications if said[f"take_{a.code}"]]


class LetterReasonForm(ActForm):
    """The reason that the unit reads."""

    reason = _reason(label="告知单位的理由", help_text=_REASON)

    def __init__(self, *args: Any, asked: Asked, subject: ResultLetter, **kwargs: Any) -> None:
        super().__init__(*args, asked=asked, subject=subject, **kwargs)
        self.initial.setdefault("reason", subject.reason)


class LetterFilters(StageFilters):
    """Of letters, also by outcome."""

    stages_of = "letter"
    contains = ("code", "application__code", "application__unit__name")
    equals = {"outcome": "outcome"}

    outcome = forms.ChoiceField(label="结果", choices=[("", "全部"), *ResultLetter.Outcome.choices])


class SendLetterForm(ActForm):
    """Sending can't be taken back."""

    danger = True
    hint = "发出后，单位在本单位申报件的页面上可以查阅、打印，并收到消息。"


LETTER_FORMS: Forms = {
    moves.SEND_LETTER.name: SendLetterForm,
    moves.DROP_LETTER.name: ReasonForm,
}
