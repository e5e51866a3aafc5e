"""What units are told that were not chosen."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.applications.models import CASE_READERS, Application
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import Role


class ResultLetter(Subject):
    """结果告知书 on one outcome of one application, with a reason that its unit may read."""

    class Outcome(models.TextChoices):
        """What the unit is told of: the stage its application came to."""

        NOT_PROPOSED = "not_proposed", "未列入"
        DEFERRED = "deferred", "暂缓"
        DECLINED = "declined", "不予推荐"

    kind: ClassVar[str] = "letter"
    page = "decisions:letter"
    scope = {Role.DRAFTER: "application__unit_id", Role.SIGNATORY: "application__unit_id"}
    readers = CASE_READERS
    shown_with = ("application__unit",)

    code = models.CharField("编号", max_length=24, unique=True)
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="result_letters")
    outcome = models.CharField("结果", max_length=16, choices=Outcome, editable=False)
    reason = models.TextField("理由", blank=True)
    prepared_at = models.DateTimeField("拟稿时间", editable=False)
    sent_at = models.DateTimeField("发出时间", null=True, editable=False)
    text = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="sent") | Q(sent_at__isnull=False) & ~Q(reason="") & ~Q(text=""),
                name="a_sent_letter_gives_its_reason",
                violation_error_message="告知书须写明理由",
            ),
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(stage="prepared"),
                name="a_unit_has_one_letter_in_preparation",
                violation_error_message="该申报件已有拟稿中的告知书",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.application.unit.name}评审结果告知书（{self.get_outcome_display()}）"

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """A unit reads what was sent to it."""
        if grant.role in cls.readers:
            return Q()
        own = cls.scoped(grant) if grant.role in cls.scope else None
        return None if own is None else own & Q(stage="sent")
