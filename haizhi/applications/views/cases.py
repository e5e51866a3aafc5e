"""How a page reaches an application, and answers with a paper made from it."""

from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from haizhi.applications.models import Application
from haizhi.applications.queries import case
from haizhi.documents.sheets import Sheet, sheet_pdf
from haizhi.ui.requests import Asked


def case_of(asked: Asked, code: str) -> Application:
    """The application with everything its pages show. Raises Http404 when it is not to be seen."""
    try:
        return case.case_of(asked.actor, code)
    except Application.DoesNotExist as missing:
        raise Http404 from missing


def page_of(asked: Asked, code: str) -> Application:
    """The application as its case page and those beside it show it. Raises Http404 when it is not to be seen."""
    try:
        return case.page_of(asked.actor, code)
    except Application.DoesNotExist as missing:
        raise Http404 from missing


def pdf_answer(sheet: Sheet, name: str) -> HttpResponse:
    """A sheet as PDF, looked at in the browser under that name."""
    return made_answer(sheet_pdf(sheet), name)


def made_answer(made: bytes, name: str, *, kept: bool = False, media_type: str = "application/pdf") -> HttpResponse:
    """What was made just now, looked at in the browser under that name, or kept as a file."""
    response = HttpResponse(made, content_type=media_type)
    response["Content-Disposition"] = content_disposition_header(kept, name) or "inline"
    return response
