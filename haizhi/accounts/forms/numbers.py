"""Numbers that are names: postcodes, area codes, telephones."""

import unicodedata
from typing import Any

from django import forms


class DigitsField(forms.CharField):
    """A line of digits; typed full-width (０２３) it is the same number."""

    def to_python(self, value: Any) -> Any:
        """Half-width, without spaces around it."""
        return super().to_python(unicodedata.normalize("NFKC", value) if isinstance(value, str) else value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """A phone shows its digits to type in."""
        return super().widget_attrs(widget) | {"inputmode": "numeric"}
