"""Work as the pages read it: lists, one entry, what it comes to."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet
from django.urls import reverse

from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import WORK, WorkFigures, work_findings
from haizhi.stations.facts.work import OWN_ROLES, first_day, is_of, stands, work_told
from haizhi.stations.models import STANDING, WORK_OPEN, FormerState, Plan, Station, WorkEntry, WorkFile
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.charts import Bars, Mark
from haizhi.ui.tones import tone_of

NEWEST = 5
"""Rows that a station's home page shows of a list."""


@readable_if
def proof_of_visible_work(actor: Actor, upload: Upload) -> bool:
    """A file that proves a piece of work, for whoever sees the work."""
    return WorkEntry.objects.visible_to(actor).filter(files__upload=upload).exists()


@readable_if
def paper_of_a_visible_plan(actor: Actor, upload: Upload) -> bool:
    """The paper of a plan, for whoever sees the plan."""
    return Plan.objects.visible_to(actor).filter(paper=upload).exists()


@names_places
def work_with_the_file(actor: Actor, upload: Upload) -> Iterable[Place]:
    """The pieces of work that it proves, and the plans whose paper it is."""
    for entry in WorkEntry.objects.visible_to(actor).filter(files__upload=upload).distinct():
        yield Place(f"工作记录“{entry.title}”", entry.get_absolute_url())
    for plan in Plan.objects.visible_to(actor).filter(paper=upload):
        yield Place(plan.title, plan.get_absolute_url())


def work_seen(actor: Actor) -> QuerySet[WorkEntry]:
    """The pieces of work that the actor may see, with station and unit."""
    return WorkEntry.objects.visible_to(actor).select_related("station__unit")


def work_with_files(actor: Actor) -> QuerySet[WorkEntry]:
    """As `work_seen`, with the terms of the stations and every file: what the rules look at. Two queries more."""
    files = Prefetch("files", WorkFile.objects.select_related("upload"))
    return work_seen(actor).select_related("item__plan").prefetch_related("station__terms", files)


def missing_of(entry: WorkEntry, at: datetime) -> tuple[Finding, ...]:
    """What an entry that is being written lacks before it can be handed in."""
    if entry.stage not in WORK_OPEN:
        return ()
    return unmet(*work_findings(work_told(entry), since=first_day(entry.station), today=day_of(at)))


def former_states(subject_id: UUID) -> list[FormerState]:
    """What was on file before, newest first. One query."""
    return list(FormerState.objects.filter(subject_id=subject_id))


def own_stations(actor: Actor) -> list[Station]:
    """The stations that the actor writes for, as long as they exist."""
    units = [UUID(place) for place in actor.places(*OWN_ROLES)]
    return list(Station.objects.filter(unit_id__in=units, stage__in=STANDING).select_related("unit").order_by("code"))


def stations_read(actor: Actor) -> QuerySet[Station]:
    """The stations whose work the actor reads: all, those of the district, those of the unit."""
    found = Station.objects.select_related("unit")
    if actor.holds(*WorkEntry.readers):
        return found
    units = [UUID(place) for place in actor.places(*OWN_ROLES)]
    districts = actor.places(*(set(WorkEntry.scope) - OWN_ROLES))
    return found.filter(Q(unit_id__in=units) | Q(district__in=districts))


def charts_of(figures: WorkFigures, about: str) -> tuple[Bars, Bars]:
    """What was done, by the families of 办法·4 and by sort; `about` says whose and when."""
    families = tuple(Mark(family.label, figures.of_family(family)) for family in TaskFamily)
    sorts = tuple(Mark(sort.label, figures.counts.get(sort, 0)) for sort in WORK)
    return (
        Bars(
            "families", "按四类任务", f"{about}已确认的工作，按《办法》第四条的四类任务。", "任务类别", "项", families
        ),
        Bars("sorts", "按类别", f"{about}已确认的工作，按考核评估指标的类别。", "类别", "项", sorts),
    )


@dataclass(frozen=True, slots=True)
class ConfirmRow:
    """A piece of work that waits for the Office, and what stands against confirming it."""

    entry: WorkEntry
    findings: tuple[Finding, ...]

    @property
    def ready(self) -> bool:
        """Whether nothing stands against it."""
        return not self.findings


def waiting_work(actor: Actor) -> QuerySet[WorkEntry]:
    """What waits for the Office, with all that its rules look at."""
    return work_with_files(actor).filter(stage="submitted")


def confirm_row(entry: WorkEntry, by: Actor, at: datetime) -> ConfirmRow:
    """What would become of one entry. No query where it was fetched by `waiting_work`."""
    return ConfirmRow(entry, standing_against(moves.CONFIRM_WORK, entry, by, at))


@station_section(30)
def work_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """The newest work of a station, for whom it concerns. Two queries."""
    if not reads_work(station, actor):
        return None
    year = day_of(at).year
    rows = WorkEntry.objects.visible_to(actor).filter(station=station).exclude(stage="withdrawn")
    of_year = rows.filter(began_on__year=year).aggregate(n=Count("pk"), sure=Count("pk", filter=Q(stage="confirmed")))
    newest = rows.order_by("-began_on", "-code")[:NEWEST]
    writes = is_of(station, actor) and stands(station, moves.BEGIN_WORK).met
    return Section(
        "work",
        "工作记录",
        tuple(
            SectionRow(e.title, e.get_absolute_url(), chinese_date(e.began_on), e.stage_label, tone_of("work", e.stage))
            for e in newest
        ),
        summary=f"{year}年登记{of_year['n']}项，已确认{of_year['sure']}项。" if of_year["n"] else "",
        empty="工作站按四类任务登记开展的工作，提交海智办确认后作为年度总结和考核评估的依据。",
        url=reverse("stations:station_work", args=[station.code]),
        link="全部工作记录",
        act_url=reverse("stations:work_begin", args=[station.code]) if writes else "",
        act="记一笔" if writes else "",
    )


def reads_work(station: Station, actor: Actor) -> bool:
    """Whether the actor reads a station's work. No query."""
    if actor.holds(*WorkEntry.readers):
        return True
    return any(grant.role in WorkEntry.scope and station.within(grant) for grant in actor.grants)
