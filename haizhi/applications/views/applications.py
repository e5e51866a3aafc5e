"""Pages of applications: list, case, acts."""

from dataclasses import replace
from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import prefetch_related_objects
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from haizhi.applications import facts
from haizhi.applications.forms.acts import APPLICATION_FORMS
from haizhi.applications.forms.lists import ApplicationFilters
from haizhi.applications.models import Application
from haizhi.applications.queries import case, checking, notices
from haizhi.applications.queries.lists import COLUMNS, SORTS, applications_of, listed_of
from haizhi.applications.views.cases import page_of
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, Role
from haizhi.ui.acting import Panel, act_page
from haizhi.ui.case import NextStep, case_context, public_stages, related
from haizhi.ui.exporting import list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_PER_PAGE = 50


@login_required
def index(asked: Asked) -> HttpResponseBase:
    """The applications that the reader may see."""
    filters = partial(ApplicationFilters, asked=asked)
    listing = listed(asked, listed_of(asked.actor), sorts=SORTS, default="-code", filters=filters, per_page=_PER_PAGE)
    context = {
        "title": "申报件",
        "listing": listing,
        "counted": "件",
        "today": day_of(asked.at),
        "begins": asked.actor.holds(*moves.BEGIN.roles),
        "records": asked.actor.holds(*moves.RECORD.roles),
    }
    return list_page(asked, "applications/list.html", context, COLUMNS)


@login_required
def detail(asked: Asked, code: str) -> HttpResponse:
    """The case page of an application."""
    application = page_of(asked, code)
    if _reviews(asked, application):
        prefetch_related_objects([application], "district_checks")
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
    context["panels"] = _arranged(application, context["panels"])
    context["next_steps"] = [_awaited(application, step) for step in context["next_steps"]]
    context["related"] = related(asked.actor, application, context["trail"])
    context |= _facts(asked, application) | _of_the_check(asked, application, context["trail"])
    return render(asked, "applications/detail.html", context)


def _facts(asked: Asked, application: Application) -> dict[str, Any]:
    actor, at = asked.actor, asked.at
    fills_in = facts.may_fill_in(application, actor)
    is_open = application.stage in case.OPEN_STAGES
    return {
        "application": application,
        "edits": fills_in and is_open,
        "missing": unmet(*facts.submission_findings(application, at)) if fills_in and is_open else (),
        "sections": case.section_views(application),
        "signed_form": [g for g in case.material_groups(application) if g.kind is MaterialKind.SIGNED_FORM],
    }


def _of_the_check(asked: Asked, application: Application, trail: list[Act]) -> dict[str, Any]:
    """What was laid down while it was checked, from the trail, without asking for the rows behind it."""
    actor, at = asked.actor, asked.at
    sees = application.stage not in case.OPEN_STAGES and case.sees_checklist(application, actor)
    late = facts.arrival(application, at)
    return {
        "correction": checking.correction(application),
        "cancelled": application.opinions.get("cancelled"),
        "hearing": facts.hearing_under_way(application),
        "rival": case.rival_shown(application, actor),
        "rows": checking.with_evidence(application, facts.checklist(application)) if sees else (),
        "judges": actor.holds(*OFFICE_ROLES) and application.stage == "qualifying",
        "reviews": _reviews(asked, application),
        "arrival": late if application.arrived_at else None,
        "attempts": case.other_attempts(application, actor),
        "begins_again": case.begins_again(application, actor, at),
        "purged": facts.purged_materials(application),
        "overdue": late if not late.met and application.stage == "endorsing" else None,
        "submissions": checking.submissions_in(trail),
        "of_the_check": checking.of_the_check(trail),
        "minuted": checking.minuted(trail) if sees and actor.holds(*OFFICE_ROLES) else None,
        "notices": notices.notices_in(trail),
        "opinions": checking.opinions(application),
        "tells": actor.holds(*OFFICE_ROLES),
    }


def _awaited(application: Application, step: NextStep) -> NextStep:
    """A paper application is handed in by the Office, every other one by the unit's head."""
    if step.label != moves.SUBMIT.label:
        return step
    who = Role.OFFICE_CLERK if application.recorded_by_office else Role.SIGNATORY
    return replace(step, who=who.label)


def _reviews(asked: Asked, application: Application) -> bool:
    """Whether it waits for the opinion of whoever asks, as far as their post goes."""
    return application.stage == "endorsing" and asked.actor.holds(*DISTRICT_ROLES)


def _arranged(application: Application, panels: list[Panel]) -> list[Panel]:
    """What the case waits for first, what can't be taken back last; of many open points only how many.

    Steps that belong to a hearing, or to what the Office recorded, are offered only while there is one.
    """
    where = {
        moves.SUBMIT.name: ("还有{n}处未完成", "请看“提交前检查”"),
        moves.QUALIFY.name: ("还有{n}项不符合或待判断", "请看“资格条件”"),
    }
    heard = application.opinions.get("hearing") is not None
    idle = {moves.NOTIFY.name} if heard else {moves.STATE.name, moves.SPARE.name, moves.CANCEL.name}
    if not application.recorded_by_office:
        idle.add(moves.ADOPT.name)
    shown = [panel for panel in panels if panel.move.name not in idle]
    for panel in shown:
        if panel.move.name in where and len(panel.findings) > 2:
            reason, remedy = where[panel.move.name]
            first = next((f.field for f in panel.findings if f.field), "")
            panel.findings = (Finding(False, panel.move.cite, reason.format(n=len(panel.findings)), remedy, first),)
        if panel.move is moves.QUALIFY:
            panel.finding_base = reverse("applications:checklist", args=[application.code])
    return sorted(shown, key=lambda panel: (not panel.duty, panel.danger))


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an application."""
    application = get_object_or_404(applications_of(asked.actor), code=code)
    rows = reverse("applications:checklist", args=[code]) if verb == moves.QUALIFY.verb else ""
    return act_page(asked, application, verb, APPLICATION_FORMS, finding_base=rows)
