"""Objections and reports: for those who decide on them, and for whoever lodged one and holds its receipt."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from haizhi.applications.models import Application
from haizhi.decisions.models import Objection
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.kernel.secrecy import unseal
from haizhi.regulation import moves

SETTLED = frozenset({"declined", "upheld", "dismissed"})
"""Stages of an objection after which nothing more is decided on it."""


@dataclass(frozen=True, slots=True)
class Progress:
    """What the holder of a receipt may know: nothing of who deals with it."""

    code: str
    sort: str
    unit: str
    heading: str
    lodged_at: datetime
    state: str
    settled_at: datetime | None
    answer: str


_STATES = {
    "lodged": "已收到，待决定是否受理",
    "accepted": "已受理，核查中",
    "found": "已受理，核查中",
    "declined": "不予受理",
    "upheld": "已办结，反映的问题成立",
    "dismissed": "已办结，反映的问题不成立",
}


def objections_of(actor: Actor) -> QuerySet[Objection]:
    """The objections and reports that the actor may see."""
    return Objection.objects.visible_to(actor).select_related("application__unit", "publicity")


def progress(receipt: str) -> Progress | None:
    """How the matter with a receipt stands, None for a receipt that is not one."""
    found = Objection.objects.filter(receipt=receipt).select_related("application__unit", "publicity").first()
    if found is None:
        return None
    settled = found.stage in SETTLED
    return Progress(
        code=found.code,
        sort=found.get_sort_display(),
        unit=found.application.unit.name,
        heading=found.publicity.heading if found.publicity else "",
        lodged_at=found.lodged_at,
        state=_STATES[found.stage],
        settled_at=found.settled_at,
        answer=found.answer if settled else "",
    )


def identity(objection: Objection) -> dict[str, str]:
    """Who lodged it: {"name", "contact"}; empty for an anonymous report. Only for a look that is on record."""
    return unseal("objector", bytes(objection.identity)) if objection.identity else {}


def looks_at_identity(objection: Objection) -> list[Act]:
    """The recorded looks at who lodged it, newest first."""
    return list(Act.objects.filter(subject_id=objection.pk, verb=moves.UNSEAL.name).order_by("-entry_id"))


def matters_against(application: Application, actor: Actor) -> list[Objection]:
    """What the actor may see of everything lodged against one unit, newest first."""
    return list(objections_of(actor).filter(application=application).order_by("-lodged_at", "code"))


def stays_frozen(objection: Objection) -> bool:
    """Whether another matter under way holds the unit's 公示 even if this one is dismissed."""
    others = objection.application.objections.filter(stage__in=["accepted", "found"]).exclude(pk=objection.pk)
    return objection.application.stage == "frozen" and others.exists()
