"""When a 公示 runs (办法·9·1)."""

from django.db.models import QuerySet

from haizhi.decisions.models import Publicity
from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of


@dates_of("publicity", "公示期间", day="first_day", until="last_day", name="heading", page="decisions:publicity")
def _running(actor: Actor) -> QuerySet[Publicity]:
    """Published ones: in preparation one has no days, and called off it has them no more."""
    return Publicity.objects.visible_to(actor).filter(stage__in=["running", "concluded"])


@dates_of("publicity_planned", "定时发布公示", day="publish_at", name="heading", page="decisions:publicity")
def _planned(actor: Actor) -> QuerySet[Publicity]:
    return Publicity.objects.visible_to(actor).filter(stage="scheduled")
