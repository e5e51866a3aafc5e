"""Pages of the check of qualification: the checklist, what was laid down beside it, versions side by side, reading."""

from functools import partial
from typing import Any

from csp.constants import SELF
from csp.decorators import csp_update
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.applications import drafts, facts
from haizhi.applications.forms.checklists import ChecklistForm
from haizhi.applications.models import Application
from haizhi.applications.queries import case, checking, notices
from haizhi.applications.queries.lists import applications_of
from haizhi.applications.queries.sheets import receipt_sheet
from haizhi.applications.views.cases import page_of, pdf_answer
from haizhi.applications.views.checklists import autosaved, filled_in
from haizhi.notifications.queries import told_of
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.ui.requests import Asked

_MOST = 10_000
"""Beyond this no application has a submission or a receipt: the number in the address is nonsense."""


@login_required
def checklist(asked: Asked, code: str) -> HttpResponse:
    """Every row of the checklist in one form: what is computed with its evidence, what is judged with its note."""
    application = _office_case(asked, code)
    if application.stage != "qualifying":
        messages.info(asked, f"此件现为“{application.stage_label}”，不能再修改资格条件的判断。")
        return HttpResponseRedirect(f"{application.get_absolute_url()}#checklist")
    if asked.method != "POST":
        return _checklist_page(asked, application, _form(application))
    form = _form(application, asked.POST)

    def judge_rest() -> int:
        return drafts.judge_rest(application, by=asked.actor, at=asked.at)

    if not filled_in(asked, form, partial(_judged, asked, application), judge_rest):
        return _checklist_page(asked, application, form)
    after = f"{application.get_absolute_url()}#acts" if "done" in asked.POST else asked.path
    return HttpResponseRedirect(after)


@login_required
@require_POST
def checklist_save(asked: Asked, code: str) -> HttpResponse:
    """Autosave of one row: 200 saved, 409 no longer open, 422 not in order."""
    application = _office_case(asked, code)
    form = _form(application, asked.POST, only=asked.POST.get("field", ""))
    return autosaved(asked, form, partial(_judged, asked, application))


def _judged(asked: Asked, application: Application, form: ChecklistForm) -> None:
    for row, (met, note) in form.changed().items():
        drafts.judge(application, row, met, note, by=asked.actor, at=asked.at)


def _office_case(asked: Asked, code: str) -> Application:
    application = page_of(asked, code)
    if not asked.actor.holds(*OFFICE_ROLES):
        raise PermissionDenied
    return application


def _form(application: Application, data: Any = None, only: str | None = None) -> ChecklistForm:
    return ChecklistForm(data, rows=checking.with_evidence(application, facts.checklist(application)), only=only)


def _checklist_page(asked: Asked, application: Application, form: ChecklistForm) -> HttpResponse:
    rows = facts.checklist(application)
    context = _frame(application, "资格条件逐项审核") | {
        "form": form,
        "open_rows": sum(row.is_open for row in rows),
        "unmet_rows": sum(not row.finding.met and not row.is_open for row in rows),
        "arrival": facts.arrival(application, asked.at),
        "rival": case.rival_shown(application, asked.actor),
        "district": application.opinions.get("district"),
    }
    return render(asked, "applications/checklist_form.html", context, status=422 if form.errors else 200)


def _frame(application: Application, title: str) -> dict[str, Any]:
    return {
        "title": title,
        "subtitle": f"{application.unit.name}　{application.code}",
        "crumbs": [
            ("申报件", reverse("applications:list")),
            (application.code, application.get_absolute_url()),
            (title, None),
        ],
        "application": application,
        "subject": application,
    }


@login_required
def papers(asked: Asked, code: str) -> HttpResponse:
    """Visits, receipts of paper, minutes and hearings of a case, each in full."""
    application = get_object_or_404(applications_of(asked.actor), code=code)
    context = _frame(application, "核查记录") | {
        "visits": checking.visits_of(application),
        "receipts": checking.receipts_of(application),
        "hearings": checking.hearings_of(application),
        "minutes": checking.minutes_of(asked.actor).filter(applications=application),
        "reads_minutes": asked.actor.holds(*Application.readers),
    }
    if asked.actor.holds(*OFFICE_ROLES):
        context |= {"tells": True, "told": told_of(application.pk)}
    return render(asked, "applications/papers.html", context)


@login_required
def receipt(asked: Asked, code: str, serial: int) -> HttpResponse:
    """The receipt of paper as it is handed out."""
    application, view = _receipt(asked, code, serial)
    context = _frame(application, "纸质申报材料签收回执") | {"receipt": view}
    return render(asked, "applications/receipt.html", context)


@login_required
def receipt_pdf(asked: Asked, code: str, serial: int) -> HttpResponse:
    """The receipt of paper, to be printed."""
    application, view = _receipt(asked, code, serial)
    return pdf_answer(receipt_sheet(view, application), f"{view.receipt.number}签收回执.pdf")


def _receipt(asked: Asked, code: str, serial: int) -> tuple[Application, checking.ReceiptView]:
    application = get_object_or_404(applications_of(asked.actor), code=code)
    found = application.paper_receipts.filter(serial=serial).first() if serial < _MOST else None
    if found is None:
        raise Http404
    return application, checking.receipt_view(found, application)


@login_required
def notice(asked: Asked, code: str, kind: str, serial: int) -> HttpResponse:
    """A paper that the Office issued on the case, to be printed and sealed."""
    application = get_object_or_404(applications_of(asked.actor), code=code)
    found = notices.notice_of(application, kind, serial)
    if found is None:
        raise Http404
    return pdf_answer(notices.notice_sheet(found, application), f"{found.number(application)}{found.title}.pdf")


@login_required
def compare(asked: Asked, code: str, serial: int) -> HttpResponse:
    """What changed from one submission to the next, old and new side by side."""
    application = get_object_or_404(applications_of(asked.actor), code=code)
    view = checking.version_view(application, serial) if serial < _MOST else None
    if view is None:
        raise Http404
    context = _frame(application, f"第{serial}次提交的改动") | {"view": view, "comparison": view.comparison}
    return render(asked, "applications/compare.html", context)


@csp_update({"frame-src": [SELF]})  # type: ignore[arg-type]  # it takes every request, ours too
@login_required
def reading(asked: Asked, code: str) -> HttpResponse:
    """The answers on one side, the chosen file on the other."""
    application = page_of(asked, code)
    files = facts.current_materials(application)
    wanted = asked.GET.get("file", "")
    chosen = next((m for m in files if str(m.pk) == wanted), files[0] if files else None)
    context = _frame(application, "对照阅读") | {
        "sections": case.section_views(application),
        "files": files,
        "chosen": chosen,
        "asked_for": bool(wanted),
    }
    return render(asked, "applications/reading.html", context)
