"""Stored files: one row per upload, one stored object per content."""

from django.core.files.base import File
from django.core.files.storage import default_storage
from django.db import models
from django.urls import reverse

from haizhi.files.kinds import kind_of
from haizhi.kernel.source import new_id


class Upload(models.Model):
    """A file as it was handed in. `sha256` (hex) names its content in storage; `size` in bytes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80)
    uploaded_by_id = models.UUIDField(null=True)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["uploaded_at", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.pk])

    @property
    def kind_label(self) -> str:
        """What kind of file it is: PDF, DOCX, XLSX, JPG or PNG."""
        return kind_of(self.media_type).label

    @property
    def stored_at(self) -> str:
        """Where storage keeps the content: guessable only by who has the content already."""
        return stored_at(self.sha256)

    def open(self) -> "File[bytes]":
        """The content, open for reading. Raises OSError when storage has lost it."""
        return default_storage.open(self.stored_at)


def stored_at(sha256: str) -> str:
    """The storage path of a content, by its SHA-256 in hex."""
    return f"{sha256[:2]}/{sha256[2:4]}/{sha256}"
