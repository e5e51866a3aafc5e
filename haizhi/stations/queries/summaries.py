"""Yearly summaries as their stations, the Office and the report of all of them read them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F, Q, QuerySet
from django.urls import reverse

from haizhi.kernel.actor import Actor
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.evidence import FEN_PER_WAN
from haizhi.regulation.findings import Finding
from haizhi.regulation.roles import DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES
from haizhi.regulation.summaries import FIGURES, Figure, Line, SummarySection, lines_of
from haizhi.regulation.task_families import TaskFamily
from haizhi.stations.facts import owes_summary, year_span
from haizhi.stations.models import STANDING, WRITTEN, Station, Summary, SummaryRound
from haizhi.stations.queries.owed import StageCount, how_many, late, stage_counts
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from haizhi.ui.charts import Bars, Mark
from haizhi.ui.tones import tone_of
from haizhi.ui.wording import day_text

ROUND_READERS = SummaryRound.readers
"""Who reads the check of a year as such; a station reads its own summary."""

SUMMARY_READERS = ROUND_READERS | UNIT_ROLES | DISTRICT_ROLES
"""Who reads summaries: of them their own."""

HANDED_IN = ("submitted", "accepted")
"""The stages of summaries whose figures count in the report of all."""


def figure_text(figure: Figure, value: int) -> str:
    """A figure in words with its unit: 12项, 123.456万元, exactly."""
    if figure.unit != "分":
        return f"{value:,}{figure.unit}"
    whole, rest = divmod(value, FEN_PER_WAN)
    return f"{whole:,}" + (f".{rest:06}".rstrip("0") if rest else "") + "万元"


def rounds_of(actor: Actor, today: date) -> QuerySet[SummaryRound]:
    """The years' checks that the actor may see, each with how its summaries stand."""
    return SummaryRound.objects.visible_to(actor).annotate(
        asked=how_many(Summary, "round", ~Q(stage="excused")),
        accepted=how_many(Summary, "round", Q(stage="accepted")),
        waiting=how_many(Summary, "round", Q(stage="submitted")),
        missed=how_many(Summary, "round", Q(stage="missed")),
        overdue=how_many(Summary, "round", late(WRITTEN, today)),
    )


def summaries_seen(actor: Actor) -> QuerySet[Summary]:
    """The summaries that the actor may see, with year, station and unit."""
    return Summary.objects.visible_to(actor).select_related("round", "station__unit")


def lateness(summary: Summary, today: date) -> str:
    """How late a summary came or is, in words; empty while nothing is late."""
    if summary.submitted_at is not None and summary.stage in HANDED_IN:
        return "逾期提交" if summary.is_late else ""
    return f"已逾期{(today - summary.due_on).days}天" if summary.due is not None and summary.due < today else ""


def handed_in_lines(summary: Summary) -> tuple[Line, ...]:
    """The figures of a summary as it was handed in; nothing is counted anew."""
    return lines_of(summary.counted, summary.corrections)


def figure_of(summary: Summary, key: str) -> int | None:
    """One figure of a summary that was handed in, None of any other."""
    if summary.stage not in HANDED_IN:
        return None
    given = summary.corrections.get(key, {}).get("given")
    return int(summary.counted.get(key, 0) if given is None else given)


def source_url(summary: Summary, figure: Figure) -> str:
    """Where what a figure counts is listed, for this station and year."""
    year, code = summary.round.year, summary.station.code
    if figure.key in ("tasks", "tasks_done"):
        return f"{reverse('stations:assignments')}?station={code}"
    if figure.key in ("planned", "carried_out"):
        return f"{summary.station.get_absolute_url()}#plans"
    first, last = year_span(year)
    sort = f"&sort_of_work={figure.sort.value}" if figure.sort else ""
    return f"{reverse('stations:work')}?station={code}&since={first}&until={last}&stage=confirmed{sort}"


@dataclass(frozen=True, slots=True)
class Overview:
    """A round at a glance: how its summaries stand, who has not handed in, what those handed in come to together."""

    stages: tuple[StageCount, ...]
    missing: tuple[Summary, ...]
    more_missing: int
    handed_in: int
    totals: tuple[tuple[Figure, int], ...]
    charts: tuple[Bars, ...]


_SHOWN = 50
"""Stations that have not handed in, as many as the page of a round shows; the list has them all."""


def overview_of(found: SummaryRound, today: date) -> Overview:
    """Two queries, however many stations."""
    rows = list(found.summaries.only("stage", "due_on", "counted", "corrections").order_by())
    counted = Counter(row.stage for row in rows)
    overdue = sum(row.stage in WRITTEN and row.due_on < today for row in rows)
    address = f"{reverse('stations:summaries')}?year={found.year}"
    open_ones = found.summaries.filter(stage__in=WRITTEN).select_related("station__unit", "round")
    missing = list(open_ones.order_by("due_on", "code")[:_SHOWN])
    totals = totals_of(row for row in rows if row.stage in HANDED_IN)
    handed_in = sum(counted[stage] for stage in HANDED_IN)
    return Overview(
        stages=stage_counts("summary", counted, overdue, address),
        missing=tuple(missing),
        more_missing=sum(counted[stage] for stage in WRITTEN) - len(missing),
        handed_in=handed_in,
        totals=tuple(totals.items()),
        charts=charts_of(totals, found.year) if handed_in else (),
    )


def totals_of(summaries: Iterable[Summary]) -> dict[Figure, int]:
    """Every figure over all of these summaries together."""
    totals = dict.fromkeys(FIGURES, 0)
    for summary in summaries:
        for line in handed_in_lines(summary):
            totals[line.figure] += line.value
    return totals


def charts_of(totals: dict[Figure, int], year: int) -> tuple[Bars, Bars]:
    """What all stations did in a year, by family and by sort of work."""
    families = tuple(
        Mark(family.label, sum(value for figure, value in totals.items() if figure.family is family))
        for family in TaskFamily
    )
    sorts = tuple(Mark(figure.label, value) for figure, value in totals.items() if figure.sort)
    about = f"{year}年度总结中各站开展的工作，"
    return (
        Bars("families", "按任务", f"{about}按《办法》第四条的四类任务。", "任务", "项", families),
        Bars("sorts", "按工作类别", f"{about}按工作类别。", "工作类别", "项", sorts),
    )


def left_out_of(found: SummaryRound) -> list[tuple[Station, Finding]]:
    """The stations that stand and are not asked in a round, each with why. One query."""
    standing = Station.objects.filter(stage__in=STANDING).exclude(summaries__round=found).select_related("unit")
    return [(station, owes_summary(station, found.year)) for station in standing.order_by("code")]


def collected(found: SummaryRound) -> list[Summary]:
    """Every summary of a round in the order of the stations. One query."""
    return list(found.summaries.select_related("round", "station__unit").order_by("station__code"))


@station_section(50)
def summary_section(station: Station, actor: Actor, at: datetime) -> Section | None:
    """The summaries of a station, for those who see them. One query."""
    own = any(station.within(grant) for grant in actor.grants if grant.role in Summary.scope)
    if not (own or actor.holds(*Summary.readers)):
        return None
    rows = list(summaries_seen(actor).filter(station=station).order_by(F("round__year").desc())[:5])
    missed = [str(row.round.year) for row in rows if row.stage == "missed"]
    return Section(
        "summaries",
        "年度总结",
        tuple(_row(row, day_of(at)) for row in rows),
        summary=f"{'、'.join(reversed(missed))}年未参加年度总结检查" if missed else "",
        empty="海智办每年布置年度工作总结后，本站的总结列在这里：按工作记录预填，由负责人提交。",
        url=f"{reverse('stations:summaries')}?station={station.code}",
        link="全部年度总结",
        act_url=reverse("stations:summary_rounds") if actor.holds(*OFFICE_ROLES) else "",
        act="年度总结检查",
    )


def _row(summary: Summary, today: date) -> SectionRow:
    late = lateness(summary, today)
    return SectionRow(
        f"{summary.round.year}年度工作总结",
        summary.get_absolute_url(),
        note=f"报送期限{day_text(summary.due_on)}" + (f"，{late}" if late else ""),
        tag=summary.stage_label,
        tone=tone_of("summary", summary.stage),
    )


def returned_parts(summary: Summary) -> list[tuple[str, str]]:
    """What is to be changed, part by part, each with its heading."""
    labels = {section.value: section.label for section in SummarySection} | {"figures": "数据"}
    return [(labels[part], text) for part, text in summary.returned.items() if part in labels]
