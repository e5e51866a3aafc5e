"""Sheets: which are in force, what they say, who may read it.

Marks lie under the platform's secret key until the result is closed, so that nobody reads them in the database; the
platform itself can (docs/assessment.md says so).
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db.models import Q

from haizhi.assessments.models import COUNTED, GONE, Assessed, Evidence, Part, Score, TeamMark
from haizhi.kernel.actor import Actor
from haizhi.kernel.secrecy import seal, unseal
from haizhi.regulation.assessment import bonus_has_evidence, bonus_indicators
from haizhi.regulation.findings import Finding
from haizhi.regulation.roles import OFFICE_ROLES, Role

_PURPOSE = "assessment-sheet"
_OPEN = ("closed", "published")


def kept(marks: Mapping[str, int], at: datetime, salt: str = "") -> bytes:
    """Marks in tenths (and the salt of their commitment, hex) as `sealed`."""
    return seal(_PURPOSE, {"sheet": json.dumps({"marks": dict(marks), "salt": salt})}, at)


def sealed_content(sealed: bytes | memoryview | None) -> tuple[dict[str, int], str]:
    """Marks in tenths by indicator, and the salt of their commitment (hex, empty for a draft)."""
    if sealed is None:
        return {}, ""
    said = json.loads(unseal(_PURPOSE, bytes(sealed))["sheet"])
    return said["marks"], said["salt"]


def marks_of(score: Score) -> dict[str, int]:
    """The marks of a sheet in tenths, sealed or open; whoever shows them asks `may_see_marks` first."""
    return dict(score.marks) or sealed_content(score.sealed)[0]


def team_marks_of(mark: TeamMark) -> dict[str, int]:
    """The marks of one of the Office's team in tenths."""
    return sealed_content(mark.sealed)[0]


def total_of(score: Score | None) -> int | None:
    """The sum of a sheet that counts, in tenths; None for one that is not in."""
    return sum(marks_of(score).values()) if score is not None and score.stage in COUNTED else None


def in_force(part: Assessed) -> list[Score]:
    """The sheets on a station that count or are still to come, by kind and rater. No query where they were fetched."""
    return [score for score in part.scores.all() if score.stage not in GONE]


def is_missing(score: Score) -> bool:
    """Whether it is a peer's sheet that never came and was put aside with the result."""
    return score.part == Part.PEER and score.stage == "set_aside" and score.given_at is None


def self_sheet(part: Assessed) -> Score | None:
    """The station's own sheet, None before the announcement. No query where the sheets were fetched."""
    return next((score for score in in_force(part) if score.part == Part.SELF), None)


def evidence_of(score: Score | None) -> dict[str, list[Evidence]]:
    """What a station's own sheet rests on, by indicator. One query for pieces and their files each."""
    found: dict[str, list[Evidence]] = {}
    if score is None:
        return found
    rows = score.evidence.select_related("entry", "plan__paper", "tie", "upload", "paper").prefetch_related(
        "entry__files__upload"
    )
    for row in rows:
        found.setdefault(row.indicator, []).append(row)
    return found


def evidence_counts(score: Score | None) -> Counter[str]:
    """How many pieces a station's own sheet names for each indicator; work that is not confirmed (any more) is none."""
    if score is None:
        return Counter()
    there = score.evidence.filter(Q(entry__isnull=True) | Q(entry__stage="confirmed"))
    return Counter(there.order_by().values_list("indicator", flat=True))


def bonus_findings(part: Assessed, marks: Mapping[str, int]) -> tuple[Finding, ...]:
    """Whether every bonus that is given rests on evidence of the station's own sheet. One query."""
    pieces = evidence_counts(self_sheet(part))
    return tuple(bonus_has_evidence(i, marks.get(i.key), pieces[i.key]) for i in bonus_indicators())


def recorded(sheets: Iterable[Score]) -> list[dict[str, str]]:
    """Sheets that come into being, as the ledger names them: by token and subject, not by who holds them."""
    rows = [
        {"station": s.assessed.station.code, "rater": s.token, "part": str(s.part), "subject": str(s.pk)}
        for s in sheets
    ]
    return sorted(rows, key=lambda row: (row["station"], row["part"], row["rater"]))


def about(part: Assessed) -> dict[str, str]:
    """How the ledger names a station of a round."""
    return {"assessment": part.assessment.code, "station": part.station.code}


def is_own(score: Score, actor: Actor) -> bool:
    """Whether the sheet is the actor's to fill in, as far as it is whose: their station's, or the Office's."""
    if score.part == Part.OFFICE:
        return actor.holds(*OFFICE_ROLES)
    return any(grant.role in score.scope and score.within(grant) for grant in actor.grants)


def may_see_marks(score: Score, actor: Actor, sheets: Iterable[Score]) -> bool:
    """Whether the actor may read the marks; `sheets` are those on the same station.

    Its own people always. The Office its own sheet, the others once its own on that station is confirmed, so that they
    do not sway it. 纪检 and the auditor once the result is closed. No other station ever.
    """
    if is_own(score, actor):
        return True
    if score.assessed.assessment.stage in _OPEN:
        return actor.holds(*OFFICE_ROLES, Role.SUPERVISOR, Role.AUDITOR)
    confirmed = any(sheet.part == Part.OFFICE and sheet.stage == "confirmed" for sheet in sheets)
    return confirmed and actor.holds(*OFFICE_ROLES)
