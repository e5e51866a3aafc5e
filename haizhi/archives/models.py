"""Files of closed cases, and the packages in which they were bound."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.applications.models import Application
from haizhi.kernel.subjects import Subject
from haizhi.regulation.archiving import Retention, kept_until
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Archive(Subject):
    """The file (案卷) of one closed case: kept for ever or until the end of a year (interpretation 30)."""

    kind: ClassVar[str] = "archive"
    page = "archives:detail"
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("application__unit",)
    searched = {"organisation": "application__unit_id", "application": "application_id", "archive": "pk"}

    code = models.CharField("档号", max_length=24, unique=True)
    application = models.OneToOneField(Application, on_delete=models.PROTECT, related_name="archive")
    year = models.PositiveSmallIntegerField("年度", db_index=True)
    retention = models.CharField("保管期限", max_length=12, choices=[(r.value, r.label) for r in Retention])
    filed_at = models.DateTimeField("归档时间")
    problem = models.CharField("装订遇到的问题", max_length=200, blank=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [models.CheckConstraint(condition=Q(year__gte=2000), name="a_file_has_its_year")]

    def __str__(self) -> str:
        return f"{self.application.unit.name}申报案卷"

    @property
    def kept_until(self) -> date | None:
        """The last day of keeping; None for ever."""
        return kept_until(self.year, Retention(self.retention))


class Package(models.Model):
    """One binding of a file: a ZIP by its SHA-256 (hex), `size` in bytes.

    It proves its acts by a checkpoint over the first `entries` of the ledger. `erased_at`: something in it was purged.
    """

    archive = models.ForeignKey(Archive, on_delete=models.PROTECT, related_name="packages")
    serial = models.PositiveSmallIntegerField("第几次装订")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    entries = models.PositiveBigIntegerField()
    bound_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["archive", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["archive", "serial"], name="a_file_is_bound_once_under_a_serial")
        ]

    @property
    def stored_at(self) -> str:
        """Where storage keeps it."""
        return f"archives/{self.sha256[:2]}/{self.sha256}.zip"

    @property
    def name(self) -> str:
        """Under which it is handed out."""
        return f"{self.archive.code}-{self.serial}.zip"


class PackageItem(models.Model):
    """One file in a package (卷内目录), `pages` where it has any."""

    package = models.ForeignKey(Package, on_delete=models.CASCADE, related_name="items")
    serial = models.PositiveSmallIntegerField("件号")
    path = models.CharField(max_length=300)
    title = models.CharField("题名", max_length=300)
    author = models.CharField("责任者", max_length=120, blank=True)
    reference = models.CharField("文号", max_length=80, blank=True)
    dated = models.DateField("日期", null=True)
    pages = models.PositiveIntegerField("页数", null=True)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["package", "serial"]
        constraints = [
            models.UniqueConstraint(fields=["package", "serial"], name="an_item_has_its_own_place_in_a_package")
        ]
