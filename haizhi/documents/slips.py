"""The slip that a unit takes home after its score: score, ledger root, and the signed checkpoint as a QR."""

from dataclasses import dataclass
from datetime import datetime

from haizhi.documents.codes import drawn
from haizhi.documents.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Slip:
    """One unit's slip on A5. `facts` are label and value, `note` is the text of the QR: a signed checkpoint.

    `root` is the ledger's root (64 hex digits), `steps` say how to check later, `warning` what the slip can't do yet.
    """

    title: str
    session: str
    made_at: datetime
    facts: tuple[tuple[str, str], ...]
    score: str
    exact: str
    root: str
    note: str
    steps: tuple[str, ...]
    warning: str = ""


def slip_pdf(slip: Slip) -> bytes:
    """The slip as PDF/A-2b, one page."""
    side, path = drawn(slip.note)
    content = {
        "title": slip.title,
        "session": slip.session,
        "facts": slip.facts,
        "score": slip.score,
        "exact": slip.exact,
        "root": [slip.root[start : start + 8] for start in range(0, len(slip.root), 8)],
        "side": str(side),
        "path": path,
        "steps": slip.steps,
        "warning": slip.warning,
    }
    return typeset("slip", content, at=slip.made_at)
