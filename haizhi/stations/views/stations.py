"""Stations: list and case page."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications.models import CASE_READERS, Application
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import PUBLIC_STAGES
from haizhi.regulation.term import has_expired, renewal_window
from haizhi.stations import queries
from haizhi.stations.forms.plaques import PLAQUE_FORMS, ArtworkSizeForm
from haizhi.stations.forms.stations import StationFilters
from haizhi.stations.models import Plaque, Station
from haizhi.stations.queries import presenting
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
        "reads_register": asked.actor.holds(*CASE_READERS),
        "today": day_of(asked.at),
    }
    return list_page(asked, "stations/list.html", context, _COLUMNS)


def the_station(asked: Asked, code: str) -> Station:
    """A station with its plaques, as far as whoever asks may see it. Raises Http404."""
    plaques = Prefetch("plaques", queryset=Plaque.objects.select_related("photo"))
    found = queries.stations_of(asked.actor).prefetch_related(plaques).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """One station: plaque, term, how it came to be."""
    subject, reads = the_station(asked, code), asked.actor.holds(*CASE_READERS)
    context = case_context(
        asked,
        subject,
        PLAQUE_FORMS,
        subtitle=subject.code,
        crumbs=[("工作站", reverse("stations:list"))],
        stages=public_stages(len(PUBLIC_STAGES)),
    ) | {
        "district": queries.district_label(subject),
        "founding": queries.founding(subject.application),
        "reads_document": reads,
        "presentations": presenting.versions_of(subject, asked.actor),
        "presents": presenting.may_begin(subject, asked.actor),
        "plaques": sorted(subject.plaques.all(), key=lambda plaque: (plaque.made_on, plaque.pk), reverse=True),
        "sees_papers": queries.sees_papers(subject, asked.actor),
        "makes": queries.may_award(asked.actor),
        "artwork_form": ArtworkSizeForm(),
        "window": renewal_window(subject.valid_to),
        "is_over": has_expired(subject.valid_to, day_of(asked.at)),
        "reads_case": reads or Application.objects.visible_to(asked.actor).filter(pk=subject.application_id).exists(),
    }
    if not context["reads_case"]:
        context["trail"] = []
    context["panels"] = [panel for panel in context["panels"] if not panel.findings]
    return render(asked, "stations/detail.html", context)
