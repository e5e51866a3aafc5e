"""Parsing of what stations and the Office write in a round."""

from haizhi.assessments.forms.appeals import APPEAL_FORMS, AppealFilters, LodgeForm
from haizhi.assessments.forms.rounds import (
    PART_FORMS,
    ROUND_FORMS,
    ComposeForm,
    EnlistForm,
    PartFilters,
    RankingFilters,
    RoundFilters,
)
from haizhi.assessments.forms.sheets import SHEET_FORMS, EvidenceForm, MarksForm, SheetFilters

__all__ = [
    "APPEAL_FORMS",
    "PART_FORMS",
    "ROUND_FORMS",
    "SHEET_FORMS",
    "AppealFilters",
    "ComposeForm",
    "EnlistForm",
    "EvidenceForm",
    "LodgeForm",
    "MarksForm",
    "PartFilters",
    "RankingFilters",
    "RoundFilters",
    "SheetFilters",
]
