"""What sheets amount to, and the results that other parts build on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, Prefetch, Q

from haizhi.assessments.facts.sheets import is_missing, total_of
from haizhi.assessments.models import GONE, Assessed, Part, Round, Score
from haizhi.fairness.tally import exact, shown
from haizhi.regulation.assessment import Composite, MissingPeers, composite
from haizhi.regulation.findings import Refused
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.parameters import SCORE_PLACES
from haizhi.stations.models import Station


@dataclass(frozen=True, slots=True)
class Result:
    """A published result. `points` is exact, from 0 to 120; `rank` counts from 1 among so many."""

    year: int
    points: Fraction
    passed: bool
    rank: int
    among: int
    published_on: date


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a station stands now: its composite, or what it still lacks in words."""

    part: Assessed
    composite: Composite | None
    lacking: tuple[str, ...] = ()
    rank: int | None = None

    @property
    def exact(self) -> str:
        """The composite in lowest terms."""
        return exact(self.composite.points) if self.composite else ""

    @property
    def shown(self) -> str:
        """The composite rounded for display (四舍五入)."""
        return shown(self.composite.points, SCORE_PLACES.value) if self.composite else ""


def parts_of(assessment: Round, *stages: str) -> list[Assessed]:
    """The stations of a round in these stages, by code, with their sheets and whose they are. Three queries."""
    sheets = Prefetch("scores", Score.objects.select_related("rater").order_by("part", "slug"))
    rows = assessment.parts.filter(stage__in=stages).select_related("station__unit").order_by("station__code")
    found = list(rows.prefetch_related(sheets))
    for part in found:
        part.assessment = assessment
        for score in part.scores.all():
            score.assessed = part
    return found


def missing_of(part: Assessed) -> MissingPeers | None:
    """The decision on how missing peer sheets count, if there is one (interpretation 13)."""
    return MissingPeers(part.missing_reason, part.missing_counts_as) if part.missing_decided else None


def composite_of(part: Assessed) -> Composite:
    """The composite of a station from the sheets in force. Raises Refused with every sheet that is missing.

    A peer sheet that was put aside without ever having been given stays missing: how it counts was decided.
    No query where the sheets were fetched with their raters.
    """
    sheets = [s for s in part.scores.all() if s.stage not in GONE or is_missing(s)]
    own = next((s for s in sheets if s.part == Part.SELF), None)
    office = next((s for s in sheets if s.part == Part.OFFICE), None)
    # By name and code: two stations may bear the same short name, and neither's sheet may stand for the other's.
    peers = {f"{s.rater.short_name} {s.rater.code}": total_of(s) for s in sheets if s.part == Part.PEER and s.rater}
    return composite(total_of(own), peers, total_of(office), missing_of(part))


def standing_now(parts: Iterable[Assessed]) -> list[Standing]:
    """Every station with its composite and rank as they stand, best first; those that lack a sheet last."""
    found: list[Standing] = []
    for part in parts:
        try:
            found.append(Standing(part, composite_of(part)))
        except Refused as refused:
            found.append(Standing(part, None, tuple(finding.reason for finding in refused.findings)))
    ranks = rank({str(s.part.pk): s.composite.points for s in found if s.composite})
    placed = [Standing(s.part, s.composite, s.lacking, ranks.get(str(s.part.pk))) for s in found]
    return sorted(placed, key=lambda s: (s.rank is None, s.rank or 0, s.part.station.code))


def rank(points: Mapping[str, Fraction]) -> dict[str, int]:
    """Ranks from 1 by exact points, equals sharing one: 1, 2, 2, 4."""
    places: dict[Fraction, int] = {}
    for place, value in enumerate(sorted(points.values(), reverse=True), start=1):
        places.setdefault(value, place)
    return {key: places[value] for key, value in points.items()}


def results_of(station: Station) -> list[Result]:
    """The published results of a station, newest first. Two queries."""
    rows = Assessed.objects.filter(station=station, stage="published").select_related("assessment")
    rows = rows.order_by("-assessment__year", "-assessment__code")
    found = list(rows)
    published = Count("parts", filter=Q(parts__stage="published"))
    rounds = Round.objects.filter(pk__in=[row.assessment_id for row in found]).annotate(size=published).order_by()
    among = dict(rounds.values_list("pk", "size"))
    return [
        Result(
            row.assessment.year,
            Fraction(row.exact),
            bool(row.passed),
            row.rank or 0,
            among[row.assessment_id],
            row.assessment.published_on,
        )
        for row in found
        if row.assessment.published_on is not None
    ]


def failures_in(results: Iterable[Result], since: date = date.min) -> tuple[str, ...]:
    """Those published since a day that were not passed, in words, as evidence for 办法·13."""
    return tuple(
        f"{result.year}年评估考核{shown(result.points, SCORE_PLACES.value)}分，不合格"
        f"（{chinese_date(result.published_on)}公布）"
        for result in results
        if not result.passed and result.published_on >= since
    )


def failed_assessments(station: Station, since: date = date.min) -> tuple[str, ...]:
    """The published results of a station that were not passed, as `failures_in` tells them. Two queries."""
    return failures_in(results_of(station), since)
