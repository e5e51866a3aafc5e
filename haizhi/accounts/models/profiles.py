"""单位档案: what a unit tells every year anew, kept once."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q

from haizhi.accounts.models.organisations import Organisation
from haizhi.files.models import Upload
from haizhi.regulation.applicants import RdLevel, Standing


class RdBody(models.Model):
    """A research and development body (研发机构) of a unit; `since` is the first day of the month of its setting up."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="rd_bodies")
    name = models.CharField("机构名称", max_length=200)
    level = models.CharField("级别", max_length=12, choices=[(v.value, v.label) for v in RdLevel])
    since = models.DateField("成立时间", null=True, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "name"],
                name="a_unit_lists_an_rd_body_once",
                violation_error_message="该研发机构已在档案中",
            )
        ]

    def __str__(self) -> str:
        return self.name


class StandingProof(models.Model):
    """That a unit is 规模以上 or 高新技术企业: the number of the paper, from when to when (inclusive), its scan."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="proofs")
    sort = models.CharField("资格", max_length=12, choices=[(s.value, s.label) for s in Standing])
    number = models.CharField("证书或文件编号", max_length=60)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True, blank=True)
    upload = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=64)

    class Meta:
        ordering = ["sort", "-valid_from", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="a_proof_ends_after_it_begins",
                violation_error_message="终止日期不得早于起始日期",
            ),
            models.CheckConstraint(
                condition=~Q(sort=Standing.HIGH_TECH.value) | Q(valid_to__isnull=False),
                name="a_high_tech_certificate_has_an_end",
                violation_error_message="高新技术企业证书须填写终止日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label}（{self.number}）"

    @property
    def label(self) -> str:
        """What it proves."""
        return Standing(self.sort).label

    def holds_on(self, day: date) -> bool:
        """Whether it counts on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class ProfileChange(models.Model):
    """One saving of a unit's profile: who, when, and each fact with what it was and what it became."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="profile_changes")
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)
    by_name = models.CharField(max_length=64)
    changes: models.JSONField[Any, Any] = models.JSONField()

    class Meta:
        ordering = ["-at", "-id"]
