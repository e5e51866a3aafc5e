"""A unit that takes part in a rehearsal, and what it fills in."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.rehearsal.fates import Fate
from haizhi.rehearsal.names import overview, short_name

WAN = 1_000_000
"""分 in a 万元."""


@dataclass(slots=True)
class Applicant:
    """A unit with what befalls it."""

    index: int
    fate: Fate
    unit: Organisation
    signatory: Actor
    serial: int
    application: Application | None = None

    @property
    def case(self) -> Application:
        """Its application: acts and drafts re-read this very row. Raises LookupError before it has one."""
        if self.application is None:
            raise LookupError(f"applicant {self.index} has not begun")
        return self.application


def answers(applicant: Applicant) -> dict[str, Any]:
    """Everything that its form asks for, with what its fate gets wrong."""
    index, fate = applicant.index, applicant.fate
    goals = OVERVIEW_WORDS.value - 600 + (1 if fate is Fate.TOO_LONG else -38)
    return {
        "station_name": short_name(applicant.serial),
        "contact": applicant.signatory.name,
        "fax": "",
        "email": f"office{index}@rehearsal.haizhi.invalid",
        "overview_basis": overview(300, "基础条件及优势"),
        "overview_plan": overview(300, "拟建海智工作站情况"),
        "overview_goals": overview(goals, "预期目标"),
        "staff": 2 + index % 5,
        "money": 0 if fate is Fate.POOR else (20 + 5 * (index % 17)) * WAN,
        "office_area": Decimal(80 + 15 * (index % 20)),
        "above_scale": fate is not Fate.INELIGIBLE and index % 2 == 0,
        "high_tech": fate is not Fate.INELIGIBLE and index % 2 == 1,
        "truth_declared": True,
        "no_secrets_declared": True,
    }
