"""What 市科协党组 decides on a session's ranking."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.applications.models import CASE_READERS, Application
from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.reviews.models import Session


class Resolution(Subject):
    """What 市科协党组 decided on a session's ranking (办法·9·1(3))."""

    kind: ClassVar[str] = "resolution"
    page = "decisions:resolution"
    readers = CASE_READERS
    shown_with = ("session",)

    code = models.CharField("编号", max_length=24, unique=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="resolutions")
    minutes_number = models.CharField("会议纪要编号", max_length=60, blank=True)
    met_on = models.DateField("会议日期", null=True, blank=True)
    attendance = models.TextField("出席人员", blank=True)
    absent = models.TextField("缺席人员", blank=True, default="")
    sitting_in = models.TextField("列席人员", blank=True, default="")
    minutes = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, verbose_name="会议纪要扫描件")
    target_reason = models.TextField("拟建站数量说明", blank=True)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="applied") | (Q(met_on__isnull=False) & ~Q(minutes_number="")),
                name="an_applied_resolution_has_date_and_minutes",
                violation_error_message="登记决议须填写会议日期和会议纪要编号",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(stage="prepared"),
                name="a_session_has_one_resolution_under_way",
                violation_error_message="本次评审会已有拟定中的决议",
            ),
        ]

    def __str__(self) -> str:
        return f"关于{self.session.name}的决议"


class ResolutionLineManager(models.Manager["ResolutionLine"]):
    """Lines with their units: nobody looks at the one without the other."""

    def get_queryset(self) -> models.QuerySet["ResolutionLine"]:
        """Joined with application, unit and call."""
        return super().get_queryset().select_related("application__unit", "application__call")


class ResolutionLine(models.Model):
    """What was decided on one application, with the reason where it departs from the ranking.

    `rank`, `place` (the rank among those of the same intake), `score` (rounded), `exact` (a fraction), `tied`, `tie`
    (how equals were told apart) and `no_result` (why there is no rank) are the ranking as the party group had it before
    it. The reason is the party group's own.
    """

    class Decision(models.TextChoices):
        """The three answers."""

        PROPOSE = "propose", "拟建站"
        PASS_OVER = "pass_over", "未列入"
        DEFER = "defer", "暂缓"

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="resolution_lines")
    rank = models.PositiveSmallIntegerField("名次", null=True)
    place = models.PositiveSmallIntegerField("本类名次", null=True)
    score = models.CharField("得分", max_length=12, blank=True)
    exact = models.CharField("精确值", max_length=40, blank=True, default="")
    tied = models.BooleanField("并列", default=False)
    tie = models.TextField("同分处理", blank=True, default="")
    no_result = models.CharField(max_length=60, blank=True)
    decision = models.CharField("决定", max_length=12, choices=Decision)
    reason = models.TextField("理由", blank=True)

    objects = ResolutionLineManager()

    class Meta:
        ordering = ["resolution", "rank", "application__code"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "application"], name="a_resolution_decides_once_on_each")
        ]
