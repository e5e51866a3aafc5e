"""The final account of a grant."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.files.models import Upload
from haizhi.funding.models.grants import Grant
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.kernel.subjects import Subject


class FinalAccount(Subject):
    """What the 负责人 signs when a grant is spent: the figures of that moment, and the rest that goes back.

    `drawn_by` is who of the Office drew it up in the place of a unit that can't; `lost` the rest that was written off.
    """

    kind: ClassVar[str] = "account"
    page = "funding:account"
    scope = of_the_unit("grant__station__unit_id")
    readers = READERS
    shown_with = ("grant__station__unit", "grant__budget")
    searched = {"organisation": "grant__station__unit_id", "grant": "grant_id", "account": "pk"}

    code = models.CharField("编号", max_length=24, unique=True)
    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="accounts", verbose_name="资助")
    paid = models.BigIntegerField("收到拨付（分）")
    spent = models.BigIntegerField("支出（分）")
    misused = models.BigIntegerField("违规使用（分）")
    rest = models.BigIntegerField("结余（分）")
    returned = models.BigIntegerField("已退回（分）", default=0, editable=False)
    text = models.TextField("使用情况说明")
    report = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="决算报告"
    )
    signed_at = models.DateTimeField("报送时间", editable=False)
    drawn_by = models.UUIDField(null=True, editable=False)
    lost = models.BigIntegerField("已核销（分）", default=0, editable=False)
    write_off_basis = models.CharField("核销批准文件", max_length=200, blank=True, editable=False)
    write_off_file = models.ForeignKey(
        Upload, null=True, on_delete=models.PROTECT, related_name="+", editable=False, verbose_name="核销批准文件扫描件"
    )

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(paid=F("spent") + F("misused") + F("rest"), rest__gte=0), name="an_account_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(returned__gte=0, lost__gte=0, rest__gte=F("returned") + F("lost")),
                name="no_more_is_returned_than_was_left",
            ),
            models.CheckConstraint(
                condition=Q(lost=0) | ~Q(write_off_basis="") & Q(write_off_file__isnull=False),
                name="a_rest_written_off_has_its_decision",
            ),
            models.UniqueConstraint(
                fields=["grant"], condition=~Q(stage="returned"), name="a_grant_has_one_account_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant}决算"

    @property
    def owed(self) -> int:
        """What of the rest neither came back nor was written off."""
        return self.rest - self.returned - self.lost

    @property
    def case_id(self) -> object:
        """The grant: its trail tells what became of its money."""
        return self.grant_id
