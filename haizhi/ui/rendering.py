"""How forms are drawn: one renderer for the project, so that `{{ form }}` in any app gives styled, accessible fields.

Every control gets a visible label, a hint, its error beside it (WCAG 2.2 3.3.1–3.3.3), and `aria-describedby`
naming all of them. Dates use the browser's own pickers, whatever widget the form declared.
"""

from collections.abc import Iterable, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import django.forms
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.forms import BaseForm, BoundField, Widget
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import DateInput, DateTimeInput, FileInput, Select, TimeInput
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates as Backend
from django.utils.safestring import SafeString

from haizhi.ui.controls import DRAWN, QuickSelect, safe, text
from haizhi.ui.fields import field_row

_NATIVE: dict[type[Widget], tuple[str, str]] = {
    DateInput: ("date", "%Y-%m-%d"),
    DateTimeInput: ("datetime-local", "%Y-%m-%dT%H:%M"),
    TimeInput: ("time", "%H:%M"),
}


def native(widget: Widget) -> Widget:
    """A date or time widget as the browser's own picker; any other widget as it is."""
    declared = _NATIVE.get(type(widget))
    if declared is None:
        return widget
    picker = copy(widget)
    picker.attrs = dict(widget.attrs)
    picker.input_type, picker.format = declared  # type: ignore[attr-defined]  # the three keys above all have both
    return picker


class PlainBoundField(BoundField):
    """A field as the page shows it; its parts are read by `haizhi.ui.fields`."""

    def as_widget(
        self, widget: Widget | None = None, attrs: dict[str, Any] | None = None, only_initial: bool = False
    ) -> SafeString:
        """The control alone, with pickers for dates and times."""
        widget = native(widget or self.field.widget)
        if type(widget) is Select:
            quick = QuickSelect(widget.attrs)
            quick.__dict__ |= widget.__dict__
            widget = quick
        return super().as_widget(widget, attrs, only_initial)

    def as_field_group(self) -> SafeString:
        """The whole field with its label and all that is said about it."""
        return field_row(self)

    @property
    def is_single(self) -> bool:
        """Whether it is one checkbox, whose label stands behind it."""
        return getattr(self.field.widget, "input_type", "") == "checkbox" and not self.use_fieldset

    @property
    def unit(self) -> str:
        """The unit written behind the control, from the widget's `data-unit`."""
        return str(self.field.widget.attrs.get("data-unit", ""))

    @property
    def word_limit(self) -> str:
        """The most 字 allowed, from the widget's `data-words`; empty when not counted."""
        return str(self.field.widget.attrs.get("data-words", ""))

    @property
    def limits(self) -> str:
        """What a file may be, said before it is chosen; from `accept` and `data-max-mb`."""
        attrs = self.field.widget.attrs
        kinds = [kind.strip().lstrip(".").upper() for kind in str(attrs.get("accept", "")).split(",") if kind.strip()]
        parts = [f"可上传 {'、'.join(kinds)} 文件"] if kinds else []
        if "data-max-mb" in attrs:
            parts.append(f"单个文件不超过 {attrs['data-max-mb']} MB")
        return "，".join(parts)

    @property
    def error_texts(self) -> list[str]:
        """Its errors as sentences; an empty required field says what to do instead of what it is."""
        return list(dict.fromkeys(self._error_text(error) for error in self.errors.as_data()))

    def _error_text(self, error: django.forms.ValidationError) -> str:
        text = "".join(error.messages)
        field = self.field
        for own_words, said in _BOUNDS:
            if error.message is own_words:
                return said.format(**error.params or {})
        if error.code != "required" or text != str(type(field).default_error_messages.get("required", _REQUIRED)):
            return text
        if self.is_single:
            return f"请勾选“{self.label}”"
        if str(self.label).startswith("再输"):
            return f"请{self.label}"
        if isinstance(field.widget, FileInput):
            return f"请上传{self.label}"
        return f"请选择{self.label}" if isinstance(field.widget, Select) or self.use_fieldset else f"请填写{self.label}"

    @property
    def aria_describedby(self) -> str | None:
        """The ids of hint, limits, counter and error, in reading order."""
        if not self.auto_id or self.is_hidden or self.field.widget.attrs.get("aria-describedby"):
            return None
        parts = {"hint": self.help_text, "limits": self.limits, "counter": self.word_limit, "error": self.errors}
        return " ".join(f"{self.auto_id}_{part}" for part, present in parts.items() if present) or None


_REQUIRED = django.forms.Field.default_error_messages["required"]

_BOUNDS = (
    (MinValueValidator.message, "请填写不小于{limit_value}的数"),
    (MaxValueValidator.message, "请填写不大于{limit_value}的数"),
    (MaxLengthValidator.message, "最多填写{limit_value}个字，现有{show_value}个，请删减"),
)
"""What to do instead of what a validator says, by its own words."""


class PlainRenderer(DjangoTemplates):
    """The project's FORM_RENDERER: this app's templates before Django's."""

    form_template_name = "ui/forms/form.html"
    bound_field_class = PlainBoundField

    @cached_property
    def engine(self) -> Backend:
        """An engine that looks into this app first, whatever the order of INSTALLED_APPS."""
        own, djangos = Path(__file__).parent / "templates", Path(django.forms.__file__).parent / "templates"
        return Backend({"APP_DIRS": True, "DIRS": [own, djangos], "NAME": "forms", "OPTIONS": {}})

    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        """What a template makes of a context; the commonest controls are drawn without theirs."""
        draw = DRAWN.get(template_name)
        return draw(context["widget"]) if draw else super().render(template_name, context, request)


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """Some fields of a form under one legend."""

    legend: str
    hint: str
    fields: tuple[BoundField, ...]


def field_groups(form: BaseForm) -> list[FieldGroup]:
    """The visible fields by the form's `fieldsets`: (legend, names) or (legend, names, hint).

    Fields no fieldset names come last, without a legend; a name the form does not have is passed over,
    since forms drop fields by role.
    """
    declared: Sequence[Sequence[Any]] = getattr(form, "fieldsets", ())
    groups, placed = [], set()
    for legend, names, *hint in declared:
        fields = tuple(form[name] for name in names if name in form.fields and not form[name].is_hidden)
        placed.update(names)
        if fields:
            groups.append(FieldGroup(legend, hint[0] if hint else "", fields))
    rest = tuple(field for field in form.visible_fields() if field.name not in placed)
    return [*groups, FieldGroup("", "", rest)] if rest else groups


def form_rows(form: BaseForm, hidden: Iterable[BoundField]) -> SafeString:
    """Everything of a form below the summary of its errors: its fields by their groups, the hidden ones last."""
    required = any(field.field.required for field in form.visible_fields())
    note = '<p class="mark-note">带 <b>*</b> 的为必填项。</p>\n' if required else ""
    return safe("".join((note, *map(_group, field_groups(form)), *map(str, hidden))))


def _group(group: FieldGroup) -> str:
    rows = "".join(field.as_field_group() for field in group.fields)
    if not group.legend:
        return rows
    hint = f'<p class="hint">{text(group.hint)}</p>' if group.hint else ""
    return f'<fieldset class="fieldset"><legend>{text(group.legend)}</legend>{hint}{rows}</fieldset>\n'
