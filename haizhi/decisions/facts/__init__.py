"""Rows of decisions as the regulation's rules take them, one module for each kind."""

from haizhi.decisions.facts.documents import (
    ADDRESSEES,
    OPEN_DOCUMENTS,
    OfficialText,
    cannot_be_named,
    founded_by,
    official_text,
    read_again,
)
from haizhi.decisions.facts.letters import (
    letter_text,
    not_told_yet,
    others_settled,
)
from haizhi.decisions.facts.objections import (
    OPEN_OBJECTIONS,
    case_of_unit_named,
    day_due,
    identified,
    nothing_open_against,
    open_against,
)
from haizhi.decisions.facts.publicities import (
    phones_apart,
    publishable,
)
from haizhi.decisions.facts.resolutions import (
    DECIDABLE,
    PROPOSE,
    attendance_of,
    by_track,
    closed_on,
    counts_for_target,
    decidable,
    departing,
    departure_findings,
    lines,
    meeting_findings,
    proposed_before,
    ranked,
    target_findings,
)

__all__ = [
    "ADDRESSEES",
    "DECIDABLE",
    "OPEN_DOCUMENTS",
    "OPEN_OBJECTIONS",
    "PROPOSE",
    "OfficialText",
    "attendance_of",
    "by_track",
    "cannot_be_named",
    "case_of_unit_named",
    "closed_on",
    "counts_for_target",
    "day_due",
    "decidable",
    "departing",
    "departure_findings",
    "founded_by",
    "identified",
    "letter_text",
    "lines",
    "meeting_findings",
    "not_told_yet",
    "nothing_open_against",
    "official_text",
    "open_against",
    "others_settled",
    "phones_apart",
    "proposed_before",
    "publishable",
    "ranked",
    "read_again",
    "target_findings",
]
