"""Files and closed cases as the lists show them."""

from django.db.models import QuerySet

from haizhi.applications.models import Application
from haizhi.archives.models import Archive
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.archiving import CLOSED


def archives_of(actor: Actor) -> QuerySet[Archive]:
    """The files that the actor may see."""
    return Archive.objects.visible_to(actor).select_related("application__unit", "application__call")


def to_file(actor: Actor) -> QuerySet[Application]:
    """The closed cases that were not filed yet; none for whoever files none."""
    if not actor.holds(*moves.FILE_CASE.roles):
        return Application.objects.none()
    waiting = Application.objects.visible_to(actor).filter(stage__in=CLOSED, archive=None)
    return waiting.select_related("unit", "call").order_by("code")
