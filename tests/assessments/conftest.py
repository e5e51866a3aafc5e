"""Browsers of a round's people, on the day on which a test says they look."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from haizhi.accounts.models import Organisation
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.decisions.conftest import Travel, today

__all__ = ["today"]

Browse = Callable[..., Client]


@pytest.fixture
def browse(db: None, today: Travel) -> Browse:
    """A browser of somebody in a role, at a station's unit where it is named by its code, at a moment."""

    def signed_in(role: Role, at: datetime, station: str = "") -> Client:
        today(at)
        unit: Organisation | None = Station.objects.get(code=station).unit if station else None
        client = Client()
        client.force_login(member(role, at_unit=unit).person)
        return client

    return signed_in
