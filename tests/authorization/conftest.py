"""One city for all of these tests: built once, never committed; what a test does in it is taken back."""

import logging
from collections.abc import Callable, Iterable, Iterator
from http import HTTPStatus
from io import BytesIO
from types import SimpleNamespace
from typing import IO, Any

import pytest
import time_machine
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from pytest_django.plugin import DjangoDbBlocker

from haizhi.applications.views import paper
from haizhi.documents import typesetting
from haizhi.documents.word import form_docx
from haizhi.files import papers as papers_of_files
from haizhi.files.papers import Enclosure, dossier
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
    as its bare status, and what was set, written or bound once is not made again.
    """
    page, compiler = errors._page, typesetting._compiler
    refused, papers = set[tuple[Any, HTTPStatus]](), dict[str, Any]()

    def brief(request: HttpRequest, trouble: errors.Trouble) -> HttpResponse:
        met = (getattr(getattr(request, "user", None), "pk", None), trouble.status)
        if met in refused:
            return HttpResponse(status=trouble.status)
        refused.add(met)
        return page(request, trouble)

    def kept(make: Callable[..., Any]) -> Callable[..., Any]:
        def made(*asked: Any, **more: Any) -> Any:
            question = repr((make, asked, more))
            if question not in papers:
                papers[question] = make(*asked, **more)
            return papers[question]

        return made

    def bound(form: bytes, enclosures: Iterable[Enclosure], **said: Any) -> IO[bytes]:
        return BytesIO(bind(form, tuple(enclosures), **said))

    def read(form: bytes, enclosures: Iterable[Enclosure], **said: Any) -> bytes:
        with dossier(form, enclosures, **said) as file:
            return file.read()

    bind = kept(read)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(papers_of_files, "dossier", bound)
        patched.setattr(paper, "form_docx", kept(form_docx))
        patched.setattr(errors, "_page", brief)
        patched.setattr(typesetting, "_compiler", lambda used: SimpleNamespace(compile=kept(compiler(used).compile)))
        yield
