"""Signing in as each side of a lot."""

from datetime import date

import pytest
from django.test import Client

from haizhi.accounts.acts import grant
from haizhi.accounts.models import Person
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.regulation.roles import Role
from tests.experts.factories import CLERK, NOW, SUPERVISOR
from tests.replay import replayed
from tests.reviews.conftest import SignIn, sign_in
from tests.reviews.factories import keys

__all__ = ["SignIn", "sign_in"]


@replayed
def holder(actor: Actor, role: Role) -> Person:
    """The person behind an actor who has a signing key, in their role."""
    keys()
    person = Person.objects.get(pk=str(actor.id))
    grant(person, by=SYSTEM, at=NOW, role=role, valid_from=date(2026, 6, 1))
    return person


@pytest.fixture
def office(sign_in: SignIn) -> Client:
    return sign_in(holder(CLERK, Role.OFFICE_CLERK))


@pytest.fixture
def supervisor(sign_in: SignIn) -> Client:
    return sign_in(holder(SUPERVISOR, Role.SUPERVISOR))
