"""Tasks handed down, and what each station makes of its own: one assignment a station."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.tasks import Issuer
from haizhi.stations.models.stations import Station
from haizhi.stations.models.work import WorkEntry

OPEN_ASSIGNMENTS = ("sent", "accepted", "returned")
"""The stages in which a station has something to do."""

REPORTABLE = ("accepted", "returned")
"""Those of them in which it writes its report."""


class Task(Subject):
    """A task of a superior body (办法·4·4), entered by the Office and handed down to some stations or all."""

    kind: ClassVar[str] = "task"
    page = "stations:task"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    searched = {"task": "pk"}

    code = models.CharField("编号", max_length=24, unique=True)
    name = models.CharField("任务名称", max_length=120)
    issuer = models.CharField("下达单位", max_length=12, choices=[(issuer.value, issuer.label) for issuer in Issuer])
    issuer_name = models.CharField("下达单位名称", max_length=60, blank=True)
    reference = models.CharField("来文编号", max_length=60, blank=True)
    text = models.TextField("任务内容和要求")
    due_on = models.DateField("完成期限")
    drafted_at = models.DateTimeField(editable=False)
    issued_at = models.DateTimeField("下达时间", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(issuer="other") | ~Q(issuer_name=""), name="another_issuer_of_a_task_is_named"
            ),
            models.CheckConstraint(
                condition=~Q(stage="issued") | Q(issued_at__isnull=False), name="an_issued_task_has_its_time"
            ),
        ]
        indexes = [models.Index(fields=["stage", "due_on"], name="task_stage_due")]

    def __str__(self) -> str:
        return self.name

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def issued_by(self) -> str:
        """Who hands it down, in words."""
        return self.issuer_name if self.issuer == Issuer.OTHER else Issuer(self.issuer).label


class TaskFile(models.Model):
    """A file that comes with a task."""

    task = models.ForeignKey(Task, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="task_files")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["task", "upload"], name="a_file_comes_with_a_task_once")]


class Assignment(Subject):
    """What one station is to do of a task. `asked_at`: since when it is its turn; `returned`: what is to be changed."""

    kind: ClassVar[str] = "assignment"
    page = "stations:assignment"
    scope = {Role.DRAFTER: "station__unit_id", Role.SIGNATORY: "station__unit_id",
             Role.STATION_CLERK: "station__unit_id", Role.DISTRICT_CLERK: "station__district",
             Role.DISTRICT_HEAD: "station__district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("task", "station__unit")
    searched = {"assignment": "pk", "station": "station_id", "organisation": "station__unit_id", "task": "task_id"}
    due_by: ClassVar[str] = "due_on"

    code = models.CharField("编号", max_length=24, unique=True)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="assignments")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="assignments")
    due_on = models.DateField("完成期限")
    sent_at = models.DateTimeField("下达时间", editable=False)
    asked_at = models.DateTimeField(editable=False)
    accepted_at = models.DateTimeField("接收时间", null=True, editable=False)
    reported_at = models.DateTimeField("报送时间", null=True, editable=False)
    done_at = models.DateTimeField("验收时间", null=True, editable=False)
    report = models.TextField("办理情况", blank=True)
    returned = models.TextField("退回理由", blank=True)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(fields=["task", "station"], name="a_station_gets_a_task_once"),
            models.CheckConstraint(
                condition=~Q(stage__in=["reported", "done"]) | ~Q(report="") & Q(reported_at__isnull=False),
                name="what_is_reported_was_written",
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | Q(done_at__isnull=False), name="an_assignment_that_is_done_has_its_time"
            ),
        ]
        indexes = [
            models.Index(fields=["station", "due_on"], name="assignment_station_due"),
            models.Index(fields=["stage", "due_on"], name="assignment_stage_due"),
        ]

    def __str__(self) -> str:
        return self.task.name

    @property
    def whose(self) -> str:
        return self.station.short_name

    @property
    def filled_in(self) -> bool:
        return self.stage == "accepted" and bool(self.report.strip())

    @property
    def due(self) -> date | None:
        return self.due_on if self.stage in OPEN_ASSIGNMENTS else None


class AssignmentFile(models.Model):
    """A file of a station's report."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="assignment_files")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["assignment", "upload"], name="a_file_is_in_a_report_once")]


class AssignmentWork(models.Model):
    """An entry of the log that a report names."""

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="work")
    entry = models.ForeignKey(WorkEntry, on_delete=models.PROTECT, related_name="assignments")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["assignment", "entry"], name="a_report_names_an_entry_once")]
