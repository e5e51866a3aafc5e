"""Resolutions of the party group."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from haizhi.applications.models import CASE_READERS
from haizhi.decisions import drafts, queries
from haizhi.decisions.acts import prepare_resolution
from haizhi.decisions.forms import RESOLUTION_FORMS, LinesForm, PrepareResolutionForm, ResolutionFilters
from haizhi.decisions.models import Resolution
from haizhi.decisions.views.access import found, only_for
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "session": "session__held_at", "met_on": "met_on"}

_COLUMNS = (
    Column("编号", lambda r: r.code, 14),
    Column("评审会", lambda r: r.session.name, 34),
    Column("会议日期", lambda r: r.met_on, 12),
    Column("拟建站", lambda r: r.proposed, 10),
    Column("单位", lambda r: r.units, 10),
    Column("状态", lambda r: r.stage_label, 14),
)


def _crumbs() -> list[tuple[str, str]]:
    return [("党组决议", reverse("decisions:resolutions"))]


@login_required
def resolutions(asked: Asked) -> HttpResponseBase:
    """Every resolution, and the sessions that wait for one."""
    only_for(asked, CASE_READERS)
    rows = queries.resolutions_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=ResolutionFilters)
    waiting = list(queries.to_resolve(asked.actor)) if asked.actor.holds(*moves.PREPARE_RESOLUTION.roles) else []
    context = {"title": "党组决议", "listing": listing, "counted": "项", "waiting": waiting}
    return list_page(asked, "decisions/resolutions.html", context, _COLUMNS)


@login_required
def resolution_new(asked: Asked) -> HttpResponse:
    """Draw up a resolution from a closed session's ranking."""
    only_for(asked, moves.PREPARE_RESOLUTION.roles)

    def call(form: ActForm) -> Resolution:
        return prepare_resolution(form.cleaned_data["session"], by=asked.actor, at=asked.at)

    return creation_page(asked, moves.PREPARE_RESOLUTION, PrepareResolutionForm, call, crumbs=_crumbs())


def _resolution(asked: Asked, code: str) -> Resolution:
    only_for(asked, CASE_READERS)
    rows = Resolution.objects.visible_to(asked.actor).select_related("session__call", "minutes")
    return found(rows.prefetch_related("lines"), code)


@login_required
def resolution(asked: Asked, code: str) -> HttpResponse:
    """One resolution: the ranking beside what is decided, and what will happen."""
    subject = _resolution(asked, code)
    lines = queries.lines_of(subject)
    prepared = subject.stage == "prepared"
    context = case_context(asked, subject, RESOLUTION_FORMS, subtitle=subject.code, crumbs=_crumbs()) | {
        "lines": lines,
        "tally": queries.tally(subject, lines),
        "told": queries.told_of() if prepared else [],
        "reads_session": asked.actor.holds(*Session.readers),
        "editable": prepared and asked.actor.holds(*moves.PREPARE_RESOLUTION.roles),
    }
    return render(asked, "decisions/resolution.html", context)


@login_required
def resolution_lines(asked: Asked, code: str) -> HttpResponse:
    """Edit what is to be decided; nothing is official yet."""
    subject = _resolution(asked, code)
    only_for(asked, moves.PREPARE_RESOLUTION.roles)
    lines = queries.lines_of(subject)
    form = LinesForm(asked.POST or None, resolution=subject, lines=lines)
    status = 200
    if asked.method == "POST":
        if form.is_valid() and _saved(subject, form):
            return HttpResponseRedirect(subject.get_absolute_url())
        status = 422
        form.reread(subject)
    context = {
        "title": "编辑拟建站名单",
        "subtitle": f"{subject.title}　{subject.code}",
        "crumbs": [*_crumbs(), (subject.code, subject.get_absolute_url())],
        "form": form,
        "wide": True,
        "subject": subject,
        "tally": queries.tally(subject, lines),
    }
    return render(asked, "decisions/lines.html", context, status=status)


def _saved(subject: Resolution, form: LinesForm) -> bool:
    try:
        drafts.decide_lines(
            subject, form.decisions(), form.cleaned_data["target_reason"], seen=form.cleaned_data["seen"]
        )
    except Refused as refused:
        show_findings(form, refused.findings)
        return False
    return True


@login_required
def resolution_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a resolution."""
    return act_page(asked, _resolution(asked, code), verb, RESOLUTION_FORMS)
