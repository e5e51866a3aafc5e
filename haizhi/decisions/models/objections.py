"""Objections and reports of fraud, what was added and noted while they were looked into."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.applications.models import Application
from haizhi.decisions.models.publicities import Publicity
from haizhi.files.models import Upload
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Objection(Subject):
    """An objection (with name and contact, or a sealed letter) or a report of fraud. Identity is encrypted.

    A report made outside any 公示 names its unit in words (`named_unit`); `application` is found by the name, or by
    the Office before the matter is taken up. `attachment` is a unit's sealed letter.
    """

    class Sort(models.TextChoices):
        """Objection to a 公示, or report of fraud (评审·9)."""

        OBJECTION = "objection", "公示异议"
        REPORT = "report", "举报弄虚作假或违纪违法"

    class Channel(models.TextChoices):
        """How it came."""

        ONLINE = "online", "网上提出"
        POST = "post", "来信"
        PHONE = "phone", "来电"
        VISIT = "visit", "来访"

    kind: ClassVar[str] = "objection"
    page = "decisions:objection"
    due_by = "due_on"
    readers = OFFICE_ROLES | {Role.SUPERVISOR}
    shown_with = ("application__unit",)

    code = models.CharField("受理编号", max_length=24, unique=True)
    receipt = models.CharField("查询码", max_length=16, unique=True)
    sort = models.CharField("类别", max_length=12, choices=Sort)
    channel = models.CharField("提出方式", max_length=8, choices=Channel, default=Channel.ONLINE)
    publicity = models.ForeignKey(Publicity, null=True, blank=True, on_delete=models.PROTECT, related_name="objections")
    application = models.ForeignKey(
        Application, null=True, blank=True, on_delete=models.PROTECT, related_name="objections"
    )
    named_unit = models.CharField("被反映单位", max_length=120, blank=True, default="")
    for_unit = models.BooleanField("以单位名义", default=False)
    anonymous = models.BooleanField("匿名", default=False)
    identity = models.BinaryField(editable=False)
    text = models.TextField("事实与理由")
    attachment = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, verbose_name="加盖公章的书面材料"
    )
    received_on = models.DateField("收到日期", null=True, editable=False)
    entered_by = models.CharField("登记人", max_length=64, blank=True, default="", editable=False)
    lodged_at = models.DateTimeField("提出时间")
    due_on = models.DateField("办理期限", null=True, editable=False)
    upheld = models.BooleanField("异议成立", null=True, editable=False)
    finding = models.TextField("核查结论", blank=True, editable=False)
    answer = models.TextField("答复", blank=True, editable=False)
    settled_at = models.DateTimeField("办结时间", null=True, editable=False)

    class Meta:
        ordering = ["-lodged_at", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(sort="report", for_unit=False),
                name="only_a_report_by_a_person_is_anonymous",
                violation_error_message="公示异议应当实名提出，只有个人举报可以匿名",
            ),
            models.CheckConstraint(
                condition=Q(for_unit=False) | Q(attachment__isnull=False),
                name="what_a_unit_raises_comes_with_its_sealed_letter",
                violation_error_message="以单位名义提出的，请上传加盖公章的书面材料",
            ),
            models.CheckConstraint(
                condition=Q(application__isnull=False) | ~Q(named_unit=""),
                name="a_matter_names_the_unit_it_is_about",
                violation_error_message="请写明被反映的单位",
            ),
            models.CheckConstraint(
                condition=~Q(sort="objection") | Q(publicity__isnull=False, application__isnull=False),
                name="an_objection_is_raised_to_a_publicity",
                violation_error_message="异议针对公示提出；其他情况请选择举报",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=["lodged", "declined"]) | Q(application__isnull=False),
                name="what_is_taken_up_concerns_a_known_case",
                violation_error_message="受理前请先核对被反映单位的申报编号",
            ),
            models.CheckConstraint(
                condition=Q(channel="online", entered_by="")
                | (~Q(channel="online") & ~Q(entered_by="") & Q(received_on__isnull=False)),
                name="what_came_otherwise_was_entered_by_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["found", "upheld", "dismissed"]) | (Q(upheld__isnull=False) & ~Q(finding="")),
                name="a_found_objection_has_its_finding",
                violation_error_message="核查须有结论",
            ),
        ]

    def __str__(self) -> str:
        what = "举报" if self.sort == "report" else self.get_sort_display()
        return f"对{self.unit_name}的{what}"

    @property
    def unit_name(self) -> str:
        """The unit it is about: of its case where that is known, else as whoever lodged it wrote it."""
        return self.application.unit.name if self.application else self.named_unit

    @property
    def due(self) -> date | None:
        return self.due_on if self.stage in ("lodged", "accepted") else None


class ObjectionEntry(models.Model):
    """What came to a matter after it was lodged: a question to whoever lodged it, more from them, a note on the case.

    `by` is empty for what came from outside.
    """

    class Sort(models.TextChoices):
        """Questions and supplements are read by both sides, notes by the Office and 纪检 alone."""

        QUESTION = "question", "请提出人补充"
        SUPPLEMENT = "supplement", "提出人补充"
        NOTE = "note", "核查记录"

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="entries")
    sort = models.CharField(max_length=12, choices=Sort)
    text = models.TextField()
    by = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]


class ObjectionFile(models.Model):
    """A file that belongs to a matter: handed in with it, or with a later entry."""

    objection = models.ForeignKey(Objection, on_delete=models.CASCADE, related_name="files")
    entry = models.ForeignKey(ObjectionEntry, null=True, on_delete=models.CASCADE, related_name="files")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="objection_files")

    class Meta:
        ordering = ["id"]
