"""Appeals as lists show them."""

from django.db.models import QuerySet

from haizhi.assessments.models import Appeal
from haizhi.kernel.actor import Actor


def appeals_of(actor: Actor) -> QuerySet[Appeal]:
    """The appeals that the actor may see, with round, station and files."""
    rows = Appeal.objects.visible_to(actor).select_related("assessed__assessment__lot", "assessed__station__unit")
    return rows.prefetch_related("files__upload")
