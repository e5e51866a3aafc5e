"""What a station shows of itself to everybody, version by version."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.kernel.actor import Grant
from haizhi.kernel.subjects import Subject
from haizhi.regulation.presentations import StationField
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.stations.models.stations import Station

OPEN = ("draft", "released", "returned")
"""The stages of a version that is being made."""

EDITED = ("draft", "returned")
"""Those of them in which the unit works on it."""


class Presentation(Subject):
    """One version of what a station shows: the one in `public` is on its public page.

    `edits` counts the savings of the draft, by which two people notice each other.
    """

    kind: ClassVar[str] = "presentation"
    page = "stations:presentation"
    scope = dict.fromkeys(sorted(UNIT_ROLES), "station__unit_id")
    readers = OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}
    shown_with = ("station__unit",)

    code = models.CharField("编号", max_length=24, unique=True)
    station = models.ForeignKey(Station, on_delete=models.PROTECT, related_name="presentations")
    introduction = models.TextField("介绍", blank=True)
    homepage = models.CharField("单位网址", max_length=200, blank=True)
    office = models.CharField("对外联系部门", max_length=60, blank=True)
    phone = models.CharField("办公电话", max_length=24, blank=True)
    mailbox = models.EmailField("公用邮箱", blank=True)
    picture = models.ForeignKey(
        Upload, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name="图片"
    )
    picture_text = models.CharField("图片说明", max_length=100, blank=True)
    edits = models.PositiveIntegerField(default=0, editable=False)
    saved_at = models.DateTimeField(null=True, editable=False)
    published_at = models.DateTimeField("公开时间", null=True, editable=False)

    class Meta:
        ordering = ["-code"]
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(stage="public"),
                name="a_station_shows_one_version",
            ),
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(stage__in=OPEN),
                name="a_station_makes_one_version_at_a_time",
                violation_error_message="本站已有一份正在办理的展示",
            ),
            models.CheckConstraint(
                condition=~Q(stage="public") | Q(published_at__isnull=False),
                name="what_is_shown_was_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station.unit.name}的工作站展示"

    @classmethod
    def readable(cls, grant: Grant) -> Q | None:
        """The unit and the Office read every version, everybody else what is shown."""
        if grant.role in cls.readers:
            return Q()
        own = cls.scoped(grant) if grant.role in UNIT_ROLES else None
        return Q(stage="public") if own is None else own | Q(stage="public")

    @property
    def case_id(self) -> object:
        """The station: its trail tells of what it shows."""
        return self.station_id

    @property
    def field_labels(self) -> list[str]:
        """Its fields in words, in the order of the classification. One query unless they were fetched with it."""
        chosen = {row.field for row in self.fields.all()}
        return [field.label for field in StationField if field.value in chosen]


class PresentationField(models.Model):
    """One field in which a station works, as a version names it."""

    presentation = models.ForeignKey(Presentation, on_delete=models.CASCADE, related_name="fields")
    field = models.CharField("领域", max_length=16, choices=[(f.value, f.label) for f in StationField])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["presentation", "field"], name="a_version_names_a_field_once"),
        ]
        indexes = [models.Index(fields=["field", "presentation"], name="presentation_field")]
