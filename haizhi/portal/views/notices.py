"""公示 and joint documents, as they were published."""

from functools import partial
from typing import TypeVar

from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.urls import reverse

from haizhi.decisions.queries import LIST_TITLE, notice_paper, official_paper, official_text
from haizhi.decisions.views.papers import paper_answer
from haizhi.kernel.subjects import Subject
from haizhi.portal.forms import DocumentFilters, PublicityFilters
from haizhi.portal.queries import notices
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.standing_papers import ISSUER, decision_title
from haizhi.standing.queries import decision_paper, public_revocations
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

S = TypeVar("S", bound=Subject)

_PUBLICITY_COLUMNS = (
    Column("公示", lambda p: p.heading, 48),
    Column("发布时间", lambda p: p.published_at, 18),
    Column("公示期起", lambda p: p.first_day, 12),
    Column("公示期止", lambda p: p.last_day, 12),
    Column("单位数", lambda p: p.units, 8),
    Column("状态", lambda p: p.stage_label, 14),
)

_PUBLICITIES = "重庆海智工作站拟建站单位的历次公示：单位、起止日期、状态，提出异议和举报的办法。"

_DOCUMENT_COLUMNS = (
    Column("文件", lambda d: d.heading, 48),
    Column("发文字号", lambda d: d.document_number, 22),
    Column("成文日期", lambda d: d.issued_on, 12),
    Column("建站数", lambda d: d.units, 8),
)


def _found(rows: QuerySet[S], code: str) -> S:
    row = rows.filter(code=code).first()
    if row is None:
        raise Http404
    return row


@public_page(Pace.DAY)
def publicities(asked: Asked) -> HttpResponseBase:
    """Every 公示 that was published."""
    sorts = {"published": "published_at", "last_day": "last_day"}
    listing = listed(asked, notices.publicities(), sorts=sorts, default="-published", filters=PublicityFilters)
    context = {"title": "公示", "listing": listing, "counted": "份", "today": day_of(asked.at)}
    return list_page(
        asked,
        "portal/publicities.html",
        context,
        _PUBLICITY_COLUMNS,
        show=partial(framed, section="portal:publicities", description=_PUBLICITIES),
    )


@public_page(Pace.DAY)
def publicity(asked: Asked, code: str) -> HttpResponse:
    """A 公示 in its official form: of the units their names alone."""
    found = _found(notices.publicities().select_related("resolution__session__call"), code)
    context = {
        "title": found.heading,
        "crumbs": [("公示", reverse("portal:publicities"))],
        "publicity": found,
        "public": notices.public_notice(found, asked.at),
    }
    description = f"{found.heading}：公示单位、起止日期、提出异议和举报的办法、受理电话和纪检监督电话。"
    return framed(asked, "portal/publicity.html", context, section="portal:publicities", description=description)


@public_page(Pace.DAY)
def publicity_pdf(asked: Asked, code: str) -> HttpResponse:
    """The notice of a 公示 as PDF: the same words as on its page."""
    found = _found(notices.publicities().select_related("resolution__session__call"), code)
    return paper_answer(notice_paper(found, found.published_at or asked.at), found, "pdf")


@public_page(Pace.DAY)
def publicity_docx(asked: Asked, code: str) -> HttpResponse:
    """The notice of a 公示 as DOCX."""
    found = _found(notices.publicities().select_related("resolution__session__call"), code)
    return paper_answer(notice_paper(found, found.published_at or asked.at), found, "docx")


@public_page(Pace.DAY)
def documents(asked: Asked) -> HttpResponseBase:
    """Every joint document that was issued."""
    sorts = {"issued": "issued_on"}
    listing = listed(asked, notices.documents(), sorts=sorts, default="-issued", filters=DocumentFilters)
    context = {"title": "联合发文", "listing": listing, "counted": "份"}
    show = partial(
        framed, description="市科协、市人力社保局批准设立重庆海智工作站的历年联合发文：文号、日期和建站单位。"
    )
    return list_page(asked, "portal/documents.html", context, _DOCUMENT_COLUMNS, show=show)


@public_page(Pace.DAY)
def document(asked: Asked, code: str) -> HttpResponse:
    """A joint document: its text, its list, and the scan of the sealed paper where the Office opened it."""
    found = _found(notices.documents(), code)
    scan = found.scans.first()
    context = {
        "title": found.heading,
        "crumbs": [("联合发文", reverse("portal:documents"))],
        "text": official_text(found, asked.at),
        "list_title": LIST_TITLE,
        "document": found,
        "scan": scan.upload if scan and scan.public else None,
    }
    description = f"{found.heading}（{found.document_number}）：批准设立重庆海智工作站的单位名单。"
    return framed(asked, "portal/document.html", context, description=description)


@public_page(Pace.DAY)
def document_paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """A joint document as PDF or DOCX: the same words as on its page."""
    found = _found(notices.documents(), code)
    return paper_answer(official_paper(found, asked.at), found, form, found.document_number)


@public_page(Pace.DAY)
def revocation(asked: Asked, code: str) -> HttpResponse:
    """A decision to revoke a station that was made public: its text, without any person."""
    found = _found(public_revocations(), code)
    title = decision_title(str(found.station))
    context = {
        "title": title,
        "crumbs": [("通知公告", reverse("portal:notices"))],
        "revocation": found,
        "issuer": ISSUER,
        "lines": found.decision.splitlines(),
    }
    description = f"{title}（{found.document_number}）：认定的情形、理由和决定。"
    return framed(asked, "portal/revocation.html", context, section="portal:notices", description=description)


@public_page(Pace.DAY)
def revocation_paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """A public decision as PDF or DOCX: the same words as on its page."""
    found = _found(public_revocations(), code)
    return paper_answer(decision_paper(found, asked.at), found, form, found.document_number)
