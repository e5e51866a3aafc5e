"""Budgets, grants, payments, and the book in which every movement of money is a row. All amounts in 分."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.files.models import Upload
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.kernel.actor import Grant as Post
from haizhi.kernel.subjects import Subject
from haizhi.regulation.books import Balance, Booked
from haizhi.regulation.funding import GrantKind
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.stations.models import Station

GRANTED = ("approved", "settling", "settled")
"""The stages of a grant that was approved."""

ENDED = ("refused", "withdrawn")
"""Those of one that came to nothing."""


class Budget(Subject):
    """What may be granted out of one year's budget (办法·11). `granted` is the sum of the grants approved."""

    kind: ClassVar[str] = "budget"
    page = "funding:budget"
    page_by = ("year",)
    readers = READERS

    year = models.PositiveSmallIntegerField("年度", unique=True)
    amount = models.BigIntegerField("预算（分）")
    granted = models.BigIntegerField("已资助（分）", default=0, editable=False)
    basis = models.CharField("预算依据", max_length=200)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, granted__gte=0, granted__lte=F("amount")),
                name="a_budget_covers_what_is_granted_out_of_it",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度建站经费预算"

    @property
    def left(self) -> int:
        """What may still be granted."""
        return self.amount - self.granted


class Grant(Subject):
    """What one station gets out of one year's budget, and where that money is.

    The figures move by rows of the book alone (`Movement`); `reserved` is asked for by spendings that wait for a
    decision.
    """

    kind: ClassVar[str] = "grant"
    page = "funding:grant"
    scope = of_the_unit("station__unit_id")
    readers = READERS
    shown_with = ("station__unit", "budget")
    searched = {"organisation": "station__unit_id", "station": "station_id", "grant": "pk"}

    code = models.CharField("编号", max_length=24, unique=True)
    budget = models.ForeignKey(Budget, on_delete=models.PROTECT, related_name="grants", verbose_name="年度预算")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="grants", verbose_name="工作站")
    sort = models.CharField("类别", max_length=12, choices=[(kind.value, kind.label) for kind in GrantKind])
    amount = models.BigIntegerField("资助金额（分）")
    basis = models.CharField("资助依据", max_length=200)
    basis_on = models.DateField("依据日期")
    basis_file = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="依据文件"
    )
    talent_rules = models.CharField("参照的人才规定", max_length=200, blank=True)
    reason = models.TextField("理由", blank=True)
    proposed_by = models.UUIDField(null=True, editable=False)
    approved_at = models.DateTimeField("批准时间", null=True, editable=False)
    paid = models.BigIntegerField("已拨付（分）", default=0, editable=False)
    reserved = models.BigIntegerField("待确认支出（分）", default=0, editable=False)
    spent = models.BigIntegerField("已确认支出（分）", default=0, editable=False)
    misused = models.BigIntegerField("违规使用（分）", default=0, editable=False)
    recovered = models.BigIntegerField("已追回（分）", default=0, editable=False)
    returned = models.BigIntegerField("已退回结余（分）", default=0, editable=False)
    lost = models.BigIntegerField("已核销结余（分）", default=0, editable=False)
    waived = models.BigIntegerField("已核销追回（分）", default=0, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_grant_is_no_debt"),
            models.CheckConstraint(
                condition=Q(paid__gte=0, paid__lte=F("amount")), name="no_more_is_paid_than_granted"
            ),
            models.CheckConstraint(
                condition=Q(reserved__gte=0, spent__gte=0, misused__gte=0, returned__gte=0, lost__gte=0)
                & Q(paid__gte=F("reserved") + F("spent") + F("misused") + F("returned") + F("lost")),
                name="no_more_is_spent_than_was_paid",
            ),
            models.CheckConstraint(
                condition=Q(recovered__gte=0, waived__gte=0, misused__gte=F("recovered") + F("waived")),
                name="no_more_is_recovered_than_was_misused",
            ),
            models.UniqueConstraint(
                fields=["station", "budget", "sort"],
                condition=~Q(stage__in=ENDED),
                name="a_station_gets_one_grant_of_a_sort_a_year",
                violation_error_message="该工作站当年已有同类资助",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "-code"], name="grant_stage_code"),
            models.Index(fields=["station", "stage"], name="grant_station_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.station.unit.name}{self.budget.year}年度{self.get_sort_display()}"

    @classmethod
    def readable(cls, grant: Post) -> Q | None:
        """The unit reads what was approved; before that a grant is the Office's own matter."""
        found = super().readable(grant)
        return found if found is None or grant.role not in UNIT_ROLES else found & Q(stage__in=GRANTED)

    @property
    def balance(self) -> Balance:
        """Where its money is."""
        return Balance(
            self.amount, self.paid, self.spent, self.misused, self.recovered, self.returned, self.lost, self.waived
        )

    @property
    def in_hand(self) -> int:
        """What the unit may still enter spendings on: held, and asked for by none."""
        return self.balance.held - self.reserved


class Movement(models.Model):
    """A row of the book of a grant; nothing changes or takes away a row. `source` is the number of what moved it."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="movements")
    serial = models.PositiveIntegerField("序号")
    sort = models.CharField("事项", max_length=10, choices=[(booked.value, booked.label) for booked in Booked])
    amount = models.BigIntegerField("金额（分）")
    day = models.DateField("日期")
    at = models.DateTimeField("入账时间")
    source = models.CharField("凭据", max_length=80)
    text = models.CharField("摘要", max_length=200)

    class Meta:
        ordering = ["grant", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "serial"], name="movements_of_a_grant_are_numbered"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_movement_moves_something"),
        ]


class Payment(Subject):
    """Money paid out to the unit under a grant."""

    kind: ClassVar[str] = "payment"
    page = "funding:payment"
    scope = of_the_unit("grant__station__unit_id")
    readers = READERS
    shown_with = ("grant__station__unit", "grant__budget")

    code = models.CharField("编号", max_length=24, unique=True)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="payments", verbose_name="资助")
    amount = models.BigIntegerField("金额（分）")
    paid_on = models.DateField("拨付日期")
    voucher = models.CharField("凭证号", max_length=60)
    receipt = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="拨付凭证"
    )

    class Meta:
        ordering = ["-paid_on", "-code"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="a_payment_pays_something"),
            models.UniqueConstraint(
                fields=["voucher"],
                condition=Q(stage="paid"),
                name="a_voucher_pays_once",
                violation_error_message="该凭证号已登记过拨付",
            ),
        ]

    def __str__(self) -> str:
        return f"拨付{self.grant.station.unit.name}建站经费"

    @property
    def case_id(self) -> object:
        """The grant: its trail tells what became of its money."""
        return self.grant_id
