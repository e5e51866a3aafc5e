"""CPU time of a piece of work in this process, told as a ratio to a floor measured in the same minutes."""

import time
from collections.abc import Callable
from dataclasses import dataclass

ROUNDS = 5


@dataclass(frozen=True)
class Figure:
    """One line of the table: seconds of CPU per piece of work, and the floor that it is divided by."""

    work: str
    seconds: float
    floor: float | None = None
    target: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times its floor the work costs."""
        return self.seconds / self.floor if self.floor else None


def cpu(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU (user and system) that `work` takes: the best of five rounds of `times` runs, after one more."""
    work()
    best = float("inf")
    for _ in range(ROUNDS):
        began = time.process_time()
        for _ in range(times):
            work()
        best = min(best, (time.process_time() - began) / times)
    return best
