"""What a unit says to a recovery: that it needs more time, or that the decision is wrong (办法·14)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.funding.models.recoveries import Recovery
from haizhi.kernel.subjects import Subject

OBJECTIONS = ("objected", "upheld", "dismissed")
"""The stages of an objection that was not withdrawn; the other stages with an answer are those of asking for time."""


class Plea(Subject):
    """A unit's request for more time (`until`, in instalments by its `plan`), or its objection to the decision.

    `due_on` is until when it is answered.
    """

    kind: ClassVar[str] = "plea"
    page = "funding:plea"
    scope = of_the_unit("recovery__grant__station__unit_id")
    readers = READERS
    shown_with = ("recovery__grant__station__unit", "recovery__grant__budget")
    searched = {"organisation": "recovery__grant__station__unit_id", "plea": "pk"}
    due_by = "due_on"

    code = models.CharField("编号", max_length=24, unique=True)
    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="pleas", verbose_name="追回")
    text = models.TextField("理由")
    until = models.DateField("申请延至", null=True, blank=True)
    plan = models.TextField("分期退回安排", blank=True)
    proof = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="证明材料"
    )
    made_at = models.DateTimeField("提出时间", editable=False)
    due_on = models.DateField("答复期限", editable=False)
    answer = models.TextField("答复", blank=True, editable=False)
    allowed_until = models.DateField("同意延至", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["recovery"],
                condition=Q(stage="asked"),
                name="more_time_is_asked_for_once_at_a_time",
                violation_error_message="已有一份延期申请待答复",
            ),
            models.UniqueConstraint(
                fields=["recovery"],
                condition=Q(stage__in=OBJECTIONS),
                name="a_recovery_is_objected_to_once",
                violation_error_message="对这项追回已提出过异议",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["allowed", "denied", "upheld", "dismissed"]) | ~Q(answer=""),
                name="a_plea_is_answered_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(stage="asked") | Q(until__isnull=False), name="who_asks_for_time_says_until_when"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recovery}：{'延期退回' if self.until else '异议'}"

    @property
    def about(self) -> str:
        """What is said: that more time is needed, or that the decision is wrong."""
        return "申请延期" if self.until else "异议"

    @property
    def due(self) -> date | None:
        return self.due_on if self.stage in ("asked", "objected") else None

    @property
    def case_id(self) -> object:
        """The grant: its trail tells what became of its money."""
        return self.recovery.grant_id
