"""What a field of a record asks for, and how its value is kept and read."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FEN_PER_WAN = 1_000_000
"""分 in a 万元."""

_MONTH = re.compile(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])")


class Shape(StrEnum):
    """How a field's value is kept: `month` as YYYY-MM, `money` in 分, `count` as a whole number, the rest as text."""

    TEXT = "text"
    LONG = "long"
    MONTH = "month"
    MONEY = "money"
    COUNT = "count"
    CHOICE = "choice"


LARGEST = {Shape.MONEY: 99_999_999 * FEN_PER_WAN, Shape.COUNT: 9_999_999}
"""The largest number that a field of that shape takes, in 分 and in whole things."""


@dataclass(frozen=True, slots=True)
class RecordField:
    """A field of a record; `choices` are (value, label); `longest` in characters; `unit` stands behind a number."""

    key: str
    label: str
    shape: Shape = Shape.TEXT
    required: bool = True
    choices: tuple[tuple[str, str], ...] = ()
    longest: int = 100
    unit: str = ""
    hint: str = ""

    def words(self, value: Any) -> str:
        """A value as people read it; money in 万元, empty for nothing."""
        if value is None or value == "":
            return ""
        if self.shape is Shape.CHOICE:
            return dict(self.choices).get(value, str(value))
        if self.shape is Shape.MONEY:
            whole, rest = divmod(value, FEN_PER_WAN)
            decimals = f".{rest:06}".rstrip("0") if rest else ""
            return f"{whole}{decimals}万元"
        if self.shape is Shape.MONTH:
            year, _, month = str(value).partition("-")
            return f"{year}年{int(month)}月"
        return f"{value}{self.unit}"

    def holds(self, value: Any) -> bool:
        """Whether a value, something rather than nothing, is of this field's shape and no longer than it may be."""
        if self.shape in (Shape.MONEY, Shape.COUNT):
            return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST[self.shape]
        if not isinstance(value, str) or not value or "\0" in value:
            return False
        if self.shape is Shape.CHOICE:
            return value in dict(self.choices)
        if self.shape is Shape.MONTH:
            return _MONTH.fullmatch(value) is not None
        return len(value) <= self.longest
