"""Score sheets on paper: what their code says, what two people read off them, where their readings differ."""

import hashlib
import json
from collections.abc import Mapping

from haizhi.documents.marks import Imprint, Sort
from haizhi.fairness.encoding import canonical
from haizhi.kernel.secrecy import unseal
from haizhi.regulation.indicators import REVIEW
from haizhi.reviews.facts.rules import session_rules
from haizhi.reviews.models import Paper, PaperEntry, Seat, Turn

PAPER_PURPOSE = "paper-sheet"
"""The key under which what was read off a paper is encrypted until the sheet is locked."""


def imprint_of(turn: Turn, seat: Seat, revision: int) -> Imprint:
    """The mark of one judge's paper for one unit: session, unit, seat and revision, and by what it is marked."""
    session = turn.session
    rules = session_rules(session)
    said = {
        "session": session.code,
        "applicant": turn.application.code,
        "seat": seat.serial,
        "token": seat.token,
        "revision": revision,
        "maxima": REVIEW.maxima,
        "step": rules.step if rules else 0,
    }
    code = f"{session.code}.{turn.position or 0}.{seat.serial}.{revision}"
    return Imprint(Sort.SHEET, code, hashlib.sha256(canonical(said)).hexdigest())


def entries_of(paper: Paper) -> tuple[list[PaperEntry], PaperEntry | None]:
    """The entries of a paper in the order in which they came in, and the third reading. One query."""
    rows = list(paper.entries.order_by("id"))
    return [row for row in rows if not row.third], next((row for row in rows if row.third), None)


def marks_in(entry: PaperEntry) -> dict[str, int]:
    """The marks in tenths that somebody read; none once the paper was taken."""
    if not entry.sealed:
        return {}
    marks: dict[str, int] = json.loads(unseal(PAPER_PURPOSE, bytes(entry.sealed))["marks"])
    return marks


def differences(one: Mapping[str, int], other: Mapping[str, int]) -> list[str]:
    """The indicators in which two readings differ, in the order of the table."""
    return [key for key in REVIEW.maxima if one.get(key) != other.get(key)]


def read_twice(paper: Paper) -> tuple[dict[str, int] | None, list[str]]:
    """The marks that stand once both entries agree or a third look settled the rest, and where the two differed.

    None for the marks while an entry or the third look is missing.
    """
    entries, third = entries_of(paper)
    if len(entries) < 2:
        return None, []
    first, second = (marks_in(entry) for entry in entries)
    differing = differences(first, second)
    settled = marks_in(third) if third else {}
    if any(key not in settled for key in differing):
        return None, differing
    return first | {key: settled[key] for key in differing}, differing
