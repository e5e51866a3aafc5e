"""What a rehearsal has to tell: how many of what, and every refusal with its article."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from haizhi.regulation.findings import Refused
from haizhi.regulation.moves import Move

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refusal:
    """One unmet finding of a refused act."""

    act: str
    article: str
    reason: str
    subject: str


@dataclass(slots=True)
class Report:
    """Collected while the player plays."""

    refusals: list[Refusal] = field(default_factory=list)

    def attempt(self, move: Move, subject: str, deed: Callable[[], T]) -> T | None:
        """Try an act that may be refused; None, with every finding noted, when it was."""
        try:
            return deed()
        except Refused as refused:
            self.refusals += [
                Refusal(move.label, str(finding.cite or move.cite), finding.reason, subject)
                for finding in refused.findings
            ]
            return None

    def rows(self) -> list[dict[str, Any]]:
        """The refusals as plain rows."""
        return [{"act": r.act, "article": r.article, "reason": r.reason, "subject": r.subject} for r in self.refusals]
