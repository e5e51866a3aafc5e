"""Pages of the preliminary review: the working paper, reading side by side."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.applications import drafts, facts
from haizhi.applications.forms.acts import APPLICATION_FORMS
from haizhi.applications.forms.checklists import DistrictChecklistForm, OpinionScanForm
from haizhi.applications.forms.scans import unread_words
from haizhi.applications.models import Application, DistrictCheck
from haizhi.applications.queries import case, checking
from haizhi.applications.queries.calls import cutoff_for
from haizhi.applications.queries.forwarding import digest_read
from haizhi.applications.queries.sheets import opinion_sheet
from haizhi.applications.views.cases import page_of, pdf_answer
from haizhi.applications.views.checklists import autosaved, filled_in
from haizhi.files.models import Upload
from haizhi.regulation import moves
from haizhi.regulation.checking import sealed_opinion_in_force
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import DISTRICT_ROLES
from haizhi.ui.acting import Panel, panels
from haizhi.ui.requests import Asked

_DECISIONS = (moves.ENDORSE.name, moves.RETURN.name, moves.DECLINE.name, moves.VISIT.name)


@login_required
def preliminary(asked: Asked, code: str) -> HttpResponse:
    """The district's working paper: its checklist, the drafted opinion, the sealed scan, and what may be decided."""
    application = _own(asked, code)
    if application.stage != "endorsing":
        messages.info(asked, f"此件现为“{application.stage_label}”，初审已经办结。")
        return HttpResponseRedirect(application.get_absolute_url())
    if asked.method != "POST":
        return _page(asked, application)
    form = _form(application, asked.POST)

    def tick_rest() -> int:
        return drafts.tick_rest(application, by=asked.actor, at=asked.at)

    if not filled_in(asked, form, partial(_saved, asked, application), tick_rest):
        return _page(asked, application, form=form)
    return HttpResponseRedirect(reverse("applications:preliminary", args=[code]))


@login_required
@require_POST
def preliminary_save(asked: Asked, code: str) -> HttpResponse:
    """Autosave of one row or of the opinion: 200 saved, 409 not open, 422 not in order."""
    application = _own(asked, code)
    form = _form(application, asked.POST, only=asked.POST.get("field", ""))
    return autosaved(asked, form, partial(_saved, asked, application))


def _own(asked: Asked, code: str) -> Application:
    application = page_of(asked, code)
    if not any(g.role in DISTRICT_ROLES and application.within(g) for g in asked.actor.grants):
        raise PermissionDenied
    return application


def _form(application: Application, data: Any = None, only: str | None = None) -> DistrictChecklistForm:
    paper = facts.working_paper(application)
    rows = checking.with_evidence(application, facts.preliminary_rows(application, paper))
    return DistrictChecklistForm(data, rows=rows, opinion=paper.opinion if paper else "", only=only)


def _saved(asked: Asked, application: Application, form: DistrictChecklistForm) -> None:
    for row, (met, note) in form.changed().items():
        drafts.tick(application, row, met, note, by=asked.actor, at=asked.at)
    opinion = form.cleaned_data.get("opinion")
    if "opinion" in asked.POST and opinion is not None and opinion != form.fields["opinion"].initial:
        drafts.draft_opinion(application, opinion, by=asked.actor, at=asked.at)


@login_required
@require_POST
def opinion_scan(asked: Asked, code: str) -> HttpResponse:
    """Put the signed and sealed opinion to the working paper, or take it off again."""
    application = _own(asked, code)
    form = OpinionScanForm(asked.POST, asked.FILES, asked=asked, subject=application)
    try:
        if "remove" in asked.POST:
            drafts.detach_opinion(application, by=asked.actor, at=asked.at)
            messages.success(asked, "已移除扫描件。")
            return HttpResponseRedirect(reverse("applications:preliminary", args=[code]) + "#opinion-scan")
        if form.is_valid() and _answered_for(form, read := digest_read(form.cleaned_data["scan"], application)):
            scan: Upload = form.cleaned_data["scan"]
            drafts.attach_opinion(application, scan, by=asked.actor, at=asked.at, read=read[1])
            messages.success(asked, "已上传扫描件。")
            return HttpResponseRedirect(reverse("applications:preliminary", args=[code]) + "#opinion-scan")
    except Refused as refused:
        form.show(refused)
    return _page(asked, application, scan_form=form)


@login_required
def opinion(asked: Asked, code: str) -> HttpResponse:
    """The opinion of the version handed in, as a paper to be signed and sealed."""
    application = _own(asked, code)
    if not application.submissions.exists():
        raise Http404
    sheet = opinion_sheet(application, facts.working_paper(application), asked.at)
    return pdf_answer(sheet, f"{application.code}区县科协意见.pdf")


def _answered_for(form: OpinionScanForm, read: tuple[bool, str | None]) -> bool:
    """Whether the paper says of itself of which version it is, or a person answers for it."""
    marked, digest = read
    if digest is None and not form.cleaned_data["compared"]:
        form.add_error("compared", unread_words(marked=marked))
    return not form.errors


def _page(
    asked: Asked,
    application: Application,
    *,
    form: DistrictChecklistForm | None = None,
    scan_form: OpinionScanForm | None = None,
) -> HttpResponse:
    checks = Prefetch("district_checks", queryset=DistrictCheck.objects.select_related("scan"))
    prefetch_related_objects([application], checks, "submissions")
    paper = facts.working_paper(application)
    shown = form or _form(application)
    cutoff = cutoff_for(application)
    wrong = bool((form and form.errors) or (scan_form and scan_form.errors))
    rows = facts.preliminary_rows(application, paper)
    context = {
        "title": "区县初审",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": [
            ("申报件", reverse("applications:list")),
            (application.code, application.get_absolute_url()),
            ("区县初审", None),
        ],
        "application": application,
        "subject": application,
        "form": shown,
        "opinion": shown["opinion"],
        "open_rows": sum(row.is_open for row in rows),
        "scan_form": scan_form or OpinionScanForm(asked=asked, subject=application, auto_id="opinion_%s"),
        "paper": paper,
        "sealed": _sealed(application),
        "cutoff": cutoff,
        "arrival": facts.arrival(application, asked.at),
        "due": case.due_on(application),
        "panels": _decisions(asked, application),
    }
    return render(asked, "applications/preliminary.html", context, status=422 if wrong else 200)


def _decisions(asked: Asked, application: Application) -> list[Panel]:
    """What the district may decide: what the case waits for first, what can't be taken back last."""
    found = [p for p in panels(asked, application, APPLICATION_FORMS) if p.move.name in _DECISIONS]
    return sorted(found, key=lambda panel: (not panel.duty, panel.danger))


def _sealed(application: Application) -> Finding:
    paper = facts.working_paper(application)
    return sealed_opinion_in_force(
        attached=paper is not None and paper.scan_id is not None,
        shown=paper.scan_digest if paper else "",
        current=facts.handed_in_digest(application),
    )
