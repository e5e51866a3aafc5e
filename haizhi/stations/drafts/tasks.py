"""Writing a task before it is handed down, and a report before it is handed in: without a trace in the ledger."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.roles import OFFICE_ROLES
from haizhi.stations.drafts.writing import ChangedMeanwhile, same
from haizhi.stations.facts import is_own
from haizhi.stations.models import (
    REPORTABLE,
    Assignment,
    AssignmentFile,
    AssignmentWork,
    Task,
    TaskFile,
    WorkEntry,
)

MOST_FILES = 20
"""Files of one task or of one report."""


def may_edit_task(task: Task, by: Actor) -> bool:
    """Whether the actor may write on a task: the Office, before it is handed down."""
    return by.holds(*OFFICE_ROLES) and task.stage == "draft"


def may_write_report(assignment: Assignment, by: Actor) -> bool:
    """Whether the actor may write on a report: the station's people, once the task is accepted."""
    return is_own(assignment, by) and assignment.stage in REPORTABLE


def save_task(task: Task, *, by: Actor, **values: Any) -> None:
    """Keep what a task says. Raises Refused once it is handed down, or to whoever has no business with it."""
    with transaction.atomic():
        _lock_task(task, by)
        for name, value in values.items():
            setattr(task, name, value)
        task.save()


def attach_to_task(task: Task, upload: Upload, *, by: Actor) -> TaskFile:
    """Add a file to a task; the same twice is once. Raises Refused as `save_task`, and for a file not to be used."""
    with transaction.atomic():
        _lock_task(task, by)
        refuse_unmet(may_be_used(upload), _room_for(task.files.exclude(upload=upload).count()))
        return task.files.get_or_create(upload=upload)[0]


def detach_from_task(task: Task, file: int, *, by: Actor) -> None:
    """Take a file out again, if it is there. Raises Refused as `save_task`."""
    with transaction.atomic():
        _lock_task(task, by)
        task.files.filter(pk=file).delete()


def save_report(
    assignment: Assignment,
    *,
    by: Actor,
    at: datetime,
    report: str | None = None,
    over: str | None = None,
    entries: Collection[WorkEntry] | None = None,
) -> None:
    """Keep the report, or the entries that it names, or both; None stays. `over`: what its writer saw before typing.

    Raises Refused when it is not the actor's to write, or an entry is of another station; ChangedMeanwhile when another
    changed the report since, and then nothing is kept.
    """
    with transaction.atomic():
        _lock_report(assignment, by)
        if report is not None:
            now = assignment.report
            if over is not None and not same(now, over) and not same(now, report):
                raise ChangedMeanwhile({"report": now}, assignment.saved_by, assignment.saved_at)
            assignment.report = report
        if entries is not None:
            own = all(entry.station_id == assignment.station_id for entry in entries)
            refuse_unmet(Finding(own, measures(4, 4), "选了其他工作站的工作记录", "请只选本站的。", "entries"))
            assignment.work.exclude(entry__in=entries).delete()
            for entry in entries:
                AssignmentWork.objects.get_or_create(assignment=assignment, entry=entry)
        assignment.saved_at, assignment.saved_by = at, by.name[:64]
        assignment.save()


def attach_to_report(assignment: Assignment, upload: Upload, *, by: Actor) -> AssignmentFile:
    """Add a file to a report; the same twice is once. Raises Refused as `save_report`."""
    with transaction.atomic():
        _lock_report(assignment, by)
        refuse_unmet(may_be_used(upload), _room_for(assignment.files.exclude(upload=upload).count()))
        return assignment.files.get_or_create(upload=upload)[0]


def detach_from_report(assignment: Assignment, file: int, *, by: Actor) -> None:
    """Take a file out again, if it is there. Raises Refused as `save_report`."""
    with transaction.atomic():
        _lock_report(assignment, by)
        assignment.files.filter(pk=file).delete()


def _lock_task(task: Task, by: Actor) -> None:
    task.refresh_from_db(from_queryset=Task._base_manager.select_for_update())
    if not may_edit_task(task, by):
        raise Refused(_refusal(f"此件现为“{task.stage_label}”，不能再修改", "任务下达前由海智办修改。"))


def _lock_report(assignment: Assignment, by: Actor) -> None:
    assignment.refresh_from_db(from_queryset=Assignment._base_manager.select_for_update())
    if not may_write_report(assignment, by):
        remedy = "请先接收任务。" if assignment.stage == "sent" else "报送后需要修改的，请先收回。"
        raise Refused(_refusal(f"此件现为“{assignment.stage_label}”，不能填写办理情况", remedy))


def _room_for(there: int) -> Finding:
    remedy = "请合并文件，或先移除不需要的文件。"
    return Finding(there < MOST_FILES, measures(4, 4), f"最多上传{MOST_FILES}个文件", remedy, "upload")


def _refusal(reason: str, remedy: str) -> Finding:
    return Finding(False, measures(4, 4), reason, remedy)
