"""A browser signed in as a person."""

from collections.abc import Callable

import pytest
from django.test import Client

from haizhi.accounts.models import Membership, Person

SignIn = Callable[[Membership | Person], Client]


def file_at(client: Client, url: str) -> bytes | None:
    """The content of a file, None where it is not to be had."""
    response = client.get(url)
    if response.status_code == 404:
        return None
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]  # files are streamed


@pytest.fixture
def signed_in(db: None) -> SignIn:
    """A client for a person, or for whoever holds a membership."""

    def sign_in(who: Membership | Person) -> Client:
        client = Client()
        client.force_login(who.person if isinstance(who, Membership) else who)
        return client

    return sign_in
