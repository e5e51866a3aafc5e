"""Appeals: their list, one with its acts, and lodging one."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.assessments import acts, queries
from haizhi.assessments.forms import APPEAL_FORMS, AppealFilters, LodgeForm
from haizhi.assessments.models import WATCHERS, Appeal, Assessed
from haizhi.assessments.views.frame import crumbs, part_crumbs, the_part
from haizhi.regulation import moves
from haizhi.ui.acting import act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "due": "due_on", "station": "assessed__station__code"}
_COLUMNS = (
    Column("编号", lambda a: a.code, 16),
    Column("评估", lambda a: a.assessed.assessment.name, 34),
    Column("工作站", lambda a: a.assessed.station.short_name, 24),
    Column("提出时间", lambda a: a.lodged_at, 18),
    Column("答复期限", lambda a: a.due_on, 12),
    Column("原得分（精确值）", lambda a: a.before, 16),
    Column("现得分（精确值）", lambda a: a.after, 16),
    Column("状态", lambda a: a.stage_label, 12),
)


@login_required
def appeals(asked: Asked) -> HttpResponseBase:
    """Every appeal that one may see."""
    if not asked.actor.holds(*WATCHERS, *Assessed.scope):
        raise PermissionDenied
    listing = listed(asked, queries.appeals_of(asked.actor), sorts=_SORTS, default="-code", filters=AppealFilters)
    context = {"title": "考核申诉", "crumbs": crumbs(), "listing": listing, "counted": "件"}
    return list_page(asked, "assessments/appeals.html", context, _COLUMNS)


def _found(asked: Asked, code: str) -> Appeal:
    found = queries.appeals_of(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_required
def appeal(asked: Asked, code: str) -> HttpResponse:
    """One appeal with reasons, files and answer."""
    subject = _found(asked, code)
    context = case_context(
        asked,
        subject,
        APPEAL_FORMS,
        title="考核申诉",
        subtitle=f"{subject.code}　{subject.assessed}",
        crumbs=[*crumbs(), ("考核申诉", reverse("assessments:appeals"))],
        due=subject.due_on,
    ) | {"appeal": subject, "watches": asked.actor.holds(*WATCHERS)}
    return render(asked, "assessments/appeal.html", context)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an appeal."""
    return act_page(asked, _found(asked, code), verb, APPEAL_FORMS)


@login_required
def lodge(asked: Asked, code: str, station: str) -> HttpResponse:
    """A new appeal against a result."""
    part = the_part(asked, code, station)
    own = any(g.role in moves.LODGE_APPEAL.roles and part.within(g) for g in asked.actor.grants)
    if not own:
        raise PermissionDenied
    return creation_page(
        asked,
        moves.LODGE_APPEAL,
        LodgeForm,
        lambda form: acts.lodge_appeal(part, by=asked.actor, at=asked.at, **form.arguments()),
        parent=part,
        crumbs=part_crumbs(part),
    )
