"""Who is signed in, and when: the pages are asked on a day in March 2026, while the call takes applications."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import time_machine
from django.test import Client

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.models import Person
from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from tests.accounts.factories import mobile
from tests.applications.factories import NOW
from tests.replay import replayed

SignIn = Callable[..., Client]


@pytest.fixture
def march(db: None) -> Iterator[time_machine.Traveller]:
    """The clock stands at NOW; `march.move_to(...)` moves it."""
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock


@pytest.fixture
def sign_in(march: time_machine.Traveller) -> SignIn:
    """A browser of somebody in a role: `sign_in(Role.SIGNATORY, organisation=unit)`."""

    def signed_in(role: Role, **place: Any) -> Client:
        client = Client()
        client.force_login(_somebody(role, **place))
        return client

    return signed_in


@replayed
def _somebody(role: Role, **place: Any) -> Person:
    person = enrol(None, by=SYSTEM, at=NOW, name=role.label, mobile=mobile())
    grant(person, by=SYSTEM, at=NOW, role=role, valid_from=day_of(NOW), **place)
    return person
