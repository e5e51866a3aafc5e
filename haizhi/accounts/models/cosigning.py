"""What two people sign for: the one of the Office who sealed it, and the one of 纪检 who countersigned."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from haizhi.accounts.models.people import Person
from haizhi.kernel.subjects import Subject
from haizhi.regulation.citations import Citation


class Cosigned(Subject):
    """A case whose checkpoints operator and witness sign from the countersigned freeze on, `frozen_at`.

    Its `Signers` are related to it as `signers`; it has a public `code` and a `name`. `parts` are the relations to the
    subjects whose checkpoints count among its own, `signing_page` the name of the address of one of its checkpoints,
    `how_to_sign` what whoever waits for a signature asks for.
    """

    parts: ClassVar[tuple[str, ...]] = ()
    signing_page: ClassVar[str]
    how_to_sign: ClassVar[str] = "请其在“待签检查点”页面签名。"
    code: models.CharField[str, str]
    name: models.CharField[str, str]
    frozen_at: models.DateTimeField[datetime | None, datetime | None]

    class Meta:
        abstract = True

    @property
    def signed_under(self) -> Citation:
        """The article under which two people sign. Raises NotImplementedError for a kind that names none."""
        raise NotImplementedError(f"{self.kind} names no article")


class Signers(models.Model):
    """Who sealed a case and who countersigned; a row of it is related to the case as `signers`."""

    operator = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    witness = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True
