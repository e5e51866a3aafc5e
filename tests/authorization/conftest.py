"""One city for all of these tests: built once, never committed; what a test does in it is taken back."""

import logging
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from pytest_django.plugin import DjangoDbBlocker

from haizhi.documents import typesetting
from haizhi.documents.fonts import Fonts
from haizhi.ui import errors
from tests.authorization.world import NOW, World, build


@pytest.fixture(scope="package")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """The demonstration with what it lacks, in a transaction that is taken back when the last of these tests is over."""
    logging.disable(logging.CRITICAL)  # thousands of refusals, each with its traceback: what is asked for here
    with django_db_blocker.unblock(), time_machine.travel(NOW, tick=False), transaction.atomic():
        found = build()
        connection.check_constraints()  # what a commit would have refused
        yield found
        transaction.set_rollback(True)
    logging.disable(logging.NOTSET)


@pytest.fixture(scope="package", autouse=True)
def _said_once() -> Iterator[None]:
    """Thousands are refused and dozens print the same paper: each role meets each refusal as a page once, after that
    as its bare status, and what typst has set it does not set again.
    """
    page, compiler = errors._page, typesetting._compiler
    refused, papers = set[tuple[Any, HTTPStatus]](), dict[str, Any]()

    def brief(request: HttpRequest, trouble: errors.Trouble) -> HttpResponse:
        met = (getattr(getattr(request, "user", None), "pk", None), trouble.status)
        if met in refused:
            return HttpResponse(status=trouble.status)
        refused.add(met)
        return page(request, trouble)

    class Remembering:
        def __init__(self, used: Fonts) -> None:
            self.own = compiler(used)

        def compile(self, *asked: Any, **more: Any) -> Any:
            paper = repr((asked, more))
            if paper not in papers:
                papers[paper] = self.own.compile(*asked, **more)
            return papers[paper]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(errors, "_page", brief)
        patched.setattr(typesetting, "_compiler", Remembering)
        yield
