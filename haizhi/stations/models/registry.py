"""Who works in a station and bore it with its unit, and what it was called and where it lay before."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from haizhi.accounts.models import Person, SheetBatch
from haizhi.stations.models.stations import Station

_LASTS = Q(valid_to__isnull=True)


class StationPerson(models.Model):
    """Somebody with a duty in a station, from a day to a day, both inclusive; no `valid_to` while it lasts.

    Names and telephones stay among those who work on the station (`queries.sees_papers`).
    """

    class Duty(models.TextChoices):
        """What somebody does there."""

        LEADER = "leader", "分管领导"
        HEAD = "head", "站长（负责人）"
        CONTACT = "contact", "联系人"
        STAFF = "staff", "工作人员"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="people")
    duty = models.CharField("岗位", max_length=8, choices=Duty)
    name = models.CharField("姓名", max_length=64)
    position = models.CharField("职务", max_length=60, blank=True)
    phone = models.CharField("电话", max_length=24, blank=True)
    email = models.EmailField("电子信箱", blank=True)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True)

    class Meta:
        ordering = ["station", "-valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "duty"],
                condition=_LASTS & ~Q(duty="staff"),
                name="a_station_has_one_person_in_each_duty",
            ),
            models.CheckConstraint(
                condition=_LASTS | Q(valid_to__gte=F("valid_from")), name="a_duty_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_duty_display()}{self.name}"


class Host(models.Model):
    """A unit that bore a station before its present one did, or bears it together with it; by the name it had then."""

    class Part(models.TextChoices):
        """How it bears the station."""

        FORMER = "former", "原建站单位"
        JOINT = "joint", "共建单位"

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="hosts")
    part = models.CharField("建站方式", max_length=8, choices=Part)
    name = models.CharField("单位名称", max_length=120)
    valid_from = models.DateField("起始日期")
    valid_to = models.DateField("终止日期", null=True)

    class Meta:
        ordering = ["station", "-valid_from", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "name"], condition=_LASTS, name="a_unit_bears_a_station_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=_LASTS | Q(valid_to__gte=F("valid_from")), name="bearing_a_station_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(part="joint") | Q(valid_to__isnull=False), name="a_former_host_bears_it_no_more"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class StationName(models.Model):
    """A short name that a station bore, to a day inclusive."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="former_names")
    short_name = models.CharField("曾用简称", max_length=60)
    valid_to = models.DateField("终止日期")

    class Meta:
        ordering = ["-valid_to", "-id"]

    def __str__(self) -> str:
        return self.short_name


class StationDistrict(models.Model):
    """A district in which a station was led, to a day inclusive."""

    station = models.ForeignKey(Station, on_delete=models.CASCADE, related_name="former_districts")
    district = models.CharField("原区县", max_length=8)
    valid_to = models.DateField("终止日期")

    class Meta:
        ordering = ["-valid_to", "-id"]

    def __str__(self) -> str:
        return self.district


class StationBatch(SheetBatch):
    """A workbook of stations between its check and its being entered."""

    sealed_as: ClassVar[str] = "station-batch"

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="station_batch")
