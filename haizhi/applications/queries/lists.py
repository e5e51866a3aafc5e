"""Lists: calls, applications, what is open to whom, and who may read a material."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, QuerySet

from haizhi.accounts.models import Organisation
from haizhi.applications.facts import call_takes, kind_of
from haizhi.applications.models import Application, Call
from haizhi.documents.spreadsheet import Column
from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation.applicants import Affiliation
from haizhi.regulation.bodies import BODIES, Body, successor
from haizhi.regulation.findings import unmet
from haizhi.regulation.materials import Material, Step, required_materials
from haizhi.regulation.roles import Role
from haizhi.regulation.routing import Route, Routing, route_for
from haizhi.regulation.stages import STAGES, label


@readable_if
def material_of_a_visible_application(actor: Actor, upload: Upload) -> bool:
    """A material is read by whoever sees its application."""
    return Application.objects.visible_to(actor).filter(materials__upload=upload).exists()


@names_places
def case_of_a_material(actor: Actor, upload: Upload) -> list[Place]:
    """The applications among whose materials it is, or was, or in whose check it was laid down."""
    laid_down = Q(visits__photos__upload=upload) | Q(hearings__attachment=upload)
    seen = Application.objects.visible_to(actor).filter(Q(materials__upload=upload) | laid_down).distinct()
    return [Place(f"{a.code}　{a.title}", a.get_absolute_url()) for a in seen.select_related("unit")]


def districts() -> list[Body]:
    """Every district the register knows, by pinyin."""
    return sorted(BODIES, key=lambda b: (b.pinyin, b.code))


def stages_of_applications() -> list[tuple[str, str]]:
    """Every stage with its label, in the order of the procedure."""
    return list(STAGES["application"].items())


def applications_of(actor: Actor) -> QuerySet[Application]:
    """The applications the actor may see, with unit and call."""
    return Application.objects.visible_to(actor).select_related("unit", "call")


def listed_of(actor: Actor) -> QuerySet[Application]:
    """The same with no more of each than the list shows or exports: a call's whole text would come with every row."""
    return applications_of(actor).only(*_LISTED)


def overdue(applications: QuerySet[Application], today: date) -> QuerySet[Application]:
    """Those whose last day for what their stage waits for is past."""
    return applications.filter(due_on__lt=today)


_LISTED = (
    "code", "stage", "district", "route", "station_name", "recorded_by_office", "money",
    "submitted_at", "arrived_at", "due_on", "unit__name", "unit__code", "unit__applicant_kind",
    "call__year", "call__track", "call__deadline",
)  # fmt: skip
"""The columns of the list and of its export."""

SORTS: dict[str, str | tuple[str, ...]] = {
    "code": "code",
    "unit": ("unit__pinyin", "unit_id", "code"),
    "stage": ("stage", "code"),
    "at": "submitted_at",
    "due": "due_on",
}
"""How the list of applications is sorted: names in its address → columns."""

COLUMNS = (
    Column("申报编号", lambda a: a.code, 16),
    Column("申报单位", lambda a: a.unit.name, 34),
    Column("统一社会信用代码", lambda a: a.unit.code, 21),
    Column("单位类别", lambda a: a.unit.get_applicant_kind_display(), 18),
    Column("年度", lambda a: a.call.year, 7),
    Column("受理类别", lambda a: a.call.get_track_display(), 12),
    Column("工作站简称", lambda a: a.station_name, 22),
    Column("区县", lambda a: a.district_name, 12),
    Column("申报渠道", lambda a: Route(a.route).label, 24),
    Column("状态", lambda a: a.stage_label, 14),
    Column("专项经费（万元）", lambda a: a.money, 16, money=True),
    Column("提交时间", lambda a: a.submitted_at, 17),
    Column("办理期限", lambda a: a.due, 12),
)
"""The list of applications as it is exported."""


def calls_of(actor: Actor) -> QuerySet[Call]:
    """The calls the actor may see, each with the number of applications handed in (`received`)."""
    handed_in = Q(applications__submitted_at__isnull=False)
    return Call.objects.visible_to(actor).annotate(received=Count("applications", filter=handed_in))


@dataclass(frozen=True, slots=True)
class StageCount:
    """How many applications of a call are in a stage."""

    stage: str
    label: str
    count: int


def progress(call: Call, actor: Actor) -> list[StageCount]:
    """The applications of a call that the actor may see, counted by stage, in the order of the procedure."""
    seen = Application.objects.visible_to(actor).filter(call=call)
    counts = dict(seen.order_by().values_list("stage").annotate(Count("pk")))
    return [
        StageCount(stage, label("application", stage), counts[stage])
        for stage in STAGES["application"]
        if stage in counts
    ]


def open_calls(actor: Actor, at: datetime) -> list[Call]:
    """The calls that take applications now."""
    calls = Call.objects.visible_to(actor).filter(stage="open").order_by("-year", "-track")
    return [call for call in calls if not unmet(*call_takes(call, at))]


def own_units(actor: Actor) -> QuerySet[Organisation]:
    """The units for which the actor may begin an application."""
    return Organisation.objects.filter(pk__in=actor.places(Role.DRAFTER, Role.SIGNATORY)).order_by("name")


@dataclass(frozen=True, slots=True)
class Way:
    """The way a unit's application takes: its route with the article, where to, what to hand in."""

    unit: Organisation
    routing: Routing
    district: str
    demanded: tuple[Material, ...]

    @property
    def goes_by_district(self) -> bool:
        """Whether a district gives its opinion first."""
        return self.routing.route is Route.VIA_DISTRICT


def way_of(unit: Organisation, on: date) -> Way:
    """The way of a unit under 办法·7, and what it hands in under 办法·8."""
    kind = kind_of(unit)
    routing = route_for(kind, Affiliation(unit.affiliation))
    found = successor(unit.district, on)
    return Way(
        unit=unit,
        routing=routing,
        district=found.association if found else unit.district,
        demanded=required_materials(kind, routing.route, Step.SUBMISSION),
    )
