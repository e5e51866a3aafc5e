"""Parsing of what the pages of experts ask for."""

from haizhi.experts.forms.corrections import CORRECTION_FORMS, CorrectionForm
from haizhi.experts.forms.experts import EXPERT_FORMS, ExpertForm
from haizhi.experts.forms.lists import CorrectionFilters, ExpertFilters, LookFilters
from haizhi.experts.forms.looks import ExportForm, LookForm
from haizhi.experts.forms.pool import DISCIPLINE_FORMS, DisciplineForm, IdentifyForm, TermsForm
from haizhi.experts.forms.sheets import COLUMNS, PLAN, BatchForm, SheetForm, lines_of
from haizhi.experts.forms.welcome import WelcomeForm

__all__ = [
    "COLUMNS",
    "CORRECTION_FORMS",
    "DISCIPLINE_FORMS",
    "EXPERT_FORMS",
    "PLAN",
    "BatchForm",
    "CorrectionFilters",
    "CorrectionForm",
    "DisciplineForm",
    "ExpertFilters",
    "ExpertForm",
    "ExportForm",
    "IdentifyForm",
    "LookFilters",
    "LookForm",
    "SheetForm",
    "TermsForm",
    "WelcomeForm",
    "lines_of",
]
