"""What happens when: steps in the order of their time, steps that follow from steps among them."""

import heapq
from collections.abc import Callable
from datetime import date, datetime, time

from haizhi.regulation.civil_time import CHINA

Step = Callable[[datetime], object]
"""What is done at its time; its answer, if any, is nobody's."""


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """A time of day in Chongqing."""
    return datetime.combine(day, time(hour, minute), CHINA)


class Agenda:
    """Steps by time; those of the same moment in the order in which they were put down. None happens after `until`."""

    def __init__(self, until: datetime | None = None) -> None:
        self._until = until
        self._steps: list[tuple[datetime, int, Step]] = []
        self._count = 0
        self.done = 0

    def add(self, at: datetime, step: Step) -> None:
        """Put down a step. It is called with its own time; one that would come after the end is left out."""
        if self._until is not None and at > self._until:
            return
        heapq.heappush(self._steps, (at, self._count, step))
        self._count += 1

    @property
    def total(self) -> int:
        """How many steps are known so far, done ones included."""
        return self._count

    def run(self, tick: Callable[[], None] = lambda: None) -> None:
        """Take all steps, calling `tick` after each."""
        while self._steps:
            at, _, step = heapq.heappop(self._steps)
            step(at)
            self.done += 1
            tick()
