"""Stations: name, plaque, place and term."""

from collections.abc import Callable
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.accounts.models import Organisation
from haizhi.applications.models import CASE_READERS, Application
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.moves import Move
from haizhi.regulation.naming import plaque_name
from haizhi.regulation.roles import Role

STANDING = ("active", "suspended", "due")
"""The stages of a station that exists: those after them are its end."""

Undecided = Callable[[], Q]

_UNDECIDED: list[Undecided] = []


def keeps_undecided(matter: Undecided) -> Undecided:
    """Declare the stations of which something kept above this app is decided before they may end with their term."""
    _UNDECIDED.append(matter)
    return matter


class Station(Subject):
    """A 海智工作站 with its term, both days inclusive (办法·13).

    One that stood before the platform has no application. `ended_on` is the first day on which it is one no more;
    `worked_on` is when the newest of its confirmed work began, kept by the acts that confirm work and open it again.
    """

    kind: ClassVar[str] = "station"
    page = "stations:detail"
    scope = {Role.DRAFTER: "unit_id", Role.SIGNATORY: "unit_id", Role.STATION_CLERK: "unit_id",
             Role.DISTRICT_CLERK: "district", Role.DISTRICT_HEAD: "district"}  # fmt: skip
    readers = CASE_READERS
    searched = {"organisation": "unit_id", "station": "pk"}

    code = models.CharField("工作站编号", max_length=24, unique=True)
    application = models.OneToOneField(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="station"
    )
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stations", verbose_name="建站单位")
    district = models.CharField("区县", max_length=8)
    short_name = models.CharField("工作站简称", max_length=60)
    plaque_serial = models.CharField("牌匾编号", max_length=40, unique=True)
    awarded_on = models.DateField("授牌日期")
    approved_on = models.DateField("批准日期")
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止")
    office = models.CharField("办公场所", max_length=120, blank=True)
    phone = models.CharField("办公电话", max_length=24, blank=True)
    ended_on = models.DateField("终止日期", null=True, editable=False)
    worked_on = models.DateField("最近一次已确认的工作", null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, related_name="absorbed", editable=False, verbose_name="并入工作站"
    )

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="a_term_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(stage="merged", merged_into__isnull=False)
                | (~Q(stage="merged") & Q(merged_into__isnull=True)),
                name="a_merged_station_points_at_the_one_that_stays",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=STANDING, ended_on__isnull=True)
                | (~Q(stage__in=STANDING) & Q(ended_on__isnull=False)),
                name="a_station_at_its_end_has_its_day",
            ),
        ]
        indexes = [
            models.Index(fields=["district", "code"], name="station_district_code"),
            models.Index(fields=["stage", "valid_to"], name="station_stage_valid_to"),
            models.Index(fields=["stage", "worked_on", "awarded_on"], name="station_stage_worked_on"),
        ]

    def __str__(self) -> str:
        return plaque_name(self.short_name)

    def names(self) -> tuple[str, ...]:
        """Its short name and those it bore. One query."""
        return (self.short_name, *self.former_names.values_list("short_name", flat=True))

    @property
    def stands(self) -> bool:
        """Whether it exists: not one of its ends."""
        return self.stage in STANDING

    @classmethod
    def readable(cls, grant: Grant) -> Q:
        """Stations are public."""
        return Q()

    @classmethod
    def awaited(cls, grant: Grant) -> Q:
        """One whose term is over waits to be decided, unless what is under way decides it."""
        waits = Q(stage="due")
        for undecided in _UNDECIDED:
            waits &= ~undecided()
        return waits

    def waits_for(self, move: Move) -> bool:
        """One that is suspended waits for its resumption first, whatever its term."""
        return self.stage == "due"


class Term(models.Model):
    """One term of a station, both days inclusive; a station's own days are those of its latest (办法·13)."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="terms")
    serial = models.PositiveSmallIntegerField("第几个建设周期")
    approved_on = models.DateField("批准日期")
    document_number = models.CharField("批准文件", max_length=60, blank=True)
    valid_from = models.DateField("有效期起")
    valid_to = models.DateField("有效期止")
    month_grained = models.BooleanField("按月计算", default=False)

    class Meta:
        ordering = ["station", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["station", "serial"], name="terms_of_a_station_are_numbered"),
            models.CheckConstraint(condition=Q(valid_to__gt=F("valid_from")), name="each_term_ends_after_it_begins"),
        ]
