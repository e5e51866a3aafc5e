"""What people note about their own notices."""

from datetime import datetime

from haizhi.kernel.actor import Actor
from haizhi.notifications.models import Notice


def mark_read(actor: Actor, at: datetime, *, pk: int | None = None) -> int:
    """Note that one notice, or all of them, were read; how many that were unread."""
    if actor.id is None:
        return 0
    unread = Notice.objects.filter(person_id=actor.id, read_at__isnull=True)
    return (unread if pk is None else unread.filter(pk=pk)).update(read_at=at)
