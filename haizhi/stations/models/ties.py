"""With whom overseas a station keeps in touch."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.ties import Tied, TieSort
from haizhi.stations.models.stations import Station


class Tie(Subject):
    """An overseas group or expert (办法·4, 附件4 第12项): of a person name, institution, country and field, no more."""

    kind: ClassVar[str] = "tie"
    page = "stations:tie"
    scope = {Role.DRAFTER: "station__unit_id", Role.SIGNATORY: "station__unit_id",
             Role.STATION_CLERK: "station__unit_id", Role.DISTRICT_CLERK: "station__district",
             Role.DISTRICT_HEAD: "station__district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("station",)
    searched = {"tie": "pk", "organisation": "station__unit_id", "station": "station_id"}

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="ties", verbose_name="工作站")
    sort = models.CharField("类别", max_length=8, choices=[(sort.value, sort.label) for sort in TieSort])
    name = models.CharField("名称（原文）", max_length=200)
    name_zh = models.CharField("中文名称", max_length=100, blank=True)
    institution = models.CharField("所在机构", max_length=200, blank=True)
    country = models.CharField("国家或地区", max_length=60)
    fields = models.CharField("专业领域", max_length=100)
    since = models.DateField("建立联系日期", null=True, blank=True)
    note = models.TextField("合作情况", blank=True)
    ended_on = models.DateField("终止日期", null=True, blank=True)
    mark = models.UUIDField(null=True, editable=False)

    class Meta:
        ordering = ["station", "sort", "name"]
        constraints = [
            models.UniqueConstraint(fields=["station", "mark"], name="a_record_becomes_one_tie"),
            models.CheckConstraint(
                condition=Q(stage="ended", ended_on__isnull=False) | Q(stage="kept", ended_on__isnull=True),
                name="an_ended_tie_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(since__isnull=True) | Q(ended_on__gte=F("since")),
                name="a_tie_ends_after_it_begins",
            ),
        ]
        indexes = [models.Index(fields=["stage", "country"], name="tie_stage_country")]

    def __str__(self) -> str:
        return f"{self.name_zh}（{self.name}）" if self.name_zh and self.name_zh != self.name else self.name

    @property
    def tie_sort(self) -> TieSort:
        """Group or expert."""
        return TieSort(self.sort)

    @property
    def told(self) -> Tied:
        """It as the rules know it."""
        return Tied(self.tie_sort, self.name, self.name_zh, self.institution, self.country, self.fields, self.note)
