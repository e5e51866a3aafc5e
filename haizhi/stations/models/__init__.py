"""Stations, their terms, what each shows of itself and what each does."""

from haizhi.stations.models.former import FormerState
from haizhi.stations.models.plans import ON_FILE, PLAN_OPEN, Plan, PlanItem
from haizhi.stations.models.plaques import Plaque
from haizhi.stations.models.presentations import EDITED, OPEN, Presentation, PresentationField
from haizhi.stations.models.registry import Host, StationBatch, StationDistrict, StationName, StationPerson
from haizhi.stations.models.stations import STANDING, Station, Term, keeps_undecided
from haizhi.stations.models.summaries import WRITTEN, Summary, SummaryRound
from haizhi.stations.models.tasks import (
    OPEN_ASSIGNMENTS,
    REPORTABLE,
    Assignment,
    AssignmentFile,
    AssignmentWork,
    Task,
    TaskFile,
)
from haizhi.stations.models.ties import Tie
from haizhi.stations.models.work import WORK_OPEN, WorkEntry, WorkFile

__all__ = [
    "EDITED",
    "ON_FILE",
    "OPEN",
    "OPEN_ASSIGNMENTS",
    "PLAN_OPEN",
    "REPORTABLE",
    "STANDING",
    "WORK_OPEN",
    "WRITTEN",
    "Assignment",
    "AssignmentFile",
    "AssignmentWork",
    "FormerState",
    "Host",
    "Plan",
    "PlanItem",
    "Plaque",
    "Presentation",
    "PresentationField",
    "Station",
    "StationBatch",
    "StationDistrict",
    "StationName",
    "StationPerson",
    "Summary",
    "SummaryRound",
    "Task",
    "TaskFile",
    "Term",
    "Tie",
    "WorkEntry",
    "WorkFile",
    "keeps_undecided",
]
