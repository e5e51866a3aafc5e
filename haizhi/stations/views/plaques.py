"""The register of plaques, the acts on a station's plaque, and the papers to be made from it."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.applications.models import CASE_READERS, Application
from haizhi.documents.certificates import certificate_pdf
from haizhi.documents.plaques import plaque_pdf
from haizhi.stations import facts, queries
from haizhi.stations.forms.plaques import ArtworkForm, PlaqueFilters
from haizhi.stations.forms.registry import STATION_FORMS
from haizhi.stations.views.awarding import only_awarders
from haizhi.stations.views.stations import the_station
from haizhi.ui.acting import act_page
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS: dict[str, str | tuple[str, ...]] = {
    "serial": "serial",
    "unit": ("station__unit__name", "id"),
    "handed_on": ("handed_on", "id"),
    "made_on": ("made_on", "id"),
}

_COLUMNS = (
    Column("牌匾编号", lambda p: p.serial, 20),
    Column("牌匾名称", lambda p: p.full_name, 44),
    Column("建站单位", lambda p: p.station.unit.name, 34),
    Column("工作站编号", lambda p: p.station.code, 16),
    Column("状态", lambda p: p.get_state_display(), 10),
    Column("登记日期", lambda p: p.made_on, 12),
    Column("交接日期", lambda p: p.handed_on, 12),
    Column("交接地点", lambda p: p.place, 20),
    Column("授牌人", lambda p: p.handed_by, 14),
    Column("接牌人", lambda p: p.received_by, 14),
    Column("终止日期", lambda p: p.ended_on, 12),
    Column("照片", lambda p: "有" if p.photo_id else "无", 8),
)


@login_required
def register(asked: Asked) -> HttpResponseBase:
    """牌匾登记簿: every plaque that was made."""
    if not asked.actor.holds(*CASE_READERS):
        raise PermissionDenied
    listing = listed(asked, queries.register(asked.actor), sorts=_SORTS, default="-made_on", filters=PlaqueFilters)
    crumbs = [("工作站", reverse("stations:list"))]
    context = {"title": "牌匾登记簿", "listing": listing, "counted": "块", "crumbs": crumbs}
    return list_page(asked, "stations/register.html", context, _COLUMNS, personal=True)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a station or its plaque."""
    return act_page(asked, the_station(asked, code), verb, STATION_FORMS)


@login_required
@require_GET
def artwork(asked: Asked, code: str) -> HttpResponse:
    """The artwork of a station's plaque, or of one that is yet to be awarded; the size is asked for in the address."""
    only_awarders(asked)
    application = Application.objects.visible_to(asked.actor).filter(code=code).select_related("unit").first()
    day = facts.approved_on(application) if application else None
    if application is None or day is None:
        raise Http404
    return _artwork(asked, day, application.unit.name, reverse("stations:award_one", args=[code]))


@login_required
@require_GET
def station_artwork(asked: Asked, code: str) -> HttpResponse:
    """The artwork of a station's present plaque."""
    only_awarders(asked)
    station = the_station(asked, code)
    return _artwork(asked, station.approved_on, station.unit.name, station.get_absolute_url())


def _artwork(asked: Asked, day: date, unit: str, back_url: str) -> HttpResponse:
    form = ArtworkForm(asked.GET or None)
    fits = queries.name_preview(asked.GET.get("short_name", "")).fits
    if form.is_valid() and not fits.met:
        form.add_error("short_name", str(fits))
    if not form.is_valid():
        context = {"title": "牌匾画稿", "subtitle": unit, "form": form, "back_url": back_url}
        return render(asked, "stations/artwork.html", context, status=422 if form.is_bound else 200)
    given = form.cleaned_data
    made = queries.artwork(given["short_name"], given["plaque_serial"], day, asked.at, **form.size())
    return _pdf(plaque_pdf(made), f"牌匾画稿{given['plaque_serial']}.pdf")


@login_required
@require_GET
def certificate(asked: Asked, code: str) -> HttpResponse:
    """The certificate as PDF, for the Office, who watches over it, and the unit itself."""
    station = the_station(asked, code)
    if not queries.sees_papers(station, asked.actor):
        raise PermissionDenied
    return _pdf(certificate_pdf(queries.certificate(station, asked.at)), f"{code}证书.pdf")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    return response
