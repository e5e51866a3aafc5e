"""What the rules of draw and tally ask of the rows of a session."""

from haizhi.reviews.facts.interests import (
    Match,
    concerns,
    recused_seats,
    unrecorded_matches,
    unsettled,
)
from haizhi.reviews.facts.pool import eligible_experts, freeze_detail, frozen, outcome, pool_rows, quotas
from haizhi.reviews.facts.rules import (
    INDICATORS,
    applicants_of,
    rules_detail,
    seat_of,
    session_rules,
    sitting,
    tally_rules,
)
from haizhi.reviews.facts.sheets import counted, missing_from, needed_seats, result_of, standings

__all__ = [
    "INDICATORS",
    "Match",
    "applicants_of",
    "concerns",
    "counted",
    "eligible_experts",
    "freeze_detail",
    "frozen",
    "missing_from",
    "needed_seats",
    "outcome",
    "pool_rows",
    "quotas",
    "recused_seats",
    "result_of",
    "rules_detail",
    "seat_of",
    "session_rules",
    "sitting",
    "standings",
    "tally_rules",
    "unrecorded_matches",
    "unsettled",
]
