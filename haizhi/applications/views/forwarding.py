"""批量报送: choose on a page or all that meet the conditions, see what would happen to each, then each by itself."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications import acts
from haizhi.applications.forms.lists import ForwardingFilters
from haizhi.applications.models import Application
from haizhi.applications.queries.forwarding import ForwardingRow, forwarding_row, waiting_for_district
from haizhi.kernel.door import submission
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import Role
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import Listing, listed
from haizhi.ui.requests import Asked

AT_ONCE = 200
"""Applications that are forwarded by one press of the button."""

_SORTS: dict[str, str | tuple[str, ...]] = {
    "at": ("submitted_at", "code"),
    "unit": ("unit__pinyin", "unit_id", "code"),
    "code": "code",
}


@login_required
def forwarding(asked: Asked) -> HttpResponseBase:
    """Forward several at once: choose, see what would happen to each, then each by an act of its own."""
    if not asked.actor.holds(Role.DISTRICT_HEAD):
        raise PermissionDenied
    listing = listed(asked, waiting_for_district(asked.actor), sorts=_SORTS, default="at", filters=ForwardingFilters)
    if asked.method != "POST":
        return _choice(asked, listing)
    if "apply" in asked.POST:
        return _applied(asked)
    everything = "all" in asked.POST
    picked = listing.rows[: AT_ONCE + 1] if everything else _named(asked)
    rows = [forwarding_row(application, asked.actor, asked.at) for application in picked]
    if not rows:
        return _choice(asked, listing, Finding(False, moves.ENDORSE.cite, "没有选择申报件", "请至少选择一件。"))
    if len(rows) > AT_ONCE:
        reason = f"符合条件的申报件超过{AT_ONCE}件，一次不能办理这么多"
        return _choice(asked, listing, Finding(False, None, reason, "请用条件缩小范围，分几次办理。"))
    ready = sum(row.ready for row in rows)
    context = _context() | {"picked": rows, "ready": ready, "stopped": len(rows) - ready}
    return render(asked, "applications/forwarding_check.html", context)


def _context() -> dict[str, Any]:
    crumbs = [("申报件", reverse("applications:list")), ("批量报送", None)]
    return {"title": "批量报送", "crumbs": crumbs}


def _choice(asked: Asked, listing: Listing[Application], *refused: Finding) -> HttpResponseBase:
    """The page on which to choose; `refused`: why nothing came of the choice."""
    rows = [forwarding_row(application, asked.actor, asked.at) for application in listing]
    context = _context() | {
        "listing": listing,
        "counted": "件",
        "rows": rows,
        "ready": sum(row.ready for row in rows),
        "refused": refused,
    }
    if refused:
        return render(asked, "applications/forwarding.html", context, status=422)

    def seen(application: Application) -> ForwardingRow:
        return forwarding_row(application, asked.actor, asked.at)

    columns = (
        Column("申报编号", lambda a: a.code, 16),
        Column("申报单位", lambda a: a.unit.name, 34),
        Column("提交时间", lambda a: a.submitted_at, 18),
        Column("可以报送", lambda a: seen(a).ready, 10),
        Column("尚缺", lambda a: "；".join(finding.reason for finding in seen(a).findings), 48),
    )
    return list_page(asked, "applications/forwarding.html", context, columns)


def _named(asked: Asked) -> list[Application]:
    """The applications that the form names, as far as they wait for the district, in the order of the list."""
    codes = asked.POST.getlist("application")[:AT_ONCE]
    return list(waiting_for_district(asked.actor).filter(code__in=codes))


def _applied(asked: Asked) -> HttpResponse:
    found = {application.code: application for application in _named(asked)}
    codes = list(dict.fromkeys(asked.POST.getlist("application")))[:AT_ONCE]
    results = [_forwarded(asked, code, found.get(code)) for code in codes]
    return render(asked, "applications/forwarding_done.html", _context() | {"results": results})


def _forwarded(asked: Asked, code: str, application: Application | None) -> dict[str, Any]:
    """One of them, in a transaction of its own: what became of it."""
    if application is None:
        gone = Finding(False, moves.ENDORSE.cite, "已不在待初审之列", "可能已经办结，请查看申报件。")
        return {"code": code, "application": None, "findings": [gone]}
    opinion = forwarding_row(application, asked.actor, asked.at).opinion
    seen = asked.POST.get(f"seen_{code}", "")
    try:
        with submission(None, int(seen) if seen.isdecimal() and len(seen) < 9 else None):
            acts.endorse(application, by=asked.actor, at=asked.at, opinion=opinion)
    except Refused as refused:
        return {"code": code, "application": application, "findings": refused.findings}
    return {"code": code, "application": application, "findings": ()}
