"""The invented pool of experts, entered through the real acts."""

from datetime import datetime

from haizhi.accounts.models import Organisation
from haizhi.experts.acts import enter
from haizhi.experts.models import Discipline, Expert
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.names import person_name

POOL = 40
"""Experts entered for a city's first session."""

_HOUSES = ("大学", "研究院", "职业技术学院", "工程中心", "设计院")
_TITLES = ("教授", "研究员", "正高级工程师", "副教授", "主任医师")


def fill_pool(city: City, at: datetime, employer: Organisation) -> None:
    """Enter the pool unless there is one; one expert works for `employer`, one is from elsewhere."""
    if Expert.objects.exists():
        return
    clerk = city.post(Role.OFFICE_CLERK)
    disciplines = list(Discipline)
    for serial in range(POOL):
        house = f"重庆第{serial // 2 + 1}{_HOUSES[serial // 2 % len(_HOUSES)]}（{city.mark}）"
        enter(
            by=clerk,
            at=at,
            name=person_name(city.stream),
            discipline=disciplines[serial % len(disciplines)],
            employer=employer.name if serial == POOL - 1 else house,
            employer_code=employer.code if serial == POOL - 1 else "",
            professional_title=_TITLES[serial % len(_TITLES)],
            within_city=serial != 0,
            email=city.mailbox(),
        )
