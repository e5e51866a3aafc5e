"""How the arguments of an act become the record of it: plain, canonical, private ones only committed to."""

from collections.abc import Mapping
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
    match value:
        case None | bool() | str() | int() if not isinstance(value, Enum):
            return value
        case Enum():
            return plain(value.value)
        case datetime():
            return instant(value)
        case date():
            return value.isoformat()
        case UUID():
            return str(value)
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case bytes():
            return value.hex()
        case Model():
            return str(value.pk)
        case Mapping():
            return {str(k): plain(v) for k, v in value.items()}
        case set() | frozenset():
            return sorted(plain(v) for v in value)
        case list() | tuple() | QuerySet():
            return [plain(v) for v in value]
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    raise TypeError(f"an act can't record a {type(value).__name__}")


def commitment(salt: bytes, name: str, value: Any) -> str:
    """A salted commitment to a private argument: what it was can be shown later, not guessed (hex)."""
    return tagged("hz/private/v1", salt, name, canonical(plain(value))).hex()
