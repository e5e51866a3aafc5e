"""批量确认: choose on a page or all that meet the conditions, see what would happen to each, then each by itself."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.stations import acts
from haizhi.stations.facts.work import proofs
from haizhi.stations.forms.work_lists import WaitingFilters
from haizhi.stations.models import WorkEntry
from haizhi.stations.queries.work import confirm_row, waiting_work
from haizhi.ui.bulk import Bulk
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import Listing, listed
from haizhi.ui.requests import Asked

AT_ONCE = 200
"""Pieces of work that are confirmed by one press of the button."""

_SORTS = {"at": ("submitted_at", "code"), "station": ("station__code", "code"), "began_on": ("began_on", "code")}
_COLUMNS = (
    Column("编号", lambda e: e.code, 16),
    Column("建站单位", lambda e: e.station.unit.name, 34),
    Column("类别", lambda e: e.kind_of_work.label, 26),
    Column("名称", lambda e: e.name, 40),
    Column("开始日期", lambda e: e.began_on, 12),
    Column("提交时间", lambda e: e.submitted_at, 18),
    Column("证明材料", lambda e: len(proofs(e)), 10),
)


@login_required
def confirming(asked: Asked) -> HttpResponseBase:
    """Confirm several at once: choose, see what would happen to each, then each by an act of its own."""
    if not asked.actor.holds(*moves.CONFIRM_WORK.roles):
        raise PermissionDenied
    waiting = waiting_work(asked.actor).order_by("submitted_at", "code")
    gone = Finding(False, moves.CONFIRM_WORK.cite, "已不在待审核之列", "可能已经办结，请查看工作记录。")
    bulk = Bulk(waiting, "entry", "工作记录", "项", AT_ONCE, gone)
    if "apply" in asked.POST:
        results = bulk.carried_out(asked, partial(acts.confirm_work, by=asked.actor, at=asked.at))
        done = sum(not result.findings for result in results)
        context = _context() | {"thing": bulk.thing, "results": results, "done": done}
        return render(asked, "stations/confirming_done.html", context)
    listing = listed(asked, waiting, sorts=_SORTS, default="at", filters=WaitingFilters)
    if asked.method != "POST":
        return _choice(asked, listing)
    try:
        picked = bulk.picked(asked, listing)
    except Refused as refused:
        return _choice(asked, listing, *refused.findings)
    rows = [confirm_row(entry, asked.actor, asked.at) for entry in picked]
    ready = sum(row.ready for row in rows)
    context = _context() | {"picked": rows, "ready": ready, "stopped": len(rows) - ready}
    return render(asked, "stations/confirming_check.html", context)


def _context() -> dict[str, Any]:
    return {"title": "批量确认", "crumbs": [("工作记录", reverse("stations:work")), ("批量确认", None)]}


def _choice(asked: Asked, listing: Listing[WorkEntry], *refused: Finding) -> HttpResponseBase:
    """The page on which to choose; `refused`: why nothing came of the choice."""
    rows = [confirm_row(entry, asked.actor, asked.at) for entry in listing]
    context = _context() | {
        "listing": listing,
        "counted": "项",
        "back_url": reverse("stations:work"),
        "rows": rows,
        "refused": refused,
    }
    if refused:
        return render(asked, "stations/confirming.html", context, status=422)
    return list_page(asked, "stations/confirming.html", context, _COLUMNS)
