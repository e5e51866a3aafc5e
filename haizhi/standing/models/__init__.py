"""What keeps a station standing or ends it: renewal, 整改, revocation, its end (办法·13)."""

from haizhi.standing.models.endings import Ending
from haizhi.standing.models.files import StandingFile
from haizhi.standing.models.observations import Observation
from haizhi.standing.models.rectifications import OPEN_RECTIFICATIONS, Rectification, Report
from haizhi.standing.models.renewals import OPEN_RENEWALS, WEIGHED_RENEWALS, Renewal
from haizhi.standing.models.revocations import OPEN_REVOCATIONS, Revocation

__all__ = [
    "OPEN_RECTIFICATIONS",
    "OPEN_RENEWALS",
    "OPEN_REVOCATIONS",
    "WEIGHED_RENEWALS",
    "Ending",
    "Observation",
    "Rectification",
    "Renewal",
    "Report",
    "Revocation",
    "StandingFile",
]
