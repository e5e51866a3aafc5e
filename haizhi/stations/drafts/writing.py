"""Two people who write the same thing notice each other."""

from collections.abc import Mapping
from datetime import datetime

Kept = str | int | None
"""A text; a figure, None where none is given."""


class ChangedMeanwhile(Exception):
    """Somebody else changed some of what was typed over: what stands now, by field, by whom and when."""

    def __init__(self, stands: Mapping[str, Kept], by: str, at: datetime | None) -> None:
        self.stands, self.by, self.at = stands, by, at
        super().__init__(", ".join(stands))


def same(one: Kept, other: Kept) -> bool:
    """Whether two are the same to who reads them: browsers write line ends in their own way."""
    return one.split() == other.split() if isinstance(one, str) and isinstance(other, str) else one == other
