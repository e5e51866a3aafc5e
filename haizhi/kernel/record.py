"""How the arguments of an act become the record of it: plain, canonical, private ones only committed to."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet

from haizhi.fairness.encoding import canonical, tagged
from haizhi.kernel.times import instant


def plain(value: Any) -> Any:
    """Turn an argument into what canonical JSON can hold.

    Rows become their id, instants RFC 3339, fractions "a/b", bytes hex, sets sorted lists.
    Raises TypeError for a float or anything else that has no exact form.
    """
    if isinstance(value, Mapping):
        return {str(k): plain(v) for k, v in value.items()}
    if isinstance(value, set | frozenset):
        return sorted(plain(v) for v in value)
    if isinstance(value, list | tuple | QuerySet):
        return [plain(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return _scalar(value.value)
    if value is None or isinstance(value, bool | int | str):
        return value
    for kind, write in _WRITTEN:
        if isinstance(value, kind):
            return write(value)
    raise TypeError(f"an act can't record a {type(value).__name__}")


_WRITTEN: tuple[tuple[type, Callable[[Any], str]], ...] = (
    (datetime, instant),
    (date, date.isoformat),
    (UUID, str),
    (Fraction, lambda f: f"{f.numerator}/{f.denominator}"),
    (bytes, bytes.hex),
    (Model, lambda row: str(row.pk)),
)
"""How each kind of scalar is written; datetime before date, since every datetime is a date."""


def commitment(salt: bytes, name: str, value: Any) -> str:
    """A salted commitment to a private argument: what it was can be shown later, not guessed (hex)."""
    return tagged("hz/private/v1", salt, name, canonical(plain(value))).hex()
