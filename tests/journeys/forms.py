"""The forms of a page, and what could be typed into them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

RARE = "𬭎㛃䶮<b>%s{0}</b>"
"""What a person might well type, if rarely."""

RUBBISH: tuple[Mapping[str, str], ...] = (
    {},
    {"text": "字" * 20_001, "number": "-1", "date": "2026-02-30"},
    {"text": "\x00", "number": "9" * 40, "date": "9999-12-31"},
    {"text": RARE, "number": "1e999", "date": "明天"},
    {"text": "9" * 40, "number": "NaN", "date": "0001-01-01", "choice": "\x00" + "9" * 40},
)
"""What nobody means, round by round: typed as text, as a number, as a date; sent as a choice that no page offers."""

_KINDS = {"number": "number", "date": "date", "datetime-local": "date", "time": "date"}
_NEVER_KEPT = {"button", "file", "hidden", "password", "submit"}
_TYPED = {"text", "textarea", "number", "email", "date", "datetime-local", "time", "password", "search", "tel"}


@dataclass(slots=True)
class Field:
    """A control: its kind, the values that the page itself offers, and whether a line to type in shares its name."""

    name: str
    kind: str
    offered: list[str] = field(default_factory=list)
    has_line: bool = False

    @property
    def is_typed(self) -> bool:
        """Whether anything can be typed into it."""
        return self.kind in _TYPED


@dataclass(slots=True)
class Form:
    """A form that is posted."""

    action: str
    autosave: str = ""
    fields: dict[str, Field] = field(default_factory=dict)

    @property
    def make(self) -> tuple[str, ...]:
        """What it asks for; forms of the same make are the same form of different cases."""
        return tuple(sorted(self.fields))

    @property
    def kept(self) -> list[str]:
        """The names of what saves itself, what is typed last."""
        names = [name for name, control in self.fields.items() if control.kind not in _NEVER_KEPT]
        return sorted(names, key=lambda name: self.fields[name].is_typed)

    def filled(self, typed: Mapping[str, str]) -> dict[str, Any]:
        """Rubbish in whatever is typed; choices as the page offers them, unless they are rubbish too."""
        said: dict[str, Any] = {}
        for name, control in self.fields.items():
            if control.kind == "file":
                said[name] = SimpleUploadedFile("材料.pdf", b"MZ")
            elif control.is_typed:
                said[name] = typed.get(_KINDS.get(control.kind, "text"), "")
            elif chosen := typed.get("choice") or next(filter(None, reversed(control.offered)), None):
                said[name] = [chosen, typed.get("text", "")] if control.has_line else chosen
        return said

    def rubbish(self) -> Iterator[dict[str, Any]]:
        """Everything that is posted, round by round."""
        yield from (self.filled(typed) for typed in RUBBISH)


class Reader(HTMLParser):
    """Takes a page apart: its posted forms, its links, and what can be read on it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self._form: Form | None = None
        self._select: Field | None = None
        self._mute = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._mute += tag in ("script", "style")
        if tag == "a" and given.get("href", "").startswith(("/", "?")):
            self.links.append(given["href"])
        elif tag == "form":
            posted = given.get("method", "").lower() == "post"
            self._form = Form(given.get("action", ""), given.get("data-autosave", "")) if posted else None
            if self._form:
                self.forms.append(self._form)
        elif tag == "option" and self._select:
            self._select.offered.append(given.get("value", ""))
        elif self._form and given.get("name") and tag in ("input", "select", "textarea", "button"):
            kind = given.get("type", "text") if tag == "input" else tag
            control = self._form.fields.setdefault(given["name"], Field(given["name"], kind))
            control.has_line |= control.kind == "select" and kind == "text"
            control.offered.append(given.get("value", ""))
            self._select = control if tag == "select" else None

    def handle_endtag(self, tag: str) -> None:
        self._mute -= tag in ("script", "style")
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None

    def handle_data(self, data: str) -> None:
        if not self._mute and data.strip():
            self.texts.append(data)
