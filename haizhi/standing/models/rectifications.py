"""整改: what a station has to put right, by when, and what it reported."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.standing.models.matter import Matter

OPEN_RECTIFICATIONS = ("prepared", "issued", "reported")
"""The stages of a notice that is under way."""


class Rectification(Matter):
    """A notice of 整改 with its matters and last day. `text` is the notice as it was issued.

    `draft` is the report that the unit's people write for their 负责人 to hand in; empty once it was.
    """

    kind: ClassVar[str] = "rectification"
    page = "standing:rectification"
    searched = {"station": "station_id", "organisation": "station__unit_id", "rectification": "pk"}
    hidden = ("prepared", "dropped")
    due_by: ClassVar[str] = "due_on"

    matters = models.TextField("存在问题和整改要求")
    due_on = models.DateField("整改期限")
    issued_on = models.DateField("发出日期", null=True, editable=False)
    text = models.TextField(blank=True, editable=False)
    draft = models.TextField("整改报告草稿", blank=True, default="", editable=False)
    drafted_by = models.CharField("起草人", max_length=64, blank=True, default="", editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["prepared", "dropped", "ceased"]) | Q(issued_on__isnull=False) & ~Q(text=""),
                name="an_issued_rectification_has_its_notice",
            ),
            models.CheckConstraint(
                condition=Q(issued_on__isnull=True) | Q(due_on__gt=models.F("issued_on")),
                name="a_rectification_leaves_time",
            ),
        ]
        indexes = [models.Index(fields=["station", "stage"], name="rectification_of_a_station")]

    def __str__(self) -> str:
        return f"{self.station.unit.name}整改"

    @property
    def filled_in(self) -> bool:
        return self.stage == "issued" and bool(self.draft)

    @property
    def due(self) -> date | None:
        return self.due_on if self.stage == "issued" else None


class Report(models.Model):
    """What a station reported of its 整改; after a return another follows, and all of them stay."""

    rectification = models.ForeignKey(Rectification, on_delete=models.CASCADE, related_name="reports")
    serial = models.PositiveSmallIntegerField("次序")
    text = models.TextField("整改报告")
    made_by = models.CharField("提交人", max_length=64)
    made_at = models.DateTimeField("提交时间")
    late = models.BooleanField("逾期提交", default=False)

    class Meta:
        ordering = ["rectification", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["rectification", "serial"], name="reports_of_a_rectification_are_numbered")
        ]
