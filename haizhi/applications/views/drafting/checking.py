"""核对与提交: everything as it is printed, what is missing and where, the declarations, the way to the submission."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.applications import drafts, facts
from haizhi.applications.forms.acts import APPLICATION_FORMS
from haizhi.applications.forms.sections import DeclarationsForm
from haizhi.applications.models import Application
from haizhi.applications.queries import case, drafting
from haizhi.applications.queries.calls import deadline_for
from haizhi.applications.queries.coverage import coverage as coverage_of
from haizhi.applications.queries.paper import differences_since
from haizhi.applications.views.cases import case_of
from haizhi.applications.views.drafting.materials import uploader_of
from haizhi.applications.views.drafting.opening import crumbs, draft_of, if_closed, open_form
from haizhi.files.forms import Uploader
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.indicators import REVIEW
from haizhi.regulation.materials import MaterialKind
from haizhi.regulation.sections import Section
from haizhi.ui.acting import panels
from haizhi.ui.requests import Asked


@login_required
def check(asked: Asked, code: str) -> HttpResponse:
    """Check the answers, declare, and hand in."""
    application = draft_of(asked, code)
    if asked.method == "POST":
        return _declared(asked, application)
    if closed := if_closed(asked, application):
        return closed
    return check_page(asked, application)


def _declared(asked: Asked, application: Application) -> HttpResponse:
    form = DeclarationsForm(asked.POST, application=application)
    form.full_clean()
    page = drafts.Page.read(asked.POST.get("seen", ""))
    refused: tuple[Finding, ...] = ()
    try:
        form.show_clashes(drafts.save(application, form.values(), by=asked.actor, at=asked.at, page=page))
    except Refused as refusal:
        refused = refusal.findings
    if form.errors or refused:
        return check_page(asked, draft_of(asked, application.code), form=form, refused=refused)
    messages.success(asked, "已保存承诺。")
    return HttpResponseRedirect(reverse("applications:check", args=[application.code]) + "#declarations")


def check_page(
    asked: Asked,
    application: Application,
    *,
    form: DeclarationsForm | None = None,
    scan: Uploader | None = None,
    outdated: str = "",
    refused: tuple[Finding, ...] = (),
) -> HttpResponse:
    """The page, with what came of the declarations or of the scan where there is anything to say.

    `outdated` is the digest (hex) of the earlier version that a refused scan shows.
    """
    missing = drafting.pointed(application, asked.at)
    tasks = drafting.tasks(application, missing, {})
    signed = [m for m in facts.current_materials(application) if m.sort == MaterialKind.SIGNED_FORM]
    to_fill_in = [point for point in missing if point.section is not None]
    declared = all(getattr(application, name) for name in facts.DECLARATIONS)
    stale = case.stale_scan(application)
    waits = bool(signed) and facts.waits_for_comparing(signed[0])
    declarations = form or DeclarationsForm(application=application)
    declarations.mark_required()
    wrong = bool(refused or scan or (form and form.errors))
    context: dict[str, Any] = {
        "title": "核对与提交",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": crumbs(application, ("核对与提交", None)),
        "application": application,
        "refused": refused,
        "parts": [
            (task, _rows(application, task.section), drafting.own_groups(application, task.section)) for task in tasks
        ],
        "overview": case.overview(application),
        "groups": case.material_groups(application),
        "introduced": drafting.INTRODUCED,
        "missing": missing,
        "steps": _steps(
            filled=not to_fill_in and declared, scanned=bool(signed) and bool(signed[0].form_digest) and stale is None
        ),
        "form": declarations,
        "autosave_url": reverse("applications:save", args=[application.code]),
        **open_form(asked, application, Section.ATTACHMENTS, drafts.open_page(application)),
        "signatories": drafting.signatories(application, asked.at),
        "scan": scan or uploader_of(application, MaterialKind.SIGNED_FORM),
        "stale": stale,
        "waits": waits,
        "differences": differences_since(application, outdated) if outdated else None,
        "changes": drafting.changes_since(application),
        "due": case.due_on(application),
        "hand_in_by": None if application.submitted_at else deadline_for(application),
        "way": application.way,
        "panels": _panels(asked, application),
    }
    return render(asked, "applications/check.html", context, status=422 if wrong else 200)


def _panels(asked: Asked, application: Application) -> list[Any]:
    shown = [p for p in panels(asked, application, APPLICATION_FORMS) if p.move in (moves.SUBMIT, moves.WITHDRAW)]
    for panel in shown:
        if panel.move is moves.SUBMIT and len(panel.findings) > 2:
            count = len(panel.findings)
            panel.findings = (Finding(False, panel.move.cite, f"还有{count}处未完成", "见本页上方的清单"),)
    return sorted(shown, key=lambda panel: panel.danger)


def _rows(application: Application, section: Section) -> list[tuple[str, str]]:
    """What the table prints of a section of fields, as label and value."""
    rows = case.unit_rows(application)
    if section is Section.UNIT:
        return rows[1:]
    if section is Section.STATION:
        return rows[:1]
    return case.condition_rows(application) if section is Section.CONDITIONS else []


def _steps(*, filled: bool, scanned: bool) -> list[tuple[str, str, bool]]:
    """The way from here to the submission: what, how, done."""
    return [
        ("填完并核对", "各部分填写完成，勾选两项承诺。", filled),
        ("打印", "打印带版本标记的申报表；此后再改动内容，须重新打印。", scanned),
        ("签字盖章", "负责人在“申请单位意见”栏签字，加盖公章。", scanned),
        ("扫描上传", "把签字盖章后的申报表扫描成一个文件上传。", scanned),
        ("提交", "由负责人提交。", False),
    ]


@login_required
@require_GET
def coverage(asked: Asked, code: str) -> HttpResponse:
    """评定指标对照: which evidence there is for each indicator; for everybody who sees the application."""
    application = case_of(asked, code)
    edits = facts.may_fill_in(application, asked.actor) and application.stage in case.OPEN_STAGES
    groups = coverage_of(application)
    rows = [row for group in groups for row in group.rows]
    here: list[tuple[str, str | None]] = [("评定指标对照", None)]
    way = crumbs(application, *here) if edits else [*_way_to(application), *here]
    context = {
        "title": "评定指标对照",
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": way,
        "application": application,
        "groups": groups,
        "table": REVIEW,
        "covered": sum(row.is_covered for row in rows),
        "count": len(rows),
        "edits": edits,
    }
    return render(asked, "applications/coverage.html", context)


def _way_to(application: Application) -> list[tuple[str, str | None]]:
    return [
        ("申报件", reverse("applications:list")),
        (application.code, application.get_absolute_url()),
    ]
