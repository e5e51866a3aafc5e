"""Forms of the hearing: the pad, its lock, corrections, absences."""

import json
from decimal import Decimal
from typing import Any

from django import forms

from haizhi.regulation import moves
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.reviews.models import Sheet
from haizhi.ui.acting import ActForm, Forms, OpinionForm, ReasonForm

_TENTHS = 10


class MarkField(forms.DecimalField):
    """A mark in points, with one message for whatever is wrong with it."""

    def to_python(self, value: Any) -> Any:
        """Refuses what is far out of bounds before Django's rule of steps, which can't reckon with it."""
        mark = super().to_python(value)
        if mark is not None and not (mark.is_finite() and abs(mark) <= REVIEW.total):
            raise forms.ValidationError(self.error_messages["max_value"], code="max_value")
        return mark


class MarksForm(forms.Form):
    """Sixteen marks in points and the notes, none of them required until the sheet is locked."""

    notes = forms.CharField(
        label="备注",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="仅供您本人参考，不公布。",
    )

    def __init__(self, *args: Any, sheet: Sheet, step: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update({key: Decimal(mark) / _TENTHS for key, mark in sheet.marks.items()}, notes=sheet.notes)
        for indicator in REVIEW.indicators:
            most = Decimal(indicator.maximum) / _TENTHS
            attrs = {
                "step": tenths(step),
                "min": "0",
                "max": tenths(indicator.maximum),
                "inputmode": "decimal",
                "autocomplete": "off",
            }
            bounds = f"请打0至{tenths(indicator.maximum)}分，以{tenths(step)}分为单位"
            self.fields[indicator.key] = MarkField(
                label=indicator.label,
                min_value=Decimal(0),
                max_value=most,
                step_size=Decimal(step) / _TENTHS,
                required=False,
                widget=forms.NumberInput(attrs=attrs),
                error_messages=dict.fromkeys(("invalid", "min_value", "max_value", "step_size"), bounds),
            )

    def marks(self) -> dict[str, int | None]:
        """The marks in tenths of the fields that were sent. Only after `is_valid()`."""
        return {
            key: None if self.cleaned_data[key] is None else int(self.cleaned_data[key] * _TENTHS)
            for key in REVIEW.maxima
            if key in self.data
        }


class LockForm(ActForm):
    """The sheet as its judge reviewed it, so that what is locked is what was read."""

    danger = True

    marks = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Sheet):
            self.initial.setdefault("marks", json.dumps(self.subject.marks, separators=(",", ":")))

    def clean_marks(self) -> dict[str, int]:
        """Integers in tenths by indicator key."""
        try:
            marks = json.loads(self.cleaned_data["marks"])
        except ValueError:
            marks = None
        if not isinstance(marks, dict) or not all(type(mark) is int for mark in marks.values()):
            raise forms.ValidationError("评分内容无法读取，请返回评分表重新检查")
        return marks


TURN_FORMS: Forms = {
    moves.STRIKE.name: ReasonForm,
    moves.MARK_ABSENT.name: ReasonForm,
}

SHEET_FORMS: Forms = {
    moves.LOCK.name: LockForm,
    moves.VOID_SHEET.name: ReasonForm,
    moves.CONFIRM_VOID_SHEET.name: OpinionForm,
    moves.REFUSE_VOID_SHEET.name: ReasonForm,
}
