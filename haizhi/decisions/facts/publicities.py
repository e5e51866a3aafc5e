"""公示 as the regulation's rules take it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from haizhi.applications.models import Application
from haizhi.decisions.models import Publicity
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding


def publishable(publicity: Publicity) -> QuerySet[Application]:
    """The applications named that can be published now."""
    return publicity.applications.filter(stage="proposed").select_related("unit").order_by("code")


def as_the_log_tells(applications: Iterable[Application]) -> list[Application]:
    """In the order of their random numbers, in which they are acted on.

    The public log shows in what order acts were done: in that of a published list, or of the ranks, it would tell
    which unit an entry is about, and so whose 公示 is stopped.
    """
    return sorted(applications, key=lambda application: application.pk)


def phones_apart(phone: str, supervision_phone: str) -> Finding:
    """Whether 纪检 is reached by a number of its own."""
    apart = phone.strip() != supervision_phone.strip()
    cite, reason = moves.PREPARE_PUBLICITY.cite, "纪检监督电话与受理电话相同"
    return Finding(
        apart, cite, "纪检监督电话单独设置" if apart else reason, "请填写纪检机构单独设置的电话。", "supervision_phone"
    )
