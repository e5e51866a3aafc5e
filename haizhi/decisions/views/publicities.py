"""公示, as those see it who run it."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from haizhi.applications.models import CASE_READERS
from haizhi.decisions import queries
from haizhi.decisions.acts import prepare_publicity
from haizhi.decisions.drafts import revise_publicity
from haizhi.decisions.forms import PUBLICITY_FORMS, PreparePublicityForm, PublicityFilters, ReviseForm
from haizhi.decisions.models import Publicity
from haizhi.decisions.views.access import found, only_for
from haizhi.decisions.views.editing import theirs
from haizhi.decisions.views.papers import paper_answer
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.workdays import Period
from haizhi.ui.acting import ActForm, act_page, creation_page
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

_SORTS = {"code": "code", "published_at": "published_at", "last_day": "last_day"}

_COLUMNS = (
    Column("编号", lambda p: p.code, 14),
    Column("标题", lambda p: p.heading, 48),
    Column("单位", lambda p: p.units, 8),
    Column("中止", lambda p: p.frozen, 8),
    Column("发布时间", lambda p: p.published_at, 18),
    Column("公示期止", lambda p: p.last_day, 12),
    Column("状态", lambda p: p.stage_label, 14),
)


def _crumbs() -> list[tuple[str, str]]:
    return [("公示", reverse("decisions:publicities"))]


@login_required
def publicities(asked: Asked) -> HttpResponseBase:
    """Every 公示, and the resolutions that wait for one."""
    only_for(asked, CASE_READERS)
    rows = queries.publicities_of(asked.actor)
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=PublicityFilters)
    waiting = list(queries.to_publicise(asked.actor)) if asked.actor.holds(*moves.PREPARE_PUBLICITY.roles) else []
    context = {"title": "公示", "listing": listing, "counted": "项", "waiting": waiting}
    return list_page(asked, "decisions/publicities.html", context, _COLUMNS)


@login_required
def publicity_new(asked: Asked) -> HttpResponse:
    """Draw up a 公示 from an applied resolution."""
    only_for(asked, moves.PREPARE_PUBLICITY.roles)

    def call(form: ActForm) -> Publicity:
        said = form.arguments()
        return prepare_publicity(said.pop("resolution"), by=asked.actor, at=asked.at, **said)

    return creation_page(asked, moves.PREPARE_PUBLICITY, PreparePublicityForm, call, crumbs=_crumbs())


def _publicity(asked: Asked, code: str) -> Publicity:
    only_for(asked, CASE_READERS)
    return found(Publicity.objects.visible_to(asked.actor).select_related("resolution__session__call"), code)


@login_required
def publicity(asked: Asked, code: str) -> HttpResponse:
    """One 公示: the notice, how each unit stands, the acts; others read a published one where all do."""
    if not asked.actor.holds(*CASE_READERS):
        return redirect("portal:publicity", found(Publicity.objects.visible_to(asked.actor), code).code)
    subject = _publicity(asked, code)
    context = case_context(
        asked, subject, PUBLICITY_FORMS, subtitle=subject.code, crumbs=_crumbs(), due=subject.due
    ) | {
        "notice": queries.notice(subject),
        "would_run": _would_run(asked, subject) if subject.stage in ("prepared", "scheduled") else None,
        "may_revise": subject.stage == "prepared" and asked.actor.holds(*moves.PREPARE_PUBLICITY.roles),
        "may_read_objections": asked.actor.holds(*subject.objections.model.readers),
    }
    return render(asked, "decisions/publicity.html", context)


def _would_run(asked: Asked, subject: Publicity) -> Period | None:
    try:
        return queries.would_run(subject, asked.at)
    except Refused:  # the greyed button says which year is missing and what to do
        return None


@login_required
def publicity_revise(asked: Asked, code: str) -> HttpResponse:
    """Edit the text of a 公示 that is drawn up, and see beside it how it will read; what was typed is never lost."""
    only_for(asked, moves.PREPARE_PUBLICITY.roles)
    subject = _publicity(asked, code)
    form = ReviseForm(asked.POST or None, asked=asked, subject=subject)
    if form.is_valid():
        texts = form.arguments()
        if "preview" in asked.POST:
            return _revising(asked, form, _as_typed(subject, texts), status=200)
        try:
            revise_publicity(subject, texts, seen=form.cleaned_data.get("seen"))
        except Refused as refused:
            form.show(refused)
            subject.refresh_from_db()
            clash = theirs(form, ReviseForm(asked=asked, subject=subject), subject)
            form.reread(subject)
            return _revising(asked, form, subject, status=422, clash=clash)
        else:
            messages.success(asked, "公示正文已保存。")
            return redirect(subject)
    return _revising(asked, form, subject, status=422 if form.is_bound else 200)


def _as_typed(subject: Publicity, texts: dict[str, Any]) -> Publicity:
    """The 公示 as it would read, not saved."""
    for name, said in texts.items():
        setattr(subject, name, said)
    return subject


def _revising(
    asked: Asked, form: ReviseForm, shown: Publicity, *, status: int, clash: Sequence[tuple[str, str]] = ()
) -> HttpResponse:
    context = {
        "title": "修改公示正文",
        "subtitle": shown.code,
        "crumbs": [*_crumbs(), (shown.code, shown.get_absolute_url())],
        "form": form,
        "notice": queries.notice(shown),
        "theirs": clash,
        "back_url": shown.get_absolute_url(),
    }
    return render(asked, "decisions/publicity_revise.html", context, status=status)


@login_required
def publicity_paper(asked: Asked, code: str, form: str) -> HttpResponse:
    """The notice as PDF or DOCX; before it is published without its dates."""
    subject = _publicity(asked, code)
    return paper_answer(queries.notice_paper(subject, asked.at), subject, form)


@login_required
def publicity_act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a 公示."""
    return act_page(asked, _publicity(asked, code), verb, PUBLICITY_FORMS)
