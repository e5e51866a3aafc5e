"""What districts and the Office lay down while they check: working papers, visits, paper copies, hearings, minutes."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.applications.models.applications import CASE_READERS, Application
from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.bodies import BODIES


class DistrictCheck(models.Model):
    """A district's working paper on an application, until its head decides: no act, and nobody else's business.

    `judgements`: row of its checklist → {met, note, by, at}. `scan` is the signed and sealed opinion, `scan_digest`
    (hex) the version of the form that it speaks of; `scan_read`: whether its mark was read off the paper, where not,
    who put it there answers for it (`scan_by`, `scan_at`).
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="district_checks")
    district = models.CharField(max_length=8)
    judgements = models.JSONField(default=dict)
    opinion = models.TextField("初审意见", blank=True)
    drafted_by = models.CharField(max_length=64, blank=True)
    drafted_at = models.DateTimeField(null=True)
    scan = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="district_checks")
    scan_digest = models.CharField(max_length=64, blank=True)
    scan_read = models.BooleanField(default=False)
    scan_by = models.CharField(max_length=64, blank=True)
    scan_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["application", "district"], name="a_district_has_one_working_paper_on_an_application"
            ),
            models.CheckConstraint(
                condition=Q(scan__isnull=True, scan_digest="") | (Q(scan__isnull=False) & ~Q(scan_digest="")),
                name="a_scanned_opinion_speaks_of_a_version",
            ),
        ]


class Visit(models.Model):
    """A district's visit to the unit (实地考察): on which day, who went, what they found."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="visits")
    district = models.CharField(max_length=8)
    visited_on = models.DateField("考察日期")
    visitors = models.CharField("考察人员", max_length=200)
    received_by = models.CharField("单位接待人员", max_length=200, blank=True)
    findings = models.TextField("考察情况")
    recorded_by = models.CharField(max_length=64)
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["visited_on", "id"]

    @property
    def district_name(self) -> str:
        """The name of the district, whether that still exists or not; an unknown code as it is."""
        return next((b.name for b in BODIES if b.code == self.district), self.district)


class VisitPhoto(models.Model):
    """A picture taken during a visit."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="visit_photos")

    class Meta:
        ordering = ["id"]


class PaperReceipt(models.Model):
    """Paper that came to the Office: how many copies, when, and which version its footer names.

    `digest` (hex) is the submitted version that the paper is of, empty when it is none of them; `printed` is what
    was typed or scanned off the footer, empty when nothing of it was legible.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="paper_receipts")
    serial = models.PositiveSmallIntegerField()
    copies = models.PositiveSmallIntegerField("份数")
    received_on = models.DateField("收到日期")
    handed_in_by = models.CharField("递交人", max_length=64, blank=True)
    printed = models.CharField("页脚版本号", max_length=64, blank=True)
    digest = models.CharField(max_length=64, blank=True)
    is_current = models.BooleanField()
    note = models.CharField("备注", max_length=500, blank=True)
    received_by = models.CharField("签收人", max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["application", "serial"], name="receipts_are_numbered_within_an_application"
            ),
            models.CheckConstraint(condition=Q(copies__gte=1), name="a_receipt_is_for_at_least_one_copy"),
            models.CheckConstraint(
                condition=Q(is_current=False) | ~Q(digest=""), name="paper_of_the_version_in_force_names_it"
            ),
        ]

    @property
    def number(self) -> str:
        """The number printed on the receipt."""
        return f"{self.application.code}-S{self.serial}"


class Hearing(models.Model):
    """The unit is told that its qualification is to be cancelled, and is heard before that is decided (评审·9)."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="hearings")
    serial = models.PositiveSmallIntegerField()
    grounds = models.TextField("事实与依据")
    due_on = models.DateField("陈述申辩期限")
    opened_by = models.CharField(max_length=64)
    opened_at = models.DateTimeField()
    statement = models.TextField("陈述申辩", blank=True)
    attachment = models.ForeignKey(Upload, null=True, on_delete=models.PROTECT, related_name="hearings")
    stated_by = models.CharField(max_length=64, blank=True)
    stated_at = models.DateTimeField(null=True)
    cancelled = models.BooleanField(null=True)
    decided_by = models.CharField(max_length=64, blank=True)
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField("处理结论", blank=True)

    class Meta:
        ordering = ["serial"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(decided_at__isnull=True),
                name="a_unit_is_heard_on_one_matter_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(decided_at__isnull=True, cancelled__isnull=True)
                | Q(decided_at__isnull=False, cancelled__isnull=False),
                name="a_hearing_is_decided_one_way_or_the_other",
            ),
            models.CheckConstraint(
                condition=Q(stated_at__isnull=True, statement="") | (Q(stated_at__isnull=False) & ~Q(statement="")),
                name="a_statement_says_something_at_some_time",
            ),
        ]


class Minutes(Subject):
    """Minutes of a meeting that looked at applications in the check of qualification (评审·6·1, interpretation 4)."""

    kind: ClassVar[str] = "minutes"
    page = "applications:minutes"
    readers = CASE_READERS

    code = models.CharField("登记号", max_length=24, unique=True)
    minutes_number = models.CharField("纪要编号", max_length=60)
    met_on = models.DateField("会议日期")
    attendance = models.TextField("出席人员")
    summary = models.TextField("会议意见", blank=True)
    scan = models.ForeignKey(
        Upload, on_delete=models.PROTECT, related_name="application_minutes", verbose_name="纪要扫描件"
    )
    applications = models.ManyToManyField(Application, related_name="minutes", verbose_name="所议申报件")
    entered_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage="confirmed", confirmed_at__isnull=False)
                | (~Q(stage="confirmed") & Q(confirmed_at__isnull=True)),
                name="minutes_are_confirmed_at_some_time",
            )
        ]

    def __str__(self) -> str:
        return f"资格审核会议纪要{self.minutes_number}"

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """The city's own roles read them; neither units, nor districts, nor judges."""
        return Q() if grant.role in cls.readers else None
