"""By what a panel is balanced besides disciplines, and how an expert's row tells it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from haizhi.experts.models import Expert, Sex
from haizhi.regulation.titles import TitleRank, rank_of

RANK, SEX = "rank", "sex"


@dataclass(frozen=True, slots=True)
class Dimension:
    """A way to tell experts apart: its name, its values with their names, and the value that a row has."""

    key: str
    label: str
    values: Mapping[str, str]
    of: Callable[[Expert], str]


DIMENSIONS: dict[str, Dimension] = {
    RANK: Dimension(
        RANK,
        "职称",
        {rank.value: rank.label for rank in TitleRank},
        lambda expert: rank_of(expert.professional_title).value,
    ),
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
