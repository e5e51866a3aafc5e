"""The judge's pages: my sessions, and the pad on which a sheet is filled in, reviewed and locked."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.parameters import SCORE_STEP
from haizhi.regulation.roles import Role
from haizhi.reviews import drafts, queries
from haizhi.reviews.facts import session_rules
from haizhi.reviews.forms import SHEET_FORMS, LockForm, MarksForm
from haizhi.reviews.models import Sheet
from haizhi.reviews.views.access import crumbs, only_for
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked
from haizhi.ui.wording import clock_text as cnclock


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
                marks, over = form.typed(), form.over()
                drafts.save_marks(subject, marks, at=asked.at, notes=form.typed_notes(), over=over)
            except Refused as refused:
                show_findings(form, refused.findings)
            except drafts.Elsewhere as elsewhere:
                form.show_elsewhere(elsewhere.marks)
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
        "state_url": reverse("reviews:sheet_state", args=[code, application, serial]),
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
        "notes": drafts.notes_of(subject) if _own(asked, subject) else "",
        "paper": queries.paper_behind(subject),
        "watches": asked.actor.holds(Role.SUPERVISOR),
    }
    return render(asked, "reviews/sheet.html", context)


@require_POST
@login_required
def sheet_save(asked: Asked, code: str, application: str, serial: int) -> HttpResponse:
    """Keep one field as typed: 204 when kept, 422 when out of bounds, 409 when the sheet is locked by now."""
    only_for(asked, {Role.JUDGE, Role.SUPERVISOR})
    subject = queries.draft_of(asked.actor, code, application, serial)
    if subject is None:
        raise Http404
    if subject.stage != "draft":
        return JsonResponse({"error": f"评分表{subject.stage_label}，不能再修改"}, status=409)
    rules = session_rules(subject.turn.session)
    form = MarksForm(asked.POST, sheet=subject, step=rules.step if rules else SCORE_STEP.value, partly=True)
    if not form.is_valid():
        told = [f"{form[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": "；".join(told)}, status=422)
    notes = form.cleaned_data["notes"] if "notes" in asked.POST else None
    try:
        drafts.save_marks(subject, form.marks(), at=asked.at, notes=notes, over=form.over())
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=409)
    except drafts.Elsewhere as elsewhere:
        return JsonResponse({"error": "另一台设备改过这一项", "clash": _clash(elsewhere)}, status=409)
    return HttpResponse(status=204)


def _clash(elsewhere: drafts.Elsewhere) -> dict[str, object]:
    """What the pad shows beside what was typed here: one of the two is chosen."""
    mark = next(iter(elsewhere.marks.values()))
    now = "" if mark is None else tenths(mark)
    at = cnclock(elsewhere.at) if elsewhere.at else ""
    return {"theirs": now or "空白", "value": [now], "by": "另一台设备", "at": at, "seen": ""}


@login_required
def sheet_state(asked: Asked, code: str, application: str, serial: int) -> HttpResponse:
    """What stands in the judge's own draft now, for a device that has it open; 409 once it is a draft no more."""
    only_for(asked, {Role.JUDGE, Role.SUPERVISOR})
    subject = queries.draft_of(asked.actor, code, application, serial)
    if subject is None:
        raise Http404
    if subject.stage != "draft":
        return JsonResponse({"stage": subject.stage_label}, status=409)
    marks = drafts.marks_of(subject)
    values = {key: tenths(marks[key]) if key in marks else "" for key in REVIEW.maxima}
    return JsonResponse({"values": values, "at": cnclock(subject.saved_at) if subject.saved_at else ""})


@login_required
def sheet_act(asked: Asked, code: str, application: str, serial: int, verb: str) -> HttpResponse:
    """One act on a sheet; locking shows the whole sheet once more."""
    subject = _sheet(asked, code, application, serial)
    if verb != moves.LOCK.verb or asked.method == "POST":
        return act_page(asked, subject, verb, SHEET_FORMS)
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
        "notes": drafts.notes_of(subject),
    }
    return render(asked, "reviews/lock.html", context)
