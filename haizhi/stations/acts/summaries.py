"""年度工作总结: asked of the stations, handed in, looked through, returned, accepted, or missed (办法·12)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime

from django.db.models import Count, Q

from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.summaries import (
    all_looked_through,
    inclusion_explained,
    lateness_explained,
    looked_through,
    may_be_missed,
    return_explained,
    summaries_due_ahead,
    year_can_be_summed_up,
)
from haizhi.regulation.tasks import deadline_moves_later
from haizhi.stations import facts
from haizhi.stations.models import STANDING, WRITTEN, Station, Summary, SummaryRound


@creates(moves.OPEN_SUMMARIES)
def open_summaries(*, by: Actor, at: datetime, year: int, due_on: date, guide: str = "") -> SummaryRound:
    """Ask every station that owes it for its summary of a year (interpretation 33); the others are left out."""
    known = SummaryRound.objects.filter(year=year).exists()
    once = Finding(not known, moves.OPEN_SUMMARIES.cite, f"{year}年度总结检查已经布置", "请打开那一年查看。", "year")
    refuse_unmet(once, year_can_be_summed_up(year, day_of(at)), summaries_due_ahead(due_on, day_of(at)))
    opened = SummaryRound(code=f"ND-{year}", year=year, due_on=due_on, guide=guide.strip(), opened_at=at)
    standing = Station.objects.filter(stage__in=STANDING).order_by("code")
    asked = [station for station in standing if facts.owes_summary(station, year).met]
    texts = facts.first_texts([station.pk for station in asked], year)
    for serial, station in enumerate(asked, start=1):
        ask_summary(by=by, at=at, summary_round=opened, station=station, serial=serial, texts=texts[station.pk])
    record(stations=len(asked))
    return opened


@creates(moves.ASK_SUMMARY, secret=("texts",))
def ask_summary(
    *, by: Actor, at: datetime, summary_round: SummaryRound, station: Station, serial: int, texts: Mapping[str, str]
) -> Summary:
    """Ask one station; its parts begin with what the log has."""
    return Summary(
        code=f"{summary_round.code}-{serial:04d}",
        round=summary_round,
        station=station,
        due_on=summary_round.due_on,
        texts=dict(texts),
        asked_at=at,
    )


@act(moves.INCLUDE_STATION)
def include_station(summary_round: SummaryRound, *, by: Actor, at: datetime, station: Station, opinion: str) -> None:
    """Ask a station that was left out, for a reason."""
    cite = moves.INCLUDE_STATION.cite
    there = summary_round.summaries.filter(station=station).exists()
    refuse_unmet(
        inclusion_explained(opinion),
        Finding(not there, cite, f"{station.short_name}工作站已在本年度名单中", "请选择其他工作站。", "station"),
        Finding(
            station.stage in STANDING,
            cite,
            f"{station.short_name}工作站现为“{station.stage_label}”",
            "请选择其他工作站。",
            "station",
        ),
    )
    texts = facts.first_texts([station.pk], summary_round.year)[station.pk]
    serial = summary_round.summaries.count() + 1
    ask_summary(by=by, at=at, summary_round=summary_round, station=station, serial=serial, texts=texts)


@act(moves.EXTEND_SUMMARIES)
def extend_summaries(summary_round: SummaryRound, *, by: Actor, at: datetime, due_on: date, opinion: str) -> None:
    """Move the last day later for everybody who has not handed in; who has a later one already keeps it."""
    refuse_unmet(deadline_moves_later(summary_round.due_on, due_on, day_of(at)))
    record(former=summary_round.due_on)
    summary_round.due_on = due_on
    for summary in summary_round.summaries.filter(stage__in=WRITTEN, due_on__lt=due_on).order_by("code"):
        extend_summary(summary, by=by, at=at, due_on=due_on, opinion=opinion)


def _may_close(summary_round: SummaryRound, by: Actor, at: datetime) -> Iterable[Finding]:
    yield may_be_missed(summary_round.due_on, day_of(at))
    waiting, later = Q(stage="submitted"), Q(stage__in=WRITTEN, due_on__gte=day_of(at))
    counts = summary_round.summaries.aggregate(waiting=Count("pk", filter=waiting), later=Count("pk", filter=later))
    yield all_looked_through(counts["waiting"])
    reason = f"有{counts['later']}家工作站的报送期限尚未届满"
    yield Finding(counts["later"] == 0, moves.CLOSE_SUMMARIES.cite, reason, "请在这些工作站的期限届满后办理。")


@act(moves.CLOSE_SUMMARIES, requires=_may_close)
def close_summaries(summary_round: SummaryRound, *, by: Actor, at: datetime) -> None:
    """End the check: whoever has not handed in is on record as missed, each by a move that tells the station."""
    summary_round.closed_at = at
    missed = list(summary_round.summaries.filter(stage__in=WRITTEN).order_by("code"))
    record(missed=[summary.code for summary in missed])
    for summary in missed:
        miss_summary(summary, by=by, at=at)


def _complete(summary: Summary, by: Actor, at: datetime) -> Iterable[Finding]:
    return facts.findings_of(summary)


@act(moves.SUBMIT_SUMMARY, requires=_complete)
def submit_summary(summary: Summary, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """The 负责人 hands the summary in; after the last day with the reason. The figures stand as they are now."""
    refuse_unmet(lateness_explained(summary.due_on, day_of(at), opinion))
    lines = facts.summary_lines(summary)
    summary.counted = {line.figure.key: line.counted for line in lines}
    summary.submitted_at, summary.returned = at, {}
    summary.late_reason = opinion.strip() if day_of(at) > summary.due_on else ""
    record(
        texts=summary.texts,
        counted=summary.counted,
        corrected={line.figure.key: [line.value, line.why] for line in lines if line.difference},
        late=bool(summary.late_reason),
    )


@act(moves.RECALL_SUMMARY)
def recall_summary(summary: Summary, *, by: Actor, at: datetime) -> None:
    """Take it back before the Office has answered, to change it."""
    summary.submitted_at, summary.asked_at = None, at


@act(moves.ACCEPT_SUMMARY)
def accept_summary(summary: Summary, *, by: Actor, at: datetime, checked: Sequence[str], opinion: str = "") -> None:
    """The Office has looked through every item of its checklist and accepts it."""
    refuse_unmet(looked_through(checked))
    summary.accepted_at = at


@act(moves.RETURN_SUMMARY)
def return_summary(
    summary: Summary, *, by: Actor, at: datetime, reasons: Mapping[str, str], due_on: date, opinion: str
) -> None:
    """Give it back with what is to be changed in which part, and until when."""
    refuse_unmet(return_explained(reasons), summaries_due_ahead(due_on, day_of(at)))
    summary.returned = {section: text.strip() for section, text in sorted(reasons.items()) if text.strip()}
    summary.due_on, summary.asked_at = due_on, at


@act(moves.EXTEND_SUMMARY)
def extend_summary(summary: Summary, *, by: Actor, at: datetime, due_on: date, opinion: str) -> str:
    """Move the last day of one station later, for a reason."""
    refuse_unmet(deadline_moves_later(summary.due_on, due_on, day_of(at)))
    record(former=summary.due_on)
    summary.due_on, summary.asked_at = due_on, at
    return summary.stage


@act(moves.EXCUSE_SUMMARY)
def excuse_summary(summary: Summary, *, by: Actor, at: datetime, opinion: str) -> None:
    """Ask this station for nothing this year, for a reason: it does not count as missed."""


def _overdue(summary: Summary, by: Actor, at: datetime) -> Iterable[Finding]:
    yield may_be_missed(summary.due_on, day_of(at))


@act(moves.MISS_SUMMARY, requires=_overdue)
def miss_summary(summary: Summary, *, by: Actor, at: datetime) -> None:
    """Put on record that the station took no part in this year's check (办法·13, interpretations 15 and 33)."""
    in_a_row = facts.missed_in_a_row_with(summary)
    record(year=summary.round.year, in_a_row=list(in_a_row))


def _exists(summary: Summary, by: Actor, at: datetime) -> Iterable[Finding]:
    reason = f"该站现为“{summary.station.stage_label}”"
    yield Finding(summary.station.stands, moves.READMIT_SUMMARY.cite, reason, "已终止的工作站不再报送。")


@act(moves.READMIT_SUMMARY, requires=_exists)
def readmit_summary(summary: Summary, *, by: Actor, at: datetime, due_on: date, opinion: str) -> None:
    """Let the station hand in after all, for a reason: it is on record as missed no more, until it fails again."""
    refuse_unmet(summaries_due_ahead(due_on, day_of(at)))
    summary.due_on, summary.asked_at = due_on, at
