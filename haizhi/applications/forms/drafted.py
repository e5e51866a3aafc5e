"""What the forms of a draft have in common: types only, no rule, and two people on one form."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from haizhi.accounts.forms.numbers import DigitsField
from haizhi.accounts.identifiers import area_code_is_valid
from haizhi.applications.drafts import Clash
from haizhi.regulation.evidence import FEN_PER_WAN

LONGEST_TEXT = 20_000
"""Characters of one part of the overview that a draft keeps; the rule of 1000 字 waits for the submission."""

DIGITS = RegexValidator(r"\A[0-9]*\Z", "只填数字")
POSTCODE = RegexValidator(r"\A[0-9]{6}\Z", "邮编为6位数字")
FAX = RegexValidator(r"\A[0-9+()（）转、 -]*\Z", "只填数字、空格和连接号")


def area_code(text: str) -> None:
    """An area code that there is. Raises ValidationError."""
    found = area_code_is_valid(text)
    if not found.met:
        raise ValidationError(str(found))


class MoneyField(forms.DecimalField):
    """Cleaned as 万元, shown from 分; exact."""

    widget = forms.TextInput

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        messages = {
            "invalid": "请填写数字，单位为万元",
            "min_value": f"{label}不能为负数",
            "max_value": f"{label}不能超过1亿万元，请核对单位是否为万元",
            "max_decimal_places": "最多填写6位小数（精确到分）",
            "max_digits": "数字过长，请核对单位是否为万元",
            "max_whole_digits": "数字过长，请核对单位是否为万元",
        }
        super().__init__(
            label=label,
            min_value=0,
            max_value=99_999_999,
            max_digits=15,
            decimal_places=6,
            error_messages=messages,
            **kwargs,
        )
        self.widget.attrs.update({"inputmode": "decimal", "data-unit": "万元"})

    def prepare_value(self, value: Any) -> Any:
        """分 as 万元 without needless zeros; what was typed stays as typed."""
        return f"{Decimal(value) / FEN_PER_WAN:f}" if isinstance(value, int) and not isinstance(value, bool) else value


class CountField(forms.IntegerField):
    """A whole number of people or things, at most `most`."""

    widget = forms.TextInput

    def __init__(self, *, label: str, most: int, unit: str, **kwargs: Any) -> None:
        messages = {
            "invalid": "请填写整数",
            "min_value": f"{label}不能为负数",
            "max_value": f"{label}不能超过{most}{unit}，请核对",
        }
        super().__init__(label=label, min_value=0, max_value=most, error_messages=messages, **kwargs)
        self.widget.attrs.update({"inputmode": "numeric", "data-unit": unit})


_MONTH = re.compile(r"((?:19|20)[0-9]{2})\s*[-./年]\s*([0-9]{1,2})\s*月?", re.ASCII)


class MonthInput(forms.TextInput):
    """The browser's own picker of a month; where it has none, a line of text."""

    input_type = "month"


class MonthField(forms.CharField):
    """A month, kept as YYYY-MM; 2026年3月, 2026.3 and 2026/3 are understood as well."""

    widget = MonthInput

    def clean(self, value: Any) -> Any:
        """YYYY-MM, empty for nothing. Raises ValidationError for what is no month from 1900 to 2099."""
        text = super().clean(value)
        if not text:
            return ""
        found = _MONTH.fullmatch(text)
        if found is None or not 1 <= int(found[2]) <= 12:
            raise forms.ValidationError(f"{self.label}请按“2026-03”的格式填写年月", code="invalid")
        return f"{found[1]}-{int(found[2]):02}"


def text_field(label: str, length: int, **more: Any) -> forms.CharField:
    """A text of at most `length` characters."""
    return forms.CharField(
        label=label, max_length=length, error_messages={"max_length": f"{label}最多填写%(limit_value)d个字"}, **more
    )


def digits_field(label: str, length: int, **more: Any) -> DigitsField:
    """A line of at most `length` digits."""
    return DigitsField(
        label=label, max_length=length, error_messages={"max_length": f"{label}最多填写%(limit_value)d位"}, **more
    )


@dataclass(frozen=True, slots=True)
class ShownClash:
    """A field that somebody else saved meanwhile, with both texts, and the name of the choice between them."""

    name: str
    label: str
    theirs: str
    mine: str
    by: str
    at: str


class DraftedForm(forms.Form):
    """A form whose every field is saved as it is. `only` restricts it to some fields (autosave).

    `shown`: what it holds at first; `made`: its fields where they are not declared. Each field carries what the page
    showed at first, so that only what its reader changed is saved. Of a field that clashed the reader chooses:
    `theirs-<name>` leaves what stands.
    """

    use_required_attribute = False

    required_names: Collection[str] = ()
    """The fields that a submission needs."""

    def __init__(
        self,
        *args: Any,
        shown: dict[str, Any] | None = None,
        made: dict[str, forms.Field] | None = None,
        only: Collection[str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if made is not None:
            self.fields = made
        self.partial = only is not None
        self.clashes: list[ShownClash] = []
        self.unsaved = False
        if only is not None:
            self.fields = {name: field for name, field in self.fields.items() if name in only}
        for name, field in self.fields.items():
            field.required = False
            field.show_hidden_initial = not self.partial
            if shown and name in shown:
                self.initial[name] = shown[name]

    def mark_required(self) -> None:
        """Show what a submission needs as required, once the form was read: saving itself requires nothing."""
        for name, field in self.fields.items():
            field.required = name in self.required_names

    def values(self) -> dict[str, Any]:
        """What is valid and was changed on this page, as the record keeps it. Only after `full_clean()`."""
        names: Sequence[str] = list(self.fields) if self.partial else self.changed_data
        return {
            name: self.kept(name) for name in names if name in self.cleaned_data and f"theirs-{name}" not in self.data
        }

    def kept(self, name: str) -> Any:
        """A cleaned value as it is kept: money in 分, line breaks as LF (kept as CR LF, a text would look changed)."""
        value = self.cleaned_data[name]
        if isinstance(self.fields[name], MoneyField) and value is not None:
            return int(value * FEN_PER_WAN)
        return value.replace("\r\n", "\n") if isinstance(value, str) else value

    def show_clashes(self, clashes: Sequence[Clash]) -> None:
        """Set both texts of every clash side by side; the field keeps what was typed."""
        for clash in clashes:
            label = str(self.fields[clash.field].label)
            mine = self.words(clash.field, self.kept(clash.field))
            theirs = self.words(clash.field, clash.stands)
            self.clashes.append(ShownClash(clash.field, label, theirs, mine, clash.by, clash.at))
            self.add_error(clash.field, f"{clash.by}在您填写期间改过此项，请在上方选择以哪一份为准")

    def words(self, name: str, value: Any) -> str:
        """A kept value of a field as people read it."""
        field = self.fields[name]
        if value is None or value == "":
            return "空白"
        if isinstance(field, forms.BooleanField):
            return "已勾选" if value else "未勾选"
        unit = field.widget.attrs.get("data-unit", "")
        return f"{field.prepare_value(value)}{unit}"
