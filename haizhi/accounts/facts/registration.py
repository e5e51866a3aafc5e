"""What hangs on how a unit is registered: every app says so for its own rows, and lets them follow a correction."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from haizhi.accounts.models import Organisation

Foresee = Callable[[Organisation, Organisation, datetime], Iterable[str]]
Follow = Callable[[Organisation, Organisation, datetime], object]


@dataclass(frozen=True, slots=True)
class Dependent:
    """Rows that depend on a unit's kind, affiliation, district or code."""

    foresee: Foresee
    follow: Follow


DEPENDENTS: dict[str, Dependent] = {}
"""Every kind of them by its name."""


def depends_on_registration(label: str, foresee: Foresee, follow: Follow) -> None:
    """Declare rows that depend on the registration, which `accounts` itself does not know.

    `foresee(before, after, at)` says in sentences what a correction will change and what it leaves; `follow(before,
    after, at)` changes it. Raises ValueError for a label that is taken.
    """
    if label in DEPENDENTS:
        raise ValueError(f"{label} depends on the registration already")
    DEPENDENTS[label] = Dependent(foresee, follow)
