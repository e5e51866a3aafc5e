"""交办任务: entered and handed down by the Office, reported by the station, accepted back or returned (办法·4·4)."""

from collections.abc import Iterable, Sequence, Set
from datetime import date, datetime
from uuid import UUID

from haizhi.files.facts import may_be_used
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.tasks import (
    Issuer,
    deadline_moves_later,
    goes_to_somebody,
    issuer_named,
    report_findings,
    task_deadline_ahead,
    task_described,
)
from haizhi.stations.models import OPEN_ASSIGNMENTS, STANDING, Assignment, Station, Task


@creates(moves.DRAFT_TASK)
def draft_task(
    *,
    by: Actor,
    at: datetime,
    name: str,
    issuer: str,
    text: str,
    due_on: date,
    issuer_name: str = "",
    reference: str = "",
) -> Task:
    """Enter a task; files and changes follow until it is handed down. Raises Refused as `issue_task` would."""
    refuse_unmet(issuer_named(Issuer(issuer), issuer_name), task_deadline_ahead(due_on, day_of(at)))
    return Task(
        code=next_number("RW", day_of(at).year),
        name=name.strip(),
        issuer=issuer,
        issuer_name=issuer_name.strip() if issuer == Issuer.OTHER else "",
        reference=reference.strip(),
        text=text,
        due_on=due_on,
        drafted_at=at,
    )


def _may_go_out(task: Task, by: Actor, at: datetime) -> Iterable[Finding]:
    yield task_described(task.text)
    yield issuer_named(Issuer(task.issuer), task.issuer_name)
    yield task_deadline_ahead(task.due_on, day_of(at))
    for file in task.files.select_related("upload"):
        yield may_be_used(file.upload)


@act(moves.ISSUE_TASK, requires=_may_go_out)
def issue_task(task: Task, *, by: Actor, at: datetime, stations: Sequence[Station]) -> None:
    """Hand the task down to these stations, each by an act of its own that tells it."""
    task.issued_at = at
    record(
        name=task.name,
        issued_by=task.issued_by,
        reference=task.reference,
        text=task.text,
        due_on=task.due_on,
        files=sorted(task.files.values_list("upload__sha256", flat=True)),
    )
    _send(task, stations, by, at)


def _in_time(task: Task, by: Actor, at: datetime) -> Iterable[Finding]:
    yield task_deadline_ahead(task.due_on, day_of(at))


@act(moves.WIDEN_TASK, requires=_in_time)
def widen_task(task: Task, *, by: Actor, at: datetime, stations: Sequence[Station]) -> None:
    """Hand the task down to further stations, with the same last day."""
    _send(task, stations, by, at)


def _send(task: Task, stations: Sequence[Station], by: Actor, at: datetime) -> None:
    has_it = set(task.assignments.values_list("station_id", flat=True))
    refuse_unmet(goes_to_somebody(stations), *(_may_get(station, has_it) for station in stations))
    for serial, station in enumerate(stations, start=len(has_it) + 1):
        send_assignment(by=by, at=at, task=task, station=station, serial=serial)


def _may_get(station: Station, has_it: Set[UUID]) -> Finding:
    cite = moves.SEND_ASSIGNMENT.cite
    if station.pk in has_it:
        return Finding(False, cite, f"{station.short_name}工作站已有此任务", "请从名单中去掉。", "stations")
    reason = f"{station.short_name}工作站现为“{station.stage_label}”"
    return Finding(station.stage in STANDING, cite, reason, "请从名单中去掉。", "stations")


@creates(moves.SEND_ASSIGNMENT)
def send_assignment(*, by: Actor, at: datetime, task: Task, station: Station, serial: int) -> Assignment:
    """Give the task to one station."""
    return Assignment(
        code=f"{task.code}-{serial:03d}", task=task, station=station, due_on=task.due_on, sent_at=at, asked_at=at
    )


@act(moves.EXTEND_TASK)
def extend_task(task: Task, *, by: Actor, at: datetime, due_on: date, opinion: str) -> None:
    """Move the last day later for everybody who has not reported yet; who has a later one already keeps it."""
    refuse_unmet(deadline_moves_later(task.due_on, due_on, day_of(at)))
    record(former=task.due_on)
    task.due_on = due_on
    for assignment in task.assignments.filter(stage__in=OPEN_ASSIGNMENTS, due_on__lt=due_on).order_by("code"):
        extend_assignment(assignment, by=by, at=at, due_on=due_on, opinion=opinion)


@act(moves.WITHDRAW_TASK)
def withdraw_task(task: Task, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take the task back from everybody who has not finished it."""
    for assignment in task.assignments.exclude(stage__in=["done", "withdrawn"]).order_by("code"):
        withdraw_assignment(assignment, by=by, at=at, opinion=opinion)


@act(moves.ACCEPT_ASSIGNMENT)
def accept_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """The station takes note of the task and begins."""
    assignment.accepted_at = at


def _may_be_reported(assignment: Assignment, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from report_findings(assignment.report)
    for file in assignment.files.select_related("upload"):
        yield may_be_used(file.upload)


@act(moves.REPORT_ASSIGNMENT, requires=_may_be_reported)
def report_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """The 负责人 hands the report in; the record names what it holds."""
    assignment.reported_at, assignment.returned = at, ""
    record(
        report=assignment.report,
        files=sorted(assignment.files.values_list("upload__sha256", flat=True)),
        entries=sorted(assignment.work.values_list("entry__code", flat=True)),
        late=day_of(at) > assignment.due_on,
    )


@act(moves.RECALL_ASSIGNMENT)
def recall_assignment(assignment: Assignment, *, by: Actor, at: datetime) -> None:
    """Take the report back before the Office has answered, to change it."""
    assignment.reported_at, assignment.asked_at = None, at


@act(moves.APPROVE_ASSIGNMENT)
def approve_assignment(assignment: Assignment, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """The Office accepts the work."""
    assignment.done_at = at


@act(moves.RETURN_ASSIGNMENT)
def return_assignment(assignment: Assignment, *, by: Actor, at: datetime, opinion: str, due_on: date) -> None:
    """Give the report back with what is to be changed, and until when."""
    refuse_unmet(task_deadline_ahead(due_on, day_of(at)))
    assignment.returned, assignment.due_on, assignment.asked_at = opinion.strip(), due_on, at


@act(moves.EXTEND_ASSIGNMENT)
def extend_assignment(assignment: Assignment, *, by: Actor, at: datetime, due_on: date, opinion: str) -> str:
    """Move the last day of one station later, for a reason."""
    refuse_unmet(deadline_moves_later(assignment.due_on, due_on, day_of(at)))
    record(former=assignment.due_on)
    assignment.due_on, assignment.asked_at = due_on, at
    return assignment.stage


@act(moves.WITHDRAW_ASSIGNMENT)
def withdraw_assignment(assignment: Assignment, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take the task back from one station, for a reason."""
