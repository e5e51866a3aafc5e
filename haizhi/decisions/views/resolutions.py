"""Resolutions of the party group."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.applications.models import CASE_READERS
from haizhi.decisions import drafts, facts, queries
from haizhi.decisions.acts import apply_resolution, prepare_resolution
from haizhi.decisions.forms import (
    RESOLUTION_FORMS,
    ApplyResolutionForm,
    DeferredFilters,
    LinesForm,
    MeetingForm,
    PrepareResolutionForm,
    ResolutionFilters,
)
from haizhi.decisions.models import Resolution
from haizhi.decisions.views.access import found, only_for
from haizhi.decisions.views.editing import settled, theirs
from haizhi.documents.sheets import sheet_pdf
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.reviews.models import Session
from haizhi.ui.acting import ActForm, act_page, carry_out, creation_page
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


_DEFERRED_SORTS = {
    "decided_on": ("decided_on", "code"),
    "unit": ("unit__name", "code"),
    "code": "code",
    "rank": ("rank", "code"),
}

_DEFERRED_COLUMNS = (
    Column("申报编号", lambda a: a.code, 16),
    Column("申报单位", lambda a: a.unit.name, 34),
    Column("年度申报", lambda a: a.call.heading, 34),
    Column("评审会", lambda a: a.session_name, 34),
    Column("名次", lambda a: a.rank, 8),
    Column("得分", lambda a: a.score, 10),
    Column("暂缓日期", lambda a: a.decided_on, 12),
    Column("暂缓决议", lambda a: a.decided_in, 14),
    Column("理由", lambda a: a.why, 44),
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


@login_required
def deferred(asked: Asked) -> HttpResponseBase:
    """Who was deferred and waits to be taken up again."""
    only_for(asked, CASE_READERS)
    rows = queries.deferred_of(asked.actor)
    listing = listed(asked, rows, sorts=_DEFERRED_SORTS, default="decided_on", filters=DeferredFilters)
    context = {
        "title": "暂缓待议单位",
        "listing": listing,
        "counted": "家",
        "crumbs": _crumbs(),
        "prepares": asked.actor.holds(*moves.PREPARE_RESOLUTION.roles),
    }
    return list_page(asked, "decisions/deferred.html", context, _DEFERRED_COLUMNS)


def _resolution(asked: Asked, code: str) -> Resolution:
    only_for(asked, CASE_READERS)
    rows = Resolution.objects.visible_to(asked.actor).select_related("session__call", "minutes")
    return found(rows.prefetch_related("lines"), code)


@login_required
def resolution(asked: Asked, code: str) -> HttpResponse:
    """One resolution: the ranking beside what is decided; it is entered from the page that shows what will happen."""
    subject = _resolution(asked, code)
    lines = queries.lines_of(subject)
    context = case_context(asked, subject, RESOLUTION_FORMS, subtitle=subject.code, crumbs=_crumbs())
    entering = [panel for panel in context["panels"] if panel.move is moves.APPLY_RESOLUTION]
    context |= {
        "panels": [panel for panel in context["panels"] if panel not in entering],
        "missing": [finding for panel in entering for finding in panel.findings],
        "tables": queries.tables_of(lines),
        "tally": queries.tally(subject, lines),
        "attendance": facts.attendance_of(subject),
        "reads_session": asked.actor.holds(*Session.readers),
        "editable": bool(entering),
    }
    return render(asked, "decisions/resolution.html", context)


@login_required
@require_GET
def resolution_paper(asked: Asked, code: str) -> HttpResponse:
    """The list as PDF: for the meeting, and as it was decided."""
    subject = _resolution(asked, code)
    name = "呈批件" if subject.stage == "prepared" else "拟建站单位名单"
    response = HttpResponse(sheet_pdf(queries.list_paper(subject, asked.at)), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{code}{name}.pdf") or "inline"
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
def resolution_lines(asked: Asked, code: str) -> HttpResponse:
    """Edit what is to be decided; nothing is official yet."""
    subject = _resolution(asked, code)
    only_for(asked, moves.PREPARE_RESOLUTION.roles)
    if asked.method != "POST" and subject.stage != "prepared":
        return settled(asked, subject)
    lines = queries.lines_of(subject)
    form = LinesForm(asked.POST or None, resolution=subject, lines=lines)
    status, clash = 200, []
    if asked.method == "POST":
        if form.is_valid() and _saved(
            form,
            lambda: drafts.decide_lines(
                subject, form.decisions(), form.cleaned_data.get("target_reason", ""), seen=form.cleaned_data["seen"]
            ),
        ):
            return HttpResponseRedirect(subject.get_absolute_url())
        status, now = 422, _resolution(asked, code)
        clash = theirs(form, LinesForm(resolution=now, lines=queries.lines_of(now)), now)
        form.reread(now)
    context = _editing(subject, "编辑拟建站名单", form)
    context |= {"wide": True, "tally": queries.tally(subject, lines), "theirs": clash}
    return render(asked, "decisions/lines.html", context, status=status)


@login_required
def resolution_meeting(asked: Asked, code: str) -> HttpResponse:
    """Write down the meeting; nothing is official yet."""
    subject = _resolution(asked, code)
    only_for(asked, moves.PREPARE_RESOLUTION.roles)
    if asked.method != "POST" and subject.stage != "prepared":
        return settled(asked, subject)
    posted = (asked.POST, asked.FILES) if asked.method == "POST" else ()
    form = MeetingForm(*posted, asked=asked, resolution=subject)
    status, clash = 200, []
    if posted:
        if form.is_valid() and _saved(form, lambda: drafts.note_meeting(subject, **form.meeting())):
            return HttpResponseRedirect(subject.get_absolute_url())
        status, now = 422, _resolution(asked, code)
        clash = theirs(form, MeetingForm(asked=asked, resolution=now), now)
        form.reread(now)
    context = _editing(subject, "填写会议情况", form) | {"theirs": clash}
    return render(asked, "decisions/meeting.html", context, status=status)


def _editing(subject: Resolution, title: str, form: Form) -> dict[str, Any]:
    crumbs = [*_crumbs(), (subject.code, subject.get_absolute_url())]
    subtitle = f"{subject.title}　{subject.code}"
    return {"title": title, "subtitle": subtitle, "crumbs": crumbs, "form": form, "subject": subject}


def _saved(form: Form, save: Callable[[], None]) -> bool:
    try:
        save()
    except Refused as refused:
        show_findings(form, refused.findings)
        return False
    return True


@login_required
def resolution_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a resolution; before it is entered, what that will do is shown whole."""
    subject = _resolution(asked, code)
    if verb != moves.APPLY_RESOLUTION.verb:
        return act_page(asked, subject, verb, RESOLUTION_FORMS)
    form = ApplyResolutionForm(asked.POST or None, asked=asked, subject=subject)
    if asked.method != "POST":
        return _preview(asked, subject, form)

    def call(form: ActForm) -> Resolution:
        return apply_resolution(subject, by=asked.actor, at=asked.at, **form.arguments())

    answer = carry_out(asked, moves.APPLY_RESOLUTION, form, call, subject=subject)
    return answer if answer.status_code != 422 else _preview(asked, _resolution(asked, code), form, status=422)


def _preview(asked: Asked, subject: Resolution, form: ActForm, status: int = 200) -> HttpResponse:
    context = _editing(subject, "预览并登记决议", form) | {
        "preview": queries.preview_of(subject, asked.actor, asked.at),
        "heard": queries.proposed_while_heard(subject),
        "attendance": facts.attendance_of(subject),
        "move": moves.APPLY_RESOLUTION,
        "editable": subject.stage == "prepared" and asked.actor.holds(*moves.APPLY_RESOLUTION.roles),
    }
    return render(asked, "decisions/preview.html", context, status=status)
