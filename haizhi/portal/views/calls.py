"""Calls as they were published; a draft as it will be."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from haizhi.applications.models import Call
from haizhi.files.kinds import DOCX, PDF
from haizhi.portal.forms import CallFilters
from haizhi.portal.queries import calls as pages
from haizhi.portal.queries import notices, rules, year
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.editions import edition
from haizhi.regulation.findings import unmet
from haizhi.regulation.moves import PUBLISH_CALL
from haizhi.regulation.notices import notice_findings, notice_remarks
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import until_text

_COLUMNS = (
    Column("通知", lambda c: c.heading, 48),
    Column("文号", lambda c: c.document_number, 22),
    Column("年度", lambda c: c.year, 8),
    Column("受理类别", lambda c: c.get_track_display(), 16),
    Column("发文日期", lambda c: c.issued_on, 12),
    Column("截止时间", lambda c: until_text(c.deadline) if c.deadline else "适时受理", 18),
)


@public_page(Pace.MINUTE)
def calls(asked: Asked) -> HttpResponseBase:
    """Every call that was published, with where it stands."""
    sorts = {"year": "year", "issued": "issued_on", "deadline": "deadline"}
    listing = listed(asked, notices.calls(), sorts=sorts, default="-issued", filters=CallFilters)
    rows = [(call, year.state_of(call, asked.at)) for call in listing]
    context = {"title": "申报通知", "listing": listing, "rows": rows, "counted": "份"}
    description = "重庆海智工作站历年建站申报通知：申报条件、渠道、材料、截止时间，以及引进海外院士的适时受理。"
    show = partial(framed, section="portal:calls", description=description)
    return list_page(asked, "portal/calls.html", context, _COLUMNS, show=show)


@public_page(Pace.MINUTE)
def call(asked: Asked, code: str) -> HttpResponse:
    """A call with everything that whoever wants to apply must know."""
    found, beside = pages.call_named(notices.calls(), code)
    if found is None:
        raise Http404
    return _shown(asked, found, beside)


@public_page(Pace.MINUTE)
def academicians(asked: Asked) -> HttpResponse:
    """The intake for academicians that is open all year: always at this address, whichever year's it is."""
    found, beside = pages.intake_for_academicians(notices.calls())
    if found is not None:
        return _shown(asked, found, beside)
    context = {"title": "引进海外院士建站申请", "crumbs": [("申报通知", reverse("portal:calls"))]}
    description = "引进海外院士的重庆海智工作站建站申请适时受理，全年开放。"
    return framed(asked, "portal/academicians.html", context, section="portal:calls", description=description)


def _shown(asked: Asked, found: Call, beside: Call | None) -> HttpResponse:
    context = _context(asked, found, beside)
    description = context["page"].description
    return framed(asked, "portal/call.html", context, section="portal:calls", description=description)


@public_page(Pace.DAY)
def form_as_pdf(asked: Asked, code: str) -> HttpResponse:
    """附件1 with nothing filled in, as PDF."""
    found = _published(code)
    issued_at = found.published_at or asked.at
    made = pages.blank_form_pdf(found.year, found.paper_copies, found.department, issued_at)
    return _file(made, f"重庆海智工作站申报表（{found.year}年度，空白）.pdf", PDF.media_type)


@public_page(Pace.DAY)
def form_as_docx(asked: Asked, code: str) -> HttpResponse:
    """附件1 with nothing filled in, as a Word document."""
    found = _published(code)
    issued_at = found.published_at or asked.at
    made = pages.blank_form_docx(found.year, found.paper_copies, found.department, issued_at)
    return _file(made, f"重庆海智工作站申报表（{found.year}年度，空白）.docx", DOCX.media_type)


def _published(code: str) -> Call:
    found = notices.calls().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _file(content: bytes, name: str, media_type: str) -> HttpResponse:
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment"}
    return HttpResponse(content, content_type=media_type, headers=headers)


@login_required
@never_cache
@require_safe
def preview(asked: Asked, code: str) -> HttpResponse:
    """A draft as the public will see it once it is published, with what is still missing."""
    found, beside = pages.call_named(Call.objects.visible_to(asked.actor), code)
    if found is None:
        raise Http404
    if found.stage != "draft":
        return HttpResponseRedirect(reverse("portal:call", args=[found.code]))
    context = _context(asked, found, beside, preview=True) | {
        "missing": unmet(*notice_findings(found.announced, asked.at)),
        "remarks": unmet(*notice_remarks(found.announced, found.text)),
        "publishes": asked.actor.holds(*PUBLISH_CALL.roles),
        "edits": asked.actor.holds(*OFFICE_ROLES),
    }
    return framed(asked, "portal/call.html", context, section="portal:calls")


def _context(asked: Asked, found: Call, beside: Call | None, *, preview: bool = False) -> dict[str, Any]:
    page = pages.call_page(found, asked.at, beside=beside, preview=preview)
    return {
        "title": found.heading,
        "crumbs": [("申报通知", reverse("portal:calls"))],
        "preview": preview,
        "page": page,
        "call": found,
        "last_day": year.PublicCall(found, page.state, 0).last_day,
        "edition": edition(found.edition),
        "routes": rules.filing_routes(),
        "conditions": rules.conditions(),
        "materials": rules.materials(),
        "words": OVERVIEW_WORDS.value,
    }
