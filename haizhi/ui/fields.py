"""A field of a form as the page shows it: label, hint, limits, error, control and counter, in one string.

A form has a dozen of them, a list above its rows as many: through Django's templates they cost more than all the rows.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString

from haizhi.regulation.wordcount import count_words
from haizhi.ui.controls import safe, text

if TYPE_CHECKING:
    from haizhi.ui.rendering import PlainBoundField

_STAR = '<span class="mark" aria-hidden="true">*</span>'
_OPTIONAL = '<span class="optional">（选填）</span>'
_LATER = '<span class="optional">（提交前填）</span>'


def field_row(field: "PlainBoundField") -> SafeString:
    """The whole field as HTML: several controls of one question in a `<fieldset>`, one checkbox before its label."""
    errors, key = field.error_texts, field.auto_id
    wrong = " wrong" if errors else ""
    said = "".join((_hint(str(field.help_text), key, "hint"), _hint(text(field.limits), key, "limits")))
    if field.is_single:
        return safe(f'<div class="field single{wrong}">\n{error_list(errors, key)}{_choice(field)}\n{said}</div>')
    unit = field.unit
    behind = f"<span>{text(unit)}</span>" if unit else ""
    control = f'<div class="control{" unit" if unit else ""}">{field}{behind}</div>'
    inside = f"{said}{error_list(errors, key)}{control}\n{_counter(field)}"
    heading = f"{text(field.label)}{_mark(field)}"
    if not field.use_fieldset:
        return safe(f'<div class="field{wrong}">\n<label{_for(field)}>{heading}</label>\n{inside}</div>')
    place = f' id="{text(key)}_field"' if key else ""
    told = field.aria_describedby
    described = f' aria-describedby="{text(told)}"' if told else ""
    return safe(f'<fieldset class="field{wrong}"{place}{described}>\n<legend>{heading}</legend>\n{inside}</fieldset>')


def error_list(errors: Iterable[str], key: str) -> SafeString:
    """What is wrong with the control of that id, sentence by sentence; empty when nothing is."""
    listed = "".join(f"<li>{text(error)}</li>" for error in errors)
    place = f' id="{text(key)}_error"' if key else ""
    return safe(f'<ul class="errors"{place}>{listed}</ul>' if listed else "")


def _choice(field: "PlainBoundField") -> str:
    star = _STAR if field.field.required else ""
    return f'<label class="choice"{_for(field)}>{field}<span>{text(field.label)}{star}</span></label>'


def _for(field: "PlainBoundField") -> str:
    return f' for="{text(field.id_for_label)}"' if field.auto_id else ""


def _mark(field: "PlainBoundField") -> str:
    if field.field.required:
        return _STAR
    if field.name in getattr(field.form, "needed_later", ()):
        return _LATER
    return "" if field.field.disabled else _OPTIONAL


def _hint(sentence: str, key: str, name: str) -> str:
    """A line above the control; a form's own help text may hold markup."""
    place = f' id="{text(key)}_{name}"' if key else ""
    return f'<p class="hint"{place}>{sentence}</p>\n' if sentence else ""


def _counter(field: "PlainBoundField") -> str:
    most = field.word_limit
    if not most:
        return ""
    written = count_words(str(field.value() or ""))
    place = f' id="{text(field.auto_id)}_counter"' if field.auto_id else ""
    over = " over" if written > int(most) else ""
    return f'<p class="counter{over}"{place}>已写 <b>{written}</b> 字，上限 {text(most)} 字</p>\n'
