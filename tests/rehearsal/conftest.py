"""Whole years, played once for a module and undone after it."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection, transaction
from pytest_django import DjangoDbBlocker

Undone = Callable[[], AbstractContextManager[None]]


@pytest.fixture(scope="module")
def undone(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Undone:
    """A block after which the database is as it was before; each test inside it has its own savepoint."""

    @contextmanager
    def undo() -> Iterator[None]:
        with django_db_blocker.unblock(), transaction.atomic():
            yield
            # what a commit would have refused
            connection.check_constraints()
            transaction.set_rollback(True)

    return undo
