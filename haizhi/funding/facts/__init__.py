"""What the rules on money ask of the rows."""

from haizhi.funding.facts.accounts import account_agrees, ended, may_be_drawn_up, may_be_settled
from haizhi.funding.facts.checks import money_in_the_year, ready_to_take_up
from haizhi.funding.facts.grants import (
    balance_of,
    came_back,
    filed_rules,
    grant_is,
    proposal_findings,
    proposed_in,
    station_stands,
)
from haizhi.funding.facts.recoveries import books_take_it_back, last_day_to_object
from haizhi.funding.facts.spending import doubts, handed_in, purpose_finding

__all__ = [
    "account_agrees",
    "balance_of",
    "books_take_it_back",
    "came_back",
    "doubts",
    "ended",
    "filed_rules",
    "grant_is",
    "handed_in",
    "last_day_to_object",
    "may_be_drawn_up",
    "may_be_settled",
    "money_in_the_year",
    "proposal_findings",
    "proposed_in",
    "purpose_finding",
    "ready_to_take_up",
    "station_stands",
]
