"""Who may take a package: whoever asked for it on record, for as long as that counts."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from haizhi.archives.models import Archive
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation import moves
from haizhi.regulation.archiving import consulted_until


def open_until(trail: Iterable[Act], actor: Actor, at: datetime) -> datetime | None:
    """Until when (exclusive) the actor may take the package of a file; None before asking and when the day is over.

    `trail` are the acts on the file.
    """
    asked = (act.at for act in trail if act.verb == moves.CONSULT_FILE.name and act.by_id == actor.id)
    last = max(asked, default=None)
    return consulted_until(last) if last and at < consulted_until(last) else None


def consultations(archive: Archive) -> QuerySet[Act]:
    """The times that somebody asked for the package of a file."""
    return Act.objects.filter(subject_id=archive.pk, verb=moves.CONSULT_FILE.name)
