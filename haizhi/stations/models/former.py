"""What was on file before it was amended."""

from django.db import models


class FormerState(models.Model):
    """A state that was confirmed or filed, kept when its subject was opened again: `content` by the labels that
    people read, in their order, as [label, words]; `values` as they stood, to be laid back.

    `subject_id` is that of a piece of work, a plan or a tie.
    """

    subject_id = models.UUIDField()
    serial = models.PositiveSmallIntegerField()
    content = models.JSONField()
    values = models.JSONField()
    kept_at = models.DateTimeField()
    kept_by = models.CharField(max_length=64)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["subject_id", "-serial"]
        constraints = [
            models.UniqueConstraint(fields=["subject_id", "serial"], name="former_states_are_numbered"),
        ]
