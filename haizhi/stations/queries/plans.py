"""Plans of the year and overseas ties as the pages read them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from haizhi.applications.models import Record
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.plans import plan_findings
from haizhi.regulation.ties import NOT_YET, TieSort
from haizhi.stations.facts.work import is_of, planned_year, stands
from haizhi.stations.models import PLAN_OPEN, STANDING, Plan, PlanItem, Station, Tie, WorkEntry
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.stations.queries.work import NEWEST, reads_work, stations_read
from haizhi.ui.tones import tone_of


def _items_with_work() -> QuerySet[PlanItem]:
    return PlanItem.objects.annotate(
        confirmed=Count("work", filter=Q(work__stage="confirmed")),
        written=Count("work", filter=~Q(work__stage__in=["confirmed", "withdrawn"])),
    ).order_by("quarter", "pk")


def plans_seen(actor: Actor) -> QuerySet[Plan]:
    """The plans that the actor may see, with their items and how much work there is of each. Two queries."""
    found = Plan.objects.visible_to(actor).select_related("station__unit", "paper")
    return found.prefetch_related(Prefetch("items", _items_with_work()))


def plan_of_year(station: Station, year: int, actor: Actor) -> Plan | None:
    """A station's plan of a year, as far as the actor may see it."""
    return plans_seen(actor).filter(station=station, year=year).first()


def stations_with_plans(actor: Actor, year: int) -> QuerySet[Station]:
    """The stations whose plans the actor reads, as they exist, each with whether its plan of a year is on file."""
    filed = Plan.objects.filter(station=OuterRef("pk"), year=year, filed_at__isnull=False)
    return stations_read(actor).filter(stage__in=STANDING).annotate(on_file=Exists(filed))


def plans_by_station(actor: Actor, stations: list[Station], year: int) -> dict[object, Plan]:
    """The plans of a year of these stations, by the station's id. Two queries."""
    found = plans_seen(actor).filter(station__in=stations, year=year)
    return {plan.station_id: plan for plan in found}


def missing_of(plan: Plan) -> tuple[Finding, ...]:
    """What a plan that is being written lacks before it can be filed."""
    return unmet(*plan_findings(planned_year(plan))) if plan.stage in PLAN_OPEN else ()


def items_for(entry: WorkEntry) -> QuerySet[PlanItem]:
    """The items of a station's plans to which a piece of work may belong: of its year, and the one it belongs to."""
    items = PlanItem.objects.filter(plan__station=entry.station_id).order_by("plan__year", "quarter", "pk")
    return items.filter(Q(plan__year__in=(entry.began_on.year, entry.ended_on.year)) | Q(pk=entry.item_id))


def ties_for(entry: WorkEntry) -> QuerySet[Tie]:
    """The ties with which a piece of work may have been done: those kept, and those it names."""
    ties = Tie.objects.filter(station=entry.station_id)
    return ties.filter(Q(stage="kept") | Q(work=entry)).distinct().order_by("sort", "name", "code")


def ties_seen(actor: Actor) -> QuerySet[Tie]:
    """The ties that the actor may see, with station and unit."""
    return Tie.objects.visible_to(actor).select_related("station__unit")


@dataclass(frozen=True, slots=True)
class ToTakeOver:
    """A record of the application that can become a tie."""

    record: Record
    sort: TieSort


def to_take_over(station: Station) -> list[ToTakeOver]:
    """The groups and experts of the application that are not among the station's ties yet. Two queries at most."""
    if station.application_id is None:
        return []
    sorts = {sort.record.value: sort for sort in TieSort}
    taken = set(station.ties.exclude(mark=None).values_list("mark", flat=True))
    records = Record.objects.filter(application=station.application_id, sort__in=sorts)
    return [
        ToTakeOver(record, sorts[record.sort])
        for record in records
        if record.mark not in taken and record.values.get("relation") not in NOT_YET
    ]


@station_section(20)
def plans_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """The plans of a station, for whom they concern. One query."""
    if not reads_work(station, actor):
        return None
    year = day_of(at).year
    plans = list(Plan.objects.visible_to(actor).filter(station=station).order_by("-year")[:NEWEST])
    writes = is_of(station, actor) and stands(station, moves.BEGIN_PLAN).met
    here = any(plan.year == year for plan in plans)
    return Section(
        "plans",
        "年度计划",
        tuple(
            SectionRow(plan.title, plan.get_absolute_url(), plan.plan_way.label, plan.stage_label,
                       tone_of("plan", plan.stage))
            for plan in plans
        ),
        summary="" if here or not station.stands else f"{year}年度还没有{'填报' if writes else '报送'}计划。",
        empty="海智工作纳入本单位年度工作计划，或每年召开专题会议，计划事项和文件由负责人在这里报送。",
        act_url=reverse("stations:plan_begin", args=[station.code]) if writes else "",
        act="填报计划" if writes else "",
    )  # fmt: skip


@station_section(60)
def ties_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """The overseas ties of a station, for whom they concern. One query."""
    if not reads_work(station, actor):
        return None
    ties = Tie.objects.visible_to(actor).filter(station=station).order_by("-stage", "sort", "name")[:NEWEST]
    writes = is_of(station, actor) and stands(station, moves.REGISTER_TIE).met
    return Section(
        "ties",
        "海外联系",
        tuple(
            SectionRow(tie.title, tie.get_absolute_url(), tie.country, tie.stage_label, tone_of("tie", tie.stage))
            for tie in ties
        ),
        empty="经常联系的海外科技团体和海智专家登记在这里；申报时填报的可以直接转入。",
        url=reverse("stations:station_ties", args=[station.code]),
        link="全部海外联系",
        act_url=reverse("stations:tie_register", args=[station.code]) if writes else "",
        act="登记" if writes else "",
    )
