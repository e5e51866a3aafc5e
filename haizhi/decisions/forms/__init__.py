"""Parsing only: the forms of decisions, one module for each kind."""

from haizhi.decisions.forms.documents import DOCUMENT_FORMS, DraftDocumentForm, IssueForm, draft_values
from haizhi.decisions.forms.filters import DocumentFilters, ObjectionFilters, PublicityFilters, ResolutionFilters
from haizhi.decisions.forms.inquiries import INQUIRY_FORMS, PutForm
from haizhi.decisions.forms.letters import LETTER_FORMS, LetterFilters, LetterReasonForm, PrepareLettersForm
from haizhi.decisions.forms.objections import (
    OBJECTION_FORMS,
    EnterForm,
    FollowForm,
    ObjectForm,
    SupplementForm,
    UnsealForm,
)
from haizhi.decisions.forms.publicities import PUBLICITY_FORMS, PreparePublicityForm, ReviseForm
from haizhi.decisions.forms.resolutions import (
    RESOLUTION_FORMS,
    ApplyResolutionForm,
    DeferredFilters,
    LinesForm,
    MeetingForm,
    PrepareResolutionForm,
)

__all__ = [
    "DOCUMENT_FORMS",
    "INQUIRY_FORMS",
    "LETTER_FORMS",
    "OBJECTION_FORMS",
    "PUBLICITY_FORMS",
    "RESOLUTION_FORMS",
    "ApplyResolutionForm",
    "DeferredFilters",
    "DocumentFilters",
    "DraftDocumentForm",
    "EnterForm",
    "FollowForm",
    "IssueForm",
    "LetterFilters",
    "LetterReasonForm",
    "LinesForm",
    "MeetingForm",
    "ObjectForm",
    "ObjectionFilters",
    "PrepareLettersForm",
    "PreparePublicityForm",
    "PrepareResolutionForm",
    "PublicityFilters",
    "PutForm",
    "ResolutionFilters",
    "ReviseForm",
    "SupplementForm",
    "UnsealForm",
    "draft_values",
]
