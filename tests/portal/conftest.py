"""A passer-by at a moment of the test's choosing."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.portal.factories import SPRING, past_the_door


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, which stands still on a Monday morning in May 2026."""
    with time_machine.travel(SPRING, tick=False) as found:
        yield found


@pytest.fixture(autouse=True)
def nothing_made_before() -> None:
    """A process as it starts: the rows of one test could stand under the ETag of another's."""
    past_the_door()
