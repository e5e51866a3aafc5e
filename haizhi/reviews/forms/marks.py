"""Indicators marked in points; the acts take tenths."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from haizhi.regulation.indicators import REVIEW, Indicator, tenths
from haizhi.ui.acting import ActForm

_TENTHS = 10


class MarkField(forms.DecimalField):
    """The mark of an indicator in points, with one message for whatever is wrong with it; `step` is in tenths."""

    def __init__(self, indicator: Indicator, step: int, *, required: bool = False) -> None:
        most = tenths(indicator.maximum)
        attrs = {"step": tenths(step), "min": "0", "max": most, "inputmode": "decimal", "autocomplete": "off"}
        bounds = f"请打0至{most}分，以{tenths(step)}分为单位"
        super().__init__(
            label=indicator.label,
            min_value=Decimal(0),
            max_value=Decimal(indicator.maximum) / _TENTHS,
            step_size=Decimal(step) / _TENTHS,
            required=required,
            widget=forms.NumberInput(attrs=attrs),
            error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value", "step_size"), bounds),
        )

    def to_python(self, value: Any) -> Any:
        """Refuses what is far out of bounds before Django's rule of steps, which can't reckon with it."""
        mark = super().to_python(value)
        if mark is not None and not (mark.is_finite() and abs(mark) <= REVIEW.total):
            raise forms.ValidationError(self.error_messages["max_value"], code="max_value")
        return mark


def in_points(marks: Mapping[str, int]) -> dict[str, Any]:
    """Marks in tenths as the fields show them."""
    return {key: Decimal(mark) / _TENTHS for key, mark in marks.items()}


def in_tenths(mark: Decimal | None) -> int | None:
    """What a field was filled in with, in tenths; None where nothing was entered."""
    return None if mark is None else int(mark * _TENTHS)


class ReadMarksForm(ActForm):
    """An act on a sheet as it was looked through, so that what is given is what was read."""

    danger = True

    marks = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if (now := self.marks_now()) is not None:
            self.initial.setdefault("marks", json.dumps(now, separators=(",", ":")))

    def marks_now(self) -> dict[str, int] | None:
        """What stands on the sheet, in tenths by indicator key; None where it is not to be compared."""
        raise NotImplementedError

    def clean_marks(self) -> dict[str, int]:
        """Integers in tenths by indicator key, unless the sheet was changed since it was looked through."""
        try:
            marks = json.loads(self.cleaned_data["marks"])
        except ValueError:
            marks = None
        if not isinstance(marks, dict) or not all(type(mark) is int for mark in marks.values()):
            raise forms.ValidationError("评分内容无法读取，请返回评分表重新检查")
        if (now := self.marks_now()) is not None and marks != now:
            raise forms.ValidationError("您检查之后，评分表又改过（可能在另一台设备上）。请返回评分表重新检查")
        return marks
