"""The Office's pages of tasks: list, one task, writing it, handing it down."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.files.forms import Row, Uploader, answer_to, handed_in
from haizhi.kernel.door import standing_against
from haizhi.kernel.source import new_id
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.stations import acts
from haizhi.stations.drafts import tasks as drafts
from haizhi.stations.forms.tasks import TASK_FORMS, RecipientFilters, RecipientsForm, TaskFilters, TaskForm
from haizhi.stations.models import Station, Task, TaskFile
from haizhi.stations.queries import district_label
from haizhi.stations.queries import tasks as queries
from haizhi.ui.acting import ActForm, act_page, carry_out, creation_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked

AT_ONCE = 500
"""Stations that one page offers; the rest is reached by the conditions above it, and handed the task afterwards."""

_SORTS = {"code": "code", "name": "name", "due": "due_on", "stage": "stage", "issued": "issued_at"}

_COLUMNS = (
    Column("编号", lambda t: t.code, 16),
    Column("任务名称", lambda t: t.name, 40),
    Column("下达单位", lambda t: t.issued_by, 26),
    Column("来文编号", lambda t: t.reference, 24),
    Column("完成期限", lambda t: t.due_on, 12),
    Column("下达时间", lambda t: t.issued_at, 18),
    Column("状态", lambda t: t.stage_label, 10),
    Column("工作站（家）", lambda t: t.given, 12),
    Column("待验收（家）", lambda t: t.waiting, 12),
    Column("已验收（家）", lambda t: t.done, 12),
    Column("已逾期（家）", lambda t: t.overdue, 12),
)


def _crumbs(*more: tuple[str, str]) -> list[tuple[str, str]]:
    return [("工作站", reverse("stations:list")), ("交办任务", reverse("stations:tasks")), *more]


def _found(asked: Asked, code: str) -> Task:
    found = Task.objects.visible_to(asked.actor).prefetch_related("files__upload").filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _writable(asked: Asked, code: str) -> Task:
    """A task for whoever may write on tasks. Raises Http404, PermissionDenied."""
    found = _found(asked, code)
    if not asked.actor.holds(*moves.DRAFT_TASK.roles):
        raise PermissionDenied
    return found


@for_roles(queries.TASK_READERS)
def tasks(asked: Asked) -> HttpResponseBase:
    """Every task, with how far the stations are."""
    rows = queries.tasks_of(asked.actor, day_of(asked.at))
    listing = listed(asked, rows, sorts=_SORTS, default="-code", filters=TaskFilters)
    context = {
        "title": "交办任务",
        "listing": listing,
        "counted": "件",
        "crumbs": _crumbs()[:1],
        "may_draft": asked.actor.holds(*moves.DRAFT_TASK.roles),
        "today": day_of(asked.at),
    }
    return list_page(asked, "stations/tasks.html", context, _COLUMNS)


@for_roles(moves.DRAFT_TASK.roles)
def new(asked: Asked) -> HttpResponse:
    """Enter a task."""
    return creation_page(
        asked,
        moves.DRAFT_TASK,
        TaskForm,
        lambda form: acts.draft_task(by=asked.actor, at=asked.at, **form.arguments()),
        crumbs=_crumbs(),
    )


@login_required
def task(asked: Asked, code: str) -> HttpResponse:
    """One task: what it says, how far the stations are, what is to be done with it."""
    return _page(asked, _found(asked, code))


def _page(asked: Asked, found: Task, uploader: Uploader | None = None) -> HttpResponse:
    edits = drafts.may_edit_task(found, asked.actor)
    context = case_context(asked, found, TASK_FORMS, subtitle=f"{found.code}　{found.issued_by}", crumbs=_crumbs()) | {
        "task": found,
        "edits": edits,
        "uploader": (uploader or uploader_of(found)) if edits else None,
        "progress": queries.progress(found, day_of(asked.at)),
    }
    # Handing down has a page of its own, with who gets it.
    choosing = (moves.ISSUE_TASK, moves.WIDEN_TASK)
    context["sends"] = next((panel for panel in context["panels"] if panel.move in choosing), None)
    context["panels"] = [panel for panel in context["panels"] if panel.move not in choosing]
    return render(asked, "stations/task.html", context, status=422 if uploader else 200)


def uploader_of(found: Task) -> Uploader:
    """The uploader of a task that is being written, with the files that are there."""
    return Uploader(
        name="task_files",
        label="附件",
        target_url=reverse("stations:task_attach", args=[found.code]),
        back_url=found.get_absolute_url(),
        hint="如来文扫描件、报表格式。",
        rows=[_row(found, file) for file in found.files.select_related("upload")],
    )


def _row(found: Task, file: TaskFile) -> Row:
    detach = reverse("stations:task_detach", args=[found.code])
    return Row(file.upload, remove_url=detach, remove_name="file", remove_value=str(file.pk))


@login_required
def edit(asked: Asked, code: str) -> HttpResponse:
    """Change a task before it is handed down."""
    found = _writable(asked, code)
    if not drafts.may_edit_task(found, asked.actor):
        return HttpResponseRedirect(found.get_absolute_url())
    form = TaskForm(asked.POST if asked.method == "POST" else None, asked=asked, subject=found)
    if asked.method == "POST" and form.is_valid():
        try:
            drafts.save_task(found, by=asked.actor, **form.arguments())
        except Refused as refused:
            form.show(refused)
        else:
            return HttpResponseRedirect(found.get_absolute_url())
    context = {
        "title": "修改交办任务",
        "subtitle": found.code,
        "crumbs": _crumbs((found.name, found.get_absolute_url())),
        "form": form,
        "submit_label": "保存",
        "back_url": found.get_absolute_url(),
    }
    return render(asked, "ui/form.html", context, status=422 if asked.method == "POST" else 200)


@login_required
@require_POST
def attach(asked: Asked, code: str) -> HttpResponse:
    """Take in files of a task that is being written."""
    found = _writable(asked, code)
    if not drafts.may_edit_task(found, asked.actor):
        raise PermissionDenied
    uploader = uploader_of(found)
    handed, rows = handed_in(asked, uploader), []
    for upload in handed.uploads:
        try:
            rows.append(_row(found, drafts.attach_to_task(found, upload, by=asked.actor)))
        except Refused as refused:
            handed.refuse(upload, refused)
    return answer_to(asked, handed, rows, page=lambda outcome: _page(asked, found, outcome))


@login_required
@require_POST
def detach(asked: Asked, code: str) -> HttpResponse:
    """Take a file out of a task that is being written."""
    found = _writable(asked, code)
    if not drafts.may_edit_task(found, asked.actor):
        raise PermissionDenied
    file = asked.POST.get("file", "")
    if file.isdecimal() and len(file) < 18:  # longer than any row's number: no database takes it
        drafts.detach_from_task(found, int(file), by=asked.actor)
    return HttpResponseRedirect(found.get_absolute_url())


def _recipients(asked: Asked, found: Task) -> HttpResponse:
    """Choose the stations, see who would be told and in which words, then hand the task down."""
    if "apply" in asked.POST:
        return _handed_down(asked, found)
    form = None
    if asked.method == "POST":
        offered = queries.candidates(found, asked.actor)
        form = RecipientsForm(asked.POST, asked=asked, subject=found, candidates=offered)
    if form is None or "edit" in asked.POST:
        return _choosing(asked, found, form)
    if not form.is_valid():
        return _choosing(asked, found, form, status=422)
    context = {
        "title": "下达任务：核对",
        "subtitle": found.name,
        "crumbs": _crumbs((found.name, found.get_absolute_url())),
        "task": found,
        "once": new_id(),
        "delivery": queries.delivery_of(found, form.arguments()["stations"], asked.actor, asked.at),
    }
    return render(asked, "stations/task_delivery.html", context)


def _handed_down(asked: Asked, found: Task) -> HttpResponse:
    first = found.stage == "draft"
    move, deed = (moves.ISSUE_TASK, acts.issue_task) if first else (moves.WIDEN_TASK, acts.widen_task)
    # Any station: of one that has the task by now the act itself says so, and a form sent twice is known by its `once`.
    anybody = Station.objects.visible_to(asked.actor).select_related("unit")
    form = RecipientsForm(asked.POST, asked=asked, subject=found, candidates=anybody)

    def call(valid: ActForm) -> Subject:
        return deed(found, by=asked.actor, at=asked.at, **valid.arguments())

    answer = carry_out(asked, move, form, call, subject=found, crumbs=_crumbs())
    return answer if answer.status_code != 422 else _choosing(asked, found, form, status=422)


def _choosing(asked: Asked, found: Task, form: RecipientsForm | None, status: int = 200) -> HttpResponse:
    filters = RecipientFilters(asked.GET)
    filters.full_clean()
    offered = filters.narrow(queries.candidates(found, asked.actor))
    stations = list(offered[: AT_ONCE + 1])
    picked = form.picked if form else None
    move = moves.ISSUE_TASK if found.stage == "draft" else moves.WIDEN_TASK
    context: dict[str, Any] = {
        "title": f"{move.label}：选择工作站",
        "subtitle": found.name,
        "crumbs": _crumbs((found.name, found.get_absolute_url())),
        "task": found,
        "form": form,
        "against": standing_against(move, found, asked.actor, asked.at),
        "filters": filters,
        "filtered": any(asked.GET.get(name) for name in filters.fields),
        "rows": [
            (station, district_label(station), picked is None or station.code in picked)
            for station in stations[:AT_ONCE]
        ],
        "more": len(stations) > AT_ONCE,
        "most": AT_ONCE,
    }
    return render(asked, "stations/task_recipients.html", context, status=status)


_HANDED_DOWN_FROM = {moves.ISSUE_TASK.verb: moves.ISSUE_TASK.sources, moves.WIDEN_TASK.verb: moves.WIDEN_TASK.sources}


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on a task; handing it down chooses the stations first."""
    found = _found(asked, code)
    if asked.actor.holds(*moves.ISSUE_TASK.roles) and found.stage in _HANDED_DOWN_FROM.get(verb, ()):
        return _recipients(asked, found)
    return act_page(asked, found, verb, TASK_FORMS)
