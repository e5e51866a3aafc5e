"""The register of plaques: every plaque that was made, in whose hands it is or how it ended."""

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.regulation.naming import plaque_name
from haizhi.stations.models.stations import Station


class Plaque(models.Model):
    """A plaque of a station. It bears the short name that the station had when it was made.

    `received_by` is a person of the unit and stays inside. The photo is shown to everybody once both the Office and the
    unit agreed to it.
    """

    class State(models.TextChoices):
        """Where it is."""

        MADE = "made", "待交接"
        HELD = "held", "在用"
        REPLACED = "replaced", "已换发"
        RETURNED = "returned", "已收回"
        LOST = "lost", "已遗失"

    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="plaques")
    serial = models.CharField("牌匾编号", max_length=40, unique=True)
    short_name = models.CharField("工作站简称", max_length=60)
    state = models.CharField("状态", max_length=8, choices=State)
    made_on = models.DateField("登记日期")
    handed_on = models.DateField("交接日期", null=True)
    place = models.CharField("交接地点", max_length=100, blank=True)
    handed_by = models.CharField("授牌人", max_length=64, blank=True)
    received_by = models.CharField("接牌人", max_length=64, blank=True)
    ended_on = models.DateField("终止日期", null=True)
    photo = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="+", verbose_name="授牌照片")
    photo_text = models.CharField("照片说明", max_length=100, blank=True)
    office_agreed_at = models.DateTimeField("海智办同意公开", null=True)
    unit_agreed_at = models.DateTimeField("建站单位同意公开", null=True)

    class Meta:
        ordering = ["-made_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station"], condition=Q(state__in=["made", "held"]), name="a_station_has_one_plaque_at_a_time"
            ),
            models.CheckConstraint(
                condition=~Q(state="held") | Q(handed_on__isnull=False), name="a_plaque_on_the_wall_was_handed_over"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["made", "held"], ended_on__isnull=True)
                | ~Q(state__in=["made", "held"]) & Q(ended_on__isnull=False),
                name="a_plaque_that_is_gone_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(photo__isnull=False) | Q(office_agreed_at__isnull=True, unit_agreed_at__isnull=True),
                name="only_a_photo_is_agreed_to",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "made_on"], name="plaque_state_made"),
            models.Index(fields=["-made_on", "-id"], name="plaques_by_day"),
        ]

    def __str__(self) -> str:
        return self.serial

    @property
    def full_name(self) -> str:
        """What stands on it."""
        return plaque_name(self.short_name)

    @property
    def is_public(self) -> bool:
        """Whether both agreed that its photo is shown to everybody."""
        return self.office_agreed_at is not None and self.unit_agreed_at is not None
