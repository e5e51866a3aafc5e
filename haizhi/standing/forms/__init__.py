"""Parsing of what is asked and decided about a station's standing."""

from haizhi.standing.forms.drafting import JudgingForm, RenewalForm, ScanForm
from haizhi.standing.forms.ending import CloseEndingForm, ExpireForm, RequestEndingForm
from haizhi.standing.forms.filters import (
    ConcernFilters,
    EndingFilters,
    ObservationFilters,
    RectificationFilters,
    RenewalFilters,
    RevocationFilters,
    TermFilters,
)
from haizhi.standing.forms.ordering import ObservationForm, RectificationForm, RevocationForm
from haizhi.standing.forms.tables import (
    ENDING_FORMS,
    OBSERVATION_FORMS,
    RECTIFICATION_FORMS,
    RENEWAL_FORMS,
    REVOCATION_FORMS,
    DraftedReportForm,
)

__all__ = [
    "ENDING_FORMS",
    "OBSERVATION_FORMS",
    "RECTIFICATION_FORMS",
    "RENEWAL_FORMS",
    "REVOCATION_FORMS",
    "CloseEndingForm",
    "ConcernFilters",
    "DraftedReportForm",
    "EndingFilters",
    "ExpireForm",
    "JudgingForm",
    "ObservationFilters",
    "ObservationForm",
    "RectificationFilters",
    "RectificationForm",
    "RenewalFilters",
    "RenewalForm",
    "RequestEndingForm",
    "RevocationFilters",
    "RevocationForm",
    "ScanForm",
    "TermFilters",
]
