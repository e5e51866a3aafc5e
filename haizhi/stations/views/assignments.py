"""What each station makes of its tasks: the list, one of them, its report."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from haizhi.files.forms import Row, Uploader, answer_to, handed_in
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.stations.drafts import tasks as drafts
from haizhi.stations.drafts.writing import ChangedMeanwhile
from haizhi.stations.facts import is_own
from haizhi.stations.forms.tasks import ASSIGNMENT_FORMS, AssignmentFilters, ReportForm
from haizhi.stations.models import Assignment, AssignmentFile
from haizhi.stations.queries import tasks as queries
from haizhi.ui.acting import act_page
from haizhi.ui.admission import for_roles
from haizhi.ui.case import case_context
from haizhi.ui.exporting import Column, list_page
from haizhi.ui.listing import listed
from haizhi.ui.requests import Asked
from haizhi.ui.wording import moment_text

_SORTS = {
    "code": "code",
    "task": ("task__name", "code"),
    "station": ("station__code", "code"),
    "due": ("due_on", "code"),
    "reported": ("reported_at", "code"),
    "stage": ("stage", "code"),
}


def _columns(asked: Asked) -> tuple[Column, ...]:
    today = day_of(asked.at)
    return (
        Column("编号", lambda a: a.code, 20),
        Column("任务名称", lambda a: a.task.name, 40),
        Column("下达单位", lambda a: a.task.issued_by, 26),
        Column("工作站编号", lambda a: a.station.code, 16),
        Column("建站单位", lambda a: a.station.unit.name, 34),
        Column("完成期限", lambda a: a.due_on, 12),
        Column("接收时间", lambda a: a.accepted_at, 18),
        Column("报送时间", lambda a: a.reported_at, 18),
        Column("验收时间", lambda a: a.done_at, 18),
        Column("状态", lambda a: a.stage_label, 10),
        Column("逾期", lambda a: queries.lateness(a, today), 16),
    )


def _crumbs(asked: Asked) -> list[tuple[str, str]]:
    place = "stations:tasks" if asked.actor.holds(*queries.TASK_READERS) else "stations:assignments"
    return [("工作站", reverse("stations:list")), ("交办任务", reverse(place))]


@for_roles(queries.ASSIGNMENT_READERS)
def assignments(asked: Asked) -> HttpResponseBase:
    """What the stations, or one's own station, have to do of tasks."""
    today = day_of(asked.at)
    rows = queries.assignments_seen(asked.actor)
    listing = listed(
        asked, rows, sorts=_SORTS, default="-code", filters=lambda query: AssignmentFilters(query, today=today)
    )
    context = {
        "title": "任务办理",
        "listing": listing,
        "subtitle": _only(asked),
        "counted": "件",
        "crumbs": _crumbs(asked)[:1],
        "rows": [(row, queries.lateness(row, today)) for row in listing],
    }
    return list_page(asked, "stations/assignments.html", context, _columns(asked))


def _only(asked: Asked) -> str:
    """Of which task and station alone the list is, for whoever came from their pages."""
    given = (("任务", asked.GET.get("task", "")), ("工作站", asked.GET.get("station", "")))
    return "　".join(f"{label}{code[:24]}" for label, code in given if code)


def _found(asked: Asked, code: str) -> Assignment:
    found = queries.assignments_seen(asked.actor).filter(code=code).first()
    if found is None:
        raise Http404
    return found


@login_required
def assignment(asked: Asked, code: str) -> HttpResponse:
    """One assignment: what was asked, what the station reports, what is to be done."""
    found = _found(asked, code)
    today = day_of(asked.at)
    context = case_context(
        asked, found, ASSIGNMENT_FORMS, subtitle=f"{found.code}　{found.station.unit.name}", crumbs=_crumbs(asked),
        due=found.due,
    ) | {
        "assignment": found,
        "task": found.task,
        "task_files": found.task.files.select_related("upload"),
        "files": found.files.select_related("upload"),
        "entries": [row.entry for row in found.work.select_related("entry")],
        "late": queries.lateness(found, today),
        "is_overdue": queries.is_overdue(found, today),
        "writes": drafts.may_write_report(found, asked.actor),
        "reads_task": asked.actor.holds(*queries.TASK_READERS),
        "shows_report": found.stage in ("reported", "done") or is_own(found, asked.actor),
    }  # fmt: skip
    return render(asked, "stations/assignment.html", context)


@login_required
def report(asked: Asked, code: str) -> HttpResponse:
    """Write the report, as often as one likes; nothing leaves the house by it."""
    found = _found(asked, code)
    if not is_own(found, asked.actor):
        raise PermissionDenied
    if not drafts.may_write_report(found, asked.actor):
        return HttpResponseRedirect(found.get_absolute_url())
    form = ReportForm(asked.POST if asked.method == "POST" else None, assignment=found)
    if asked.method == "POST" and form.is_valid():
        try:
            drafts.save_report(found, by=asked.actor, at=asked.at, **form.arguments())
        except Refused as refused:
            for finding in refused.findings:
                form.add_error(None, str(finding))
        except ChangedMeanwhile as changed:
            form.show_changed(str(changed.stands["report"]), changed.by)
        else:
            return HttpResponseRedirect(found.get_absolute_url())
    return _report_page(asked, found, form, status=422 if asked.method == "POST" else 200)


def _report_page(
    asked: Asked, found: Assignment, form: ReportForm, uploader: Uploader | None = None, status: int = 200
) -> HttpResponse:
    context = {
        "title": "填写办理情况",
        "subtitle": found.task.name,
        "crumbs": [*_crumbs(asked), (found.task.name, found.get_absolute_url()), ("填写", None)],
        "form": form,
        "assignment": found,
        "uploader": uploader or uploader_of(found),
        "submit_label": "保存",
        "autosave_url": reverse("stations:assignment_save", args=[found.code]),
        "saved_at": found.saved_at,
        "unsaved": form.is_bound,
        "back_url": found.get_absolute_url(),
    }
    return render(asked, "stations/assignment_report.html", context, status=status)


def uploader_of(found: Assignment) -> Uploader:
    """The uploader of a report, with the files that are there."""
    return Uploader(
        name="report_files",
        label="证明材料",
        target_url=reverse("stations:assignment_attach", args=[found.code]),
        back_url=reverse("stations:assignment_edit", args=[found.code]),
        hint="如总结报告、照片、证明。",
        rows=[_row(found, file) for file in found.files.select_related("upload")],
    )


def _row(found: Assignment, file: AssignmentFile) -> Row:
    detach = reverse("stations:assignment_detach", args=[found.code])
    return Row(file.upload, remove_url=detach, remove_name="file", remove_value=str(file.pk))


def _written(asked: Asked, code: str) -> Assignment:
    """An assignment whose report the asker may write now. Raises Http404, PermissionDenied."""
    found = _found(asked, code)
    if not drafts.may_write_report(found, asked.actor):
        raise PermissionDenied
    return found


@login_required
@require_POST
def save(asked: Asked, code: str) -> HttpResponse:
    """Keep one field as typed: 204 when kept, 422 when it can't be read, 409 when it is another's turn by now."""
    found = _written(asked, code)
    form = ReportForm(asked.POST, assignment=found, partly=True)
    if not form.is_valid():
        told = [f"{form[name].label}：{text}" for name, texts in form.errors.items() for text in texts]
        return JsonResponse({"error": "；".join(told).removesuffix("。")}, status=422)
    try:
        drafts.save_report(found, by=asked.actor, at=asked.at, **form.arguments())
    except Refused as refused:
        return JsonResponse({"error": str(refused).removesuffix("。")}, status=409)
    except ChangedMeanwhile as changed:
        return changed_answer(changed, str(changed.stands["report"]))
    return HttpResponse(status=204)


def changed_answer(changed: ChangedMeanwhile, now: str) -> JsonResponse:
    """What the page shows beside what was typed: what stands `now`, by whom, since when; one of the two is chosen."""
    at = moment_text(changed.at) if changed.at else ""
    clash = {"theirs": now or "空白", "value": [now], "by": changed.by, "at": at, "seen": ""}
    return JsonResponse({"error": "本单位另一位同事改过这一项", "clash": clash}, status=409)


@login_required
@require_POST
def attach(asked: Asked, code: str) -> HttpResponse:
    """Take in files of a report."""
    found = _written(asked, code)
    handed, rows = handed_in(asked, uploader_of(found)), []
    for upload in handed.uploads:
        try:
            rows.append(_row(found, drafts.attach_to_report(found, upload, by=asked.actor)))
        except Refused as refused:
            handed.refuse(upload, refused)
    return answer_to(
        asked,
        handed,
        rows,
        page=lambda outcome: _report_page(asked, found, ReportForm(assignment=found), outcome, status=422),
    )


@login_required
@require_POST
def detach(asked: Asked, code: str) -> HttpResponse:
    """Take a file out of a report."""
    found = _written(asked, code)
    file = asked.POST.get("file", "")
    if file.isdecimal() and len(file) < 18:  # longer than any row's number: no database takes it
        drafts.detach_from_report(found, int(file), by=asked.actor)
    return HttpResponseRedirect(reverse("stations:assignment_edit", args=[code]))


@login_required
def act(asked: Asked, code: str, verb: str) -> HttpResponse:
    """One act on an assignment."""
    return act_page(asked, _found(asked, code), verb, ASSIGNMENT_FORMS)
