"""Pages are asked for on the day on which a test says they are."""

from collections.abc import Callable, Iterator
from datetime import datetime

import pytest
import time_machine

Travel = Callable[[datetime], None]


@pytest.fixture
def today() -> Iterator[Travel]:
    """Sets the clock that requests read."""
    journeys: list[time_machine.travel] = []

    def go(moment: datetime) -> None:
        for journey in journeys:
            journey.stop()
        journeys[:] = [time_machine.travel(moment, tick=False)]
        journeys[0].start()

    yield go
    for journey in journeys:
        journey.stop()
