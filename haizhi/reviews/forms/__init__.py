"""Parsing of what the pages of reviews ask for."""

from haizhi.reviews.forms.hearing import SHEET_FORMS, TURN_FORMS, LockForm, MarksForm
from haizhi.reviews.forms.recusals import RECUSAL_FORMS, DeclareForm, MatchForm, RecusalFilters, RequestForm
from haizhi.reviews.forms.rules import RulesForm
from haizhi.reviews.forms.sessions import SESSION_FORMS, EnlistForm, ScheduleForm, SeatForm, SessionFilters

__all__ = [
    "RECUSAL_FORMS",
    "SESSION_FORMS",
    "SHEET_FORMS",
    "TURN_FORMS",
    "DeclareForm",
    "EnlistForm",
    "LockForm",
    "MarksForm",
    "MatchForm",
    "RecusalFilters",
    "RequestForm",
    "RulesForm",
    "ScheduleForm",
    "SeatForm",
    "SessionFilters",
]
