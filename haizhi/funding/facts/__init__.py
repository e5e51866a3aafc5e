"""What the rules on money ask of the rows."""

from haizhi.funding.facts.accounts import account_agrees, may_be_settled
from haizhi.funding.facts.checks import money_in_the_year, ready_to_take_up
from haizhi.funding.facts.grants import (
    balance_of,
    filed_rules,
    grant_is,
    proposal_findings,
    proposed_in,
    station_stands,
)
from haizhi.funding.facts.spending import handed_in, purpose_finding

__all__ = [
    "account_agrees",
    "balance_of",
    "filed_rules",
    "grant_is",
    "handed_in",
    "may_be_settled",
    "money_in_the_year",
    "proposal_findings",
    "proposed_in",
    "purpose_finding",
    "ready_to_take_up",
    "station_stands",
]
