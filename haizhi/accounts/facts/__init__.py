"""What rows of accounts mean: a unit's profile on a day, the link of an invitation, what follows a unit."""

from haizhi.accounts.facts.contacts import contactable
from haizhi.accounts.facts.followers import FOLLOWERS, Follower, Following, follows_unit, what_follows
from haizhi.accounts.facts.links import invitation_of, token_of
from haizhi.accounts.facts.profiles import RdBodyFact, StandingFact, UnitProfile

__all__ = [
    "FOLLOWERS",
    "Follower",
    "Following",
    "RdBodyFact",
    "StandingFact",
    "UnitProfile",
    "contactable",
    "follows_unit",
    "invitation_of",
    "token_of",
    "what_follows",
]
