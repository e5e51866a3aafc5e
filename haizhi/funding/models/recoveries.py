"""Money that comes back, and who answered for it (办法·14)."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.files.models import Upload
from haizhi.funding.models.checks import Check
from haizhi.funding.models.grants import Grant
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.funding.models.spending import Spending
from haizhi.kernel.subjects import Subject


class Recovery(Subject):
    """A decision that money misused comes back: of one spending, or of an amount that a check found missing."""

    kind: ClassVar[str] = "recovery"
    page = "funding:recovery"
    scope = of_the_unit("grant__station__unit_id")
    readers = READERS
    shown_with = ("grant__station__unit", "grant__budget")
    searched = {"organisation": "grant__station__unit_id", "grant": "grant_id", "recovery": "pk"}
    due_by = "repay_by"

    code = models.CharField("编号", max_length=24, unique=True)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="recoveries", verbose_name="资助")
    spending = models.ForeignKey(
        Spending, null=True, blank=True, on_delete=models.PROTECT, related_name="recoveries", verbose_name="违规支出"
    )
    check_of = models.ForeignKey(
        Check, null=True, blank=True, on_delete=models.PROTECT, related_name="recoveries", verbose_name="抽查"
    )
    amount = models.BigIntegerField("应追回（分）")
    repaid = models.BigIntegerField("已追回（分）", default=0, editable=False)
    reason = models.TextField("认定的事实和理由")
    repay_by = models.DateField("退回期限")
    opened_at = models.DateTimeField("决定时间", editable=False)
    refunded = models.BigIntegerField("已退还（分）", default=0, editable=False)
    refunded_on = models.DateField("退还日期", null=True, editable=False)
    refund_voucher = models.CharField("退还凭证号", max_length=60, blank=True, editable=False)
    waived = models.BigIntegerField("已核销（分）", default=0, editable=False)
    write_off_basis = models.CharField("核销批准文件", max_length=200, blank=True, editable=False)
    write_off_file = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="核销批准文件扫描件"
    )

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, repaid__gte=0, waived__gte=0, amount__gte=F("repaid") + F("waived")),
                name="no_more_comes_back_than_was_asked_for",
            ),
            models.CheckConstraint(
                condition=~Q(stage="revoked") | Q(repaid=0), name="what_came_back_by_a_revoked_decision_was_refunded"
            ),
            models.CheckConstraint(
                condition=Q(waived=0) | ~Q(write_off_basis="") & Q(write_off_file__isnull=False),
                name="a_claim_written_off_has_its_decision",
            ),
            models.CheckConstraint(
                condition=~Q(stage="done") | Q(repaid=F("amount")), name="what_is_done_came_back_whole"
            ),
            models.UniqueConstraint(
                fields=["spending"], condition=~Q(stage="revoked"), name="a_spending_is_recovered_once"
            ),
        ]
        indexes = [models.Index(fields=["stage", "repay_by"], name="recovery_stage_day")]

    def __str__(self) -> str:
        return f"追回{self.grant.station.unit.name}违规使用的经费"

    @property
    def owed(self) -> int:
        """What has neither come back nor been written off."""
        return self.amount - self.repaid - self.waived

    @property
    def due(self) -> date | None:
        return self.repay_by if self.stage == "running" else None

    @property
    def case_id(self) -> object:
        """The grant: its trail tells what became of its money."""
        return self.grant_id


class Repayment(models.Model):
    """A part of it that came back."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="repayments")
    amount = models.BigIntegerField("金额（分）")
    received_on = models.DateField("到账日期")
    voucher = models.CharField("凭证号", max_length=60)

    class Meta:
        ordering = ["received_on", "id"]
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="a_repayment_repays_something")]


class Accountability(models.Model):
    """Who decided what about those responsible, under which rules. Persons are not named: their file is elsewhere."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="accountabilities")
    decided_by = models.CharField("作出决定的机关", max_length=120)
    decided_on = models.DateField("决定日期")
    rules = models.CharField("依据的规定", max_length=200)
    measure = models.TextField("处理决定")
    decision = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="决定文书"
    )

    class Meta:
        ordering = ["decided_on", "id"]
        verbose_name_plural = "accountabilities"
