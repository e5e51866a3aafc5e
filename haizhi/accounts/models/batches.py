"""A workbook between its check and its being entered."""

import json
from datetime import datetime
from typing import Any, ClassVar, Self
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.kernel.secrecy import seal, unseal
from haizhi.kernel.source import new_id


class SheetBatch(models.Model):
    """The rows of a workbook that somebody had checked, encrypted; gone once entered, or with the next one.

    A kind of workbook names what it is sealed under (`sealed_as`) and has its own `person`, one batch for each.
    """

    _CELLS: ClassVar[str] = "rows"
    sealed_as: ClassVar[str]
    person_id: UUID

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField("文件名", max_length=200)
    sealed = models.TextField()
    read_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @classmethod
    def held_by(cls, actor: Actor) -> QuerySet[Self]:
        """What somebody had checked, at most one."""
        rows = cls._default_manager
        return rows.filter(person_id=actor.id) if actor.id else rows.none()

    @classmethod
    def keep(cls, name: str, rows: list[dict[str, Any]], *, by: Actor, at: datetime) -> Self:
        """Keep rows read from a workbook in the place of a former one. Raises ValueError for nobody's."""
        if by.id is None:
            raise ValueError("a workbook is somebody's")
        cls.held_by(by).delete()
        sealed = seal(cls.sealed_as, {cls._CELLS: json.dumps(rows, ensure_ascii=False)}, at).decode()
        batch = cls(person_id=by.id, name=name[:200], sealed=sealed, read_at=at)
        batch.save()
        return batch

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows by column, with the line of the sheet under `line`."""
        found: list[dict[str, Any]] = json.loads(unseal(self.sealed_as, self.sealed.encode())[self._CELLS])
        return found
