"""Forms of the hearing: the pad, its lock, corrections, absences."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from haizhi.regulation import moves
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.reviews.facts.sealing import content_of
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
        show_hidden_initial=True,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="仅供您本人参考，不公布。",
    )

    def __init__(self, *args: Any, sheet: Sheet, step: int, partly: bool = False, **kwargs: Any) -> None:
        """`partly`: only what was sent is looked at, as when a pad saves one field."""
        super().__init__(*args, **kwargs)
        if not partly:
            said = content_of(sheet)
            self.initial.update({key: Decimal(mark) / _TENTHS for key, mark in said.marks.items()}, notes=said.notes)
        elif "notes" not in self.data:
            del self.fields["notes"]
        for indicator in REVIEW.indicators:
            if partly and indicator.key not in self.data:
                continue
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
                show_hidden_initial=True,  # what the device showed, so that another's newer mark is not lost unseen
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

    def over(self) -> dict[str, int | None]:
        """The marks that the device showed before these were typed, in tenths, as far as it says so."""
        shown: dict[str, int | None] = {}
        for key in REVIEW.maxima:
            said = self.data.get(f"initial-{key}")
            if said is not None and key in self.fields:
                try:
                    mark = self.fields[key].to_python(said)
                except forms.ValidationError:
                    continue
                shown[key] = None if mark is None else int(mark * _TENTHS)
        return shown

    def typed(self) -> dict[str, int | None]:
        """Those of the marks that differ from what the device showed: the others are not its to overwrite."""
        shown = self.over()
        return {key: mark for key, mark in self.marks().items() if key not in shown or shown[key] != mark}

    def typed_notes(self) -> str | None:
        """The notes where they differ from what the device showed, else None."""
        shown, notes = self.data.get("initial-notes"), str(self.cleaned_data["notes"])
        return None if shown is not None and shown.split() == notes.split() else notes

    def show_elsewhere(self, marks: Mapping[str, int | None]) -> None:
        """Say beside each mark what another device entered; sent once more, what is typed here takes its place."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        for key, mark in marks.items():
            now = "" if mark is None else tenths(mark)
            data[f"initial-{key}"] = now
            self.add_error(key, f"另一台设备刚改为{now or '空白'}。以这里填写的为准的，请再次保存")
        self.data = data


class LockForm(ActForm):
    """The sheet as its judge reviewed it, so that what is locked is what was read."""

    danger = True

    marks = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.subject, Sheet):
            self.initial.setdefault("marks", json.dumps(content_of(self.subject).marks, separators=(",", ":")))

    def clean_marks(self) -> dict[str, int]:
        """Integers in tenths by indicator key."""
        try:
            marks = json.loads(self.cleaned_data["marks"])
        except ValueError:
            marks = None
        if not isinstance(marks, dict) or not all(type(mark) is int for mark in marks.values()):
            raise forms.ValidationError("评分内容无法读取，请返回评分表重新检查")
        sheet = self.subject
        if isinstance(sheet, Sheet) and sheet.stage == "draft" and marks != content_of(sheet).marks:
            raise forms.ValidationError("您检查之后，评分表又改过（可能在另一台设备上）。请返回评分表重新检查")
        return marks


TURN_FORMS: Forms = {
    moves.STRIKE.name: ReasonForm,
    moves.MARK_ABSENT.name: ReasonForm,
    moves.READMIT.name: ReasonForm,
    moves.CONFIRM_READMIT.name: OpinionForm,
    moves.REFUSE_READMIT.name: ReasonForm,
}

SHEET_FORMS: Forms = {
    moves.LOCK.name: LockForm,
    moves.VOID_SHEET.name: ReasonForm,
    moves.CONFIRM_VOID_SHEET.name: OpinionForm,
    moves.REFUSE_VOID_SHEET.name: ReasonForm,
}
