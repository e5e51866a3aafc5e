"""公示 of the units proposed."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.applications.models import CASE_READERS, Application
from haizhi.decisions.models.resolutions import Resolution
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation import moves
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import Role


class Publicity(Subject):
    """A 公示 of the units proposed: five working days with explicit first and last day.

    `opening`, `manner` and `confidentiality` are the parts of its text that may be edited; an empty one is composed.
    `publish_at`: when the system publishes it; `planned_last_day`: the last day as counted when that was set.
    `counted_last_day`: the last day as an amended calendar counts it, where it differs from what was announced.
    """

    kind: ClassVar[str] = "publicity"
    page = "decisions:publicity"
    readers = CASE_READERS

    code = models.CharField("编号", max_length=24, unique=True)
    heading = models.CharField("标题", max_length=200)
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="publicities")
    applications = models.ManyToManyField(Application, related_name="publicities", through="PublicityItem")
    opening = models.TextField("公示依据和程序", blank=True, default="")
    manner = models.TextField("提出异议的办法", blank=True, default="")
    confidentiality = models.TextField("保密承诺", blank=True, default="")
    phone = models.CharField("受理电话", max_length=24)
    supervision_phone = models.CharField("纪检监督电话", max_length=24)
    address = models.CharField("通讯地址", max_length=200)
    count_first = models.BooleanField("公示当日计入期限", default=False)
    publish_at = models.DateTimeField("定时发布时间", null=True, editable=False)
    planned_last_day = models.DateField(null=True, editable=False)
    published_at = models.DateTimeField("发布时间", null=True, editable=False)
    first_day = models.DateField("起", null=True, editable=False)
    last_day = models.DateField("止", null=True, editable=False)
    counted_last_day = models.DateField(null=True, editable=False)
    concluded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-published_at", "-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["prepared", "scheduled", "cancelled"])
                | Q(published_at__isnull=False, first_day__isnull=False, last_day__isnull=False),
                name="a_published_publicity_has_its_dates",
            ),
            models.CheckConstraint(
                condition=~Q(stage="scheduled") | Q(publish_at__isnull=False, planned_last_day__isnull=False),
                name="a_scheduled_publicity_has_its_time",
            ),
            models.CheckConstraint(
                condition=~Q(phone=F("supervision_phone")),
                name="the_supervision_phone_is_a_separate_one",
                violation_error_message="纪检监督电话应与受理电话分设",
            ),
            models.UniqueConstraint(
                fields=["resolution"],
                condition=Q(stage__in=["prepared", "scheduled"]),
                name="a_resolution_has_one_publicity_in_preparation",
                violation_error_message="本决议已有拟定中的公示",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def opens(self) -> date | None:
        return self.last_day + timedelta(days=1) if self.stage == "running" and self.last_day else None

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was published is everybody's to read."""
        return Q() if grant.role in cls.readers else Q(stage__in=["running", "concluded"])

    def waits_for(self, move: Move) -> bool:
        """An extension is awaited only where an amended calendar counts to a later day than was announced."""
        return move is not moves.EXTEND_PUBLICITY or self.counted_last_day is not None

    def addressees(self, role: Role) -> tuple[str, ...]:
        """The units that it names are told of it in their own place."""
        if role in (Role.DRAFTER, Role.SIGNATORY):
            units = self.applications.exclude(stage="cancelled").values_list("unit_id", flat=True)
            return tuple(sorted({str(unit) for unit in units}))
        return super().addressees(role)


class PublicityItem(models.Model):
    """One unit named in a 公示."""

    publicity = models.ForeignKey(Publicity, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="publicity_items")

    class Meta:
        ordering = ["publicity", "application__code"]
        constraints = [
            models.UniqueConstraint(fields=["publicity", "application"], name="a_unit_is_named_once_in_a_publicity")
        ]


class PublicityExtension(models.Model):
    """A notice by which a 公示 runs longer: both days, the reason, and when it was given."""

    publicity = models.ForeignKey(Publicity, on_delete=models.CASCADE, related_name="extensions")
    serial = models.PositiveSmallIntegerField()
    former_last_day = models.DateField("原截止日期")
    last_day = models.DateField("延长至")
    reason = models.TextField("延长原因")
    at = models.DateTimeField("公告时间")

    class Meta:
        ordering = ["publicity", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["publicity", "serial"], name="extensions_of_a_publicity_are_numbered"),
            models.CheckConstraint(
                condition=Q(last_day__gt=F("former_last_day")), name="an_extension_of_a_publicity_is_later"
            ),
        ]
