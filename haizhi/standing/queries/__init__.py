"""A station's standing as the pages read it."""

from haizhi.standing.queries import dates as dates  # declares its dates by being imported
from haizhi.standing.queries.alerts import ALERT, Alert, Concern, alerts, concerns, idle, of_station
from haizhi.standing.queries.files import files_of, matters_with, theirs
from haizhi.standing.queries.papers import (
    award_paper,
    decision_paper,
    recognised,
    rectification_paper,
    renewal_sheet,
    revocation_notice_paper,
)
from haizhi.standing.queries.public import public_revocations
from haizhi.standing.queries.sections import matters_in_short
from haizhi.standing.queries.terms import matters_of, next_plaque, terms_of

__all__ = [
    "ALERT",
    "Alert",
    "Concern",
    "alerts",
    "award_paper",
    "concerns",
    "decision_paper",
    "files_of",
    "idle",
    "matters_in_short",
    "matters_of",
    "matters_with",
    "next_plaque",
    "of_station",
    "public_revocations",
    "recognised",
    "rectification_paper",
    "renewal_sheet",
    "revocation_notice_paper",
    "terms_of",
    "theirs",
]
