"""A workbook of experts between its check and its being entered."""

import json
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.db import models
from django.db.models import QuerySet

from haizhi.accounts.models import Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.secrecy import seal, unseal
from haizhi.kernel.source import new_id

_SEALED = "expert-batch"


class Batch(models.Model):
    """The rows of a workbook that somebody had checked, encrypted; gone once entered, or with the next one."""

    _CELLS: ClassVar[str] = "rows"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="expert_batch")
    name = models.CharField("文件名", max_length=200)
    sealed = models.TextField()
    read_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @classmethod
    def held_by(cls, actor: Actor) -> "QuerySet[Batch]":
        """What somebody had checked, at most one."""
        return cls.objects.filter(person_id=actor.id) if actor.id else cls.objects.none()

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The rows by column, with the line of the sheet under `line`."""
        found: list[dict[str, Any]] = json.loads(unseal(_SEALED, self.sealed.encode())[self._CELLS])
        return found

    @classmethod
    def of(cls, person_id: UUID, name: str, rows: list[dict[str, Any]], at: datetime) -> "Batch":
        """Rows read from a workbook, not saved yet."""
        sealed = seal(_SEALED, {cls._CELLS: json.dumps(rows, ensure_ascii=False)}, at).decode()
        return cls(person_id=person_id, name=name[:200], sealed=sealed, read_at=at)
