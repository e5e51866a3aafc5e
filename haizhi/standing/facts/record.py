"""What is on record of a station: in one term, and as evidence for the grounds of 办法·13."""

from datetime import date

from django.db.models import Count, Sum

from haizhi.assessments import facts as assessments
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.renewal import CRITERIA, TermRecord, on_record
from haizhi.regulation.revocation import RevocationFacts, in_good_standing
from haizhi.regulation.work import WorkSort
from haizhi.standing.facts.money import account_of
from haizhi.standing.models import Observation, Rectification, Renewal
from haizhi.stations import facts as stations
from haizhi.stations.models import Station
from haizhi.ui.wording import money_text


def revocation_facts(station: Station, on: date) -> RevocationFacts:
    """The evidence for each ground as it stands on a day: observations of the present term, missed checks, results.

    What was known before the present term began was weighed when the station was awarded anew.
    """
    seen = Observation.objects.filter(
        station=station, stage="noted", observed_on__gte=station.valid_from, observed_on__lte=on
    )
    failed = [result for result in assessments.results_of(station) if not result.passed]
    told = zip(failed, assessments.failed_assessments(station), strict=True)
    return RevocationFacts(
        not_operating=tuple(
            f"{chinese_date(one.observed_on)}{one.manner}：{one.text.strip().rstrip('。；')}"
            for one in seen.order_by("observed_on", "code")
        ),
        missed_summaries=tuple(year for year in stations.missed_summaries(station) if year >= station.valid_from.year),
        failed_assessments=tuple(text for result, text in told if result.published_on >= station.valid_from),
    )


def _years(station: Station) -> range:
    return range(station.valid_from.year, station.valid_to.year + 1)


def _summaries(station: Station) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years of the present term whose summaries were accepted, and those missed."""
    years = _years(station)
    missed = tuple(year for year in stations.missed_summaries(station) if year in years)
    found = (row.round.year for row in stations.summaries_of(station) if row.stage == "accepted")
    return tuple(sorted(year for year in found if year in years)), missed


def term_record(station: Station, on: date) -> TermRecord:
    """What is on record of the station's present term up to a day."""
    accepted, missed = _summaries(station)
    results = [one for one in assessments.results_of(station) if one.published_on >= station.valid_from]
    ordered = Rectification.objects.filter(station=station, issued_on__gte=station.valid_from)
    return TermRecord(
        work=stations.work_of(station, station.valid_from, min(on, station.valid_to)).count(),
        accepted=accepted,
        missed=missed,
        assessments=tuple((one.year, one.passed) for one in results),
        under_rectification=ordered.filter(stage__in=["issued", "reported"]).count(),
        failed_rectifications=ordered.filter(stage="failed").count(),
        reported=in_good_standing(revocation_facts(station, on)),
    )


def record_lines(station: Station, on: date) -> list[tuple[str, str]]:
    """The present term in words, for the request and its paper: work by sort, benefits, checks, results, money."""
    first, last = station.valid_from, min(on, station.valid_to)
    work = stations.work_of(station, first, last).order_by().prefetch_related(None)
    counts = dict(work.values_list("sort").annotate(n=Count("pk")))
    sums = work.aggregate(people=Sum("people"), overseas=Sum("overseas"), economic=Sum("economic"))
    sorts = [f"{sort.label}{counts[sort.value]}项" for sort in WorkSort if sort.value in counts]
    lines = [
        ("本周期", f"{chinese_date(station.valid_from)}至{chinese_date(station.valid_to)}"),
        ("已确认工作", f"共{sum(counts.values())}项：{'、'.join(sorts)}" if sorts else "没有已确认的工作记录"),
    ]
    if sums["people"] or sums["overseas"]:
        lines.append(("参加人数", f"{sums['people'] or 0}人次，其中海外人员{sums['overseas'] or 0}人次"))
    if sums["economic"]:
        lines.append(("经济效益", money_text(sums["economic"])))
    lines += [(label, finding.reason) for label, finding in on_record(term_record(station, on))[1:]]
    return lines + account_of(station, first, last)


def shortcomings(renewal: Renewal, on: date) -> tuple[str, ...]:
    """What speaks against a renewal: points of the record that are unmet, and those that were judged so."""
    computed = [label for label, finding in on_record(term_record(renewal.station, on)) if not finding.met]
    judged = renewal.judged
    return (*computed, *(c.label for c in CRITERIA if c.key in judged and not judged[c.key].met))
