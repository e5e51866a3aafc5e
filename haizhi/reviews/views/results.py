"""The result of a session: ranking, papers to be signed, who gave what (纪检 alone), diagnostics."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET

from haizhi.documents.ballots import ballots_pdf
from haizhi.documents.spreadsheet import Sheet
from haizhi.regulation.roles import Role
from haizhi.reviews import queries
from haizhi.reviews.facts import session_rules, taken_seats
from haizhi.reviews.forms import SESSION_FORMS
from haizhi.reviews.models import WITNESS_READERS, Session
from haizhi.reviews.views.access import CEREMONY_READERS, crumbs, offered, only_for, the_session
from haizhi.reviews.views.ceremony import paper
from haizhi.ui.exporting import Column, exported, not_kept
from haizhi.ui.reads import noted
from haizhi.ui.requests import Asked
from haizhi.ui.wording import moment_text

_OF_THE_DRAW = ("pool", "freeze", "draws", "voided")
"""What of a session speaks of its draw: thousands of rows, which no page of a result needs."""

_COLUMNS = (
    Column("名次", lambda row: row.rank, 8),
    Column("并列", lambda row: "并列" if row.tied else "", 8),
    Column("申报编号", lambda row: row.application.code, 16),
    Column("申报单位", lambda row: row.application.unit.name, 34),
    Column("得分", lambda row: row.shown or row.reason, 12),
    Column("精确值", lambda row: row.exact, 14),
    Column("各评分表总分（由低到高）", lambda row: row.said, 60),
    Column("有效评分表", lambda row: row.valid, 12),
    Column("计入", lambda row: row.kept, 8),
    Column("回避评委", lambda row: row.aside, 10),
    Column("同分处理", lambda row: row.tie, 44),
)


def _with_result(asked: Asked, code: str) -> Session:
    """A session whose result may be seen: signed by 纪检, or waiting for it, to those who work on it."""
    subject = the_session(asked, code, without=_OF_THE_DRAW)
    pending = subject.stage == "closing" and asked.actor.holds(*WITNESS_READERS)
    if subject.stage != "closed" and not pending:
        raise Http404
    return subject


def _way(subject: Session) -> list[tuple[str, str]]:
    return [*crumbs(subject), ("评审结果", reverse("reviews:result", args=[subject.code]))]


@login_required
def result(asked: Asked, code: str) -> HttpResponseBase:
    """The ranking with exact and displayed scores; before 纪检 signed it, only to those who work on it."""
    subject = _with_result(asked, code)
    pending = subject.stage == "closing"
    export = asked.GET.get("export")
    if export in ("xlsx", "csv"):
        who = f"{asked.actor.name} {moment_text(asked.at)}导出"
        note = f"{subject.name}（{subject.code}）　{'纪检尚未会签　' if pending else ''}{who}"
        sheet = Sheet(f"评审结果 {subject.code}", note, _COLUMNS, queries.pending_ranking(subject))
        return exported(asked, sheet, export)
    context = {
        "title": "评审结果",
        "subtitle": subject.name,
        "crumbs": crumbs(subject),
        "subject": subject,
        "rules": session_rules(subject),
        "rule_rows": queries.rule_rows_of(subject),
        "page": queries.ranking_page(subject, asked.GET.get("page")),
        "counts": queries.counts_of(subject),
        "panel": queries.panel_of(subject),
        "shifts": queries.shifts_of(subject),
        "pending": pending,
        "exports": True,
        "insider": asked.actor.holds(*CEREMONY_READERS),
        "supervises": asked.actor.holds(Role.SUPERVISOR),
        "own_seats": _own_seats(asked, subject),
        "panels": offered(asked, subject, SESSION_FORMS, ("confirm_close", "refuse_close")) if pending else [],
    }
    return render(asked, "reviews/result.html", context)


def _own_seats(asked: Asked, subject: Session) -> list[int]:
    """The seats in which a judge sits, for the way to their own sheets."""
    people = asked.actor.places(Role.JUDGE)
    return [seat.serial for seat in taken_seats(subject) if str(seat.person_id) in people]


@login_required
@require_GET
def result_paper(asked: Asked, code: str) -> HttpResponse:
    """评审结果表 as PDF: the ranking with unnamed totals."""
    only_for(asked, CEREMONY_READERS)
    return paper(queries.result_paper(_with_result(asked, code), asked.at), f"{code}评审结果表.pdf")


@login_required
@require_GET
def minutes(asked: Asked, code: str) -> HttpResponse:
    """评审会纪要 as PDF."""
    only_for(asked, CEREMONY_READERS)
    return paper(queries.minutes(_with_result(asked, code), asked.at), f"{code}评审会纪要.pdf")


@login_required
def scores(asked: Asked, code: str) -> HttpResponse:
    """Who gave which sum, by seat number: for 纪检 alone; every look is logged."""
    only_for(asked, {Role.SUPERVISOR})
    subject = _with_result(asked, code)
    context = {
        "title": "各评委评分",
        "subtitle": subject.name,
        "crumbs": _way(subject),
        "subject": subject,
        "scores": queries.scores_of(subject),
    }
    return noted(asked, render(asked, "reviews/result_scores.html", context))


@login_required
@require_GET
def summary(asked: Asked, code: str) -> HttpResponse:
    """评分汇总表 as PDF, by seat number: for 纪检 alone."""
    only_for(asked, {Role.SUPERVISOR})
    subject = _with_result(asked, code)
    return noted(asked, paper(queries.summary_paper(subject, asked.at), f"{code}评分汇总表.pdf"))


@login_required
@require_GET
def given_sheets(asked: Asked, code: str, serial: int) -> HttpResponse:
    """A judge's announced sheets as PDF, a page a unit: for 纪检 and that judge."""
    only_for(asked, {Role.SUPERVISOR, Role.JUDGE})
    subject = the_session(asked, code)
    made = queries.given_ballots(subject, queries.sheets_given(asked.actor, subject, serial))
    if not made:
        raise Http404
    title = f"{code}评分表（{serial}号评委）"
    answer = HttpResponse(ballots_pdf(made, title=title, made_at=asked.at), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"{title}.pdf") or "inline"
    return noted(asked, not_kept(answer)) if asked.actor.holds(Role.SUPERVISOR) else not_kept(answer)


@login_required
def diagnostics(asked: Asked, code: str) -> HttpResponse:
    """What statistics say of the scores, without any effect; what concerns one judge, to 纪检 alone."""
    only_for(asked, CEREMONY_READERS)
    subject = _with_result(asked, code)
    from haizhi.reviews.queries.diagnostics import diagnostics_of  # noqa: PLC0415 - scipy takes a second to load

    supervises = asked.actor.holds(Role.SUPERVISOR)
    context = {
        "title": "评分诊断",
        "subtitle": subject.name,
        "crumbs": _way(subject),
        "subject": subject,
        "found": diagnostics_of(subject),
        "supervises": supervises,
    }
    answer = render(asked, "reviews/result_diagnostics.html", context)
    return noted(asked, answer) if supervises else answer
