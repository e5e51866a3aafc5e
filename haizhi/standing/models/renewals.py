"""The request for another term, from its first draft to the re-award."""

from datetime import date
from typing import Any, ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from haizhi.files.models import Upload
from haizhi.regulation.eligibility import Judgement
from haizhi.standing.models.hearing import Hearing
from haizhi.standing.models.matter import Matter
from haizhi.stations.models import keeps_undecided

OPEN_RENEWALS = ("draft", "submitted", "returned", "checked", "hearing", "heard", "qualified")
"""The stages of a request that is under way."""

WEIGHED_RENEWALS = ("submitted", "checked", "hearing", "heard", "qualified")
"""Those in which it lies with the Office: it is decided before the station may end with its term."""


class Renewal(Matter, Hearing):
    """A station's request to be awarded anew (办法·13).

    `valid_to` is the end of the term that it is about. `shown` is the record of the term as it was handed in: a list of
    label and words. `judgements` holds, by criterion, [met, note]. `paper` is the digest (hex) of the version whose
    signed paper `scan` shows, empty for none; `scan_read` whether the code on it was legible.
    """

    kind: ClassVar[str] = "renewal"
    page = "standing:renewal"
    searched = {"station": "station_id", "organisation": "station__unit_id", "renewal": "pk"}
    due_by: ClassVar[str] = "hear_by"

    valid_to = models.DateField("原有效期止", editable=False)
    account = models.TextField("本周期工作情况", blank=True)
    goals = models.TextField("下一周期工作目标和措施", blank=True)
    staff = models.PositiveIntegerField("工作人员（名）", null=True, blank=True)
    money = models.BigIntegerField("专项经费（分）", null=True, blank=True)
    office_area = models.DecimalField("办公场地（平方米）", max_digits=10, decimal_places=2, null=True, blank=True)
    contact = models.CharField("联系人", max_length=64, blank=True)
    phone = models.CharField("联系电话", max_length=24, blank=True)
    late_reason = models.TextField("逾期理由", blank=True)
    scan = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    paper = models.CharField(max_length=64, blank=True, editable=False)
    scan_read = models.BooleanField(default=False, editable=False)
    shown = models.JSONField(default=list, editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    judgements = models.JSONField(default=dict, editable=False)
    checked_by = models.UUIDField(null=True, editable=False)
    proposal = models.TextField("综合评判意见", blank=True, editable=False)
    objections = models.TextField("拟评不合格的理由", blank=True, editable=False)
    judged_on = models.DateField("评判日期", null=True, editable=False)
    judgement = models.TextField("评判理由", blank=True, editable=False)
    document_number = models.CharField("发文字号", max_length=60, blank=True, editable=False)
    approved_on = models.DateField("批准日期", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(stage__in=OPEN_RENEWALS),
                name="a_station_asks_for_one_renewal_at_a_time",
                violation_error_message="本站已有一份正在办理的重新授牌申请",
            ),
            models.CheckConstraint(
                condition=~Q(stage="renewed") | Q(approved_on__isnull=False) & ~Q(document_number=""),
                name="a_renewed_station_has_its_document",
            ),
            models.CheckConstraint(
                condition=~Q(stage="unqualified") | Q(heard_on__isnull=False) & ~Q(judgement=""),
                name="none_fails_a_renewal_unheard",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station.unit.name}重新授牌申请"

    @property
    def filled_in(self) -> bool:
        return self.stage == "draft" and bool(self.paper)

    @property
    def due(self) -> date | None:
        """Until when the unit states its case."""
        return self.hear_by if self.stage == "hearing" else None

    @property
    def judged(self) -> dict[str, Judgement]:
        """What the Office judged so far."""
        return {key: Judgement(bool(met), str(note)) for key, (met, note) in self.judgements.items()}

    @property
    def record_shown(self) -> list[tuple[str, str]]:
        """The record of the term as it was handed in."""
        rows: list[Any] = self.shown
        return [(str(label), str(words)) for label, words in rows]


@keeps_undecided
def stations_asking() -> Q:
    """The stations whose request for another term lies with the Office."""
    return Q(Exists(Renewal.objects.filter(station=OuterRef("pk"), stage__in=WEIGHED_RENEWALS)))
