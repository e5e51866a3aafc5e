"""Score sheets on paper: printed before, read off twice after, settled, scanned, signed for."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.documents.ballots import ballots_pdf
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import REVIEW
from haizhi.reviews import acts, drafts, queries
from haizhi.reviews.facts import session_rules
from haizhi.reviews.forms import PAPER_FORMS, EntryForm, PaperForm, PaperScanForm
from haizhi.reviews.models import WITNESS_READERS, Paper, Session
from haizhi.reviews.views.access import crumbs, is_office, only_for, the_session, the_turn
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked


def _way(session: Session) -> list[tuple[str, str]]:
    return [*crumbs(session), ("纸质评分", reverse("reviews:papers", args=[session.code]))]


@login_required
def papers(asked: Asked, code: str) -> HttpResponse:
    """The kit for a hall without network, and every sheet that was given on paper."""
    only_for(asked, WITNESS_READERS)
    session = the_session(asked, code)
    context = {
        "title": "纸质评分",
        "subtitle": session.name,
        "crumbs": [*crumbs(session), ("评审现场", reverse("reviews:console", args=[code]))],
        "subject": session,
        "papers": queries.papers_of(asked.actor, session),
        "scoring": session.turns.filter(stage="scoring").select_related("application__unit", "session").first(),
        "printable": session.stage in ("drawn", "in_hearing") and asked.actor.holds(*queries.READS_PAPERS),
        "office": is_office(asked),
    }
    return render(asked, "reviews/papers.html", context)


@login_required
@require_GET
def ballots(asked: Asked, code: str) -> HttpResponse:
    """Blank sheets, one a judge a unit, of all units still to be announced or (`turn`) of one."""
    only_for(asked, queries.READS_PAPERS)
    session = the_session(asked, code)
    number = asked.GET.get("turn", "")
    turn = the_turn(asked, code, number) if number else None
    made = queries.ballots_of(session, turn) if session.stage in ("drawn", "in_hearing") else []
    if not made:
        raise Http404
    title = f"{session.code}评分表{f'（{number}）' if turn else ''}"
    response = HttpResponse(ballots_pdf(made, title=title, made_at=asked.at), content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(False, f"{title}.pdf") or "inline"
    return response


@login_required
def paper_new(asked: Asked, code: str, application: str) -> HttpResponse:
    """Let one judge's sheet for a unit, or all that are missing, be given on paper."""
    only_for(asked, moves.BEGIN_PAPER.roles)
    turn = the_turn(asked, code, application)
    form = PaperForm(asked.POST or None, asked=asked, turn=turn)
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            serial, opinion = form.serial_of_one(), form.cleaned_data["opinion"]
            try:
                if serial is None:
                    acts.begin_papers(turn, by=asked.actor, at=asked.at, opinion=opinion)
                else:
                    acts.begin_paper(turn, by=asked.actor, at=asked.at, serial=serial, opinion=opinion)
            except Refused as refused:
                form.show(refused)
            else:
                messages.success(asked, "已改用纸质评分，请两人各自录入。")
                return HttpResponseRedirect(reverse("reviews:papers", args=[code]))
    context = {
        "title": "改用纸质评分",
        "subtitle": str(turn),
        "crumbs": _way(turn.session),
        "form": form,
        "submit_label": "改用纸质评分",
        "back_url": reverse("reviews:papers", args=[code]),
    }
    return render(asked, "ui/form.html", context, status=status)


def _paper(asked: Asked, code: str, pk: UUID) -> Paper:
    only_for(asked, WITNESS_READERS)
    found = queries.papers_of(asked.actor, the_session(asked, code)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@login_required
def paper(asked: Asked, code: str, pk: UUID) -> HttpResponse:
    """One paper: who entered it, where the entries differ, its scan, and 纪检's signature."""
    return _page(asked, _paper(asked, code, pk))


def _page(asked: Asked, subject: Paper, **forms: Any) -> HttpResponse:
    session = subject.turn.session
    readings = queries.readings_of(subject, asked.actor)
    reads = subject.stage == "entering" and asked.actor.holds(*queries.READS_PAPERS)
    rules = session_rules(session)
    context = case_context(
        asked,
        subject,
        PAPER_FORMS,
        title=f"{subject.seat.serial}号评委纸质评分",
        subtitle=str(subject.turn),
        crumbs=_way(session),
    ) | {
        "readings": readings,
        "reads": reads,
        "may_enter": reads and not readings.complete,
        "scan_form": forms.get("scan") or (PaperScanForm(asked=asked, subject=subject) if reads else None),
        "third_form": forms.get("third") or EntryForm(step=rules.step if rules else 1, keys=_differing(readings)),
        "differed": [i for i in REVIEW.indicators if i.key in subject.differed],
    }
    return render(asked, "reviews/paper.html", context, status=422 if forms else 200)


def _differing(readings: queries.Readings) -> list[str]:
    return [cell.indicator.key for cell in readings.cells]


@login_required
def paper_enter(asked: Asked, code: str, pk: UUID) -> HttpResponse:
    """Read the original off, blind to what the other read."""
    only_for(asked, queries.READS_PAPERS)
    subject = _paper(asked, code, pk)
    rules = session_rules(subject.turn.session)
    initial = {key: mark / 10 for key, mark in queries.own_marks(subject, asked.actor).items()}
    form = EntryForm(asked.POST or None, step=rules.step if rules else 1, keys=REVIEW.maxima, initial=initial)
    status = 200
    if asked.method == "POST":
        status = 422
        if form.is_valid():
            try:
                drafts.enter_paper(subject, form.marks(), by=asked.actor, at=asked.at)
            except Refused as refused:
                show_findings(form, refused.findings)
            else:
                both = subject.entries.filter(third=False).count() > 1
                messages.success(asked, f"已录入。{'两人都已录入。' if both else '另一人录入之前，您可以更正。'}")
                return HttpResponseRedirect(subject.get_absolute_url())
    context = {
        "title": "录入纸质评分",
        "subtitle": f"{subject.turn}　{subject.seat.serial}号评委",
        "crumbs": [*_way(subject.turn.session), (f"{subject.seat.serial}号评委", subject.get_absolute_url())],
        "subject": subject,
        "form": form,
        "groups": REVIEW.groups,
        "step": rules.step if rules else 1,
    }
    return render(asked, "reviews/paper_enter.html", context, status=status)


@login_required
def paper_settle(asked: Asked, code: str, pk: UUID) -> HttpResponse:
    """The cells in which the two entries differ, read off the original a third time."""
    only_for(asked, queries.READS_PAPERS)
    subject = _paper(asked, code, pk)
    if asked.method != "POST":
        return HttpResponseRedirect(subject.get_absolute_url())
    rules = session_rules(subject.turn.session)
    keys = _differing(queries.readings_of(subject, asked.actor))
    form = EntryForm(asked.POST, step=rules.step if rules else 1, keys=keys)
    if form.is_valid():
        try:
            drafts.settle_paper(subject, form.marks(), by=asked.actor, at=asked.at)
        except Refused as refused:
            show_findings(form, refused.findings)
        else:
            messages.success(asked, "已对照原件核定。")
            return HttpResponseRedirect(subject.get_absolute_url())
    return _page(asked, subject, third=form)


@login_required
def paper_scan(asked: Asked, code: str, pk: UUID) -> HttpResponse:
    """The scan of the signed original; its code says whose it is, or a person answers for it."""
    only_for(asked, queries.READS_PAPERS)
    subject = _paper(asked, code, pk)
    if asked.method != "POST":
        return HttpResponseRedirect(subject.get_absolute_url())
    form = PaperScanForm(asked.POST, asked.FILES, asked=asked, subject=subject)
    try:
        if form.is_valid():
            known = queries.recognised(subject, form.cleaned_data["scan"])
            if known is None and not form.cleaned_data["compared"]:
                form.add_error("compared", "没有识别到二维码。请重新扫描，或核对原件后在此勾选")
            else:
                drafts.attach_paper(subject, form.cleaned_data["scan"], recognised=known)
                messages.success(asked, "已上传原件。")
                return HttpResponseRedirect(subject.get_absolute_url())
    except Refused as refused:
        form.show(refused)
    return _page(asked, subject, scan=form)


@login_required
def paper_act(asked: Asked, code: str, pk: UUID, verb: str) -> HttpResponse:
    """One act on a paper."""
    return act_page(asked, _paper(asked, code, pk), verb, PAPER_FORMS)
