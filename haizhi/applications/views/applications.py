"""Pages of applications: list, case, print, judgements, acts."""

from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.applications import drafts, facts
from haizhi.applications.forms.acts import APPLICATION_FORMS
from haizhi.applications.forms.lists import ApplicationFilters, JudgementForm
from haizhi.applications.models import Application
from haizhi.applications.queries import case
from haizhi.applications.queries.lists import applications_of
from haizhi.applications.views.cases import case_of
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.form_fields import FormPart, fields_of
from haizhi.regulation.materials import MATERIALS
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.sections import Section
from haizhi.ui.acting import Panel, act_page
from haizhi.ui.case import NextStep, case_context, public_stages, related
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "unit": "unit__name", "stage": "stage", "at": "submitted_at"}


@login_required
def index(asked: Asked) -> HttpResponse:
    """The applications that the reader may see."""
    listing = listed(asked, applications_of(asked.actor), sorts=_SORTS, default="-code", filters=ApplicationFilters)
    context = {
        "title": "申报件",
        "listing": listing,
        "counted": "件",
        "begins": asked.actor.holds(*moves.BEGIN.roles),
        "records": asked.actor.holds(*moves.RECORD.roles),
    }
    return render(asked, "applications/list.html", context)


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """The case page of an application."""
    application = case_of(asked, code)
    context = case_context(
        asked,
        application,
        APPLICATION_FORMS,
        title=application.unit.name,
        subtitle=f"{application.call.year}年　{application.code}　{application.way}",
        crumbs=[("申报件", reverse("applications:list")), (application.code, "")],
        stages=public_stages(application.public_stage, application.stage_label),
        due=case.due_on(application),
    )
    context["panels"] = _arranged(context["panels"])
    context["next_steps"] = [_awaited(application, step) for step in context["next_steps"]]
    context |= _facts(asked, application)
    return render(asked, "applications/detail.html", context)


def _facts(asked: Asked, application: Application) -> dict[str, Any]:
    actor, at = asked.actor, asked.at
    fills_in = facts.may_fill_in(application, actor)
    is_open = application.stage in case.OPEN_STAGES
    correction = application.opinions.get("correction")
    parts = {section.value: section.label for section in Section}
    return {
        "application": application,
        "related": related(actor, application),
        "edits": fills_in and is_open,
        "missing": unmet(*facts.submission_findings(application, at)) if fills_in and is_open else (),
        "correction": correction,
        "correction_parts": [parts[p] for p in (correction or {}).get("sections", []) if p in parts],
        "cancelled": application.opinions.get("cancelled"),
        "rival": _rival(application, actor),
        "rows": facts.checklist(application) if not is_open and case.sees_checklist(application, actor) else (),
        "judges": actor.holds(*OFFICE_ROLES) and application.stage == "qualifying",
        "arrival": facts.arrival(application, at) if application.arrived_at else None,
        "unit_rows": case.unit_rows(application),
        "overview": case.overview(application),
        "condition_rows": case.condition_rows(application),
        "groups": case.material_groups(application),
        "versions": case.versions(application),
    }


def _rival(application: Application, actor: Actor) -> Finding | None:
    """The district's own interest: for those who judge its opinion, not for the unit it is about."""
    if not actor.holds(*Application.readers) or application.route != "via_district":
        return None
    found = facts.rival_interest(application)
    return None if found.met else found


def _awaited(application: Application, step: NextStep) -> NextStep:
    """A paper application is handed in by the Office, every other one by the unit's head."""
    if step.label != moves.SUBMIT.label:
        return step
    who = Role.OFFICE_CLERK if application.recorded_by_office else Role.SIGNATORY
    return replace(step, who=who.label)


def _arranged(panels: list[Panel]) -> list[Panel]:
    """What the case waits for first, what can't be taken back last; of many open points only how many."""
    where = {
        moves.SUBMIT.name: ("还有{n}处未完成", "请看“提交前检查”"),
        moves.QUALIFY.name: ("还有{n}项不符合或待判断", "请看“资格条件”"),
    }
    for panel in panels:
        if panel.move.name in where and len(panel.findings) > 2:
            reason, remedy = where[panel.move.name]
            panel.findings = (Finding(False, panel.move.cite, reason.format(n=len(panel.findings)), remedy),)
    return sorted(panels, key=lambda panel: (not panel.duty, panel.danger))


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an application."""
    application = get_object_or_404(applications_of(asked.actor), code=code)
    return act_page(asked, application, verb, APPLICATION_FORMS)


@login_required
def judge(asked: Asked, code: str, row: str) -> HttpResponse:
    """The Office's judgement on one row of the checklist."""
    application = case_of(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    found = next((r for r in facts.checklist(application) if r.condition.key == row and r.condition.judged), None)
    if found is None:
        raise Http404
    said = found.judgement or {}
    shown = {"met": "" if "met" not in said else "yes" if said["met"] else "no", "note": said.get("note", "")}
    form = JudgementForm(asked.POST if asked.method == "POST" else None, initial=shown)
    back = f"{application.get_absolute_url()}#row-{row}"
    if asked.method == "POST" and form.is_valid():
        try:
            drafts.judge(application, row, **form.cleaned_data, by=asked.actor, at=asked.at)
        except Refused as refused:
            show_findings(form, refused.findings)
        else:
            return HttpResponseRedirect(back)
    context = {
        "title": found.condition.label,
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": [("申报件", reverse("applications:list")), (application.code, back), ("资格条件", None)],
        "form": form,
        "back_url": back,
    }
    return render(asked, "ui/form.html", context, status=422 if form.errors else 200)


@login_required
def printed(asked: Asked, code: str) -> HttpResponse:
    """附件1 as it is printed, signed and sealed, with the mark of its version."""
    application = case_of(asked, code)
    context = {
        "title": f"{application.call.year}年度重庆海智工作站申报表",
        "application": application,
        "mark": case.short_hash(facts.form_digest(application)),
        "edits": application.stage in case.OPEN_STAGES,
        "unit_rows": case.unit_rows(application),
        "overview": case.overview(application),
        "condition_rows": case.condition_rows(application),
        "attachments": facts.content(application)["attachments"],
        "labels": {kind.value: kind.label for kind in MATERIALS},
        "boxes": fields_of(FormPart.OPINIONS),
    }
    return render(asked, "applications/print.html", context)
