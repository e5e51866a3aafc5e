"""When a spot check is made, what it asks to be put right and what is paid back (办法·14), for whoever reads of it."""

from django.db.models import QuerySet

from haizhi.funding.models import Check, Recovery
from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of
from haizhi.regulation.naming import plaque_name


@dates_of(
    "check", "经费抽查", day="visit_on", name="station__short_name", named=plaque_name, page="funding:check"
)  # fmt: skip
def _visited(actor: Actor) -> QuerySet[Check]:
    """The unit knows of it since it was told: `visible_to` keeps it from whom a check is to surprise."""
    return Check.objects.visible_to(actor).exclude(stage="cancelled")


@dates_of(
    "check_rectification", "抽查整改期限", day="due_on", name="station__short_name", named=plaque_name,
    page="funding:check",
)  # fmt: skip
def _rectifying(actor: Actor) -> QuerySet[Check]:
    return Check.objects.visible_to(actor).filter(stage="rectifying")


@dates_of(
    "recovery", "经费退回期限", day="repay_by", name="grant__station__short_name", named=plaque_name,
    page="funding:recovery",
)  # fmt: skip
def _repaying(actor: Actor) -> QuerySet[Recovery]:
    return Recovery.objects.visible_to(actor).filter(stage="running")
