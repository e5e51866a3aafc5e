"""A passer-by at a moment of the test's choosing."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.portal.factories import SPRING


@pytest.fixture(autouse=True)
def clock() -> Iterator[time_machine.Traveller]:
    """The clock, which stands still on a Monday morning in May 2026."""
    with time_machine.travel(SPRING, tick=False) as found:
        yield found
