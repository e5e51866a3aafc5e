"""CPU time of a piece of work in this process and in its database, told as a ratio to a floor of the same minutes."""

import json
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from django.db import connection

ROUNDS = 5
_TICK = os.sysconf("SC_CLK_TCK")


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


def cpu(work: Callable[[], object], times: int, rounds: int = ROUNDS) -> float:
    """Seconds of CPU (user and system) that `work` takes: the best of some rounds of `times` runs, after one more."""
    work()
    best = float("inf")
    for _ in range(rounds):
        began = _spent()
        for _ in range(times):
            work()
        best = min(best, (_spent() - began) / times)
    return best


def _spent() -> float:
    """What this process and, where it is one of its own on this machine, the database's have used up, in seconds."""
    return time.process_time() + _of_the_database()


def _of_the_database() -> float:
    if connection.vendor != "postgresql" or connection.connection is None:
        return 0.0
    stat = Path(f"/proc/{connection.connection.info.backend_pid}/stat").read_text()
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / _TICK
