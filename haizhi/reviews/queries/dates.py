"""When the sessions are (评审·6)."""

from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of
from haizhi.reviews.models import Session


@dates_of("session", "评审会", day="held_at", name="name", page="reviews:detail")
def _held(actor: Actor) -> QuerySet[Session]:
    return Session.objects.visible_to(actor).exclude(stage="dropped")
