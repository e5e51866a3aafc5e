"""Stored files: one row per upload, one stored object per content."""

from django.db import models

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
