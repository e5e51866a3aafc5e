"""Tasks as the Office and the stations read them: counts, lists, files, and what handing one down would do."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse

from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.notifications.tasks.foretelling import Foreseen, Wording, foretold, wording
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES
from haizhi.stations.models import OPEN_ASSIGNMENTS, STANDING, Assignment, AssignmentWork, Station, Task, WorkEntry
from haizhi.stations.queries.owed import StageCount, how_many, late, stage_counts
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.tones import tone_of
from haizhi.ui.wording import day_text

TASK_READERS = Task.readers
"""Who reads tasks as such; a station reads its own assignment."""

ASSIGNMENT_READERS = TASK_READERS | UNIT_ROLES | DISTRICT_ROLES
"""Who reads assignments: of them their own."""

ENTRIES_OFFERED = 60
"""Entries of the log that a report may name, the newest ones."""


def tasks_of(actor: Actor, today: date) -> QuerySet[Task]:
    """The tasks that the actor may see, each with how many stations have it, are done with it and are overdue."""
    return Task.objects.visible_to(actor).annotate(
        given=how_many(Assignment, "task", ~Q(stage="withdrawn")),
        done=how_many(Assignment, "task", Q(stage="done")),
        waiting=how_many(Assignment, "task", Q(stage="reported")),
        overdue=how_many(Assignment, "task", late(OPEN_ASSIGNMENTS, today)),
    )


def assignments_seen(actor: Actor) -> QuerySet[Assignment]:
    """The assignments that the actor may see, with task and station."""
    return Assignment.objects.visible_to(actor).select_related("task", "station__unit")


def is_overdue(assignment: Assignment, today: date) -> bool:
    """Whether its last day has passed while it is the station's turn."""
    return assignment.due is not None and assignment.due < today


def lateness(assignment: Assignment, today: date) -> str:
    """How late a report came or is, in words; empty while nothing is late."""
    if is_overdue(assignment, today):
        return f"已逾期{(today - assignment.due_on).days}天"
    if assignment.stage not in ("reported", "done") or assignment.reported_at is None:
        return ""
    days = (day_of(assignment.reported_at) - assignment.due_on).days
    return f"逾期{days}天报送" if days > 0 else ""


def progress(task: Task, today: date) -> tuple[StageCount, ...]:
    """How far the stations are with a task: by stage, then the overdue ones. One query."""
    late_ones = Count("pk", filter=late(OPEN_ASSIGNMENTS, today))
    rows = list(task.assignments.order_by().values("stage").annotate(n=Count("pk"), late=late_ones))
    found = {row["stage"]: row["n"] for row in rows}
    address = f"{reverse('stations:assignments')}?task={task.code}"
    return stage_counts("assignment", found, sum(row["late"] for row in rows), address)


def candidates(task: Task, actor: Actor) -> QuerySet[Station]:
    """The stations to which a task may still be handed down."""
    standing = Station.objects.visible_to(actor).filter(stage__in=STANDING).select_related("unit")
    return standing.exclude(assignments__task=task).order_by("code")


@dataclass(frozen=True, slots=True)
class Delivery:
    """What handing a task down would do: each station with the people who would be told, and the words."""

    rows: tuple[tuple[Station, int], ...]
    people: int
    unreached: int
    sample: Wording | None


def delivery_of(task: Task, stations: Sequence[Station], by: Actor, at: datetime) -> Delivery:
    """Work it out; nothing is written. A constant number of queries."""
    foreseen = [
        Foreseen(
            moves.SEND_ASSIGNMENT,
            Assignment(
                code=f"{task.code}-001", task=task, station=station, due_on=task.due_on, sent_at=at, stage="sent"
            ),
        )
        for station in stations
    ]
    told = foretold(foreseen, by, at)
    people = {station.pk: 0 for station in stations}
    for telling in told:
        subject = telling.foreseen.subject
        if isinstance(subject, Assignment):
            people[subject.station_id] += telling.people
    sample = next((telling for telling in told if telling.people), None)
    return Delivery(
        rows=tuple((station, people[station.pk]) for station in stations),
        people=sum(people.values()),
        unreached=sum(not count for count in people.values()),
        sample=wording(sample, by, at) if sample else None,
    )


def nameable_entries(assignment: Assignment) -> QuerySet[WorkEntry]:
    """The entries of the station's log that its report may name: the newest, and those it names already."""
    own = WorkEntry.objects.filter(station_id=assignment.station_id).exclude(stage="withdrawn")
    newest = own.order_by("-began_on", "-code").values("pk")[:ENTRIES_OFFERED]
    named = AssignmentWork.objects.filter(assignment=assignment).values("entry")
    return own.filter(Q(pk__in=newest) | Q(pk__in=named)).order_by("-began_on", "-code")


def _seen_with(actor: Actor, upload: Upload) -> tuple[QuerySet[Task], QuerySet[Assignment]]:
    """The tasks and assignments that the actor sees with a file: a task's own, a report's, a task's at its station."""
    tasks = Task.objects.visible_to(actor).filter(files__upload=upload)
    seen = Assignment.objects.visible_to(actor)
    return tasks, seen.filter(Q(files__upload=upload) | Q(task__files__upload=upload))


@readable_if
def file_of_a_visible_task(actor: Actor, upload: Upload) -> bool:
    """The files of tasks and of their reports, for those who see them."""
    tasks, assignments = _seen_with(actor, upload)
    return tasks.exists() or assignments.exists()


@names_places
def tasks_with_the_file(actor: Actor, upload: Upload) -> Iterable[Place]:
    """The tasks and assignments with which the file is listed."""
    tasks, assignments = _seen_with(actor, upload)
    for task in tasks.distinct():
        yield Place(f"交办任务“{task.name}”", task.get_absolute_url())
    for assignment in assignments.select_related("task").distinct()[:10]:
        yield Place(f"任务办理“{assignment.task.name}”", assignment.get_absolute_url())


@station_section(40)
def task_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """The newest tasks of a station, for those who see them. One query."""
    if not (
        actor.holds(*Assignment.readers) or any(station.within(g) for g in actor.grants if g.role in Assignment.scope)
    ):
        return None
    open_ones = Q(stage__in=OPEN_ASSIGNMENTS)
    late_ones = open_ones & Q(due_on__lt=day_of(at))
    counted = (
        assignments_seen(actor)
        .filter(station=station)
        .annotate(open_in_all=Window(Count("pk", filter=open_ones)), late_in_all=Window(Count("pk", filter=late_ones)))
    )
    rows = list(counted.order_by("-sent_at", "-code")[:5])
    open_in_all, late_in_all = (rows[0].open_in_all, rows[0].late_in_all) if rows else (0, 0)
    late = f"，其中已逾期{late_in_all}件" if late_in_all else ""
    return Section(
        "tasks",
        "交办任务",
        tuple(_row(row, day_of(at)) for row in rows),
        summary=f"待办理{open_in_all}件{late}" if open_in_all else "",
        empty="中国科协海智办、市科协和其他上级单位交办的任务下达后列在这里，由工作站接收、办理、报送。",
        url=f"{reverse('stations:assignments')}?station={station.code}",
        link="全部交办任务",
        act_url=reverse("stations:task_new") if station.stands and actor.holds(*OFFICE_ROLES) else "",
        act="新建任务",
    )


def _row(assignment: Assignment, today: date) -> SectionRow:
    late = lateness(assignment, today)
    return SectionRow(
        assignment.task.name,
        assignment.get_absolute_url(),
        note=f"期限{day_text(assignment.due_on)}" + (f"，{late}" if late else ""),
        tag=assignment.stage_label,
        tone=tone_of("assignment", assignment.stage),
    )
