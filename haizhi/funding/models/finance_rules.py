"""The finance rules that a unit made for its money, version by version (办法·14)."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.accounts.models import Organisation
from haizhi.files.models import Upload
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.kernel.subjects import Subject


class FinanceRules(Subject):
    """One version of a unit's finance rules: the one accepted is on file, and without one nothing is paid."""

    kind: ClassVar[str] = "finance_rules"
    page = "funding:finance_rules"
    scope = of_the_unit("unit_id")
    readers = READERS
    shown_with = ("unit",)
    searched = {"organisation": "unit_id", "finance_rules": "pk"}

    code = models.CharField("编号", max_length=24, unique=True)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="finance_rules", verbose_name="单位")
    serial = models.PositiveSmallIntegerField("第几版")
    name = models.CharField("制度名称", max_length=120)
    in_force_on = models.DateField("施行日期")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="+", verbose_name="制度文本")
    filed_at = models.DateTimeField("报送时间", editable=False)

    class Meta:
        ordering = ["-code"]
        verbose_name_plural = "finance rules"
        constraints = [
            models.UniqueConstraint(fields=["unit", "serial"], name="versions_of_finance_rules_are_numbered"),
            models.UniqueConstraint(
                fields=["unit"], condition=Q(stage="accepted"), name="a_unit_has_one_version_on_file"
            ),
            models.UniqueConstraint(
                fields=["unit"],
                condition=Q(stage="filed"),
                name="a_unit_files_one_version_at_a_time",
                violation_error_message="本单位已有一版正在核对",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit.name}财务管理制度（第{self.serial}版）"
