"""What judges opened: every look at the papers of a unit (评审·8)."""

from collections.abc import Mapping
from typing import ClassVar

from django.db import models
from django.urls import reverse

from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import Role
from haizhi.reviews.models.sessions import Seat, Turn


class Opening(Subject):
    """That a judge opened something of a unit's: what it was called, its SHA-256 where it is a file, and when."""

    class What(models.TextChoices):
        """What was opened."""

        INDICATORS = "indicators", "指标对照"
        FORM = "form", "申报表"
        DOSSIER = "dossier", "申报材料合订本"
        FILE = "file", "附件"
        ORIGINAL = "original", "附件原件"

    kind: ClassVar[str] = "opening"
    scope: ClassVar[Mapping[Role, str]] = {Role.JUDGE: "seat__person_id"}
    readers = frozenset({Role.SUPERVISOR, Role.AUDITOR})
    shown_with = ("turn__session", "turn__application__unit", "seat")

    turn = models.ForeignKey(Turn, on_delete=models.PROTECT, related_name="openings")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="openings")
    what = models.CharField("查阅内容", max_length=12, choices=What)
    name = models.CharField("名称", max_length=255, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField("时间")

    class Meta:
        ordering = ["-at", "id"]
        indexes = [models.Index(fields=["turn", "seat"], name="opening_turn_seat")]

    def __str__(self) -> str:
        return f"{self.turn}{self.get_what_display()}"

    @property
    def case_id(self) -> object:
        return self.turn.session_id

    def get_absolute_url(self) -> str:
        return reverse("reviews:opening", args=[self.turn.session.code, self.pk])
