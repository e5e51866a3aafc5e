"""Delivers the kernel's outbox: one notice for each person told of an act, and what is to be sent of it."""

from datetime import datetime

from django.db import transaction

from haizhi.kernel.models import Outgoing
from haizhi.notifications.tasks.telling import tell

AT_ONCE = 200
"""Rows of the outbox in one transaction."""


def deliver(at: datetime) -> int:
    """Tell the people addressed by undelivered rows of the outbox; the number of new notices.

    Safe with several workers and after a crash: rows are claimed under a lock, marked in the transaction that makes
    the notices, and a person is told once of an act.
    """
    told = 0
    while (made := _deliver_some(at)) is not None:
        told += made
    return told


def _deliver_some(at: datetime) -> int | None:
    """Deliver some rows and count the notices that they made; None when nothing is left."""
    with transaction.atomic():
        rows = Outgoing.objects.select_for_update(of=("self",)).filter(delivered_at__isnull=True)
        claimed = list(rows.select_related("act").order_by("id")[:AT_ONCE])
        if not claimed:
            return None
        made = tell(((row.act, row.role, row.place) for row in claimed), at)
        Outgoing.objects.filter(pk__in=[row.pk for row in claimed]).update(delivered_at=at)
        return made
