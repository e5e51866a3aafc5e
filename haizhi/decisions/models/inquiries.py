"""What the Office puts to a unit while a matter against it is looked into, and what the unit says to it."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.accounts.models import Organisation
from haizhi.decisions.models.objections import Objection
from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Inquiry(Subject):
    """A question to a unit: its own page, its own number, nothing of the matter behind it or of who raised that."""

    kind: ClassVar[str] = "inquiry"
    page = "decisions:inquiry"
    due_by = "due_on"
    scope = {Role.DRAFTER: "unit_id", Role.SIGNATORY: "unit_id"}
    readers = OFFICE_ROLES | {Role.SUPERVISOR}
    shown_with = ("unit",)

    code = models.CharField("编号", max_length=24, unique=True)
    objection = models.ForeignKey(Objection, on_delete=models.PROTECT, related_name="inquiries")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="inquiries", verbose_name="单位")
    matters = models.TextField("请说明的事项")
    put_at = models.DateTimeField(editable=False)
    due_on = models.DateField("说明期限")
    answer = models.TextField("说明", blank=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    answered_by = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-put_at", "-code"]
        verbose_name_plural = "inquiries"
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="answered", answered_at__isnull=False) & ~Q(answer="")
                | ~Q(stage="answered") & Q(answered_at__isnull=True, answer=""),
                name="an_answered_inquiry_has_its_answer",
            ),
            models.UniqueConstraint(
                fields=["objection"],
                condition=Q(stage="put"),
                name="a_matter_waits_for_one_answer_at_a_time",
                violation_error_message="已有一份待该单位答复的说明事项",
            ),
        ]

    def __str__(self) -> str:
        return f"请{self.unit.name}说明有关情况"

    @property
    def due(self) -> date | None:
        return self.due_on if self.stage == "put" else None


class InquiryFile(models.Model):
    """A file that the unit handed in with its answer."""

    inquiry = models.ForeignKey(Inquiry, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="inquiry_files")

    class Meta:
        ordering = ["id"]
