"""What a person was told."""

from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.notifications.models import Notice


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """The notices of whoever asks, with their acts."""
    if actor.id is None:
        return Notice.objects.none()
    return Notice.objects.filter(person_id=actor.id).select_related("act")


def unread_count(actor: Actor) -> int:
    """How many of them were not read. One query for a person, none for the public."""
    return 0 if actor.id is None else Notice.objects.filter(person_id=actor.id, read_at__isnull=True).count()
