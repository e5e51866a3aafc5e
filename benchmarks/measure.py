"""CPU time of a piece of work, told as a ratio to a floor of the same minutes."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One line of the table: seconds of CPU per piece of work, and the floor that it is divided by."""

    work: str
    seconds: float
    floor: float | None = None
    target: str = ""
    queries: int | None = None

    @property
    def ratio(self) -> float | None:
        """How many times its floor the work costs."""
        return self.seconds / self.floor if self.floor else None


def line(figure: Figure) -> str:
    """A figure on its way from one process to another."""
    return json.dumps(asdict(figure))


def figures_of(said: str) -> list[Figure]:
    """The figures that a process said."""
    return [Figure(**json.loads(one)) for one in said.splitlines()]


def cpu(
    work: Callable[[], object], times: int, rounds: int = ROUNDS, spent: Callable[[], float] = time.process_time
) -> float:
    """Seconds of CPU (user and system) that `work` takes: the best of some rounds of `times` runs, after one more.

    `spent` says how much was used up so far by whoever does it, this process unless told otherwise.
    """
    work()
    best = float("inf")
    for _ in range(rounds):
        began = spent()
        for _ in range(times):
            work()
        best = min(best, (spent() - began) / times)
    return best
