"""What a new application begins with: the unit's profile as it stands today, else its application before."""

from typing import Any

from haizhi.accounts.facts import UnitProfile
from haizhi.applications.models import Application

FROM_PROFILE = ("address", "postcode", "phone_area", "phone", "phone_extension", "contact", "fax", "email")
"""What a unit keeps in its profile; a telephone number is taken whole or not at all."""

FROM_LAST_YEAR = (
    "station_name",
    "overview_basis",
    "overview_plan",
    "overview_goals",
    "staff",
    "money",
    "office_area",
)
"""What only an earlier application knows."""

_NUMBER = ("phone_area", "phone", "phone_extension")


def first_values(profile: UnitProfile, former: Application | None) -> dict[str, Any]:
    """The fields of a new application, by name."""
    values: dict[str, Any] = {
        "above_scale": profile.above_scale or bool(former and former.above_scale),
        "high_tech": profile.high_tech or bool(former and former.high_tech),
    }
    for name in FROM_PROFILE:
        source: Any = profile if (profile.phone if name in _NUMBER else getattr(profile, name)) else former
        values[name] = getattr(source, name) if source else ""
    for name in FROM_LAST_YEAR:
        if former:
            values[name] = getattr(former, name)
    return values
