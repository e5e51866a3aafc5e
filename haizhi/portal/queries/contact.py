"""Whom the public can turn to, as it was published with calls and 公示."""

from dataclasses import dataclass

from haizhi.applications.models import Call
from haizhi.decisions.models import Publicity
from haizhi.kernel.actor import PUBLIC


@dataclass(frozen=True, slots=True)
class Contact:
    """The latest published call, which names the office, and the telephone of 纪检 as the latest 公示 gives it."""

    call: Call | None
    supervision_phone: str


def contact() -> Contact:
    """Two queries."""
    call = Call.objects.visible_to(PUBLIC).order_by("-published_at", "-code").first()
    phones = Publicity.objects.visible_to(PUBLIC).order_by("-published_at", "-code")
    return Contact(call, phones.values_list("supervision_phone", flat=True).first() or "")
