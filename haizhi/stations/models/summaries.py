"""The yearly check of the stations' summaries, and the summary of each."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, Role
from haizhi.regulation.summaries import SummarySection
from haizhi.stations.models.stations import Station

WRITTEN = ("draft", "returned")
"""The stages in which a station writes its summary."""


class SummaryRound(Subject):
    """The check of one year's summaries (办法·12): asked of the stations, looked through, ended."""

    kind: ClassVar[str] = "summary_round"
    page = "stations:summary_round"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}

    code = models.CharField("编号", max_length=24, unique=True)
    year = models.PositiveSmallIntegerField("年度", unique=True)
    due_on = models.DateField("报送期限")
    guide = models.TextField("填报要求", blank=True)
    opened_at = models.DateTimeField("布置时间", editable=False)
    closed_at = models.DateTimeField("结束时间", null=True, editable=False)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="closed", closed_at__isnull=False) | ~Q(stage="closed") & Q(closed_at__isnull=True),
                name="a_closed_round_of_summaries_has_its_time",
            )
        ]

    def __str__(self) -> str:
        return f"{self.year}年度总结检查"

    @property
    def opens(self) -> date | None:
        return self.due_on + timedelta(days=1) if self.stage == "open" else None


class Summary(Subject):
    """The summary of one station for one year.

    `texts` by section; `corrections` by figure, each with `given` and `why`; `counted` is what the log came to when it
    was handed in, `returned` what is to be changed, by section. `asked_at`: since when it is the station's turn.
    """

    kind: ClassVar[str] = "summary"
    page = "stations:summary"
    scope = {Role.DRAFTER: "station__unit_id", Role.SIGNATORY: "station__unit_id",
             Role.STATION_CLERK: "station__unit_id", Role.DISTRICT_CLERK: "station__district",
             Role.DISTRICT_HEAD: "station__district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("round", "station__unit")
    searched = {"summary": "pk", "station": "station_id", "organisation": "station__unit_id"}
    due_by: ClassVar[str] = "due_on"

    code = models.CharField("编号", max_length=24, unique=True)
    round = models.ForeignKey(SummaryRound, on_delete=models.PROTECT, related_name="summaries")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="summaries")
    due_on = models.DateField("报送期限")
    texts = models.JSONField(default=dict, editable=False)
    corrections = models.JSONField(default=dict, editable=False)
    counted = models.JSONField(default=dict, editable=False)
    returned = models.JSONField(default=dict, editable=False)
    late_reason = models.TextField("逾期原因", blank=True)
    asked_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField("提交时间", null=True, editable=False)
    accepted_at = models.DateTimeField("通过时间", null=True, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    saved_by = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        ordering = ["-code"]
        verbose_name_plural = "summaries"
        constraints = [
            models.UniqueConstraint(fields=["round", "station"], name="a_station_sums_a_year_up_once"),
            models.CheckConstraint(
                condition=~Q(stage__in=["submitted", "accepted"]) | Q(submitted_at__isnull=False),
                name="a_summary_with_the_office_was_handed_in",
            ),
            models.CheckConstraint(
                condition=~Q(stage="accepted") | Q(accepted_at__isnull=False),
                name="an_accepted_summary_has_its_time",
            ),
        ]
        indexes = [
            models.Index(fields=["stage", "due_on"], name="summary_stage_due"),
        ]

    def __str__(self) -> str:
        return f"{self.station.unit.name}{self.round.year}年度工作总结"

    @property
    def filled_in(self) -> bool:
        return self.stage == "draft" and all(self.text_of(section).strip() for section in SummarySection)

    @property
    def due(self) -> date | None:
        return self.due_on if self.stage in WRITTEN else None

    @property
    def is_late(self) -> bool:
        """Whether it was handed in after its last day, for a reason that was given."""
        return bool(self.late_reason)

    def text_of(self, section: SummarySection) -> str:
        """What was written in a section, empty when nothing was."""
        return str(self.texts.get(section.value, ""))

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """The district reads what its stations have handed in, the unit and the Office read everything."""
        own = super().readable(grant)
        if own is not None and grant.role in DISTRICT_ROLES:
            return own & ~Q(stage="draft")
        return own
