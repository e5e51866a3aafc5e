"""Rounds of assessment, the stations that take part, their sheets, what sheets rest on, appeals."""

from haizhi.assessments.models.appeals import Appeal, AppealFile
from haizhi.assessments.models.rounds import RUNNING, WATCHERS, Assessed, Conflict, Round
from haizhi.assessments.models.sheets import COUNTED, EDITED, GONE, Evidence, Part, Score, TeamMark

__all__ = [
    "COUNTED",
    "EDITED",
    "GONE",
    "RUNNING",
    "WATCHERS",
    "Appeal",
    "AppealFile",
    "Assessed",
    "Conflict",
    "Evidence",
    "Part",
    "Round",
    "Score",
    "TeamMark",
]
