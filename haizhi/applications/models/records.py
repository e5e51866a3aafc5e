"""The structured records of an application: evidence for the indicators of 附件3."""

from typing import Any

from django.db import models

from haizhi.applications.models.applications import Application
from haizhi.applications.models.materials import Material
from haizhi.regulation.evidence import RECORDS, RecordKind, RecordType


class Record(models.Model):
    """One overseas group, expert, project, platform, activity …: `values` by the keys of its kind's fields.

    Shapes of the values as in `haizhi.regulation.evidence.Shape`; `serial` rises with each change, so that two
    drafters don't overwrite one another.
    """

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="records")
    sort = models.CharField("类别", max_length=24, choices=[(k.value, k.label) for k in RecordKind])
    place = models.PositiveSmallIntegerField(default=0)
    values = models.JSONField(default=dict)
    agreement = models.ForeignKey(
        Material, null=True, blank=True, on_delete=models.SET_NULL, related_name="records", verbose_name="协议"
    )
    serial = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    saved_by = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["sort", "place", "id"]

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
