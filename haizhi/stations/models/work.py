"""What a station did: one row a piece of work, with the files that prove it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.work import ECONOMIC, SOCIAL, Detail, WorkSort
from haizhi.stations.models.plans import PlanItem
from haizhi.stations.models.stations import Station
from haizhi.stations.models.ties import Tie

WORK_OPEN = ("draft", "returned", "amending")
"""The stages in which the station writes on an entry."""


_OWN = frozenset({Role.DRAFTER, Role.SIGNATORY, Role.STATION_CLERK})


class WorkEntry(Subject):
    """A piece of work (办法·4), entered by the station, looked through by the Office."""

    kind: ClassVar[str] = "work"
    page = "stations:work_entry"
    scope = {Role.DRAFTER: "station__unit_id", Role.SIGNATORY: "station__unit_id",
             Role.STATION_CLERK: "station__unit_id", Role.DISTRICT_CLERK: "station__district",
             Role.DISTRICT_HEAD: "station__district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("station",)
    searched = {"work": "pk", "organisation": "station__unit_id", "station": "station_id"}
    named_by_phrases = True

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="work", verbose_name="工作站")
    sort = models.CharField("类别", max_length=16, choices=[(sort.value, sort.label) for sort in WorkSort])
    name = models.CharField("名称", max_length=120, blank=True)
    began_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期")
    place = models.CharField("地点", max_length=120, blank=True)
    account = models.TextField("内容与成效", blank=True)
    partner = models.CharField("海外团体或机构", max_length=200, blank=True)
    country = models.CharField("国家或地区", max_length=60, blank=True)
    overseas = models.PositiveIntegerField("海外人员人数", null=True, blank=True)
    people = models.PositiveIntegerField("参加人数", null=True, blank=True)
    authority = models.CharField("交办或立项单位", max_length=120, blank=True)
    economic = models.BigIntegerField("经济效益（分）", null=True, blank=True)
    social = models.TextField("社会效益", blank=True)
    item = models.ForeignKey(
        PlanItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="work", verbose_name="计划事项"
    )
    ties = models.ManyToManyField(Tie, blank=True, related_name="work", verbose_name="海外联系")
    entered_at = models.DateTimeField(editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    confirmed_at = models.DateTimeField(null=True, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    question = models.TextField(blank=True, editable=False)

    class Meta:
        ordering = ["-began_on", "-code"]
        verbose_name_plural = "work entries"
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["draft", "returned", "amending", "withdrawn"]) | Q(ended_on__gte=F("began_on")),
                name="work_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=~Q(stage="confirmed") | Q(submitted_at__isnull=False, confirmed_at__isnull=False),
                name="confirmed_work_was_submitted",
            ),
            models.CheckConstraint(condition=Q(economic__isnull=True) | Q(economic__gte=0), name="benefit_is_no_loss"),
        ]
        indexes = [
            models.Index(fields=["station", "-began_on"], name="work_of_a_station"),
            models.Index(fields=["station", "stage", "-began_on"], name="work_of_a_station_by_stage"),
            models.Index(fields=["stage", "-began_on"], name="work_by_stage"),
            models.Index(fields=["-began_on", "-id"], name="work_by_day"),
        ]

    def __str__(self) -> str:
        return self.name or f"{self.kind_of_work.label}（未填名称）"

    @property
    def whose(self) -> str:
        return self.station.short_name

    def names(self) -> tuple[str, ...]:
        return (self.name,)

    @property
    def kind_of_work(self) -> WorkSort:
        """What sort of work it is."""
        return WorkSort(self.sort)

    @property
    def indicators(self) -> tuple[str, ...]:
        """The keys of the indicators of 附件4 that it is evidence for: by its sort, and by what it brought."""
        brought = [(ECONOMIC, self.economic), (SOCIAL, self.social.strip())]
        return (*self.kind_of_work.indicators, *(key for key, told in brought if told))

    @property
    def details(self) -> dict[Detail, str | int | None]:
        """What is told of it that its sort asks for."""
        return {detail: getattr(self, detail.value) for detail in Detail if detail in self.kind_of_work.asks}

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was never handed in is the station's own."""
        condition = super().readable(grant)
        return condition if condition is None or grant.role in _OWN else condition & Q(submitted_at__isnull=False)


class WorkFile(models.Model):
    """A file that proves a piece of work; not `current` once it was taken out of work that had been confirmed."""

    entry = models.ForeignKey(WorkEntry, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="work_files")
    current = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "upload"], name="a_file_proves_a_piece_of_work_once")]
