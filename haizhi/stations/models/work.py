"""What a station did: one row a piece of work, with the files that prove it."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.regulation.work import WorkSort
from haizhi.stations.models.stations import Station


class WorkEntry(Subject):
    """A piece of work (办法·4), entered by the station, looked through by the Office."""

    kind: ClassVar[str] = "work"
    page = "stations:work_entry"
    scope = {Role.DRAFTER: "station__unit_id", Role.SIGNATORY: "station__unit_id",
             Role.STATION_CLERK: "station__unit_id", Role.DISTRICT_CLERK: "station__district",
             Role.DISTRICT_HEAD: "station__district"}  # fmt: skip
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("station",)

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="work", verbose_name="工作站")
    sort = models.CharField("类别", max_length=16, choices=[(sort.value, sort.label) for sort in WorkSort])
    name = models.CharField("名称", max_length=120)
    began_on = models.DateField("开始日期")
    ended_on = models.DateField("结束日期")
    place = models.CharField("地点", max_length=120, blank=True)
    account = models.TextField("内容与成效", blank=True)
    partner = models.CharField("海外团体或机构", max_length=200, blank=True)
    country = models.CharField("国家或地区", max_length=60, blank=True)
    overseas = models.PositiveIntegerField("海外人员人数", null=True, blank=True)
    people = models.PositiveIntegerField("参加人数", null=True, blank=True)
    economic = models.BigIntegerField("经济效益（分）", null=True, blank=True)
    social = models.TextField("社会效益", blank=True)
    entered_at = models.DateTimeField(editable=False)

    class Meta:
        ordering = ["-began_on", "-code"]
        verbose_name_plural = "work entries"
        constraints = [
            models.CheckConstraint(condition=Q(ended_on__gte=F("began_on")), name="work_ends_after_it_begins"),
            models.CheckConstraint(condition=Q(economic__isnull=True) | Q(economic__gte=0), name="benefit_is_no_loss"),
        ]
        indexes = [
            models.Index(fields=["station", "-began_on"], name="work_of_a_station"),
            models.Index(fields=["stage", "-began_on"], name="work_by_stage"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def number(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("stations:work_entry", args=[self.code])


class WorkFile(models.Model):
    """A file that proves a piece of work."""

    entry = models.ForeignKey(WorkEntry, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="work_files")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["entry", "upload"], name="a_file_proves_a_piece_of_work_once")]
