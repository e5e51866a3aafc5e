"""Joint documents of 市科协 and 市人力社保局."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.applications.models import CASE_READERS, Application
from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject


class JointDocument(Subject):
    """The document of 市科协 and 市人力社保局 that founds the year's stations (办法·9·2).

    `signed_text` is the SHA-256 (hex) of what 市科协 signed: whatever follows holds for that text alone.
    """

    kind: ClassVar[str] = "document"
    page = "decisions:document"
    readers = CASE_READERS

    code = models.CharField("编号", max_length=24, unique=True)
    heading = models.CharField("标题", max_length=200)
    directed_to = models.CharField("主送机关", max_length=400, blank=True)
    body = models.TextField("正文")
    month_grained = models.BooleanField("有效期按月计算", default=False)
    copies = models.CharField("抄送机关", max_length=400, blank=True)
    printed_by = models.CharField("印发机关", max_length=60, blank=True)
    applications = models.ManyToManyField(Application, related_name="documents", through="DocumentItem")
    document_number = models.CharField("发文字号", max_length=60, blank=True, editable=False)
    issued_on = models.DateField("成文日期", null=True, editable=False)
    printed_on = models.DateField("印发日期", null=True, editable=False)
    signed_on = models.DateField("签发日期", null=True, editable=False)
    signed_text = models.CharField(max_length=64, blank=True, editable=False)
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

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """What was issued is everybody's to read."""
        return Q() if grant.role in cls.readers else Q(stage="issued")


class DocumentItemManager(models.Manager["DocumentItem"]):
    """Items with their units: nobody looks at the one without the other."""

    def get_queryset(self) -> models.QuerySet["DocumentItem"]:
        """Joined with application and unit."""
        return super().get_queryset().select_related("application__unit")


class DocumentItem(models.Model):
    """One station founded by a document; `unit_name` and `station` are kept as they were printed when it was issued."""

    document = models.ForeignKey(JointDocument, on_delete=models.CASCADE, related_name="items")
    application = models.ForeignKey(Application, on_delete=models.PROTECT, related_name="document_items")
    unit_name = models.CharField("建站单位", max_length=200, blank=True, editable=False)
    station = models.CharField("工作站名称", max_length=200, blank=True, editable=False)

    objects = DocumentItemManager()

    class Meta:
        ordering = ["document", "application__code"]
        constraints = [
            models.UniqueConstraint(fields=["document", "application"], name="a_document_founds_a_station_once")
        ]


class DocumentScanManager(models.Manager["DocumentScan"]):
    """Scans with their files: nobody looks at the one without the other."""

    def get_queryset(self) -> models.QuerySet["DocumentScan"]:
        """Joined with the file."""
        return super().get_queryset().select_related("upload")


class DocumentScan(models.Model):
    """A scan of the sealed paper. The newest one counts, the earlier ones stay; `public`: everybody may open it."""

    document = models.ForeignKey(JointDocument, on_delete=models.CASCADE, related_name="scans")
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="document_scans")
    public = models.BooleanField("向社会公开", default=False)
    note = models.TextField("更换原因", blank=True)
    attached_at = models.DateTimeField("上传时间")
    attached_by = models.CharField("上传人", max_length=64)

    objects = DocumentScanManager()

    class Meta:
        ordering = ["-attached_at", "-pk"]
