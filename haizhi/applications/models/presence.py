"""Who is at work on a draft right now; rows live for a minute or so and prove nothing."""

from datetime import timedelta
from typing import Final

from django.db import models

from haizhi.applications.models.applications import Application
from haizhi.regulation.sections import Section

HERE_FOR: Final = timedelta(seconds=75)
"""For how long after its last question a window counts as open."""


class Presence(models.Model):
    """A section, or one record of it (by its mark), that lies open on somebody's screen in a window of that name."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="presences")
    window = models.CharField(max_length=16)
    section = models.CharField(max_length=24, choices=[(s.value, s.label) for s in Section])
    record = models.UUIDField(null=True)
    person_id = models.UUIDField(null=True)
    name = models.CharField(max_length=64)
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["application", "window"], name="a_window_shows_one_place")]
