"""One city for all of these tests: built once, never committed; what a test does in it is taken back."""

import logging
from collections.abc import Iterator

import pytest
import time_machine
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from tests.authorization.world import NOW, World, build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The demonstration with what it lacks, in a transaction that is taken back when the last of these tests is over."""
    logging.disable(logging.CRITICAL)  # thousands of refusals, each with its traceback: what is asked for here
    with django_db_blocker.unblock(), time_machine.travel(NOW), transaction.atomic():
        found = build()
        connection.check_constraints()  # what a commit would have refused
        yield found
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)
