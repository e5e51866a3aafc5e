"""What is on record of a station: in one term, and as evidence for the grounds of 办法·13."""

from collections.abc import Iterable
from datetime import date

from haizhi.assessments import facts as assessments
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.renewal import CRITERIA, TermRecord, on_record
from haizhi.regulation.revocation import RevocationFacts, in_good_standing
from haizhi.regulation.term import counted_from
from haizhi.regulation.work import WorkFigures, WorkSort
from haizhi.standing.facts.money import account_of
from haizhi.standing.models import Observation, Rectification, Renewal
from haizhi.stations import facts as stations
from haizhi.stations.models import Station
from haizhi.ui.wording import money_text


def counts_from(station: Station) -> date:
    """From which day what is on record counts for the station's present term. One query, unless its terms are there."""
    latest = max(station.terms.all(), key=lambda term: term.serial, default=None)
    return counted_from(station.valid_from, latest.approved_on if latest else station.valid_from)


def revocation_facts(station: Station, on: date) -> RevocationFacts:
    """The evidence for each ground as it stands on a day: observations of the present term, missed checks, results.

    What was known before the present term was approved was weighed when the station was awarded anew.
    """
    since = counts_from(station)
    failed = assessments.failed_assessments(station, since)
    return _evidence(station, since, on, stations.missed_summaries(station), failed)


def _evidence(
    station: Station, since: date, on: date, missed: Iterable[int], failed: tuple[str, ...]
) -> RevocationFacts:
    seen = Observation.objects.filter(station=station, stage="noted", observed_on__gte=since, observed_on__lte=on)
    return RevocationFacts(
        not_operating=tuple(
            f"{chinese_date(one.observed_on)}{one.manner}：{one.text.strip().rstrip('。；')}"
            for one in seen.order_by("observed_on", "code")
        ),
        missed_summaries=tuple(year for year in missed if year >= since.year),
        failed_assessments=failed,
    )


def term_record(station: Station, on: date) -> TermRecord:
    """What is on record of the station's present term up to a day. Seven queries."""
    years = range(station.valid_from.year, station.valid_to.year + 1)
    checks = {row.round.year: row.stage for row in stations.summaries_of(station)}
    accepted, missed = (
        tuple(sorted(year for year, stage in checks.items() if stage == wanted)) for wanted in ("accepted", "missed")
    )
    since = counts_from(station)
    results = [one for one in assessments.results_of(station) if one.published_on >= since]
    ordered = Rectification.objects.filter(station=station, issued_on__gte=since)
    stages = list(ordered.values_list("stage", flat=True))
    return TermRecord(
        work=stations.work_of(station, station.valid_from, min(on, station.valid_to)).count(),
        accepted=tuple(year for year in accepted if year in years),
        missed=tuple(year for year in missed if year in years),
        assessments=tuple((one.year, one.passed) for one in results),
        under_rectification=sum(stage in ("issued", "reported") for stage in stages),
        failed_rectifications=stages.count("failed"),
        reported=in_good_standing(_evidence(station, since, on, missed, assessments.failures_in(results))),
    )


def record_lines(station: Station, on: date) -> list[tuple[str, str]]:
    """The present term in words, for the request and its paper: work by sort, benefits, checks, results, money."""
    first, last = station.valid_from, min(on, station.valid_to)
    done = stations.work_figures([station.pk], first, last).get(station.pk, WorkFigures())
    sorts = [f"{sort.label}{done.counts[sort]}项" for sort in WorkSort if sort in done.counts]
    lines = [
        ("本周期", f"{chinese_date(station.valid_from)}至{chinese_date(station.valid_to)}"),
        ("已确认工作", f"共{done.total}项：{'、'.join(sorts)}" if sorts else "没有已确认的工作记录"),
    ]
    if done.people or done.overseas:
        lines.append(("参加人数", f"{done.people}人次；海外人员{done.overseas}人次"))
    if done.economic:
        lines.append(("经济效益", money_text(done.economic)))
    lines += [(label, finding.reason) for label, finding in on_record(term_record(station, on))[1:]]
    return lines + account_of(station, first, last)


def shortcomings(renewal: Renewal, on: date) -> tuple[str, ...]:
    """What speaks against a renewal: points of the record that are unmet, and those that were judged so."""
    computed = [label for label, finding in on_record(term_record(renewal.station, on)) if not finding.met]
    judged = renewal.judged
    return (*computed, *(c.label for c in CRITERIA if c.key in judged and not judged[c.key].met))
