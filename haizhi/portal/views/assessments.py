"""评估考核 for everybody: the published rounds, which stations passed, and the bundle where points are published."""

from functools import partial

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from haizhi.assessments.models import Round
from haizhi.assessments.queries.bundle import command_for, published_bundle
from haizhi.assessments.queries.results import passed_rows, points_shown, published_rounds
from haizhi.portal.forms import AssessmentFilters
from haizhi.portal.views.frame import framed
from haizhi.portal.views.freshness import Pace, public_page
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SECTION = "portal:stations"
_COLUMNS = (
    Column("编号", lambda r: r.code, 16),
    Column("名称", lambda r: r.name, 36),
    Column("年份", lambda r: r.year, 8),
    Column("公布日期", lambda r: r.published_on, 12),
)


@public_page(Pace.DAY)
def assessments(asked: Asked) -> HttpResponseBase:
    """Every round whose results are public."""
    sorts = {"year": "year", "code": "code"}
    listing = listed(asked, published_rounds(), sorts=sorts, default="-year", filters=AssessmentFilters)
    context = {"title": "评估考核结果", "crumbs": _crumbs(), "listing": listing, "counted": "轮"}
    show = partial(framed, section=_SECTION, description="重庆海智工作站历次评估考核的结果。")
    return list_page(asked, "portal/assessments.html", context, _COLUMNS, show=show)


@public_page(Pace.DAY)
def assessment(asked: Asked, code: str) -> HttpResponse:
    """One round: the stations that passed, with points and ranks where its rule publishes them."""
    found = _found(code)
    rows = list(passed_rows(found))
    context = {
        "title": found.name,
        "crumbs": [*_crumbs(), ("评估考核结果", reverse("portal:assessments"))],
        "assessment": found,
        "rows": [(part, points_shown(part)) for part in rows],
        "bundle": published_bundle(found) if found.publishes_points else None,
        "command": command_for(found),
    }
    description = f"{found.name}（{found.code}）：合格的工作站。"
    return framed(asked, "portal/assessment.html", context, section=_SECTION, description=description)


@require_safe
def bundle(request: HttpRequest, code: str) -> HttpResponseBase:
    """The bundle of a round whose points are published. The same content has the same bytes."""
    found = _found(code)
    made = published_bundle(found) if found.publishes_points else None
    if made is None:
        raise Http404
    etag = f'"{made.sha256}"'
    known = get_conditional_response(request, etag=etag)
    answer = known or HttpResponse(made.content, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{made.name}"'
    answer["ETag"] = etag
    return answer


def _found(code: str) -> Round:
    found = published_rounds().filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _crumbs() -> list[tuple[str, str]]:
    return [("工作站名录", reverse("portal:stations"))]
