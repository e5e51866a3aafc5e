"""By what a panel is balanced besides disciplines, and how an expert's row tells it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from haizhi.experts.models import Expert, Sex

RANK, SEX = "rank", "sex"
SENIOR, ASSOCIATE, OTHER_RANK = "senior", "associate", "other"

_ASSOCIATE = re.compile("副")
_SENIOR = re.compile("教授|研究员|正高|主任医师|主任药师|主任护师|一级|院士|编审|译审|研究馆员|推广研究员")
_NOT_SENIOR = re.compile("助理|助教|讲师|实习")


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to tell experts apart: its name, its values with their names, and the value that a row has."""

    key: str
    label: str
    values: Mapping[str, str]
    of: Callable[[Expert], str]


def rank_of(expert: Expert) -> str:
    """正高级, 副高级 or another, by the title as it was entered; “正高级工程师” and “教授” alike are senior."""
    title = expert.professional_title
    if _NOT_SENIOR.search(title):
        return OTHER_RANK
    if _ASSOCIATE.search(title):
        return ASSOCIATE
    return SENIOR if _SENIOR.search(title) else OTHER_RANK


DIMENSIONS: dict[str, Dimension] = {
    RANK: Dimension(RANK, "职称", {SENIOR: "正高级", ASSOCIATE: "副高级", OTHER_RANK: "其他职称"}, rank_of),
    SEX: Dimension(SEX, "性别", {sex.value: str(sex.label) for sex in Sex}, lambda expert: expert.sex),
}
"""The dimensions besides discipline and employer, by their names in a frozen pool."""


def traits_of(expert: Expert) -> dict[str, str]:
    """What a pool row says of an expert in the further dimensions; without what is unknown."""
    said = {key: dimension.of(expert) for key, dimension in DIMENSIONS.items()}
    return {key: value for key, value in said.items() if value}


def value_label(dimension: str, value: str, disciplines: Mapping[str, str]) -> str:
    """What people call a value: 电子信息, 正高级; `disciplines` are their names by code."""
    known = DIMENSIONS[dimension].values if dimension in DIMENSIONS else disciplines
    return known.get(value, value)
