"""The city before the first call: posts, accounts, a pool of experts; and a clock that stands in March 2026."""

from collections.abc import Callable
from datetime import datetime, time
from time import monotonic

from haizhi.accounts.acts import register
from haizhi.accounts.demonstration import mark_demonstration
from haizhi.fairness.stream import Stream
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.notices import NOTICES
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import HOME_DISTRICT, City
from haizhi.rehearsal.pool import fill_pool
from tests.accounts.factories import code

YEAR = 2026
OPENING = datetime.combine(NOTICES[YEAR].issued_on, time(9), CHINA)
"""The morning on which the call of 2026 was issued."""


def ticking(start: datetime = OPENING) -> Callable[[], datetime]:
    """A clock that starts then and goes on from there."""
    begun = monotonic()
    return lambda: datetime.fromtimestamp(start.timestamp() + monotonic() - begun, CHINA)


def found() -> None:
    """Open the accounts of every post and fill the pool; no call, no application."""
    mark_demonstration(OPENING)
    city = City(Stream(bytes(32), "journeys"), "演示", accounts=True)
    city.found(OPENING)
    city.head_of(HOME_DISTRICT, OPENING)
    city.open_account(Role.JUDGE, OPENING)
    other = register(
        by=PUBLIC, at=OPENING, name="重庆仙女湖大学（演示）", code=code(9001), person_name="欧阳䶮",
        applicant_kind=ApplicantKind.UNIVERSITY, affiliation=Affiliation.MUNICIPAL, district=HOME_DISTRICT,
        email="other@rehearsal.haizhi.invalid",
    )  # fmt: skip
    fill_pool(city, OPENING, other)
