"""Who has which section open: noted as pages ask, forgotten soon after they stop."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from haizhi.applications.models import Application, Presence
from haizhi.applications.models.presence import HERE_FOR
from haizhi.kernel.actor import Actor
from haizhi.regulation.sections import Section

_AGAIN: Final = timedelta(seconds=15)
"""A window that asks sooner than this is not written down again."""


def note_presence(
    application: Application, section: Section, window: str, *, by: Actor, at: datetime, record: UUID | None = None
) -> None:
    """Note that somebody has a section, or one record of it, open in a window of that name."""
    rows = Presence.objects.filter(application=application)
    there = rows.filter(window=window).first()
    if there and there.section == section and there.record == record and at - there.seen_at < _AGAIN:
        return
    rows.filter(seen_at__lt=at - HERE_FOR).delete()
    Presence.objects.update_or_create(
        application=application,
        window=window,
        defaults={"section": section, "record": record, "person_id": by.id, "name": by.name, "seen_at": at},
    )
