"""Everything official that happens to units, people, roles, delegations and the working-day calendars."""

from haizhi.accounts.acts.calendars import amend_calendar, enter_calendar
from haizhi.accounts.acts.delegations import delegate, end_delegation
from haizhi.accounts.acts.feeds import end_feed, open_feed, renew_feed
from haizhi.accounts.acts.handovers import hand_over, install
from haizhi.accounts.acts.invitations import accept_invitation, invite, renew_invitation, revoke_invitation
from haizhi.accounts.acts.joinings import approve_joining, ask_to_join, refuse_joining, withdraw_joining
from haizhi.accounts.acts.keys import make_key, open_key, register_key, retire_key
from haizhi.accounts.acts.memberships import end_lapsed, end_membership, grant
from haizhi.accounts.acts.mergers import merge, standing_against_merging
from haizhi.accounts.acts.organisations import register
from haizhi.accounts.acts.people import (
    enrol,
    open_account,
    reset_password,
    restore,
    send_reset,
    suspend,
    take_password,
)
from haizhi.accounts.acts.registration import (
    consequences,
    correct_unit,
    corrected,
    corrections,
    standing_against_correction,
)
from haizhi.accounts.acts.renamings import (
    confirm_renaming,
    refuse_renaming,
    rename,
    request_renaming,
    withdraw_renaming,
)

__all__ = [
    "accept_invitation",
    "amend_calendar",
    "approve_joining",
    "ask_to_join",
    "confirm_renaming",
    "consequences",
    "correct_unit",
    "corrected",
    "corrections",
    "delegate",
    "end_delegation",
    "end_feed",
    "end_lapsed",
    "end_membership",
    "enrol",
    "enter_calendar",
    "grant",
    "hand_over",
    "install",
    "invite",
    "make_key",
    "merge",
    "open_account",
    "open_feed",
    "open_key",
    "refuse_joining",
    "refuse_renaming",
    "register",
    "register_key",
    "rename",
    "renew_feed",
    "renew_invitation",
    "request_renaming",
    "reset_password",
    "restore",
    "retire_key",
    "revoke_invitation",
    "send_reset",
    "standing_against_correction",
    "standing_against_merging",
    "suspend",
    "take_password",
    "withdraw_joining",
    "withdraw_renaming",
]
