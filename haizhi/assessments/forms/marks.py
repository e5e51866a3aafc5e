"""Fields in which the indicators of 附件4 are marked, in points; the acts take tenths."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from haizhi.regulation.indicators import ASSESSMENT, Indicator, tenths
from haizhi.regulation.parameters import SCORE_STEP
from haizhi.reviews.forms.hearing import MarkField

_TENTHS = 10


def mark_field(indicator: Indicator, *, required: bool = False) -> MarkField:
    """The field of an indicator, with one message for whatever is out of bounds."""
    step, most = tenths(SCORE_STEP.value), tenths(indicator.maximum)
    attrs = {"step": step, "min": "0", "max": most, "inputmode": "decimal", "autocomplete": "off"}
    return MarkField(
        label=indicator.label,
        min_value=Decimal(0),
        max_value=Decimal(indicator.maximum) / _TENTHS,
        step_size=Decimal(SCORE_STEP.value) / _TENTHS,
        required=required,
        widget=forms.NumberInput(attrs=attrs),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value", "step_size"), f"请打0至{most}分，以{step}分为单位"
        ),
    )


def in_points(marks: Mapping[str, int]) -> dict[str, Any]:
    """Marks in tenths as the fields show them."""
    return {key: Decimal(mark) / _TENTHS for key, mark in marks.items()}


def in_tenths(cleaned: Mapping[str, Any]) -> dict[str, int | None]:
    """The marks among the cleaned values, in tenths; None where nothing was entered."""
    return {
        key: None if cleaned[key] is None else int(cleaned[key] * _TENTHS)
        for key in ASSESSMENT.maxima
        if key in cleaned
    }
