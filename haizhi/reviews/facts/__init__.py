"""What the rules of draw and tally ask of the rows of a session."""

from haizhi.reviews.facts.interests import (
    Match,
    concerns,
    recusal_counts,
    recused_seats,
    unrecorded_matches,
    unsettled,
)
from haizhi.reviews.facts.parts import (
    applicants_of,
    correcting_in,
    given_in,
    recusals_in,
    seat_of,
    seats_of,
    sheets_in,
    sitting,
    taken_seats,
)
from haizhi.reviews.facts.pool import DICE, eligible_experts, freeze_detail, frozen, outcome, pool_rows, quotas
from haizhi.reviews.facts.rules import INDICATORS, rules_detail, session_rules, tally_rules
from haizhi.reviews.facts.sheets import counted, interim, missing_from, needed_seats, result_of, standings

__all__ = [
    "DICE",
    "INDICATORS",
    "Match",
    "applicants_of",
    "concerns",
    "correcting_in",
    "counted",
    "eligible_experts",
    "freeze_detail",
    "frozen",
    "given_in",
    "interim",
    "missing_from",
    "needed_seats",
    "outcome",
    "pool_rows",
    "quotas",
    "recusal_counts",
    "recusals_in",
    "recused_seats",
    "result_of",
    "rules_detail",
    "seat_of",
    "seats_of",
    "session_rules",
    "sheets_in",
    "sitting",
    "standings",
    "taken_seats",
    "tally_rules",
    "unrecorded_matches",
    "unsettled",
]
