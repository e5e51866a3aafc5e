"""The files handed in with an application, and the versions of it that were printed."""

from django.db import models

from haizhi.applications.models.applications import Application
from haizhi.files.models import Upload
from haizhi.regulation.materials import MaterialKind


class MaterialManager(models.Manager["Material"]):
    """Materials with their files: nobody looks at the one without the other."""

    def get_queryset(self) -> models.QuerySet["Material"]:
        """Joined with the upload."""
        return super().get_queryset().select_related("upload")


class Material(models.Model):
    """A file handed in with an application; a replaced one stays as history.

    `form_digest` (hex) is the version of the form that a signed scan shows, empty while a person has still to compare
    it. `reading`: what was read off its pages {pages, printed, unmarked, missing}, with who compared them by eye and
    when {by, by_id, at}; empty for what bears no marks.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="materials")
    sort = models.CharField("类别", max_length=24, choices=[(k.value, k.label) for k in MaterialKind])
    upload = models.ForeignKey(Upload, on_delete=models.PROTECT)
    form_digest = models.CharField(max_length=64, blank=True)
    reading = models.JSONField(default=dict)
    added_at = models.DateTimeField()
    replaced_at = models.DateTimeField(null=True)

    objects = MaterialManager()

    class Meta:
        ordering = ["sort", "added_at", "id"]

    @property
    def is_current(self) -> bool:
        """Whether it has been neither replaced nor removed."""
        return self.replaced_at is None


class Printing(models.Model):
    """A version that was printed: what a signed scan is compared with. `digest` (hex) is of `content`."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="printings")
    digest = models.CharField(max_length=64)
    content = models.JSONField()
    at = models.DateTimeField()
    by_id = models.UUIDField(null=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "digest"], name="a_version_is_noted_once_when_printed")
        ]
