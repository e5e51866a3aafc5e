"""Appeals against a result (办法·12)."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.assessments.models.rounds import WATCHERS, Assessed
from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import UNIT_ROLES, Role


class Appeal(Subject):
    """An appeal of a station's against its result; `before` and `after` are the exact points around its answer."""

    kind: ClassVar[str] = "appeal"
    page = "assessments:appeal"
    scope: ClassVar[Mapping[Role, str]] = dict.fromkeys(sorted(UNIT_ROLES), "assessed__station__unit_id")
    readers = WATCHERS
    shown_with = ("assessed__assessment", "assessed__station")
    due_by: ClassVar[str] = "due_on"

    code = models.CharField("编号", max_length=24, unique=True)
    assessed = models.ForeignKey(Assessed, on_delete=models.PROTECT, related_name="appeals")
    reasons = models.TextField("申诉理由")
    lodged_at = models.DateTimeField("提出时间")
    due_on = models.DateField("答复期限")
    answer = models.TextField("答复", blank=True)
    before = models.CharField(max_length=40)
    after = models.CharField(max_length=40, blank=True)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessed"],
                condition=Q(stage="lodged"),
                name="one_appeal_is_open_at_a_time",
                violation_error_message="已有一件申诉待答复",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["upheld", "dismissed"]) | ~Q(answer=""), name="an_appeal_is_answered_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessed}的申诉"

    @property
    def due(self) -> date | None:
        """The last day for the answer."""
        return self.due_on

    @property
    def case_id(self) -> object:
        """The station."""
        return self.assessed.station_id


class AppealFile(models.Model):
    """A file handed in with an appeal."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="appeal_files")

    class Meta:
        ordering = ["id"]
