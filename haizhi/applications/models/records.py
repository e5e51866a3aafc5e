"""The structured records of an application: evidence for the indicators of 附件3."""

from typing import Any

from django.db import models

from haizhi.applications.models.applications import Application
from haizhi.applications.models.materials import Material
from haizhi.kernel.source import new_id
from haizhi.regulation.evidence import RECORDS, RecordKind, RecordType, Shape


class Record(models.Model):
    """One overseas group, expert, project, platform, activity …: `values` by the keys of its kind's fields.

    Shapes of the values as in `haizhi.regulation.evidence.Shape`, nothing where nothing is filled in. `mark` is given
    by the page that adds it, so that it is added once. `edits`: which page last saved which field {serial, fields:
    {key: {serial, page, by, at}}}, so that two drafters don't overwrite one another.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="records")
    sort = models.CharField("类别", max_length=24, choices=[(k.value, k.label) for k in RecordKind])
    mark = models.UUIDField(default=new_id)
    place = models.PositiveSmallIntegerField(default=0)
    values = models.JSONField(default=dict)
    agreement = models.ForeignKey(
        Material, null=True, blank=True, on_delete=models.SET_NULL, related_name="records", verbose_name="协议"
    )
    edits = models.JSONField(default=dict, editable=False)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["sort", "place", "id"]
        constraints = [
            models.UniqueConstraint(fields=["application", "mark"], name="a_record_is_added_once"),
        ]

    def __str__(self) -> str:
        return self.type.field(self.type.title).words(self.values.get(self.type.title)) or self.type.label

    @property
    def kind(self) -> RecordKind:
        """What kind of record it is."""
        return RecordKind(self.sort)

    @property
    def type(self) -> RecordType:
        """Its fields and what they mean."""
        return RECORDS[self.kind]

    def rows(self) -> list[tuple[str, str]]:
        """What is filled in, as label and value in words."""
        said: dict[str, Any] = self.values
        return [(f.label, f.words(said.get(f.key))) for f in self.type.fields if said.get(f.key) not in (None, "")]

    @property
    def brief(self) -> list[tuple[str, str]]:
        """The short things that tell it from others, as label and value: at most four, without its title."""
        said: dict[str, Any] = self.values
        short = [f for f in self.type.fields if f.shape is not Shape.LONG and f.key != self.type.title]
        return [(f.label, f.words(said[f.key])) for f in short if said.get(f.key) not in (None, "")][:4]

    @property
    def is_titled(self) -> bool:
        """Whether the field that heads it in lists is filled in."""
        return self.values.get(self.type.title) not in (None, "")

    @property
    def missing(self) -> tuple[str, ...]:
        """The labels of what it still needs."""
        return tuple(field.label for field in self.type.missing(self.values))
