"""What the tests of the paper form begin with: a printed form, and scans made of it."""

from functools import cache
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfWriter

from haizhi.applications import drafts, facts
from haizhi.applications.models import Application, Material
from haizhi.applications.queries import paper
from haizhi.documents.forms import form_pdf
from haizhi.files.drafts import receive
from haizhi.files.models import Upload
from tests.applications.factories import (
    NOW,
    drafter,
)
from tests.files.samples import pdf


def fresh(application: Application) -> Application:
    return Application.objects.select_related("unit", "call").get(pk=application.pk)


def printed(application: Application) -> Application:
    drafts.note_printing(fresh(application), by=drafter(application.unit), at=NOW)
    return fresh(application)


def print_of(application: Application) -> bytes:
    """What comes out of the printer."""
    return form_pdf(paper.form_of(application, facts.version_of(application, NOW)))


@cache
def _blank(pages: int) -> bytes:
    writer = PdfWriter()
    for _ in range(pages):
        writer.append(BytesIO(pdf()))
    return _file(writer)


def _file(writer: PdfWriter) -> bytes:
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def some_of(data: bytes, *pages: int, more: bytes = b"") -> bytes:
    """A scan of some pages (from 1), with more bound behind."""
    writer = PdfWriter()
    writer.append(BytesIO(data), pages=[page - 1 for page in pages])
    if more:
        writer.append(BytesIO(more))
    return _file(writer)


def received(data: bytes, application: Application, name: str = "扫描件.pdf") -> Upload:
    return receive(ContentFile(data, name), by=drafter(application.unit), at=NOW)


def address(application: Application, rest: str = "") -> str:
    return f"{application.get_absolute_url()}print/{rest}"


def send_scan(client: Client, application: Application, data: bytes, name: str = "扫描件.pdf") -> Any:
    url = f"{application.get_absolute_url()}materials/signed_form/"
    return client.post(url, {"file": SimpleUploadedFile(name, data)})


def body(response: Any) -> bytes:
    made: bytes = response.getvalue()
    return made


def scan_of(application: Application) -> Material:
    found = facts.signed_scan(fresh(application))
    assert found is not None
    return found
