"""Which counts of a year that is still under way are told: none from which one could tell who fell out."""

from collections.abc import Sequence
from dataclasses import dataclass

from haizhi.regulation.citations import review_rules
from haizhi.regulation.computes import computes
from haizhi.regulation.parameters import SMALL_COUNT


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the year with how many units reached it; `named`: the units themselves are public by name."""

    label: str
    count: int
    named: bool = False


@computes(review_rules(3))
def told(steps: Sequence[Step], *, settled: bool) -> tuple[int | None, ...]:
    """The count of each step, None for one that is not told.

    Once every application of the year has its end, all are. Before, a step is left out when it, or its difference to
    a step that is told, is more than nothing and less than `SMALL_COUNT`: who applied and fell out is nobody's to
    guess. Steps of which the units are public by name are always told.
    """
    if settled:
        return tuple(step.count for step in steps)
    shown = {n for n, step in enumerate(steps) if step.named}
    for n, step in enumerate(steps):
        if (
            n not in shown
            and not _is_small(step.count)
            and not any(_is_small(step.count - steps[other].count) for other in shown)
        ):
            shown.add(n)
    return tuple(step.count if n in shown else None for n, step in enumerate(steps))


def _is_small(difference: int) -> bool:
    return 0 < abs(difference) < SMALL_COUNT.value
