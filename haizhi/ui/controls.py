"""The controls that every form has, as Django's templates draw them, in a twentieth of the time: in one string each."""

from collections.abc import Callable, Iterable, Mapping
from html import escape
from typing import Any

from django.forms.widgets import Select
from django.utils.safestring import SafeString, mark_safe

_LIKE_TEXT = (
    "input", "text", "number", "email", "url", "tel", "search", "password", "hidden", "file", "checkbox", "date",
    "datetime", "time",
)  # fmt: skip


class QuickSelect(Select):
    """A choice in one pass over its options, of which lists of districts or stages have dozens."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The control as HTML."""
        chosen = frozenset(self.format_value(value))
        parts = [
            f'<optgroup label="{text(key)}">{_options(words, chosen)}</optgroup>'
            if isinstance(words, list | tuple)
            else _options([(key, words)], chosen)
            for key, words in self.choices
        ]
        attributes = _attributes(self.build_attrs(self.attrs, attrs))
        return safe(f'<select name="{text(name)}"{attributes}>{"".join(parts)}</select>')


def _options(choices: Iterable[tuple[Any, Any]], chosen: frozenset[str]) -> str:
    made = []
    for key, words in choices:
        value = "" if key is None else str(key)
        made.append(f'<option value="{text(value)}"{" selected" if value in chosen else ""}>{text(words)}</option>\n')
    return "".join(made)


def _input(widget: Mapping[str, Any]) -> SafeString:
    value = "" if widget["value"] is None else f' value="{text(widget["value"])}"'
    return safe(f'<input type="{widget["type"]}" name="{text(widget["name"])}"{value}{_attributes(widget["attrs"])}>')


def _textarea(widget: Mapping[str, Any]) -> SafeString:
    inside = text(widget["value"] or "")
    # the first line break belongs to the tag: what was typed may begin with one of its own
    return safe(f'<textarea name="{text(widget["name"])}"{_attributes(widget["attrs"])}>\n{inside}</textarea>')


def _choices(widget: Mapping[str, Any]) -> SafeString:
    """Radio buttons or checkboxes of one question, each before its words."""
    key = widget["attrs"].get("id")
    made = [f'<div class="choices"{_place("id", key)}>']
    for group, options, _ in widget["optgroups"]:
        made += [f'<p class="choice-group">{text(group)}</p>'] if group else []
        for option in options:
            place = _place("for", option["attrs"].get("id"))
            made.append(f'<label class="choice"{place}>{_input(option)}<span>{text(option["label"])}</span></label>')
    return safe("".join((*made, "</div>")))


def _place(name: str, key: str | None) -> str:
    return f' {name}="{text(key)}"' if key else ""


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{text(value)}"'
        for name, value in attributes.items()
        if value is not False
    )


def text(value: Any) -> str:
    """A value as it may stand in HTML, between tags and in attributes; what is HTML already stays."""
    return str(value) if hasattr(value, "__html__") else escape(str(value))


def safe(made: str) -> SafeString:
    """HTML that was put together of parts that may stand in it."""
    return mark_safe(made)  # noqa: S308 - of parts that were escaped one by one


DRAWN: Mapping[str, Callable[[Mapping[str, Any]], SafeString]] = {
    **{f"django/forms/widgets/{name}.html": _input for name in _LIKE_TEXT},
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/radio.html": _choices,
    "django/forms/widgets/checkbox_select.html": _choices,
}
"""Django's name of a control's template → what draws it of the same `widget`: the same, but for groups of choices."""
