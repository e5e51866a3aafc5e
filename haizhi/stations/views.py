"""Stations: list, case page, award of the plaque."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from haizhi.applications.models import CASE_READERS, Application
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import PUBLIC_STAGES
from haizhi.regulation.term import has_expired, renewal_window
from haizhi.stations import acts, queries
from haizhi.stations.forms import AwaitingFilters, AwardForm, StationFilters
from haizhi.ui.acting import ActForm, carry_out
from haizhi.ui.case import case_context, public_stages
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {
    "code": "code",
    "unit": "unit__name",
    "district": "district",
    "approved_on": "approved_on",
    "valid_to": "valid_to",
}
_AWAITING_SORTS = {"code": "code", "unit": "unit__name", "approved_on": "approved_on"}

_COLUMNS = (
    Column("工作站编号", lambda s: s.code, 16),
    Column("建站单位", lambda s: s.unit.name, 34),
    Column("统一社会信用代码", lambda s: s.unit.code, 21),
    Column("工作站简称", lambda s: s.short_name, 22),
    Column("区县", queries.district_label, 14),
    Column("批准日期", lambda s: s.approved_on, 12),
    Column("有效期起", lambda s: s.valid_from, 12),
    Column("有效期止", lambda s: s.valid_to, 12),
    Column("牌匾编号", lambda s: s.plaque_serial, 20),
    Column("状态", lambda s: s.stage_label, 14),
)

_AWAITING_COLUMNS = (
    Column("申报编号", lambda a: a.code, 16),
    Column("建站单位", lambda a: a.unit.name, 34),
    Column("工作站简称", lambda a: a.station_name, 22),
    Column("发文字号", lambda a: a.document_number, 22),
    Column("批准日期", lambda a: a.approved_on, 12),
)


@login_required
def stations(asked: Asked) -> HttpResponseBase:
    """Every station."""
    rows = queries.stations_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=StationFilters)
    context = {
        "title": "工作站",
        "listing": listing,
        "counted": "家",
        "labels": [(station, queries.district_label(station)) for station in listing],
        "may_award": queries.may_award(asked.actor),
        "today": day_of(asked.at),
    }
    return list_page(asked, "stations/list.html", context, _COLUMNS)


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """One station: plaque, term, how it came to be."""
    subject = queries.stations_of(asked.actor).filter(code=code).first()
    if subject is None:
        raise Http404
    context = case_context(
        asked,
        subject,
        {},
        subtitle=subject.code,
        crumbs=[("工作站", reverse("stations:list"))],
        stages=public_stages(len(PUBLIC_STAGES)),
    ) | {
        "district": queries.district_label(subject),
        "founding": queries.founding(subject.application),
        "reads_document": asked.actor.holds(*CASE_READERS),
        "window": renewal_window(subject.valid_to),
        "is_over": has_expired(subject.valid_to, day_of(asked.at)),
        "reads_case": Application.objects.visible_to(asked.actor).filter(pk=subject.application_id).exists(),
    }
    if not (context["reads_case"] or asked.actor.holds(*CASE_READERS)):
        context["trail"] = []
    return render(asked, "stations/detail.html", context)


def _only_awarders(asked: Asked) -> None:
    if not queries.may_award(asked.actor):
        raise PermissionDenied


@login_required
def award(asked: Asked) -> HttpResponseBase:
    """The approved units that wait for their plaque."""
    _only_awarders(asked)
    rows = queries.awaiting_plaque(asked.actor)
    listing = listed(asked, rows, sorts=_AWAITING_SORTS, default="code", filters=AwaitingFilters)
    context = {
        "title": "待授牌单位",
        "listing": listing,
        "counted": "家",
        "crumbs": [("工作站", reverse("stations:list"))],
    }
    return list_page(asked, "stations/award.html", context, _AWAITING_COLUMNS)


@login_required
def award_one(asked: Asked, code: str) -> HttpResponse:
    """Hand the plaque of one approved unit over; htmx takes the preview of its name alone."""
    _only_awarders(asked)
    application = Application.objects.visible_to(asked.actor).select_related("unit", "call").filter(code=code).first()
    founding = queries.founding(application) if application else None
    if application is None or founding is None:
        raise Http404
    if asked.method != "POST" and application.stage != "approved":
        return redirect("stations:award")

    def call(form: ActForm) -> Subject:
        return acts.award(application, by=asked.actor, at=asked.at, **form.arguments())

    crumbs = [("工作站", reverse("stations:list")), ("待授牌单位", reverse("stations:award"))]
    form = AwardForm(asked.POST or None, asked=asked, application=application)
    context = {
        "title": f"授牌：{application.unit.name}",
        "subtitle": application.code,
        "crumbs": crumbs,
        "form": form,
        "founding": founding,
        "submit_label": "授牌",
    }
    if asked.method == "POST":
        answer = carry_out(asked, moves.AWARD_STATION, form, call, crumbs=crumbs)
        return answer if answer.status_code != 422 else render(asked, "stations/award_one.html", context, status=422)
    template = "stations/plaque.html" if asked.htmx else "stations/award_one.html"
    return render(asked, template, context)
