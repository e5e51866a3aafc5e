"""Who may take a package: whoever asked for it on record, for a day."""

from datetime import datetime, timedelta

from haizhi.archives.models import Archive
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation import moves

OPEN_FOR = timedelta(hours=24)
"""How long after 调阅 the package may be taken."""


def open_until(archive: Archive, actor: Actor, at: datetime) -> datetime | None:
    """Until when (exclusive) the actor may take the package; None before asking for it and when the day is over."""
    asked = Act.objects.filter(subject_id=archive.pk, verb=moves.CONSULT_FILE.name, by_id=actor.id)
    last = asked.order_by("-entry_id").first()
    return last.at + OPEN_FOR if last and at < last.at + OPEN_FOR else None
