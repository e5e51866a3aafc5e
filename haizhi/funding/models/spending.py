"""What a station spent of a grant, invoice by invoice."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.funding.models.grants import Grant
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.kernel.subjects import Subject
from haizhi.regulation.funding import Purpose
from haizhi.stations.models import WorkEntry

EDITED = ("draft", "returned")
"""The stages in which the station writes it."""

RESERVED = ("submitted", "questioned", "flagged")
"""Those in which its amount is asked for, and nobody has decided."""


class Spending(Subject):
    """One invoice paid out of a grant. `edits` counts the savings, by which two people notice each other."""

    kind: ClassVar[str] = "spending"
    page = "funding:spending"
    scope = of_the_unit("grant__station__unit_id")
    readers = READERS
    shown_with = ("grant__station__unit", "grant__budget")
    searched = {"organisation": "grant__station__unit_id", "grant": "grant_id", "spending": "pk"}

    code = models.CharField("编号", max_length=24, unique=True)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="spendings", verbose_name="资助")
    invoice_number = models.CharField("发票号码", max_length=40, blank=True)
    invoice_on = models.DateField("开票日期", null=True, blank=True)
    issuer = models.CharField("开票单位", max_length=120, blank=True)
    amount = models.BigIntegerField("金额（分）", null=True, blank=True)
    purpose = models.CharField("用途", max_length=12, choices=[(one.value, one.label) for one in Purpose], blank=True)
    text = models.TextField("用途说明", blank=True)
    invoice = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="发票扫描件"
    )
    work = models.ForeignKey(
        WorkEntry, null=True, blank=True, on_delete=models.PROTECT, related_name="spendings", verbose_name="工作记录"
    )
    edits = models.PositiveIntegerField(default=0, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0) | Q(amount__isnull=True, stage__in=[*EDITED, "withdrawn"]),
                name="what_is_handed_in_spends_something",
            )
        ]
        indexes = [
            models.Index(fields=["invoice_number"], name="spending_invoice"),
            models.Index(fields=["grant", "stage"], name="spending_grant_stage"),
            models.Index(fields=["stage", "-code"], name="spending_stage_code"),
        ]

    def __str__(self) -> str:
        return f"{self.grant.station.unit.name}经费支出{f'：{self.issuer}' if self.issuer else ''}"

    @property
    def case_id(self) -> object:
        """The grant: its trail tells what became of its money."""
        return self.grant_id
