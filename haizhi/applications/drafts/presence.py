"""Who has which section open: noted as pages ask, forgotten soon after they stop."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from haizhi.applications.models import Application, Presence
from haizhi.kernel.actor import Actor
from haizhi.regulation.sections import Section

HERE_FOR: Final = timedelta(seconds=75)
"""For how long after its last question a page counts as open."""

_AGAIN: Final = timedelta(seconds=15)
"""A page that asks sooner than this is not written down again."""


def note_presence(
    application: Application, section: Section, page: str, *, by: Actor, at: datetime, record: UUID | None = None
) -> None:
    """Note that somebody has a section, or one record of it, open on a page of that name."""
    rows = Presence.objects.filter(application=application)
    there = rows.filter(page=page).first()
    if there and there.section == section and there.record == record and at - there.seen_at < _AGAIN:
        return
    rows.filter(seen_at__lt=at - HERE_FOR).delete()
    Presence.objects.update_or_create(
        application=application,
        page=page,
        defaults={"section": section, "record": record, "person_id": by.id, "name": by.name, "seen_at": at},
    )
