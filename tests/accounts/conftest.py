"""A browser signed in as a person."""

from collections.abc import Callable

import pytest
from django.test import Client

from haizhi.accounts.models import Membership, Person

SignIn = Callable[[Membership | Person], Client]


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """A client for a person, or for whoever holds a membership."""

    def sign_in(who: Membership | Person) -> Client:
        client = Client()
        client.force_login(who.person if isinstance(who, Membership) else who)
        return client

    return sign_in
