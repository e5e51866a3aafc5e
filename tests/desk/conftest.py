"""A browser signed in as a person who holds a role, and pages with what they cost."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from haizhi.accounts.models import Membership

SignIn = Callable[[Membership], Client]


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """A client for whoever holds a membership."""

    def sign_in(membership: Membership) -> Client:
        client = Client()
        client.force_login(membership.person)
        return client

    return sign_in


def cost(client: Client, address: str) -> int:
    """How many queries a page takes once its templates are loaded."""
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address).status_code == 200
    return len(queries)
