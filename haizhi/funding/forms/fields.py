"""Money as it is typed: 元, exactly."""

from decimal import Decimal
from typing import Any

from django import forms

FEN_PER_YUAN = 100
_MOST = 99_999_999_999
"""元: a thousand times what any budget of this kind holds."""


_LEAST = Decimal("0.01")


class YuanField(forms.DecimalField):
    """Cleaned as 分 (int), typed and shown as 元; exact. `positive`: nothing at all is no amount."""

    widget = forms.TextInput

    def __init__(self, *, label: str, positive: bool = False, **kwargs: Any) -> None:
        messages = {
            "invalid": "请填写数字，单位为元",
            "min_value": f"{label}须大于零" if positive else f"{label}不能为负数",
            "max_value": f"{label}过大，请核对单位是否为元",
            "max_decimal_places": "最多填写2位小数（精确到分）",
            "max_digits": f"{label}过大，请核对单位是否为元",
            "max_whole_digits": f"{label}过大，请核对单位是否为元",
        }
        super().__init__(
            label=label,
            min_value=_LEAST if positive else 0,
            max_value=_MOST,
            max_digits=13,
            decimal_places=2,
            error_messages=messages,
            **kwargs,
        )
        self.widget.attrs.update({"inputmode": "decimal", "data-unit": "元", "autocomplete": "off"})

    def to_python(self, value: Any) -> Any:
        """The number, whether or not its thousands are apart as people copy them from a bank's statement."""
        return super().to_python(value.replace(",", "").replace("，", "") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        """分, None where nothing is typed and nothing has to be."""
        found = super().clean(value)
        return None if found is None else int(found * FEN_PER_YUAN)

    def prepare_value(self, value: Any) -> Any:
        """分 as 元; what was typed stays as typed."""
        return (
            f"{Decimal(value) / FEN_PER_YUAN:.2f}" if isinstance(value, int) and not isinstance(value, bool) else value
        )


def day_field(label: str, **kwargs: Any) -> forms.DateField:
    """A day, with the browser's own calendar."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


def text_field(label: str, *, rows: int = 3, most: int = 2000, **kwargs: Any) -> forms.CharField:
    """Some sentences."""
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)
