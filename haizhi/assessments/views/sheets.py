"""Sheets: whose there are, the pad on which one is filled in, its review, and how it is read after."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from haizhi.assessments import drafts, queries
from haizhi.assessments.drafts import may_edit
from haizhi.assessments.facts import bonus_findings, marks_of, team_marks_of
from haizhi.assessments.forms import SHEET_FORMS, MarksForm, SheetFilters
from haizhi.assessments.forms.sheets import GiveForm
from haizhi.assessments.models import WATCHERS, Assessed, Part, Score
from haizhi.assessments.queries.sheets import is_mine, marks_shown
from haizhi.assessments.views.frame import crumbs, part_crumbs, the_sheet
from haizhi.kernel.door import concerns, standing_against
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import Role
from haizhi.ui.acting import act_page
from haizhi.ui.case import case_context, trail
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.refusals import show_findings
from haizhi.ui.requests import Asked

_SORTS = {"station": "assessed__station__code", "due": "due_on", "part": "part"}
_COLUMNS = (
    Column("评估", lambda s: s.assessed.assessment.name, 34),
    Column("被评工作站", lambda s: s.assessed.station.short_name, 24),
    Column("种类", lambda s: s.get_part_display(), 10),
    Column("截止日", lambda s: s.due_on, 12),
    Column("提交时间", lambda s: s.given_at, 18),
    Column("状态", lambda s: s.stage_label, 14),
)
_GIVING = {Part.SELF: moves.SUBMIT_SELF, Part.PEER: moves.LOCK_PEER, Part.OFFICE: moves.AGREE_SHEET}


@login_required
def own(asked: Asked) -> HttpResponseBase:
    """The sheets to fill in: a station's own and those on others, the Office's on all."""
    if not asked.actor.holds(*WATCHERS, *Assessed.scope):
        raise PermissionDenied
    listing = listed(asked, queries.sheets_of(asked.actor), sorts=_SORTS, default="due", filters=SheetFilters)
    context = {"title": "考核评分表", "crumbs": crumbs(), "listing": listing, "counted": "份"}
    return list_page(asked, "assessments/sheets.html", context, _COLUMNS)


@login_required
def sheet(asked: Asked, code: str, station: str, slug: str) -> HttpResponse:
    """The pad while the sheet is filled in by whoever asks; else the sheet as far as it may be read."""
    subject = the_sheet(asked, code, station, slug)
    if not may_edit(subject, asked.actor):
        return _read(asked, subject)
    form = _pad_form(asked, subject, asked.POST if asked.method == "POST" else None)
    status = HTTPStatus.OK
    if asked.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid() and (elsewhere := form.elsewhere()):
            form.show_elsewhere(elsewhere)
        elif form.is_valid():
            try:
                _keep(asked, subject, form)
            except Refused as refused:
                show_findings(form, refused.findings)
            else:
                verb = "" if "stay" in asked.POST else f"{_GIVING[Part(subject.part)].verb}/"
                return HttpResponseRedirect(subject.get_absolute_url() + verb)
    return render(asked, "assessments/pad.html", _pad_context(asked, subject, form), status=status)


def _own_marks(asked: Asked, subject: Score) -> tuple[dict[str, int], str]:
    """What whoever asks entered so far, and their notes: on the Office's sheet everybody has marks of their own."""
    if subject.part != Part.OFFICE:
        return marks_of(subject), ""
    mine = subject.team.filter(person__id=str(asked.actor.id)).first()
    return (team_marks_of(mine), mine.notes) if mine else ({}, "")


def _pad_form(asked: Asked, subject: Score, data: Any, *, partly: bool = False) -> MarksForm:
    marks, notes = _own_marks(asked, subject)
    own = subject.part == Part.SELF
    return MarksForm(
        data,
        marks=marks,
        texts=subject.texts if own else None,
        notes=notes if subject.part == Part.OFFICE else None,
        partly=partly,
    )


def _keep(asked: Asked, subject: Score, form: MarksForm) -> None:
    if subject.part == Part.OFFICE:
        drafts.save_team_marks(subject, form.marks(), by=asked.actor, at=asked.at, notes=form.notes())
    else:
        drafts.save_marks(subject, form.marks(), by=asked.actor, at=asked.at, texts=form.texts())


def _pad_context(asked: Asked, subject: Score, form: MarksForm) -> dict[str, Any]:
    said = queries.said_of(subject, asked.actor)
    office = subject.part == Part.OFFICE
    team = queries.team_of(subject) if office else []
    giving = _GIVING[Part(subject.part)]
    moves_beside = [moves.RECUSE_PEER] if subject.part == Part.PEER else []
    return {
        "title": str(subject),
        "subtitle": subject.assessed.assessment.name,
        "crumbs": _crumbs(asked, subject),
        "subject": subject,
        "pad": queries.pad_of(_own_marks(asked, subject)[0], said),
        "form": form,
        "said": said,
        "own": subject.part == Part.SELF,
        "office": office,
        "team": team,
        "giving": giving,
        "may_give": concerns(giving, subject, asked.actor),
        "beside": [move for move in moves_beside if concerns(move, subject, asked.actor)],
        "returned": _returned(subject),
        "save_url": f"{subject.get_absolute_url()}save/",
        "saved_at": subject.saved_at,
    }


def _returned(subject: Score) -> str:
    """Why the Office gave it back."""
    if subject.stage != "returned":
        return ""
    return next((act.opinion for act in trail(subject) if act.verb == moves.RETURN_SELF.name), "")


def _crumbs(asked: Asked, subject: Score) -> list[tuple[str, str]]:
    visible = subject.part != Part.PEER or asked.actor.holds(*WATCHERS)
    return part_crumbs(subject.assessed, visible=visible)


def _read(asked: Asked, subject: Score) -> HttpResponse:
    marks = marks_shown(subject, asked.actor)
    said = queries.said_of(subject, asked.actor)
    team = queries.team_of(subject) if asked.actor.holds(Role.OFFICE_CLERK, Role.OFFICE_HEAD) else []
    context = case_context(
        asked,
        subject,
        SHEET_FORMS,
        title=str(subject),
        subtitle=subject.assessed.assessment.name,
        crumbs=_crumbs(asked, subject),
    ) | {
        "marks": marks,
        "pad": queries.pad_of(marks or {}, said, team if subject.part == Part.OFFICE else []),
        "said": said,
        "own": is_mine(subject, asked.actor),
        "watches": asked.actor.holds(*WATCHERS),
        "team": team if subject.part == Part.OFFICE else [],
    }
    context["panels"] = [panel for panel in context["panels"] if not isinstance(panel.form, GiveForm)]
    return render(asked, "assessments/sheet.html", context)


@login_required
@require_POST
def save(asked: Asked, code: str, station: str, slug: str) -> HttpResponse:
    """Keep one field as typed: 204 when kept, 422 when out of bounds, 409 when the sheet was given by now."""
    subject = the_sheet(asked, code, station, slug)
    if not is_mine(subject, asked.actor):
        raise PermissionDenied
    if not may_edit(subject, asked.actor):
        return JsonResponse({"error": f"此表现为“{subject.stage_label}”，不能修改"}, status=HTTPStatus.CONFLICT)
    form = _pad_form(asked, subject, asked.POST, partly=True)
    if not form.is_valid():
        told = [f"{form[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": "；".join(told)}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    if elsewhere := form.elsewhere():
        return JsonResponse({"error": "另一位同事改过这一项", "clash": _clash(elsewhere)}, status=HTTPStatus.CONFLICT)
    try:
        _keep(asked, subject, form)
    except Refused as refused:
        return JsonResponse({"error": str(refused)}, status=HTTPStatus.CONFLICT)
    return HttpResponse(status=HTTPStatus.NO_CONTENT)


def _clash(elsewhere: Mapping[str, str]) -> dict[str, object]:
    """What the page shows beside what was typed here: one of the two is chosen."""
    now = next(iter(elsewhere.values()))
    return {"theirs": now or "空白", "value": [now], "by": "另一位同事或另一台设备", "at": "", "seen": ""}


@login_required
def act(asked: Asked, code: str, station: str, slug: str, verb: str) -> HttpResponse:
    """One act on a sheet; giving it shows the whole of it once more."""
    subject = the_sheet(asked, code, station, slug)
    move = moves.MOVES.get(f"score.{verb}")
    if move is None or move is not _GIVING[Part(subject.part)]:
        return act_page(asked, subject, verb, SHEET_FORMS)
    if not may_edit(subject, asked.actor) or not concerns(move, subject, asked.actor):
        return act_page(asked, subject, verb, SHEET_FORMS)
    if asked.method == "POST":
        return act_page(asked, subject, verb, SHEET_FORMS)
    return _agree(asked, subject, move) if move is moves.AGREE_SHEET else _review(asked, subject, move)


def _review(asked: Asked, subject: Score, move: Move) -> HttpResponse:
    marks = marks_of(subject)
    pad = queries.pad_of(marks, queries.said_of(subject, asked.actor))
    stands = standing_against(move, subject, asked.actor, asked.at)
    context = {
        "title": "检查并提交",
        "subtitle": str(subject),
        "crumbs": [*_crumbs(asked, subject), (str(subject), subject.get_absolute_url())],
        "subject": subject,
        "pad": pad,
        "own": subject.part == Part.SELF,
        "form": GiveForm(asked=asked, subject=subject),
        "findings": (*stands, *unmet(*bonus_findings(subject.assessed, marks))),
        "give_url": f"{subject.get_absolute_url()}{move.verb}/",
        "move": move,
    }
    return render(asked, "assessments/give.html", context)


def _agree(asked: Asked, subject: Score, move: Move) -> HttpResponse:
    findings = standing_against(move, subject, asked.actor, asked.at)
    # Each marks alone: nobody reads the others' marks before there are enough of them to talk about.
    team = [] if findings else queries.team_of(subject)
    form = SHEET_FORMS[move.name](asked=asked, subject=subject)
    context = {
        "title": move.label,
        "subtitle": str(subject),
        "crumbs": [*_crumbs(asked, subject), (str(subject), subject.get_absolute_url())],
        "subject": subject,
        "pad": queries.pad_of({}, queries.said_of(subject, asked.actor), team),
        "team": team,
        "form": form,
        "findings": findings,
        "move": move,
    }
    return render(asked, "assessments/agree.html", context)
