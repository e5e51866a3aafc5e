"""Stored files: one row per upload, one stored object per content; what is still arriving; what had to be erased."""

from contextlib import AbstractContextManager
from pathlib import Path
from typing import ClassVar

from django.core.files.base import File
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse

from haizhi.files.keeping import erase, laid_out, opened
from haizhi.files.kinds import SHOWN_INLINE, kind_of
from haizhi.kernel.source import new_id
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role


class Erased(OSError):
    """The content was erased by an emergency purge."""


class Upload(models.Model):
    """A file as it was handed in. `sha256` (hex) names its content in storage; `size` in bytes.

    `pages` counts pages, or sheets; `question` are words found in it that a person has to clear (办法·15).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    pages = models.PositiveIntegerField(null=True)
    has_preview = models.BooleanField(default=False)
    uploaded_by_id = models.UUIDField(null=True)
    uploaded_by_name = models.CharField(max_length=64, blank=True)
    uploaded_at = models.DateTimeField(db_index=True)
    question = models.TextField(blank=True)
    cleared_by_id = models.UUIDField(null=True)
    cleared_by_name = models.CharField(max_length=64, blank=True)
    cleared_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["uploaded_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cleared_at__isnull=True) | ~Q(question=""), name="only_a_question_is_answered"
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(has_preview=False), name="what_is_erased_has_no_preview"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.pk])

    @property
    def page_url(self) -> str:
        """The page that tells everything about the file."""
        return reverse("files:about", args=[self.pk])

    @property
    def preview_url(self) -> str:
        """The picture of its first page; empty when there is none."""
        return reverse("files:preview", args=[self.pk]) if self.has_preview else ""

    @property
    def inline_url(self) -> str:
        """Where a browser shows it by itself; empty for kinds that it can't."""
        return f"{self.get_absolute_url()}?inline" if kind_of(self.media_type) in SHOWN_INLINE else ""

    @property
    def kind_label(self) -> str:
        """What kind of file it is: PDF, DOCX, XLSX, JPG or PNG."""
        return kind_of(self.media_type).label

    @property
    def extent(self) -> str:
        """Its pages or sheets in words; empty for a picture and when the file doesn't tell."""
        kind = kind_of(self.media_type)
        return f"{self.pages}{kind.counted}" if self.pages and kind.counted else ""

    @property
    def number(self) -> str:
        """By what people name its content on the telephone: the first 12 digits of its SHA-256, in fours."""
        return "-".join(self.sha256[start : start + 4].upper() for start in (0, 4, 8))

    @property
    def stored_at(self) -> str:
        """Where storage keeps the content: guessable only by who has the content already."""
        return stored_at(self.sha256)

    @property
    def preview_at(self) -> str:
        """Where storage keeps the picture of the first page, by the content that it shows."""
        return preview_at(self.sha256)

    def open(self) -> "File[bytes]":
        """The content, open for reading. Raises Erased after a purge, OSError when storage has lost it."""
        if self.erased_at is not None:
            raise Erased(self.name)
        return opened(self.stored_at)

    def laid_out(self) -> AbstractContextManager[Path]:
        """The content as a file on this machine, which is only read. Raises as `open` does."""
        if self.erased_at is not None:
            raise Erased(self.name)
        return laid_out(self.stored_at)


def stored_at(sha256: str) -> str:
    """The storage path of a content, by its SHA-256 in hex."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"


def preview_at(sha256: str) -> str:
    """The storage path of the preview of a content."""
    return f"previews/{stored_at(sha256)}"


class Reception(models.Model):
    """A file that is arriving in pieces. `owner` and the rest of the key tell which file of whom it is and whereto.

    `head` (hex) is the SHA-256 of its first bytes as its sender computed it; `pieces` are storage paths, in order.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    owner = models.CharField(max_length=80)
    target = models.CharField(max_length=200)
    name = models.CharField(max_length=255)
    size = models.PositiveBigIntegerField()
    modified = models.BigIntegerField()
    head = models.CharField(max_length=64)
    received = models.PositiveBigIntegerField(default=0)
    pieces = models.JSONField(default=list)
    started_at = models.DateTimeField()
    last_at = models.DateTimeField(db_index=True)
    joining_since = models.DateTimeField(null=True)
    upload = models.ForeignKey(Upload, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner", "target", "name", "size", "modified", "head"],
                name="a_file_arrives_once_at_a_target",
            ),
            models.CheckConstraint(condition=Q(received__lte=F("size")), name="no_more_arrives_than_was_announced"),
        ]

    def forget(self) -> None:
        """Forget it, with all that came of the file. Raises Unavailable, and keeps the row, when storage is away."""
        with transaction.atomic():
            row = Reception.objects.select_for_update().filter(pk=self.pk).first()
            if row is not None:
                erase(row.pieces)
                row.delete()


class Purge(Subject):
    """The erasure of a content that must not be here: requested by the Office, confirmed by the security officer.

    Every upload of the same content is erased with it; the rows stay, with name, hash and size.
    """

    kind: ClassVar[str] = "purge"
    readers: ClassVar[frozenset[Role]] = OFFICE_ROLES | {Role.SECURITY_ADMIN, Role.AUDITOR, Role.SUPERVISOR}
    shown_with: ClassVar[tuple[str, ...]] = ("upload",)

    code = models.CharField(max_length=20, unique=True)
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT, related_name="purges")
    authority = models.CharField(max_length=200)
    reason = models.TextField()
    requested_by_id = models.UUIDField(null=True)
    requested_at = models.DateTimeField()
    erased_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(stage="erased") & Q(erased_at__isnull=False))
                | (~Q(stage="erased") & Q(erased_at__isnull=True)),
                name="what_is_erased_has_its_time",
            ),
            models.UniqueConstraint(
                fields=["upload"],
                condition=Q(stage="requested"),
                name="a_file_is_purged_once_at_a_time",
                violation_error_message="这个文件已有待确认的应急清除申请",
            ),
        ]

    def __str__(self) -> str:
        return self.upload.name

    def get_absolute_url(self) -> str:
        return reverse("files:purge", args=[self.code])
