"""Parsing of what the pages of reviews ask for."""

from haizhi.reviews.forms.hall import DEPARTURE_FORMS, DepartForm, TimerForm
from haizhi.reviews.forms.hearing import SHEET_FORMS, TURN_FORMS, LockForm, MarksForm
from haizhi.reviews.forms.openings import OpeningFilters, OpeningForm
from haizhi.reviews.forms.papers import PAPER_FORMS, EntryForm, PaperForm, PaperScanForm
from haizhi.reviews.forms.recusals import (
    RECUSAL_FORMS,
    DeclareForm,
    MatchForm,
    RecusalFilters,
    RequestForm,
)
from haizhi.reviews.forms.rules import RulesForm
from haizhi.reviews.forms.sessions import SESSION_FORMS, EnlistForm, ScheduleForm, SeatForm, SessionFilters

__all__ = [
    "DEPARTURE_FORMS",
    "PAPER_FORMS",
    "RECUSAL_FORMS",
    "SESSION_FORMS",
    "SHEET_FORMS",
    "TURN_FORMS",
    "DeclareForm",
    "DepartForm",
    "EnlistForm",
    "EntryForm",
    "LockForm",
    "MarksForm",
    "MatchForm",
    "OpeningFilters",
    "OpeningForm",
    "PaperForm",
    "PaperScanForm",
    "RecusalFilters",
    "RequestForm",
    "RulesForm",
    "ScheduleForm",
    "SeatForm",
    "SessionFilters",
    "TimerForm",
]
