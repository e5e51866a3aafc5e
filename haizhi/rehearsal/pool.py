"""The invented pool of experts, entered through the real acts."""

from datetime import datetime, timedelta

from haizhi.accounts.models import Organisation
from haizhi.experts.acts import enter, note_absence
from haizhi.experts.models import Expert, FirstDiscipline, Sex
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from haizhi.rehearsal.city import City
from haizhi.rehearsal.names import person_name

POOL = 40
"""Experts entered for a city's first session."""

_HOUSES = ("大学", "研究院", "职业技术学院", "工程中心", "设计院")
_TITLES = ("教授", "研究员", "正高级工程师", "副教授", "主任医师")
_LANGUAGES = ("英语", "英语、日语", "", "英语、德语", "俄语", "", "英语、法语")

_TOO_OLD, _AWAY, _OUTSIDE = 7, 13, 0
"""Which of the experts is beyond the age limit, away for a year, from elsewhere."""

_OLD = 74
_YOUNGEST, _SPAN = 38, 24
"""The ages of the others: from 38 to 61."""


def fill_pool(city: City, at: datetime, employer: Organisation) -> None:
    """Enter the pool unless there is one; one expert works for `employer`, and three can't be drawn: one is from
    elsewhere, one is too old, one is away.
    """
    if Expert.objects.exists():
        return
    clerk = city.post(Role.OFFICE_CLERK)
    disciplines = list(FirstDiscipline)
    today = day_of(at)
    for serial in range(POOL):
        house = f"重庆第{serial // 2 + 1}{_HOUSES[serial // 2 % len(_HOUSES)]}（{city.mark}）"
        age = _OLD if serial == _TOO_OLD else _YOUNGEST + serial * 7 % _SPAN
        expert = enter(
            by=clerk,
            at=at,
            name=person_name(city.stream),
            sex=(Sex.MALE, Sex.FEMALE, Sex.MALE)[serial % 3],
            birth_year=today.year - age,
            discipline=disciplines[serial % len(disciplines)],
            employer=employer.name if serial == POOL - 1 else house,
            employer_code=employer.code if serial == POOL - 1 else "",
            professional_title=_TITLES[serial % len(_TITLES)],
            languages=_LANGUAGES[serial % len(_LANGUAGES)],
            within_city=serial != _OUTSIDE,
            email=city.mailbox(),
        )
        if serial == _AWAY:
            last = today + timedelta(days=365)
            note_absence(expert, by=clerk, at=at, first_day=today, last_day=last, note="赴海外讲学")
