"""The judge's pages: my sessions, and the pad on which a sheet is filled in, reviewed and locked."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import drafts, queries
from haizhi.reviews.forms import SHEET_FORMS, LockForm, MarksForm
from haizhi.reviews.models import Sheet
from haizhi.reviews.views.access import crumbs, only_for
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked


@login_required
def desk(asked: Asked) -> HttpResponse:
    """A judge's sessions and units, the one that is being scored first."""
    only_for(asked, {Role.JUDGE})
    context = {
        "title": "我的评审",
        "crumbs": crumbs(),
        "sittings": queries.sittings_of(asked.actor),
    }
    return render(asked, "reviews/desk.html", context)


def _sheet(asked: Asked, code: str, application: str, serial: int) -> Sheet:
    only_for(asked, {Role.JUDGE, Role.SUPERVISOR})
    sheet = queries.sheets_of(asked.actor, code, application, serial).first()
    if sheet is None:
        raise Http404
    return sheet


def _own(asked: Asked, sheet: Sheet) -> bool:
    return sheet.seat.person_id is not None and str(sheet.seat.person_id) in asked.actor.places(Role.JUDGE)


@login_required
def sheet(asked: Asked, code: str, application: str, serial: int) -> HttpResponse:
    """The pad while the sheet is a draft; afterwards the sheet as it was locked."""
    subject = _sheet(asked, code, application, serial)
    if subject.stage != "draft" or not _own(asked, subject):
        return _read(asked, subject)
    pad = queries.pad_of(subject)
    form = MarksForm(asked.POST or None, sheet=subject, step=pad.step)
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            try:
                drafts.save_marks(subject, form.marks(), at=asked.at, notes=form.cleaned_data["notes"])
            except Refused as refused:
                show_findings(form, refused.findings)
            else:
                again = "stay" in asked.POST
                return HttpResponseRedirect(subject.get_absolute_url() + ("" if again else "lock/"))
    context = {
        "title": str(subject.turn),
        "subtitle": f"{subject.turn.application.code}　{serial}号评委",
        "crumbs": [*crumbs(), ("我的评审", reverse("reviews:desk"))],
        "subject": subject,
        "pad": pad,
        "form": form,
        "findings": standing_against(moves.LOCK, subject, asked.actor, asked.at),
        "saved_at": subject.saved_at,
        "save_url": reverse("reviews:sheet_save", args=[code, application, serial]),
    }
    return render(asked, "reviews/pad.html", context, status=status)


def _read(asked: Asked, subject: Sheet) -> HttpResponse:
    context = case_context(
        asked,
        subject,
        SHEET_FORMS,
        title=str(subject.turn),
        subtitle=subject.turn.application.code,
        crumbs=crumbs(subject.turn.session),
    ) | {
        "pad": queries.pad_of(subject) if queries.marks_are_open(subject, asked.actor) else None,
        "own": _own(asked, subject),
    }
    return render(asked, "reviews/sheet.html", context)


@require_POST
@login_required
def sheet_save(asked: Asked, code: str, application: str, serial: int) -> HttpResponse:
    """Keep one field as typed: 204 when kept, 422 when out of bounds, 409 when the sheet is locked by now."""
    subject = _sheet(asked, code, application, serial)
    if not _own(asked, subject):
        raise Http404
    if subject.stage != "draft":
        return JsonResponse({"error": f"评分表{subject.stage_label}，不能再修改"}, status=409)
    form = MarksForm(asked.POST, sheet=subject, step=queries.pad_of(subject).step)
    if not form.is_valid():
        told = [f"{form[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": "；".join(told)}, status=422)
    notes = form.cleaned_data["notes"] if "notes" in asked.POST else None
    try:
        drafts.save_marks(subject, form.marks(), at=asked.at, notes=notes)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    return HttpResponse(status=204)


@login_required
def sheet_act(asked: Asked, code: str, application: str, serial: int, verb: str) -> HttpResponse:
    """One act on a sheet; locking shows the whole sheet once more."""
    subject = _sheet(asked, code, application, serial)
    if verb != moves.LOCK.verb or asked.method == "POST":
        mine = reverse("reviews:desk") if verb == moves.LOCK.verb else ""
        return act_page(asked, subject, verb, SHEET_FORMS, after=mine)
    if not _own(asked, subject):
        raise Http404
    pad = queries.pad_of(subject)
    context = {
        "title": "检查并锁定",
        "subtitle": str(subject.turn),
        "crumbs": [*crumbs(), ("我的评审", reverse("reviews:desk")), (str(subject.turn), subject.get_absolute_url())],
        "subject": subject,
        "pad": pad,
        "form": LockForm(asked=asked, subject=subject),
        "findings": standing_against(moves.LOCK, subject, asked.actor, asked.at),
        "lacking": pad.count - pad.given,
    }
    return render(asked, "reviews/lock.html", context)
