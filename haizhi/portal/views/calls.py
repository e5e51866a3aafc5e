"""Calls as they were published; a draft as it will be."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from haizhi.applications.models import Call
from haizhi.portal.forms import CallFilters
from haizhi.portal.queries import calls as pages
from haizhi.portal.queries import notices, rules, year
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.regulation.deadlines import Track
from haizhi.regulation.editions import edition
from haizhi.regulation.findings import unmet
from haizhi.regulation.moves import PUBLISH_CALL
from haizhi.regulation.notices import notice_findings, notice_remarks
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked


@public_page(Pace.MINUTE)
def calls(asked: Asked) -> HttpResponse:
    """Every call that was published, with where it stands."""
    sorts = {"year": "year", "issued": "issued_on", "deadline": "deadline"}
    listing = listed(asked, notices.calls(), sorts=sorts, default="-issued", filters=CallFilters)
    rows = [(call, year.state_of(call, asked.at)) for call in listing]
    context = {"title": "申报通知", "listing": listing, "rows": rows, "counted": "份"}
    return framed(asked, "portal/calls.html", context, section="portal:calls")


@public_page(Pace.MINUTE)
def call(asked: Asked, code: str) -> HttpResponse:
    """A call with everything that whoever wants to apply must know."""
    found = notices.calls().filter(code=code).first()
    if found is None:
        raise Http404
    return framed(asked, "portal/call.html", _context(asked, found), section="portal:calls")


@public_page(Pace.MINUTE)
def academicians(asked: Asked) -> HttpResponse:
    """The intake for academicians that is open all year: always at this address, whichever year's it is."""
    found = notices.calls().filter(track=Track.ACADEMICIAN).order_by("-year").first()
    if found is not None:
        return framed(asked, "portal/call.html", _context(asked, found), section="portal:calls")
    context = {"title": "引进海外院士建站申请", "crumbs": [("申报通知", reverse("portal:calls"))]}
    return framed(asked, "portal/academicians.html", context, section="portal:calls")


@login_required
@never_cache
@require_safe
def preview(asked: Asked, code: str) -> HttpResponse:
    """A draft as the public will see it once it is published, with what is still missing."""
    found = Call.objects.visible_to(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    if found.stage != "draft":
        return HttpResponseRedirect(reverse("portal:call", args=[found.code]))
    context = _context(asked, found, preview=True) | {
        "missing": unmet(*notice_findings(found.announced, asked.at)),
        "remarks": unmet(*notice_remarks(found.announced, found.text)),
        "publishes": asked.actor.holds(*PUBLISH_CALL.roles),
        "edits": asked.actor.holds(*OFFICE_ROLES),
    }
    return framed(asked, "portal/call.html", context, section="portal:calls")


def _context(asked: Asked, found: Call, *, preview: bool = False) -> dict[str, Any]:
    page = pages.call_page(found, asked.at, preview=preview)
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
