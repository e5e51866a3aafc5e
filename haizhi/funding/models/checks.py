"""Unscheduled checks of how money is used (办法·14): drawn by lot, or for a reason."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from haizhi.files.models import Upload
from haizhi.funding.models.readers import READERS, of_the_unit
from haizhi.kernel.actor import Grant as Post
from haizhi.kernel.subjects import Subject
from haizhi.lots.models import Lot
from haizhi.regulation import moves
from haizhi.regulation.moves import Move
from haizhi.regulation.roles import UNIT_ROLES, Role
from haizhi.stations.models import Station


class CheckRound(Subject):
    """A drawing of stations to be checked; `lot` is the sealed drawing, replaced when it was voided."""

    kind: ClassVar[str] = "check_round"
    page = "funding:check_round"
    readers = READERS
    shown_with = ("lot",)
    searched = {"check_round": "pk"}

    code = models.CharField("编号", max_length=24, unique=True)
    year = models.PositiveSmallIntegerField("经费年度")
    name = models.CharField("名称", max_length=120)
    count = models.PositiveSmallIntegerField("抽取家数")
    members = models.ManyToManyField(Station, related_name="check_rounds", verbose_name="抽取范围")
    left_out = models.TextField("未列入的工作站及理由", blank=True)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="check_rounds", verbose_name="抽签")

    class Meta:
        ordering = ["-code"]
        constraints = [models.CheckConstraint(condition=Q(count__gt=0), name="somebody_is_drawn_for_a_check")]

    def __str__(self) -> str:
        return self.name

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @classmethod
    def awaited(cls, grant: Post) -> Q:
        """The Office's turn is once the lot was drawn or voided, and once everybody drawn was told or let off."""
        untold = Exists(Check.objects.filter(round=OuterRef("pk"), stage="drawn"))
        return Q(stage="drawing", lot__stage__in=["drawn", "voided"]) | Q(stage="begun") & ~Q(untold)

    def waits_for(self, move: Move) -> bool:
        if move == moves.PUBLISH_CHECK_ROUND:
            return not self.checks.filter(stage="drawn").exists()
        return self.lot.stage == ("voided" if move == moves.REDRAW_CHECK_ROUND else "drawn")


class Check(Subject):
    """The check of one station: drawn in a round, or for a reason. `due_on` is the last day of what is awaited."""

    kind: ClassVar[str] = "check"
    page = "funding:check"
    scope = of_the_unit("station__unit_id")
    readers = READERS
    shown_with = ("station__unit",)
    searched = {"organisation": "station__unit_id", "station": "station_id", "check": "pk"}
    due_by = "due_on"

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="checks", verbose_name="工作站")
    round = models.ForeignKey(
        CheckRound, null=True, blank=True, on_delete=models.PROTECT, related_name="checks", verbose_name="抽查批次"
    )
    cause = models.TextField("抽查原因", blank=True)
    visit_on = models.DateField("抽查日期", null=True, editable=False)
    matters = models.TextField("抽查内容", blank=True)
    checkers = models.CharField("抽查人员", max_length=120, blank=True)
    account = models.TextField("抽查情况", blank=True)
    findings = models.TextField("发现的问题", blank=True)
    report = models.TextField("整改报告", blank=True)
    report_file = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="整改材料"
    )
    due_on = models.DateField("期限", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(round__isnull=True) & ~Q(cause="") | Q(round__isnull=False, cause=""),
                name="a_check_is_drawn_or_has_its_reason",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["announced", "rectifying"]) | Q(due_on__isnull=False),
                name="what_is_awaited_of_a_check_has_its_day",
            ),
            models.UniqueConstraint(fields=["round", "station"], name="a_station_is_drawn_once_in_a_round"),
        ]
        indexes = [models.Index(fields=["stage", "due_on"], name="check_stage_day")]

    def __str__(self) -> str:
        return f"{self.station.unit.name}经费抽查"

    @property
    def origin(self) -> str:
        """How it came about, in words."""
        return "随机抽查" if self.round_id else "有因抽查"

    @classmethod
    def readable(cls, grant: Post) -> Q | None:
        """The unit learns of it when it is told: a check is not scheduled."""
        found = super().readable(grant)
        return found if found is None or grant.role not in UNIT_ROLES else found & Q(visit_on__isnull=False)

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Nor is the unit told anything before that: a check that is called off unannounced never was."""
        return () if role in UNIT_ROLES and self.visit_on is None else super().addressees(role)

    def waits_for(self, move: Move) -> bool:
        """Who was told is told again only of another day."""
        return move is not moves.ANNOUNCE_CHECK or self.stage == "drawn"

    @property
    def opens(self) -> date | None:
        return self.visit_on if self.stage == "announced" else None

    @property
    def due(self) -> date | None:
        return self.due_on
