"""Two people on one draft: a page names itself and the last save it had seen.

A field that another page has saved since is not overwritten silently: the save answers with a `Clash`, and a page that
has shown it may save again.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from haizhi.applications.models import Application, Record
from haizhi.kernel.actor import Actor
from haizhi.kernel.source import new_code


@dataclass(frozen=True, slots=True)
class Page:
    """A form as it lies open somewhere: the last save it knows, and its own name."""

    serial: int
    name: str

    def __str__(self) -> str:
        return f"{self.serial}.{self.name}"

    @classmethod
    def read(cls, text: str) -> "Page":
        """A page from its text; text that is none is a page that has seen nothing."""
        serial, _, name = text.partition(".")
        known = serial.isdecimal() and serial.isascii() and len(serial) <= 9 and name.isalnum()
        return cls(int(serial), name[:16]) if known else cls(0, new_code(8))


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody else saved a field since: what stands there now, who saved it, when (RFC 3339)."""

    field: str
    stands: Any
    by: str
    at: str


def open_page(subject: Application | Record | None) -> Page:
    """A page that shows a draft, or one of its records, as it stands; None is what does not exist yet."""
    return Page(subject.edits.get("serial", 0) if subject else 0, new_code(8))


@dataclass(frozen=True, slots=True)
class Merged:
    """What is written of some values, the marks of who wrote what, and what clashed."""

    changed: dict[str, Any]
    edits: dict[str, Any]
    clashes: tuple[Clash, ...]


def merged(
    stands: Callable[[str], Any],
    edits: Mapping[str, Any],
    values: Mapping[str, Any],
    *,
    by: Actor,
    at: datetime,
    page: Page | None,
) -> Merged:
    """Lay new values over those that stand; without a `page` nothing clashes.

    `edits` are the marks so far {serial, fields: {name: {serial, page, by, at}}}.
    """
    marks = dict(edits.get("fields", {}))
    serial = edits.get("serial", 0) + 1
    changed: dict[str, Any] = {}
    clashes = []
    differing = {name: value for name, value in values.items() if _differs(stands(name), value)}
    for name, value in differing.items():
        mark = marks.get(name)
        if page and mark and mark["serial"] > page.serial and mark["page"] != page.name:
            clashes.append(Clash(name, stands(name), mark["by"], mark["at"]))
            continue
        changed[name] = value
        marks[name] = {"serial": serial, "page": page.name if page else "", "by": by.name, "at": at.isoformat()}
    after = {"serial": serial, "fields": marks} if changed else dict(edits)
    return Merged(changed, after, tuple(clashes))


def _differs(stands: Any, value: Any) -> bool:
    if isinstance(stands, Decimal) and value is not None:
        return stands != Decimal(value)
    return bool(stands != value)
