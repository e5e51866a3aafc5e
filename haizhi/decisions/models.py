"""Resolutions, 公示, objections and joint documents."""

from datetime import date, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from haizhi.applications.models import CASE_READERS, Application
from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role
from haizhi.reviews.models import Session


class Resolution(Subject):
    """What 市科协党组 decided on a session's ranking (办法·9·1(3))."""

    kind: ClassVar[str] = "resolution"
    page = "decisions:resolution"
    readers = CASE_READERS
    shown_with = ("session",)

    code = models.CharField("编号", max_length=24, unique=True)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="resolutions")
    minutes_number = models.CharField("会议纪要编号", max_length=60, blank=True)
    met_on = models.DateField("会议日期", null=True, blank=True)
    attendance = models.TextField("出席人员", blank=True)
    minutes = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, verbose_name="会议纪要扫描件")
    target_reason = models.TextField("拟建站数量说明", blank=True)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(stage="applied") | (Q(met_on__isnull=False) & ~Q(minutes_number="")),
                name="an_applied_resolution_has_date_and_minutes",
                violation_error_message="登记决议须填写会议日期和会议纪要编号",
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(stage="prepared"),
                name="a_session_has_one_resolution_under_way",
                violation_error_message="本次评审会已有拟定中的决议",
            ),
        ]

    def __str__(self) -> str:
        return f"关于{self.session.name}的决议"

    @property
    def number(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("decisions:resolution", args=[self.code])


class ResolutionLineManager(models.Manager["ResolutionLine"]):
    """Lines with their units: nobody looks at the one without the other."""

    def get_queryset(self) -> models.QuerySet["ResolutionLine"]:
        """Joined with application and unit."""
        return super().get_queryset().select_related("application__unit")


class ResolutionLine(models.Model):
    """What was decided on one application, with the reason where it departs from the ranking.

    `rank`, `score`, `tied` and `no_result` (why there is no rank) are the ranking as the party group had it before it.
    """

    class Decision(models.TextChoices):
        """The three answers."""

        PROPOSE = "propose", "拟建站"
        PASS_OVER = "pass_over", "未列入"
        DEFER = "defer", "暂缓"

    resolution = models.ForeignKey(Resolution, on_delete=models.CASCADE, related_name="lines")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="resolution_lines")
    rank = models.PositiveSmallIntegerField("名次", null=True)
    score = models.CharField("得分", max_length=12, blank=True)
    tied = models.BooleanField("并列", default=False)
    no_result = models.CharField(max_length=60, blank=True)
    decision = models.CharField("决定", max_length=12, choices=Decision)
    reason = models.TextField("理由", blank=True)

    objects = ResolutionLineManager()

    class Meta:
        ordering = ["resolution", "rank", "application__code"]
        constraints = [
            models.UniqueConstraint(fields=["resolution", "application"], name="a_resolution_decides_once_on_each")
        ]


class Publicity(Subject):
    """A 公示 of the units proposed: five working days with explicit first and last day."""

    kind: ClassVar[str] = "publicity"
    page = "decisions:publicity"
    readers = CASE_READERS

    code = models.CharField("编号", max_length=24, unique=True)
    heading = models.CharField("标题", max_length=200)
    resolution = models.ForeignKey(Resolution, on_delete=models.PROTECT, related_name="publicities")
    applications = models.ManyToManyField(Application, related_name="publicities", through="PublicityItem")
    phone = models.CharField("受理电话", max_length=24)
    supervision_phone = models.CharField("纪检监督电话", max_length=24)
    address = models.CharField("通讯地址", max_length=200)
    count_first = models.BooleanField("公示当日计入期限", default=False)
    published_at = models.DateTimeField("发布时间", null=True, editable=False)
    first_day = models.DateField("起", null=True, editable=False)
    last_day = models.DateField("止", null=True, editable=False)
    concluded_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["-published_at", "-code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(stage__in=["prepared", "cancelled"])
                | Q(published_at__isnull=False, first_day__isnull=False, last_day__isnull=False),
                name="a_published_publicity_has_its_dates",
            ),
            models.CheckConstraint(
                condition=~Q(phone=F("supervision_phone")),
                name="the_supervision_phone_is_a_separate_one",
                violation_error_message="纪检监督电话应与受理电话分设",
            ),
            models.UniqueConstraint(
                fields=["resolution"],
                condition=Q(stage="prepared"),
                name="a_resolution_has_one_publicity_in_preparation",
                violation_error_message="本决议已有拟定中的公示",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def number(self) -> str:
        return self.code

    @property
    def opens(self) -> date | None:
        return self.last_day + timedelta(days=1) if self.stage == "running" and self.last_day else None

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was published is everybody's to read."""
        return Q() if grant.role in cls.readers else Q(stage__in=["running", "concluded"])

    def get_absolute_url(self) -> str:
        return reverse("decisions:publicity", args=[self.code])


class PublicityItem(models.Model):
    """One unit named in a 公示."""

    publicity = models.ForeignKey(Publicity, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="publicity_items")

    class Meta:
        ordering = ["publicity", "application__code"]
        constraints = [
            models.UniqueConstraint(fields=["publicity", "application"], name="a_unit_is_named_once_in_a_publicity")
        ]


class Objection(Subject):
    """An objection (with name and contact, or a sealed letter) or a report of fraud. Identity is encrypted."""

    class Sort(models.TextChoices):
        """Objection to a 公示, or report of fraud (评审·9)."""

        OBJECTION = "objection", "公示异议"
        REPORT = "report", "举报弄虚作假或违纪违法"

    kind: ClassVar[str] = "objection"
    page = "decisions:objection"
    readers = OFFICE_ROLES | {Role.SUPERVISOR}
    shown_with = ("application__unit",)

    code = models.CharField("受理编号", max_length=24, unique=True)
    receipt = models.CharField("查询码", max_length=16, unique=True)
    sort = models.CharField("类别", max_length=12, choices=Sort)
    publicity = models.ForeignKey(Publicity, null=True, blank=True, on_delete=models.PROTECT, related_name="objections")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="objections")
    for_unit = models.BooleanField("以单位名义", default=False)
    anonymous = models.BooleanField("匿名", default=False)
    identity = models.BinaryField(editable=False)
    text = models.TextField("事实与理由")
    attachment = models.ForeignKey(Upload, null=True, blank=True, on_delete=models.PROTECT, verbose_name="证明材料")
    lodged_at = models.DateTimeField("提出时间")
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
                condition=~Q(stage__in=["found", "upheld", "dismissed"]) | (Q(upheld__isnull=False) & ~Q(finding="")),
                name="a_found_objection_has_its_finding",
                violation_error_message="核查须有结论",
            ),
        ]

    def __str__(self) -> str:
        what = "举报" if self.sort == "report" else self.get_sort_display()
        return f"对{self.application.unit.name}的{what}"

    @property
    def number(self) -> str:
        return self.code

    def get_absolute_url(self) -> str:
        return reverse("decisions:objection", args=[self.code])


class LodgingCount(models.Model):
    """How often one network address lodged something against one 公示 on one day.

    `origin` is a keyed fingerprint whose key changes daily; rows of other days are deleted at the next lodging.
    """

    publicity = models.ForeignKey(Publicity, on_delete=models.CASCADE, related_name="lodging_counts")
    origin = models.CharField(max_length=64)
    day = models.DateField()
    count = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publicity", "origin", "day"], name="an_address_is_counted_once_a_day")
        ]


class JointDocument(Subject):
    """The document of 市科协 and 市人力社保局 that founds the year's stations (办法·9·2)."""

    kind: ClassVar[str] = "document"
    page = "decisions:document"
    readers = CASE_READERS

    code = models.CharField("编号", max_length=24, unique=True)
    heading = models.CharField("标题", max_length=200)
    body = models.TextField("正文")
    month_grained = models.BooleanField("有效期按月计算", default=False)
    applications = models.ManyToManyField(Application, related_name="documents", through="DocumentItem")
    document_number = models.CharField("发文字号", max_length=60, blank=True, editable=False)
    issued_on = models.DateField("成文日期", null=True, editable=False)
    signed_on = models.DateField("签发日期", null=True, editable=False)
    countersigned_on = models.DateField("会签日期", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["document_number"],
                condition=~Q(document_number=""),
                name="a_document_number_is_used_once",
                violation_error_message="该发文字号已被使用",
            ),
            models.CheckConstraint(
                condition=~Q(stage="issued") | (Q(issued_on__isnull=False) & ~Q(document_number="")),
                name="an_issued_document_has_number_and_date",
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=["countersigned", "issued"])
                | Q(signed_on__isnull=False, countersigned_on__isnull=False),
                name="a_countersigned_document_was_signed_by_both",
            ),
        ]

    def __str__(self) -> str:
        return self.heading

    @property
    def number(self) -> str:
        return self.code

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was issued is everybody's to read."""
        return Q() if grant.role in cls.readers else Q(stage="issued")

    def get_absolute_url(self) -> str:
        return reverse("decisions:document", args=[self.code])


class DocumentItem(models.Model):
    """One station founded by a document."""

    document = models.ForeignKey(JointDocument, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="document_items")

    class Meta:
        ordering = ["document", "application__code"]
        constraints = [
            models.UniqueConstraint(fields=["document", "application"], name="a_document_founds_a_station_once")
        ]
