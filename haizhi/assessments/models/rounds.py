"""A round of assessment and the stations that take part in it (办法·12, 考核)."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.lots.models import Lot
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.stations.models import Station

WATCHERS = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
"""Who sees every round."""

RUNNING = ("self_rating", "drawing", "scoring")
"""The stages in which sheets are filled in."""

UNSEEN = ("composing", "dropped")
"""The stages of which stations see nothing."""


class Round(Subject):
    """A round. `by_cohort`: the stations whose year it is (interpretation 26); `rules` are frozen by the announcement.

    Work that began from `first_day` to `last_day` is its evidence. `due_on` is the last day of what its stage waits
    for; `appeals_until` the last day for appeals, set with the result.
    """

    kind: ClassVar[str] = "assessment"
    page = "assessments:round"
    scope: ClassVar[Mapping[Role, str]] = dict.fromkeys(sorted(UNIT_ROLES), "parts__station__unit_id")
    readers = WATCHERS
    due_by: ClassVar[str] = "due_on"

    code = models.CharField("编号", max_length=24, unique=True)
    year = models.PositiveSmallIntegerField("年份")
    name = models.CharField("名称", max_length=80)
    by_cohort = models.BooleanField("按批准年份分批", default=True)
    first_day = models.DateField("工作记录起始日")
    last_day = models.DateField("工作记录截止日")
    self_due = models.DateField("自评截止日")
    peer_due = models.DateField("互评截止日")
    office_due = models.DateField("海智办考评截止日")
    publishes_points = models.BooleanField("公布得分和名次", default=False)
    rules = models.JSONField(default=dict, editable=False)
    lot = models.ForeignKey(Lot, null=True, on_delete=models.PROTECT, related_name="+", editable=False)
    due_on = models.DateField(null=True, editable=False)
    appeals_until = models.DateField("申诉截止日", null=True, editable=False)
    closed_at = models.DateTimeField("审定时间", null=True, editable=False)
    published_on = models.DateField("公布日期", null=True, editable=False)

    class Meta:
        ordering = ["-year", "-code"]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gt=F("first_day")), name="the_work_assessed_has_a_span"),
            models.CheckConstraint(
                condition=Q(peer_due__gt=F("self_due"), office_due__gte=F("peer_due")),
                name="stations_rate_themselves_before_each_other",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["closed", "published"])
                | Q(closed_at__isnull=False, appeals_until__isnull=False),
                name="a_result_can_be_appealed_against",
            ),
            models.CheckConstraint(
                condition=Q(stage="published", published_on__isnull=False)
                | ~Q(stage="published") & Q(published_on__isnull=True),
                name="a_published_round_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def due(self) -> date | None:
        """The last day for what its stage waits for."""
        return self.due_on

    @property
    def opens(self) -> date | None:
        """From when on the result may be published: once no appeal can come any more."""
        return self.appeals_until if self.stage == "closed" else None

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """Those who watch see every round; a station those it takes part in, once they were announced."""
        if grant.role in cls.readers:
            return Q()
        own = cls.scoped(grant) if grant.role in UNIT_ROLES else None
        return None if own is None else own & ~Q(stage__in=UNSEEN)

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Of the stations' people those of every station that takes part."""
        if role not in UNIT_ROLES:
            return super().addressees(role)
        units = self.parts.exclude(stage="struck").order_by("station__code").values_list("station__unit_id", flat=True)
        return tuple(dict.fromkeys(map(str, units)))


class Assessed(Subject):
    """A station in a round. `exact` is the composite in points in lowest terms; `rank` counts from 1, equals share it.

    `missing_*`: the decision on how missing peer sheets count (interpretation 13), `missing_counts_as` in tenths or
    None for leaving them out.
    """

    kind: ClassVar[str] = "assessed"
    page = "assessments:part"
    page_by = ("assessment__code", "station__code")
    scope: ClassVar[Mapping[Role, str]] = dict.fromkeys(sorted(UNIT_ROLES), "station__unit_id")
    readers = WATCHERS
    shown_with = ("assessment", "station")

    assessment = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="parts")
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="assessed")
    reason = models.TextField("列入或移出的理由", blank=True)
    missing_decided = models.BooleanField("缺交互评已有决定", default=False, editable=False)
    missing_counts_as = models.PositiveSmallIntegerField("缺交互评计为（十分之一分）", null=True, editable=False)
    missing_reason = models.TextField("决定的理由", blank=True, editable=False)
    exact = models.CharField("综合得分", max_length=40, blank=True, editable=False)
    passed = models.BooleanField("合格", null=True, editable=False)
    rank = models.PositiveSmallIntegerField("名次", null=True, editable=False)

    class Meta:
        ordering = ["assessment", "station__code"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "station"], name="a_station_takes_part_in_a_round_once"),
            models.CheckConstraint(
                condition=~Q(stage__in=["rated", "published"])
                | ~Q(exact="") & Q(passed__isnull=False, rank__isnull=False),
                name="a_result_has_points_and_rank",
            ),
            models.CheckConstraint(
                condition=Q(missing_decided=False) | ~Q(missing_reason=""),
                name="how_missing_sheets_count_is_explained",
            ),
        ]
        indexes = [models.Index(fields=["station", "stage"], name="assessed_station_stage")]

    def __str__(self) -> str:
        return f"{self.assessment.name}：{self.station.short_name}"

    @property
    def number(self) -> str:
        return self.station.code

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """Those who watch see all; a station itself, once the round was announced."""
        if grant.role in cls.readers:
            return Q()
        own = cls.scoped(grant) if grant.role in UNIT_ROLES else None
        return None if own is None else own & ~Q(assessment__stage__in=UNSEEN)

    def addressees(self, role: Role) -> tuple[str, ...]:
        """Nobody of a station hears of a round before it is announced."""
        unseen = role in UNIT_ROLES and self.assessment.stage in UNSEEN
        return () if unseen else super().addressees(role)

    @property
    def case_id(self) -> object:
        """The station: its trail tells of its assessments."""
        return self.station_id

    @cached_property
    def others(self) -> list[Station]:
        """The other stations that take part, by code. One query."""
        rows = self.assessment.parts.filter(stage="enlisted").exclude(pk=self.pk).select_related("station")
        return [row.station for row in rows.order_by("station__code")]


class Conflict(models.Model):
    """Two stations of a round that do not assess each other; a lifted one does not count, and may be entered anew."""

    assessment = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="conflicts")
    one = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    other = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="+")
    reason = models.TextField("理由")
    by_office = models.BooleanField("海智办登记", default=False)
    lifted_reason = models.TextField("不予认定的理由", blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "one", "other"], condition=Q(lifted_reason=""), name="a_conflict_stands_once"
            ),
            models.CheckConstraint(condition=~Q(one=F("other")), name="a_conflict_is_between_two_stations"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_conflict_is_explained"),
        ]
