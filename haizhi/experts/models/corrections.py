"""What an expert asks to be corrected in the pool."""

import json
from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse

from haizhi.experts.models.experts import Expert
from haizhi.kernel.secrecy import seal, unseal
from haizhi.kernel.subjects import Subject
from haizhi.regulation.roles import OFFICE_ROLES, Role

_SEALED = "expert-correction"


class Correction(Subject):
    """An expert's request that the Office correct the entry. `sealed` holds what it should say, by field."""

    kind: ClassVar[str] = "correction"
    scope = {Role.JUDGE: "expert__person_id"}
    readers = OFFICE_ROLES
    shown_with = ("expert",)

    expert = models.ForeignKey(Expert, on_delete=models.PROTECT, related_name="corrections", verbose_name="专家")
    sealed = models.TextField(default="", blank=True, editable=False)
    reason = models.TextField("说明", blank=True)
    asked_at = models.DateTimeField("申请时间")
    answer = models.TextField("答复", blank=True)

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["expert"],
                condition=Q(stage="waiting"),
                name="one_correction_of_an_expert_waits_at_a_time",
                violation_error_message="您上一次的更正申请正在等待确认，请先撤回或等待答复",
            )
        ]

    def __str__(self) -> str:
        return f"{self.expert.code}申请更正资料"

    @property
    def case_id(self) -> object:
        """The expert, in whose 流程轨迹 it is read."""
        return self.expert_id

    @property
    def asked_for(self) -> dict[str, Any]:
        """What the entry should say, by field; empty once the expert was erased."""
        found: dict[str, Any] = json.loads(unseal(_SEALED, self.sealed.encode())["fields"]) if self.sealed else {}
        return found

    def ask_for(self, fields: dict[str, Any], at: datetime) -> None:
        """Seal what the entry should say."""
        self.sealed = seal(_SEALED, {"fields": json.dumps(fields, ensure_ascii=False)}, at).decode()

    def get_absolute_url(self) -> str:
        return reverse("experts:correction", args=[self.pk])
