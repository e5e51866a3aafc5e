"""What a station means to do in a year."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.plans import QUARTERS, PlanWay
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.task_families import TaskFamily
from haizhi.stations.models.stations import Station

_OWN = frozenset({Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK})

ON_FILE = ("filed", "revising")
"""The stages of a plan that the Office has: being revised it is on file as it was filed."""

PLAN_OPEN = ("draft", "revising")
"""The stages in which the station writes on it."""


class Plan(Subject):
    """The plan of a year, or the meeting that made it (附件4 第6项); filed by the 负责人."""

    kind: ClassVar[str] = "plan"
    page = "stations:plan"
    scope = {Role.DRAFTER: "station__unit_id", Role.SIGNATORY: "station__unit_id",
             Role.STATION_CLERK: "station__unit_id", Role.DISTRICT_CLERK: "station__district",
             Role.DISTRICT_HEAD: "station__district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("station",)
    searched = {"plan": "pk", "organisation": "station__unit_id", "station": "station_id"}

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="plans", verbose_name="工作站")
    year = models.PositiveSmallIntegerField("年度")
    way = models.CharField(
        "方式", max_length=8, choices=[(way.value, way.label) for way in PlanWay], default=PlanWay.PLAN.value
    )
    held_on = models.DateField("会议日期", null=True, blank=True)
    paper = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="plans", verbose_name="计划或纪要"
    )
    filed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-year", "station"]
        constraints = [
            models.UniqueConstraint(fields=["station", "year"], name="a_station_has_one_plan_a_year"),
            models.CheckConstraint(
                condition=~Q(stage="filed") | Q(filed_at__isnull=False, paper__isnull=False),
                name="a_filed_plan_has_its_paper",
            ),
        ]
        indexes = [models.Index(fields=["year", "stage"], name="plan_year_stage")]

    def __str__(self) -> str:
        return f"{self.year}年度工作计划"

    @property
    def plan_way(self) -> PlanWay:
        """How the unit made it its own."""
        return PlanWay(self.way)

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was never filed is the station's own."""
        condition = super().readable(grant)
        return condition if condition is None or grant.role in _OWN else condition & Q(filed_at__isnull=False)


class PlanItem(models.Model):
    """One thing to be done."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="items")
    family = models.CharField("任务类别", max_length=16, choices=[(f.value, f.label) for f in TaskFamily])
    quarter = models.PositiveSmallIntegerField("季度", choices=list(QUARTERS.items()))
    name = models.CharField("事项", max_length=120)
    target = models.CharField("目标", max_length=200, blank=True)

    class Meta:
        ordering = ["quarter", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(quarter__gte=1, quarter__lte=4), name="a_year_has_four_quarters"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def task_family(self) -> TaskFamily:
        """The family of 办法·4 that it belongs to."""
        return TaskFamily(self.family)
