"""What follows a unit when the Office merges it into another: every app says so for its own rows.

`accounts` knows no higher app, so each registers here, in its acts, what refers to a unit.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from haizhi.accounts.models import Organisation
from haizhi.kernel.subjects import Subject
from haizhi.regulation.findings import Finding

Rows = Callable[[Organisation], QuerySet[Any]]
Move = Callable[[Organisation, Organisation, datetime], object]
Hindrances = Callable[[Organisation, Organisation], Iterable[Finding]]


def _nothing(duplicate: Organisation, stays: Organisation) -> Iterable[Finding]:
    return ()


@dataclass(frozen=True, slots=True)
class Follower:
    """A kind of rows that follow a unit: which they are, how they move from the duplicate to the one that stays."""

    label: str
    rows: Rows
    move: Move
    hindrances: Hindrances


@dataclass(frozen=True, slots=True)
class Following:
    """What will move of one kind: each row in words."""

    label: str
    rows: tuple[str, ...]


FOLLOWERS: dict[str, Follower] = {}
"""Every kind by its label, in the order in which the apps registered them."""


def follows_unit(label: str, rows: Rows, move: Move, hindrances: Hindrances = _nothing) -> None:
    """Declare rows that follow a unit.

    `rows(duplicate)` are those that will move, `move(duplicate, stays, at)` moves them, `hindrances(duplicate, stays)`
    says what stands against the merger. Raises ValueError for a label that is taken.
    """
    if label in FOLLOWERS:
        raise ValueError(f"{label} follows a unit already")
    FOLLOWERS[label] = Follower(label, rows, move, hindrances)


def what_follows(duplicate: Organisation) -> list[Following]:
    """Everything that would move, by kind; kinds of which there is nothing are left out."""
    found = [Following(f.label, tuple(_words(row) for row in f.rows(duplicate))) for f in FOLLOWERS.values()]
    return [following for following in found if following.rows]


def _words(row: Any) -> str:
    return f"{row.number} {row}".strip() if isinstance(row, Subject) else str(row)
