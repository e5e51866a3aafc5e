"""Keeping what was on file before it is opened again."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from haizhi.kernel.actor import Actor
from haizhi.kernel.subjects import Subject
from haizhi.stations.models import FormerState


def keep_former(
    subject: Subject,
    content: Sequence[tuple[str, str]],
    values: dict[str, Any],
    *,
    by: Actor,
    at: datetime,
    reason: str = "",
) -> None:
    """Keep a subject's state: as people read it, and as it can be laid back."""
    serial = FormerState.objects.filter(subject_id=subject.pk).count() + 1
    FormerState.objects.create(
        subject_id=subject.pk,
        serial=serial,
        content=[list(row) for row in content],
        values=values,
        kept_at=at,
        kept_by=by.name,
        reason=reason,
    )


def newest_former(subject: Subject) -> FormerState:
    """The state kept last. Raises FormerState.DoesNotExist for a subject that was never opened again."""
    return FormerState.objects.filter(subject_id=subject.pk).latest("serial")
