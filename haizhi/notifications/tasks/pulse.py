"""The worker's pulse: from it others know that one is running."""

from datetime import datetime, timedelta

from haizhi.notifications.models import Heartbeat

APART = timedelta(seconds=30)
"""Seldom enough to write next to nothing, often enough to be missed within minutes."""


def beat(at: datetime) -> None:
    """Note that a worker came by; nothing is written when one did so just before."""
    if not Heartbeat.objects.filter(pk=1).exists():
        Heartbeat.objects.bulk_create([Heartbeat(at=at)], ignore_conflicts=True)
    Heartbeat.objects.filter(pk=1, at__lt=at - APART).update(at=at)
