"""People, units, the roles people hold in them, delegations (A/B角), and the ways into a unit."""

from haizhi.accounts.models.batches import SheetBatch
from haizhi.accounts.models.cosigning import Cosigned, Signers
from haizhi.accounts.models.demonstration import Demonstration
from haizhi.accounts.models.entries import Invitation, Joining
from haizhi.accounts.models.feeds import Feed
from haizhi.accounts.models.keys import Key
from haizhi.accounts.models.organisations import Organisation, OrganisationName, Renaming
from haizhi.accounts.models.people import Person, PersonManager
from haizhi.accounts.models.posts import (
    ASSIGNABLE_ROLES,
    Delegation,
    Membership,
    in_force_on,
    not_lapsed_on,
    place_of,
)
from haizhi.accounts.models.profiles import ProfileChange, RdBody, StandingProof

__all__ = [
    "ASSIGNABLE_ROLES",
    "Cosigned",
    "Delegation",
    "Demonstration",
    "Feed",
    "Invitation",
    "Joining",
    "Key",
    "Membership",
    "Organisation",
    "OrganisationName",
    "Person",
    "PersonManager",
    "ProfileChange",
    "RdBody",
    "Renaming",
    "SheetBatch",
    "Signers",
    "StandingProof",
    "in_force_on",
    "not_lapsed_on",
    "place_of",
]
