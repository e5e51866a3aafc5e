"""One city for all of these tests: built once, never committed; what a test does in it is taken back."""

from collections.abc import Iterator

import pytest
import time_machine
from django.db import transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.authorization.world import NOW, World, build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The demonstration with what it lacks, in a transaction that is taken back when the last of these tests is over."""
    with django_db_blocker.unblock(), time_machine.travel(NOW), transaction.atomic():
        yield build()
        transaction.set_rollback(True)
