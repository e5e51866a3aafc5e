"""What the worker does for reviews: keys that were unlocked for a sitting are destroyed when its time is over."""

from datetime import datetime

from haizhi.kernel import cosigning
from haizhi.reviews.models import SheetKey


def destroy_expired(at: datetime) -> int:
    """Destroy unlocked signing keys and opened keys of sessions whose time is over; how many there were."""
    return cosigning.destroy_expired(at) + SheetKey.objects.filter(until__lte=at).update(opened=None, until=None)
