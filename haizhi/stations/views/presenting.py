"""The pages on which a station writes what it shows of itself, and the Office looks it through."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.stations import acts
from haizhi.stations.drafts.presenting import may_edit, save_presentation
from haizhi.stations.forms.presenting import PRESENTATION_FORMS, PresentationForm
from haizhi.stations.models import Presentation, Station
from haizhi.stations.queries import presenting as queries
from haizhi.ui.acting import ActForm, act_page, carry_out
from haizhi.ui.case import case_context
from haizhi.ui.refusals import show_stale
from haizhi.ui.requests import Asked


@login_required
@require_POST
def begin(asked: Asked, code: str) -> HttpResponse:
    """Begin a new version of what a station shows, and go on to write it."""
    station = Station.objects.visible_to(asked.actor).select_related("unit").filter(code=code).first()
    if station is None:
        raise Http404
    if not queries.may_begin(station, asked.actor):
        raise PermissionDenied
    return carry_out(
        asked,
        moves.BEGIN_PRESENTATION,
        ActForm(asked.POST, asked=asked),
        lambda form: acts.begin_presentation(station, by=asked.actor, at=asked.at),
        crumbs=_crumbs(station),
        after=lambda done: f"{done.get_absolute_url()}edit/",
    )


@login_required
def presentation(asked: Asked, code: str) -> HttpResponse:
    """One version as everybody would see it, and what is to be done with it."""
    found = _found(asked, code)
    context = case_context(
        asked,
        found,
        PRESENTATION_FORMS,
        subtitle=f"{found.code}　{found.station.title}",
        crumbs=[*_crumbs(found.station), ("对外展示", "")],
    ) | {
        "presentation": found,
        "edits": may_edit(found, asked.actor),
        "missing": queries.missing(found),
    }
    if not asked.actor.holds(*Presentation.readers) and not _is_own(asked, found):
        context["trail"] = []
    return render(asked, "stations/presentation.html", context)


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Write it, as often as one likes; nothing is public by it."""
    found = _found(asked, code)
    if not _is_own(asked, found):
        raise PermissionDenied
    if not may_edit(found, asked.actor):
        return HttpResponseRedirect(found.get_absolute_url())
    posted = asked.method == "POST"
    form = PresentationForm(
        asked.POST if posted else None, asked.FILES if posted else None, asked=asked, presentation=found
    )
    if posted and form.is_valid():
        try:
            with transaction.atomic():
                save_presentation(found, by=asked.actor, at=asked.at, **form.arguments())
        except Refused as refused:
            show_stale(form, refused, found.edits)
        else:
            return HttpResponseRedirect(found.get_absolute_url())
    context = {
        "title": f"填写{found.station.unit.name}的对外展示",
        "subtitle": "保存后可以反复修改。本单位负责人提交、海智办核对后才公开。",
        "crumbs": [*_crumbs(found.station), ("对外展示", found.get_absolute_url()), ("填写", None)],
        "form": form,
        "presentation": found,
        "submit_label": "保存",
        "back_url": found.get_absolute_url(),
    }
    return render(asked, "stations/presentation_edit.html", context, status=422 if posted else 200)


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a version."""
    return act_page(asked, _found(asked, code), verb, PRESENTATION_FORMS)


def _found(asked: Asked, code: str) -> Presentation:
    found = queries.presentations_of(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _is_own(asked: Asked, found: Presentation) -> bool:
    return queries.may_begin(found.station, asked.actor)


def _crumbs(station: Station) -> list[tuple[str, str]]:
    return [("工作站", reverse("stations:list")), (station.unit.name, station.get_absolute_url())]
