"""When a call begins and ends, and until when the districts take applications in (通知, 办法·7)."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from haizhi.applications.models import Application, Call, DistrictCutoff
from haizhi.kernel.actor import Actor
from haizhi.kernel.dates import dates_of
from haizhi.regulation.bodies import body
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role
from haizhi.regulation.routing import Route

_TAKING_PART = UNIT_ROLES | DISTRICT_ROLES | OFFICE_ROLES | {Role.SUPERVISOR, Role.AUDITOR}


def _calls(actor: Actor) -> QuerySet[Call]:
    seen = Call.objects.visible_to(actor) if actor.holds(*_TAKING_PART) else Call.objects.none()
    return seen.exclude(stage="draft")


@dates_of("call_opens", "开始受理", day="opens_on", name="heading", page="applications:call")
def _opening(actor: Actor) -> QuerySet[Call]:
    return _calls(actor)


@dates_of("call_deadline", "申报截止", day="deadline", exclusive=True, name="heading", page="applications:call")
def _closing(actor: Actor) -> QuerySet[Call]:
    return _calls(actor)


@dates_of(
    "cutoff",
    "初审受理截止",
    day="cutoff",
    exclusive=True,
    name="district",
    named=lambda district: body(district).association,
    page="applications:call",
    number="call__code",
)
def _district_closing(actor: Actor) -> QuerySet[DistrictCutoff]:
    """For a unit that of the district by way of which it applies; for a district its own; for the Office every one."""
    by_way_of = Application.objects.filter(
        unit__in=[UUID(place) for place in actor.places(*UNIT_ROLES)],
        call=OuterRef("call"),
        district=OuterRef("district"),
        route=Route.VIA_DISTRICT.value,
    )
    own = DistrictCutoff.objects.filter(Q(Exists(by_way_of)) | Q(district__in=actor.places(*DISTRICT_ROLES)))
    return DistrictCutoff.objects.all() if actor.holds(*OFFICE_ROLES) else own
