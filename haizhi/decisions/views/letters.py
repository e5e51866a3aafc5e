"""结果告知书: prepared for many, worded one by one, sent together after everybody saw what would happen."""

from functools import partial
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from haizhi.applications.models import CASE_READERS
from haizhi.decisions import drafts, queries
from haizhi.decisions.acts import prepare_letter, send_letter
from haizhi.decisions.forms import LETTER_FORMS, LetterFilters, LetterReasonForm, PrepareLettersForm
from haizhi.decisions.models import ResultLetter
from haizhi.decisions.views.access import found, only_for
from haizhi.decisions.views.editing import edit_page
from haizhi.decisions.views.papers import paper_answer
from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import Role
from haizhi.ui.acting import act_page
from haizhi.ui.bulk import Bulk
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import Listing, listed
from haizhi.ui.requests import Asked

AT_ONCE = 50
"""Letters that are prepared, or sent, by one press of the button."""

_READERS = CASE_READERS | {Role.DRAFTER, Role.SIGNATORY}
_SORTS = {"code": "code", "unit": ("application__unit__pinyin", "code"), "sent_at": ("sent_at", "code")}

_COLUMNS = (
    Column("编号", lambda x: x.code, 14),
    Column("单位", lambda x: x.application.unit.name, 34),
    Column("申报编号", lambda x: x.application.code, 16),
    Column("结果", lambda x: x.get_outcome_display(), 12),
    Column("告知单位的理由", lambda x: x.reason, 48),
    Column("发出时间", lambda x: x.sent_at, 18),
    Column("状态", lambda x: x.stage_label, 12),
)


def _crumbs() -> list[tuple[str, str]]:
    return [("结果告知书", reverse("decisions:letters"))]


@login_required
def letters(asked: Asked) -> HttpResponseBase:
    """Every letter, and how many units were not told yet."""
    only_for(asked, CASE_READERS)
    listing = listed(asked, queries.letters_of(asked.actor), sorts=_SORTS, default="-code", filters=LetterFilters)
    prepares, sends = (asked.actor.holds(*m.roles) for m in (moves.PREPARE_LETTER, moves.SEND_LETTER))
    context = {
        "title": "结果告知书",
        "listing": listing,
        "counted": "份",
        "untold": queries.untold(asked.actor).count() if prepares else 0,
        "sendable": ResultLetter.objects.visible_to(asked.actor).filter(stage="prepared").count() if sends else 0,
    }
    return list_page(asked, "decisions/letters.html", context, _COLUMNS)


@login_required
def letters_new(asked: Asked) -> HttpResponse:
    """Prepare letters for units not told yet: a reason for each, each by an act of its own."""
    only_for(asked, moves.PREPARE_LETTER.roles)
    waiting = list(queries.untold(asked.actor)[: AT_ONCE + 1])
    more, waiting = len(waiting) > AT_ONCE, waiting[:AT_ONCE]
    form = PrepareLettersForm(asked.POST or None, applications=waiting)
    status = 200
    if asked.method == "POST":
        if form.is_valid() and not (refused := _prepared(asked, form)):
            return HttpResponseRedirect(f"{reverse('decisions:letters')}?stage=prepared")
        status = 422
        if form.is_valid():
            for finding in refused:
                form.add_error(None, f"{finding.reason}。{finding.remedy}")
    context = {"title": "拟稿结果告知书", "crumbs": _crumbs(), "form": form, "more": more, "wide": True}
    return render(asked, "decisions/letters_new.html", context, status=status)


def _prepared(asked: Asked, form: PrepareLettersForm) -> list[Finding]:
    """Prepare them one by one; what was refused. One that is refused does not hold up the others."""
    chosen = form.chosen()
    if not chosen:
        return [Finding(False, None, "没有选择单位", "请至少选择一家。")]
    refused: list[Finding] = []
    for application, reason in chosen:
        try:
            prepare_letter(application, by=asked.actor, at=asked.at, reason=reason)
        except Refused as refusal:
            refused += refusal.findings
    return refused


@login_required
def sending(asked: Asked) -> HttpResponseBase:
    """Send several at once: choose, see what would happen to each, then each by an act of its own."""
    only_for(asked, moves.SEND_LETTER.roles)
    rows = queries.letters_of(asked.actor).filter(stage="prepared").order_by("code")
    gone = Finding(False, moves.SEND_LETTER.cite, "已不在待发之列", "可能已经发出或撤销，请查看列表。")
    bulk = Bulk(rows, "letter", "告知书", "份", AT_ONCE, gone)
    if "apply" in asked.POST:
        results = bulk.carried_out(asked, partial(send_letter, by=asked.actor, at=asked.at))
        return render(asked, "decisions/letters_done.html", _context() | {"thing": bulk.thing, "results": results})
    listing = listed(asked, rows, sorts=_SORTS, default="code", filters=LetterFilters)
    if asked.method != "POST":
        return _choice(asked, listing)
    try:
        picked = bulk.picked(asked, listing)
    except Refused as refused:
        return _choice(asked, listing, *refused.findings)
    checked = queries.sending_preview(picked, asked.actor, asked.at)
    context = _context() | {"checked": checked, "ready": sum(row.ready for row in checked.rows)}
    return render(asked, "decisions/letters_check.html", context)


def _context() -> dict[str, Any]:
    return {"title": "批量发出", "crumbs": [*_crumbs(), ("批量发出", None)]}


def _choice(asked: Asked, listing: Listing[ResultLetter], *refused: Finding) -> HttpResponseBase:
    """The page on which to choose; `refused`: why nothing came of the choice."""
    context = _context() | {
        "listing": listing,
        "counted": "份",
        "back_url": reverse("decisions:letters"),
        "refused": refused,
    }
    if refused:
        return render(asked, "decisions/letters_sending.html", context, status=422)
    return list_page(asked, "decisions/letters_sending.html", context, _COLUMNS)


def _letter(asked: Asked, code: str) -> ResultLetter:
    only_for(asked, _READERS)
    rows = queries.letters_of(asked.actor).select_related("application__unit", "application__call")
    return found(rows, code)


@login_required
def letter(asked: Asked, code: str) -> HttpResponse:
    """One letter as it is printed."""
    subject = _letter(asked, code)
    deals = asked.actor.holds(*moves.PREPARE_LETTER.roles)
    crumbs = _crumbs() if asked.actor.holds(*CASE_READERS) else []
    context = case_context(asked, subject, LETTER_FORMS, subtitle=subject.code, crumbs=crumbs) | {
        "paper": queries.letter_paper(subject, asked.at),
        "lines": queries.letter_lines(subject),
        "editable": subject.stage == "prepared" and deals,
        "standing": standing_against(moves.SEND_LETTER, subject, asked.actor, asked.at)
        if subject.stage == "prepared" and asked.actor.holds(*moves.SEND_LETTER.roles)
        else (),
    }
    return render(asked, "decisions/letter.html", context)


@login_required
def letter_edit(asked: Asked, code: str) -> HttpResponse:
    """Write the reason that the unit reads; nothing is sent yet."""
    only_for(asked, moves.PREPARE_LETTER.roles)
    return edit_page(
        asked,
        lambda: _letter(asked, code),
        LetterReasonForm,
        lambda subject, form: drafts.word_letter(subject, form.cleaned_data["reason"], seen=form.cleaned_data["seen"]),
        draft="prepared",
        title="填写告知理由",
        crumbs=_crumbs(),
    )


@login_required
@require_GET
def letter_paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """The letter as PDF or DOCX."""
    subject = _letter(asked, code)
    return paper_answer(queries.letter_paper(subject, asked.at), subject, form, f"{subject.code}结果告知书")


@login_required
def letter_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a letter."""
    return act_page(asked, _letter(asked, code), verb, LETTER_FORMS)
