"""Drawing a panel (评审·7 「随机、回避、合理」): every panel that the rules allow has the same probability.

An attempt picks the number of seats per discipline, weighed by how many subsets each such vector has, then
samples within each discipline. That is a uniform subset among those that satisfy the discipline rules; whoever
breaks another rule makes the attempt fail as a whole. Skipping single experts instead would be biased.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import comb

from haizhi.fairness.stream import Stream

ATTEMPTS = 100_000
"""Attempts before a draw gives up. Feasibility is proven at the freeze, so only absurdly tight rules get there."""

DISCIPLINE, EMPLOYER = "discipline", "employer"


@dataclass(frozen=True, slots=True)
class Expert:
    """One row of the frozen pool. An empty value (no employer, say) counts towards no rule."""

    id: str
    discipline: str
    employer: str = ""
    traits: Mapping[str, str] = field(default_factory=dict)

    def value(self, dimension: str) -> str:
        """The expert's value in a dimension: "discipline", "employer" or the name of a trait; "" when unknown."""
        if dimension == DISCIPLINE:
            return self.discipline
        if dimension == EMPLOYER:
            return self.employer
        return self.traits.get(dimension, "")


@dataclass(frozen=True, slots=True)
class Limit:
    """Of the chosen, at least `least` and at most `most` have `value` in `dimension`."""

    dimension: str
    value: str
    least: int
    most: int


@dataclass(frozen=True, slots=True)
class Cap:
    """Of the chosen, at most `most` share any one value in `dimension`. `Cap("employer", 1)`: one per employer."""

    dimension: str
    most: int


@dataclass(frozen=True, slots=True)
class Quotas:
    """How many experts are drawn, and what a panel must satisfy."""

    size: int
    limits: tuple[Limit, ...] = ()
    caps: tuple[Cap, ...] = (Cap(EMPLOYER, 1),)


@dataclass(frozen=True, slots=True)
class Draw:
    """The first attempt (counted from 1) that satisfied all rules, and the ids it chose, sorted."""

    attempt: int
    chosen: tuple[str, ...]


class NoFeasiblePanel(ValueError):
    """The rules leave no panel, or none was found within `ATTEMPTS`."""


def broken_rules(panel: Iterable[Expert], quotas: Quotas) -> tuple[Limit | Cap, ...]:
    """The limits and caps that `panel` breaks; empty when it satisfies them all."""
    members = tuple(panel)
    broken: list[Limit | Cap] = []
    for limit in quotas.limits:
        count = sum(expert.value(limit.dimension) == limit.value for expert in members)
        if not limit.least <= count <= limit.most:
            broken.append(limit)
    for cap in quotas.caps:
        values = [value for expert in members if (value := expert.value(cap.dimension))]
        if any(values.count(value) > cap.most for value in set(values)):
            broken.append(cap)
    return tuple(broken)


def is_feasible(panel: Iterable[Expert], quotas: Quotas) -> bool:
    """Whether `panel` has the right size and breaks no rule."""
    members = tuple(panel)
    return len(members) == quotas.size and not broken_rules(members, quotas)


class _Strata:
    """The pool by discipline, with the number of ways to fill r seats from the disciplines i onwards."""

    def __init__(self, pool: Iterable[Expert], quotas: Quotas) -> None:
        self.size = quotas.size
        by_discipline: dict[str, list[Expert]] = {
            limit.value: [] for limit in quotas.limits if limit.dimension == DISCIPLINE
        }
        for expert in sorted(pool, key=lambda expert: expert.id):
            by_discipline.setdefault(expert.discipline, []).append(expert)
        self.groups = [by_discipline[name] for name in sorted(by_discipline)]
        self.bounds = [self._bounds(name, len(by_discipline[name]), quotas) for name in sorted(by_discipline)]
        self.ways = self._count()

    def _bounds(self, name: str, available: int, quotas: Quotas) -> tuple[int, int]:
        own = [limit for limit in quotas.limits if limit.dimension == DISCIPLINE and limit.value == name]
        least = max([0, *(limit.least for limit in own)])
        return least, min([available, self.size, *(limit.most for limit in own)])

    def _count(self) -> list[list[int]]:
        ways = [[1] + [0] * self.size]
        for group, (least, most) in zip(reversed(self.groups), reversed(self.bounds), strict=True):
            weights = [(v, comb(len(group), v)) for v in range(least, most + 1)]
            after = ways[-1]
            ways.append([sum(w * after[r - v] for v, w in weights if v <= r) for r in range(self.size + 1)])
        return ways[::-1]

    @property
    def total(self) -> int:
        """The number of subsets that satisfy the discipline rules."""
        return self.ways[0][self.size]

    def vector(self, index: int) -> list[int]:
        """Seats per discipline: the vector, in lexicographic order, in whose span of subsets `index` falls."""
        vector, weight, left = [], 1, self.size
        for group, (least, _), ways in zip(self.groups, self.bounds, self.ways[1:], strict=True):
            v = least
            while index >= (span := weight * comb(len(group), v) * ways[left - v]):
                index -= span
                v += 1
            vector.append(v)
            weight, left = weight * comb(len(group), v), left - v
        return vector


def draw_panel(pool: Iterable[Expert], quotas: Quotas, seed: bytes, attempts: int = ATTEMPTS) -> Draw:
    """Draw a panel, uniformly among all that satisfy `quotas` (评审·7).

    Attempt t = 1, 2, … reads the stream "panel/t" of `seed`: one below(W) for the vector, W being the number of
    subsets that the discipline rules allow, then `sample` in each discipline, disciplines and ids sorted by code
    point. Raises ValueError when an id occurs twice, NoFeasiblePanel when W = 0 or no attempt succeeds.
    """
    experts = tuple(pool)
    if len({expert.id for expert in experts}) != len(experts):
        raise ValueError("an expert occurs twice in the pool")
    strata = _Strata(experts, quotas)
    if not strata.total:
        raise NoFeasiblePanel("no selection satisfies the discipline rules")
    for attempt in range(1, attempts + 1):
        stream = Stream(seed, f"panel/{attempt}")
        vector = strata.vector(stream.below(strata.total))
        panel = [e for group, v in zip(strata.groups, vector, strict=True) for e in stream.sample(group, v)]
        if is_feasible(panel, quotas):
            return Draw(attempt, tuple(sorted(expert.id for expert in panel)))
    raise NoFeasiblePanel(f"no panel found in {attempts} attempts")
