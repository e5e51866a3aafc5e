"""The tile cartogram: every recommending body one tile, roughly where it lies. A sketch, not a map."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet

from haizhi.regulation.bodies import BODIES, Body, bodies_on, body, successor
from haizhi.stations.models import Station

COLUMNS = 9

_GAP = "·"
_ROWS = (
    "· · · · · · 城口 巫溪 ·",
    "· · · · · 开州 云阳 奉节 巫山",
    "潼南 合川 · · 垫江 梁平 万州 · ·",
    "铜梁 璧山 北碚 两江新区 长寿 忠县 石柱 · ·",
    "大足 重庆高新区 沙坪坝 渝中 涪陵 丰都 · · ·",
    "荣昌 九龙坡 大渡口 南岸 武隆 彭水 黔江 · ·",
    "永川 江津 巴南 南川 · · 酉阳 · ·",
    "· · 綦江 万盛经开区 · · · 秀山 ·",
)
_PLACES = {
    name: (row, column)
    for row, line in enumerate(_ROWS, start=1)
    for column, name in enumerate(line.split(), start=1)
    if name != _GAP
}
_TILE_LABELS = {"两江新区": "两江", "重庆高新区": "高新", "万盛经开区": "万盛"}

_STEPS = (1, 3, 6)
"""From so many stations on, a tile is one shade darker; where a body has many more, by thirds of the most."""

_MANY = 12
"""The most stations of one body up to which the steps stay."""


@dataclass(frozen=True, slots=True)
class BodyCount:
    """A recommending body with the number of stations in its area."""

    body: Body
    count: int


def counts(stations: QuerySet[Station], today: date) -> list[BodyCount]:
    """Every recommending body of the day with its stations, old ones under who took over. One query.

    A body that is no more and has no successor on the day comes last, if it has any.
    """
    rows = stations.order_by().values_list("district").annotate(n=Count("pk"))
    numbers: dict[str, int] = {}
    for code, number in rows:
        now = successor(code, today) or body(code)
        numbers[now.code] = numbers.get(now.code, 0) + number
    current = bodies_on(today)
    former = [b for b in BODIES if b.code in numbers and b not in current]
    return [BodyCount(b, numbers.get(b.code, 0)) for b in (*current, *former)]


@dataclass(frozen=True, slots=True)
class Tile:
    """One body: where its tile lies (from 1), how dark it is (0 to 3)."""

    code: str
    name: str
    label: str
    count: int
    row: int
    column: int
    shade: int


def _steps(found: Iterable[BodyCount]) -> tuple[int, ...]:
    most = max((row.count for row in found), default=0)
    return _STEPS if most <= _MANY else (1, most // 3 + 1, most * 2 // 3 + 1)


def shade(count: int, steps: Sequence[int] = _STEPS) -> int:
    """How dark a tile is: 0 without a station, then by the steps of the legend."""
    return sum(count >= step for step in steps)


def legend(found: Iterable[BodyCount]) -> tuple[tuple[int, str], ...]:
    """Each shade with the numbers it stands for."""
    steps = _steps(found)
    *lower, last = steps
    ranges = [f"{first:,}—{following - 1:,} 家" for first, following in zip(lower, steps[1:], strict=True)]
    return tuple(enumerate(["0 家", *ranges, f"{last:,} 家及以上"]))


def tiles(found: Sequence[BodyCount]) -> tuple[Tile, ...]:
    """The tiles in reading order; bodies that the sketch does not know yet lie in rows below it."""
    steps = _steps(found)
    placed, added = [], 0
    for row in found:
        place = _PLACES.get(row.body.short_name)
        if place is None:
            place = (len(_ROWS) + 1 + added // COLUMNS, added % COLUMNS + 1)
            added += 1
        label = _TILE_LABELS.get(row.body.short_name, row.body.short_name)
        placed.append(Tile(row.body.code, row.body.name, label, row.count, *place, shade(row.count, steps)))
    return tuple(sorted(placed, key=lambda tile: (tile.row, tile.column)))
