"""Everything official that happens to units, people, roles, delegations and the working-day calendars."""

from haizhi.accounts.acts.calendars import amend_calendar, enter_calendar
from haizhi.accounts.acts.delegations import delegate, end_delegation
from haizhi.accounts.acts.memberships import end_membership, grant
from haizhi.accounts.acts.organisations import register
from haizhi.accounts.acts.people import enrol, reset_password, restore, suspend

__all__ = [
    "amend_calendar",
    "delegate",
    "end_delegation",
    "end_membership",
    "enrol",
    "enter_calendar",
    "grant",
    "register",
    "reset_password",
    "restore",
    "suspend",
]
