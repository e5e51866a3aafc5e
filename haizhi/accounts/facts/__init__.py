"""What rows of accounts mean: a unit's profile on a day, the link of an invitation, what follows a unit."""

from haizhi.accounts.facts.contacts import contactable
from haizhi.accounts.facts.followers import FOLLOWERS, Follower, Following, follows_unit, what_follows
from haizhi.accounts.facts.links import invitation_of, token_of
from haizhi.accounts.facts.profiles import RdBodyFact, StandingFact, UnitProfile
from haizhi.accounts.facts.registration import DEPENDENTS, Dependent, depends_on_registration

__all__ = [
    "DEPENDENTS",
    "FOLLOWERS",
    "Dependent",
    "Follower",
    "Following",
    "RdBodyFact",
    "StandingFact",
    "UnitProfile",
    "contactable",
    "depends_on_registration",
    "follows_unit",
    "invitation_of",
    "token_of",
    "what_follows",
]
