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

SignIn = Callable[..., Client]


@pytest.fixture
def sign_in(db: None) -> SignIn:
    """A browser signed in as somebody new in a role, or as a person who is there already."""

    def enter(who: Role | Person, organisation: Organisation | None = None) -> Client:
        if isinstance(who, Role):
            role, person = who, enrol(by=SYSTEM, at=NOW, name=f"{who.label}乙", mobile=next_mobile())
            grant(person, by=SYSTEM, at=NOW, role=role, valid_from=date(2026, 6, 1), organisation=organisation)
        else:
            person = who
        client = Client()
        client.force_login(person)
        return client

    return enter
