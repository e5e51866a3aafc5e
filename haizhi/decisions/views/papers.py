"""Official papers as files, made when they are asked for."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from haizhi.documents.official import Official, official_pdf
from haizhi.documents.word import official_docx
from haizhi.kernel.subjects import Subject

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def paper_answer(paper: Official, subject: Subject, form: str, name: str = "") -> HttpResponse:
    """The paper of a subject: a PDF to look at for `form` pdf, else a Word document to save.

    The file is called by `name`, by number and title when that is empty. No cache keeps it unless its view says so.
    """
    word = form == "docx"
    made = official_docx(paper) if word else official_pdf(paper)
    response = HttpResponse(made, content_type=_WORD if word else "application/pdf")
    called = f"{name or f'{subject.number}{subject.title}'}.{form}"
    response["Content-Disposition"] = content_disposition_header(word, called) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response
