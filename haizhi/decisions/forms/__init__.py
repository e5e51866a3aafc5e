"""Parsing only: the forms of decisions, one module for each kind."""

from haizhi.decisions.forms.documents import DOCUMENT_FORMS, DraftDocumentForm
from haizhi.decisions.forms.filters import DocumentFilters, ObjectionFilters, PublicityFilters, ResolutionFilters
from haizhi.decisions.forms.objections import OBJECTION_FORMS, FollowForm, ObjectForm, UnsealForm
from haizhi.decisions.forms.publicities import PUBLICITY_FORMS, PreparePublicityForm
from haizhi.decisions.forms.resolutions import RESOLUTION_FORMS, LinesForm, PrepareResolutionForm

__all__ = [
    "DOCUMENT_FORMS",
    "OBJECTION_FORMS",
    "PUBLICITY_FORMS",
    "RESOLUTION_FORMS",
    "DocumentFilters",
    "DraftDocumentForm",
    "FollowForm",
    "LinesForm",
    "ObjectForm",
    "ObjectionFilters",
    "PreparePublicityForm",
    "PrepareResolutionForm",
    "PublicityFilters",
    "ResolutionFilters",
    "UnsealForm",
]
