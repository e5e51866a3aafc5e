"""The papers as files."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.decisions.views.papers import paper_answer
from haizhi.documents.sheets import sheet_pdf
from haizhi.standing import queries
from haizhi.standing.models import Rectification, Renewal, Revocation
from haizhi.standing.models.matter import READERS
from haizhi.standing.views.access import matter
from haizhi.ui.requests import Asked


@login_required
@require_GET
def request_pdf(asked: Asked, code: str) -> HttpResponse:
    """重新授牌申请书 as it stands: what is printed, signed and sealed."""
    subject = matter(asked, Renewal, code)
    response = HttpResponse(sheet_pdf(queries.renewal_sheet(subject, asked.at)), content_type="application/pdf")
    named = content_disposition_header(as_attachment=False, filename=f"{subject.code}重新授牌申请书.pdf")
    response["Content-Disposition"] = named or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_GET
def award(asked: Asked, code: str, form: str) -> HttpResponse:
    """The document of a re-award."""
    subject = matter(asked, Renewal, code)
    paper = queries.award_paper(subject, asked.at)
    if paper is None:
        raise Http404
    return paper_answer(paper, subject, form, f"{subject.code}重新授牌通知")


@login_required
@require_GET
def order(asked: Asked, code: str, form: str) -> HttpResponse:
    """整改通知书."""
    subject = matter(asked, Rectification, code)
    return paper_answer(queries.rectification_paper(subject, asked.at), subject, form, f"{subject.code}整改通知书")


@login_required
@require_GET
def notice(asked: Asked, code: str, form: str) -> HttpResponse:
    """The notice before a revocation."""
    subject = matter(asked, Revocation, code)
    return paper_answer(
        queries.revocation_notice_paper(subject, asked.at), subject, form, f"{subject.code}听取意见通知书"
    )


@login_required
@require_GET
def decision(asked: Asked, code: str, form: str) -> HttpResponse:
    """The decision to revoke; before it is issued for whoever prepares and watches it alone."""
    subject = matter(asked, Revocation, code)
    if subject.stage != "revoked" and not (subject.stage == "decided" and asked.actor.holds(*READERS)):
        raise Http404
    return paper_answer(queries.decision_paper(subject, asked.at), subject, form, f"{subject.code}撤销决定")
