"""The task list, a section of the form on its own page, and the autosave of one field."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from haizhi.accounts.drafts import may_keep_profile
from haizhi.applications import drafts
from haizhi.applications.facts import DECLARATIONS
from haizhi.applications.forms.sections import SECTION_FORMS, AnswersForm
from haizhi.applications.models import Application
from haizhi.applications.queries import case, drafting
from haizhi.applications.queries.calls import deadline_for
from haizhi.applications.queries.keeping import bodies_to_bring, to_keep
from haizhi.applications.views.drafting.frame import beside, section_context
from haizhi.applications.views.drafting.materials import Outcomes, introductions, materials_page
from haizhi.applications.views.drafting.opening import (
    clash_of,
    crumbs,
    draft_of,
    if_closed,
    if_printed,
    open_form,
    refused_as_printed,
    saved,
    told_as_printed,
)
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.naming import PLAQUE_PREFIX, PLAQUE_SUFFIX, plaque_name, rare_characters
from haizhi.regulation.parameters import OVERVIEW_WORDS
from haizhi.regulation.sections import Section
from haizhi.ui.requests import Asked


@login_required
@require_GET
def edit(asked: Asked, code: str) -> HttpResponse:
    """The task list: every section with its state, then checking and submitting."""
    application = draft_of(asked, code)
    if closed := if_closed(asked, application):
        return closed
    missing = drafting.pointed(application, asked.at)
    tasks = drafting.tasks(application, missing, drafting.others(application, asked.actor, asked.at))
    correction = application.opinions.get("correction")
    context: dict[str, Any] = {
        "title": "填写申报表",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": crumbs(application),
        "application": application,
        "tasks": tasks,
        "done": sum(task.progress is drafting.Progress.DONE for task in tasks),
        "missing": missing,
        "left": [point for point in missing if point.section is None],
        "correction": correction,
        "former": drafting.former_records(application),
        "due": case.due_on(application),
        "hand_in_by": None if application.submitted_at else deadline_for(application),
        "way": application.way,
    }
    return render(asked, "applications/edit.html", context)


@login_required
def section(asked: Asked, code: str, section: str) -> HttpResponse:
    """One section. Whatever button is pressed, what was typed is saved."""
    application = draft_of(asked, code)
    here = _section_of(section)
    if asked.method == "POST" and here in SECTION_FORMS:
        return _saved(asked, application, here)
    if elsewhere := if_closed(asked, application) or if_printed(asked, application):
        return elsewhere
    if here is Section.ATTACHMENTS:
        return materials_page(asked, application)
    if here in SECTION_FORMS:
        return _form_page(asked, application, here, SECTION_FORMS[here](application=application))
    return records_page(asked, application, here)


def records_page(
    asked: Asked, application: Application, here: Section, outcomes: Outcomes | None = None
) -> HttpResponse:
    """A section of records, with what came of an upload where there is any."""
    context = section_context(asked, application, here) | {
        "groups": drafting.record_groups(application, here),
        "bodies": bodies_to_bring(application) if here is Section.FOUNDATION else (),
        "uploaders": introductions(application, here, outcomes),
        "most": drafts.RECORDS_EACH,
        **open_form(asked, application, here, drafts.open_page(application)),
    }
    return render(asked, "applications/sections/records.html", context, status=422 if outcomes else 200)


def _section_of(value: str) -> Section:
    try:
        return Section(value)
    except ValueError as unknown:
        raise Http404 from unknown


def _saved(asked: Asked, application: Application, here: Section) -> HttpResponse:
    form = SECTION_FORMS[here](asked.POST, application=application)
    form.full_clean()
    page = drafts.Page.read(asked.POST.get("seen", ""))
    refused = told_as_printed(asked, application) if form.values() else ()
    try:
        if not refused:
            form.show_clashes(drafts.save(application, form.values(), by=asked.actor, at=asked.at, page=page))
    except Refused as refusal:
        refused = refusal.findings
    if form.errors or refused:
        form.unsaved = True
        return _form_page(asked, draft_of(asked, application.code), here, form, refused)
    messages.success(asked, f"已保存“{here.label}”。")
    return HttpResponseRedirect(after(asked, application, here))


def after(asked: Asked, application: Application, here: Section) -> str:
    """Where saving a section leads: to the next one, to the list, or back to it."""
    if asked.POST.get("then") == "list":
        return reverse("applications:edit", args=[application.code])
    following = beside(here).after
    if asked.POST.get("then") == "next" and following is not None:
        return drafting.section_url(application, following)
    return drafting.section_url(application, here)


def _form_page(
    asked: Asked, application: Application, here: Section, form: AnswersForm, refused: tuple[Finding, ...] = ()
) -> HttpResponse:
    form.mark_required()
    parts = case.overview(application)
    typed = form["station_name"].value() if here is Section.STATION else ""
    own_profile = may_keep_profile(application.unit, asked.actor)
    context = section_context(asked, application, here) | {
        "form": form,
        "refused": refused,
        "autosave_url": reverse("applications:save", args=[application.code]),
        **open_form(asked, application, here, drafts.open_page(application)),
        "total_words": sum(part.words for part in parts),
        "word_limit": OVERVIEW_WORDS.value,
        "short_name": typed or "",
        "plaque": (PLAQUE_PREFIX, PLAQUE_SUFFIX),
        "full_length": len(plaque_name(typed or "")),
        "rare": rare_characters(typed or ""),
        "to_keep": to_keep(application) if here is Section.UNIT and own_profile.met else (),
    }
    return render(asked, "applications/sections/form.html", context, status=422 if form.errors or refused else 200)


@login_required
@require_POST
def save(asked: Asked, code: str) -> HttpResponse:
    """Autosave of one field: 200 saved, 409 changed elsewhere or no longer open, 422 not of its type."""
    application = draft_of(asked, code)
    name = asked.POST.get("field", "")
    form = AnswersForm(asked.POST, application=application, only=(name,))
    if name not in form.fields:
        return JsonResponse({"error": "没有这一项"}, status=400)
    if name not in DECLARATIONS and (refused := refused_as_printed(asked, application)):
        return refused
    if not form.is_valid():
        return JsonResponse({"error": "；".join(str(e) for e in form.errors[name])}, status=422)
    page = drafts.Page.read(asked.POST.get("seen", ""))
    try:
        clashes = drafts.save(application, form.values(), by=asked.actor, at=asked.at, page=page)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    if clashes:
        return JsonResponse(clash_of(form, clashes[0], page, application.edits["serial"]), status=409)
    return JsonResponse(saved(asked))
