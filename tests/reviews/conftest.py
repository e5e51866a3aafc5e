"""Signing in as each role."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.models import Organisation, Person
from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.roles import Role
from tests.experts.factories import NOW, next_mobile
from tests.replay import replayed

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser signed in as somebody new in a role, or as a person who is there already."""

    def enter(who: Role | Person, organisation: Organisation | None = None) -> Client:
        client = Client()
        client.force_login(_somebody(who, organisation) if isinstance(who, Role) else who)
        return client

    return enter


@replayed
def _somebody(role: Role, organisation: Organisation | None) -> Person:
    person = enrol(by=SYSTEM, at=NOW, name=f"{role.label}乙", mobile=next_mobile())
    grant(person, by=SYSTEM, at=NOW, role=role, valid_from=date(2026, 6, 1), organisation=organisation)
    return person
