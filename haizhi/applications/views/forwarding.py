"""批量报送: choose on a page or all that meet the conditions, see what would happen to each, then each by itself."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications import acts
from haizhi.applications.forms.lists import ForwardingFilters
from haizhi.applications.models import Application
from haizhi.applications.queries.forwarding import ForwardingRow, forwarding_row, waiting_for_district
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import Role
from haizhi.ui.bulk import Bulk
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
    waiting = waiting_for_district(asked.actor)
    gone = Finding(False, moves.ENDORSE.cite, "已不在待初审之列", "可能已经办结，请查看申报件。")
    bulk = Bulk(waiting, "application", "申报件", "件", AT_ONCE, gone)
    if "apply" in asked.POST:
        results = bulk.carried_out(asked, partial(_forward, asked))
        return render(
            asked, "applications/forwarding_done.html", _context() | {"thing": bulk.thing, "results": results}
        )
    listing = listed(asked, waiting, sorts=_SORTS, default="at", filters=ForwardingFilters)
    if asked.method != "POST":
        return _choice(asked, listing)
    try:
        picked = bulk.picked(asked, listing)
    except Refused as refused:
        return _choice(asked, listing, *refused.findings)
    rows = [forwarding_row(application, asked.actor, asked.at) for application in picked]
    ready = sum(row.ready for row in rows)
    context = _context() | {"picked": rows, "ready": ready, "stopped": len(rows) - ready}
    return render(asked, "applications/forwarding_check.html", context)


def _forward(asked: Asked, application: Application) -> None:
    opinion = forwarding_row(application, asked.actor, asked.at).opinion
    acts.endorse(application, by=asked.actor, at=asked.at, opinion=opinion)


def _context() -> dict[str, Any]:
    crumbs = [("申报件", reverse("applications:list")), ("批量报送", None)]
    return {"title": "批量报送", "crumbs": crumbs}


def _choice(asked: Asked, listing: Listing[Application], *refused: Finding) -> HttpResponseBase:
    """The page on which to choose; `refused`: why nothing came of the choice."""
    rows = [forwarding_row(application, asked.actor, asked.at) for application in listing]
    context = _context() | {
        "listing": listing,
        "counted": "件",
        "back_url": reverse("applications:list"),
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
