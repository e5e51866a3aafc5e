"""Reads of people, units and roles, shaped for the pages and for whoever asks from above."""

from haizhi.accounts.queries.calendars import months
from haizhi.accounts.queries.feeds import subscriber
from haizhi.accounts.queries.own import Profile, profile, waits_to_join
from haizhi.accounts.queries.roles import actor_for, delegable, delegated, in_force, people_by_place, people_in
from haizhi.accounts.queries.units import (
    Colleague,
    colleagues,
    invitation_path,
    people_of,
    profile_of,
    reset_path,
    unit_by_code,
    unit_called,
    units_by_code,
)

__all__ = [
    "Colleague",
    "Profile",
    "actor_for",
    "colleagues",
    "delegable",
    "delegated",
    "in_force",
    "invitation_path",
    "months",
    "people_by_place",
    "people_in",
    "people_of",
    "profile",
    "profile_of",
    "reset_path",
    "subscriber",
    "unit_by_code",
    "unit_called",
    "units_by_code",
    "waits_to_join",
]
