"""Stations: the register, and the home page of each."""

from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications.models import CASE_READERS, Application
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.stages import PUBLIC_STAGES
from haizhi.regulation.term import has_expired, renewal_window
from haizhi.stations import facts, queries
from haizhi.stations.forms.plaques import ArtworkSizeForm
from haizhi.stations.forms.registry import STATION_FORMS
from haizhi.stations.forms.stations import station_filters
from haizhi.stations.models import Plaque, Station
from haizhi.stations.queries import presenting, registry
from haizhi.stations.queries.sections import sections_of
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
    Column("单位类别", lambda s: s.unit.get_applicant_kind_display(), 14),
    Column("隶属关系", lambda s: s.unit.get_affiliation_display(), 18),
    Column("工作站简称", lambda s: s.short_name, 22),
    Column("区县", queries.district_label, 14),
    Column("批准日期", lambda s: s.approved_on, 12),
    Column("有效期起", lambda s: s.valid_from, 12),
    Column("有效期止", lambda s: s.valid_to, 12),
    Column("牌匾编号", lambda s: s.plaque_serial, 20),
    Column("授牌日期", lambda s: s.awarded_on, 12),
    Column("状态", lambda s: s.stage_label, 14),
    Column("终止日期", lambda s: s.ended_on, 12),
)


@login_required
def stations(asked: Asked) -> HttpResponseBase:
    """Every station that is or was one."""
    rows, today = queries.stations_of(asked.actor), day_of(asked.at)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=station_filters(asked.actor, today))
    context = {
        "title": "工作站",
        "listing": listing,
        "counted": "家",
        "labels": [(station, queries.district_label(station)) for station in listing],
        "may_award": queries.may_award(asked.actor),
        "may_register": asked.actor.holds(*moves.REGISTER_STATION.roles),
        "today": today,
    }
    return list_page(asked, "stations/list.html", context, _COLUMNS)


def the_station(asked: Asked, code: str) -> Station:
    """A station with its plaques, as far as whoever asks may see it. Raises Http404."""
    plaques = Prefetch("plaques", queryset=Plaque.objects.select_related("photo"))
    found = queries.stations_of(asked.actor).prefetch_related(plaques, "terms").filter(code=code).first()
    if found is None:
        raise Http404
    return found


_ON_A_PAGE = frozenset({moves.AMEND_STATION.name})
"""The acts whose form is too long for the side of the page: they have a button and a page of their own."""

_BESIDE = {name: form for name, form in STATION_FORMS.items() if name not in _ON_A_PAGE}


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """One station, the home of everything about it: how it came to be, plaque, terms, people, and what it does."""
    subject, reads = the_station(asked, code), asked.actor.holds(*CASE_READERS)
    today, sees_papers = day_of(asked.at), queries.sees_papers(subject, asked.actor)
    application, sees_people = subject.application, registry.sees_people(subject, asked.actor)
    context = case_context(
        asked,
        subject,
        _BESIDE,
        subtitle=subject.code,
        crumbs=[("工作站", reverse("stations:list"))],
        stages=public_stages(len(PUBLIC_STAGES)) if application else None,
    ) | {
        "district": queries.district_label(subject),
        "founding": queries.founding(application) if application else None,
        "reads_document": reads,
        "presentations": presenting.versions_of(subject, asked.actor),
        "presents": presenting.may_begin(subject, asked.actor),
        "plaques": sorted(subject.plaques.all(), key=lambda plaque: (plaque.made_on, plaque.pk), reverse=True),
        "sees_papers": sees_papers,
        "makes": queries.may_award(asked.actor),
        "artwork_form": ArtworkSizeForm(),
        "window": renewal_window(subject.valid_to) if subject.stands else None,
        "is_over": subject.stands and has_expired(subject.valid_to, today),
        "document_number": facts.latest_term(subject).document_number,
        "sees_people": sees_people,
        "registered": registry.registered(subject, sees_people=sees_people),
        "sections": sections_of(subject, asked.actor, asked.at),
    }
    context["reads_case"] = reads or (
        application is not None and Application.objects.visible_to(asked.actor).filter(pk=application.pk).exists()
    )
    if not (context["reads_case"] or sees_papers):
        context["trail"] = []
    context["life"] = registry.life_of(subject, context["trail"], today)
    offered = [panel for panel in context["panels"] if not panel.findings]
    context["panels"] = [panel for panel in offered if panel.move.name not in _ON_A_PAGE]
    context["pages"] = [panel for panel in offered if panel.move.name in _ON_A_PAGE]
    return render(asked, "stations/detail.html", context)
