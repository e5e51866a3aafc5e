"""Until when a station puts things right or states its case (办法·13), for whoever reads of it."""

from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of
from haizhi.regulation.naming import plaque_name
from haizhi.standing.models import Rectification, Renewal, Revocation


@dates_of(
    "rectification", "整改期限", day="due_on", name="station__short_name", named=plaque_name,
    page="standing:rectification",
)  # fmt: skip
def _rectifying(actor: Actor) -> QuerySet[Rectification]:
    return Rectification.objects.visible_to(actor).filter(stage="issued")


@dates_of(
    "renewal_hearing", "陈述意见截止（重新授牌）", day="hear_by", name="station__short_name", named=plaque_name,
    page="standing:renewal",
)  # fmt: skip
def _heard_on_renewal(actor: Actor) -> QuerySet[Renewal]:
    return Renewal.objects.visible_to(actor).filter(stage="hearing")


@dates_of(
    "revocation_hearing", "陈述意见截止（撤销资格）", day="hear_by", name="station__short_name", named=plaque_name,
    page="standing:revocation",
)  # fmt: skip
def _heard_on_revocation(actor: Actor) -> QuerySet[Revocation]:
    return Revocation.objects.visible_to(actor).filter(stage="noticed")
