"""The decisions to revoke that everybody may read."""

from django.db.models import QuerySet

from haizhi.kernel.actor import PUBLIC
from haizhi.standing.models import Revocation


def public_revocations() -> QuerySet[Revocation]:
    """The decisions that were made public, the newest first."""
    rows = Revocation.objects.visible_to(PUBLIC).select_related("station__unit")
    return rows.order_by("-issued_on", "-code")
