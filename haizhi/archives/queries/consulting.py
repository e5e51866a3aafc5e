"""Who may take a package: whoever asked for it on record, for a day."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import QuerySet

from haizhi.archives.models import Archive
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation import moves

OPEN_FOR = timedelta(hours=24)
"""How long after 调阅 the package may be taken."""


def open_until(trail: Iterable[Act], actor: Actor, at: datetime) -> datetime | None:
    """Until when (exclusive) the actor may take the package of a file; None before asking and when the day is over.

    `trail` are the acts on the file.
    """
    asked = (act.at for act in trail if act.verb == moves.CONSULT_FILE.name and act.by_id == actor.id)
    last = max(asked, default=None)
    return last + OPEN_FOR if last and at < last + OPEN_FOR else None


def consultations(archive: Archive) -> QuerySet[Act]:
    """The times that somebody asked for the package of a file."""
    return Act.objects.filter(subject_id=archive.pk, verb=moves.CONSULT_FILE.name)
