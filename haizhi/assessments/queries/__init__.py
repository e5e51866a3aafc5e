"""What the pages of the assessment show."""

from haizhi.assessments.queries import dates  # noqa: F401 - declares its dates by being imported
from haizhi.assessments.queries.appeals import appeals_of
from haizhi.assessments.queries.evidence import EvidenceChoice, evidence_choice
from haizhi.assessments.queries.results import Distribution, Ranked, distribution, ranking, result_rows
from haizhi.assessments.queries.rounds import (
    Progress,
    conflicts_shown,
    late_sheets,
    own_parts,
    part_named,
    parts_listed,
    progress_of,
    round_named,
    rounds_of,
)
from haizhi.assessments.queries.sections import assessments_of
from haizhi.assessments.queries.sheets import (
    Pad,
    PadRow,
    Said,
    pad_of,
    said_of,
    sheet_named,
    sheets_of,
    suggested_marks,
    team_of,
)

__all__ = [
    "Distribution",
    "EvidenceChoice",
    "Pad",
    "PadRow",
    "Progress",
    "Ranked",
    "Said",
    "appeals_of",
    "assessments_of",
    "conflicts_shown",
    "distribution",
    "evidence_choice",
    "late_sheets",
    "own_parts",
    "pad_of",
    "part_named",
    "parts_listed",
    "progress_of",
    "ranking",
    "result_rows",
    "round_named",
    "rounds_of",
    "said_of",
    "sheet_named",
    "sheets_of",
    "suggested_marks",
    "team_of",
]
