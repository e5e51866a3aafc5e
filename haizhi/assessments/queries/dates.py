"""The parts of a round of assessment (考核), and until when its result may be appealed against."""

from django.db.models import QuerySet

from haizhi.assessments.models import Round
from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of

_PAGE = "assessments:round"


def _running(actor: Actor) -> QuerySet[Round]:
    """Those that were announced; a round in the making may change its days any time."""
    return Round.objects.visible_to(actor).exclude(stage__in=["composing", "dropped"])


@dates_of("assessment_self", "自评截止", day="self_due", name="name", page=_PAGE)
def _rating_themselves(actor: Actor) -> QuerySet[Round]:
    return _running(actor)


@dates_of("assessment_peer", "互评截止", day="peer_due", name="name", page=_PAGE)
def _rating_each_other(actor: Actor) -> QuerySet[Round]:
    return _running(actor)


@dates_of("assessment_office", "海智办考评截止", day="office_due", name="name", page=_PAGE)
def _rated_by_the_office(actor: Actor) -> QuerySet[Round]:
    return _running(actor)


@dates_of("assessment_appeals", "考核申诉截止", day="appeals_until", name="name", page=_PAGE)
def _appealing(actor: Actor) -> QuerySet[Round]:
    return _running(actor)
