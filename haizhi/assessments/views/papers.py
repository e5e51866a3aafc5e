"""The papers of a round: each station's sheet, the ranking, the certificate, the bundle."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.assessments.models import WATCHERS, Assessed
from haizhi.assessments.queries import papers
from haizhi.assessments.queries.bundle import published_bundle
from haizhi.assessments.views.frame import the_part, the_round
from haizhi.documents.certificates import certificate_pdf
from haizhi.documents.sheets import sheet_pdf
from haizhi.documents.word import sheet_docx
from haizhi.ui.requests import Asked

_PDF = "application/pdf"
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _file(content: bytes, name: str, kind: str, *, attached: bool = False) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = content_disposition_header(attached, name) or "inline"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _with_result(asked: Asked, code: str, station: str) -> Assessed:
    part = the_part(asked, code, station)
    if part.stage not in ("rated", "published"):
        raise Http404
    return part


@login_required
@require_GET
def part_pdf(asked: Asked, code: str, station: str) -> HttpResponse:
    """考核评分表 of a station as PDF, for its people and those who watch."""
    made = papers.part_paper(_with_result(asked, code, station), asked.actor, asked.at)
    return _file(sheet_pdf(made), f"{station}考核评分表.pdf", _PDF)


@login_required
@require_GET
def part_docx(asked: Asked, code: str, station: str) -> HttpResponse:
    """The same as a Word document."""
    made = papers.part_paper(_with_result(asked, code, station), asked.actor, asked.at)
    return _file(sheet_docx(made), f"{station}考核评分表.docx", _DOCX, attached=True)


@login_required
@require_GET
def result_pdf(asked: Asked, code: str) -> HttpResponse:
    """The ranking as a paper to be signed, for those who watch."""
    found = the_round(asked, code)
    if not asked.actor.holds(*WATCHERS):
        raise PermissionDenied
    if found.stage not in ("closed", "published"):
        raise Http404
    return _file(sheet_pdf(papers.result_paper(found, asked.actor, asked.at)), f"{code}评估结果.pdf", _PDF)


@login_required
@require_GET
def certificate(asked: Asked, code: str, station: str) -> HttpResponse:
    """The certificate of a published result that was passed."""
    part = _with_result(asked, code, station)
    if part.stage != "published" or not part.passed:
        raise Http404
    return _file(certificate_pdf(papers.certificate(part, asked.at)), f"{station}评估合格证书.pdf", _PDF)


@login_required
@require_GET
def bundle(asked: Asked, code: str) -> HttpResponse:
    """The bundle of a published round: to those who watch, and to everybody where its points are published."""
    found = the_round(asked, code)
    if not (found.publishes_points or asked.actor.holds(*WATCHERS)):
        raise PermissionDenied
    made = published_bundle(found)
    if made is None:
        raise Http404
    return _file(made.content, made.name, "application/zip", attached=True)


@login_required
@require_GET
def supervision(asked: Asked, code: str) -> HttpResponse:
    """The same with whose each peer's sheet is, for those who watch alone."""
    found = the_round(asked, code)
    if not asked.actor.holds(*WATCHERS):
        raise PermissionDenied
    made = published_bundle(found, opened=True)
    if made is None:
        raise Http404
    return _file(made.content, made.name, "application/zip", attached=True)
