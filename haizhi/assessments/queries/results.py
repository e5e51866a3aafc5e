"""Rankings, for pages and for those who build on them."""

from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, median

from django.db.models import Count, Q, QuerySet

from haizhi.assessments.facts.sheets import is_missing
from haizhi.assessments.models import COUNTED, WATCHERS, Assessed, Part, Round, Score
from haizhi.fairness.tally import shown
from haizhi.fairness.verifier import FEWEST_PEERS
from haizhi.kernel.actor import Actor
from haizhi.regulation.indicators import ASSESSMENT, Indicator
from haizhi.regulation.parameters import SCORE_PLACES
from haizhi.stations.models import Station
from haizhi.ui.charts import Columns, Mark

ALONE = (
    "计入的互评表不足两份：知道综合得分、自评和考评的得分，就能算出那一家打了多少分，因此互评、考评的得分和各项得分不显示。"
    "对结果有疑问的，可以在申诉期内提出申诉，请海智办复核全部评分表，并逐项说明考评认定的事实、采信的依据和存在的不足。"
)
"""Why a station sees its composite alone, and what it may ask for instead."""

_BAND = 10
_TOP = 120


@dataclass(frozen=True, slots=True)
class Ranked:
    """A station's published result: exact points (0 to 120), shown rounded, rank from 1, among so many."""

    station: Station
    year: int
    points: Fraction
    rank: int
    among: int
    passed: bool

    @property
    def shown(self) -> str:
        """The points rounded for display (四舍五入)."""
        return shown(self.points, SCORE_PLACES.value)


def ranking(year: int) -> list[Ranked]:
    """The published results of a year's rounds, best first, for a reasoned choice (interpretation 24). Two queries."""
    published = Count("parts", filter=Q(parts__stage="published"))
    rounds = Round.objects.filter(year=year, stage="published").annotate(size=published).order_by()
    among = dict(rounds.values_list("pk", "size"))
    rows = Assessed.objects.filter(assessment__in=list(among), stage="published").select_related("station__unit")
    found = [
        Ranked(row.station, year, Fraction(row.exact), row.rank or 0, among[row.assessment_id], bool(row.passed))
        for row in rows
    ]
    return sorted(found, key=lambda one: (-one.points, one.station.code))


def result_rows(assessment: Round, actor: Actor) -> QuerySet[Assessed]:
    """The stations with a result, best first, as far as the actor may see them."""
    rows = Assessed.objects.visible_to(actor).filter(assessment=assessment, stage__in=["rated", "published"])
    return rows.select_related("assessment", "station__unit").order_by("rank", "station__code")


def published_rounds() -> QuerySet[Round]:
    """The rounds whose results everybody may read."""
    return Round.objects.filter(stage="published")


def passed_rows(assessment: Round) -> QuerySet[Assessed]:
    """The stations that passed a published round, best first where its points are published, else by code."""
    rows = assessment.parts.filter(stage="published", passed=True).select_related("station__unit")
    return rows.order_by(*(["rank"] if assessment.publishes_points else []), "station__code")


def points_shown(part: Assessed) -> str:
    """The composite rounded for display, empty without one."""
    return shown(Fraction(part.exact), SCORE_PLACES.value) if part.exact else ""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How results lie: how many passed, the median, a chart of ten-point bands."""

    rated: int
    passed: int
    median: str
    chart: Columns


def distribution(rows: list[Assessed]) -> Distribution:
    """The figures above a ranking; no query."""
    points = [Fraction(row.exact) for row in rows]
    bands = [0] * (_TOP // _BAND)
    for value in points:
        bands[min(int(value) // _BAND, len(bands) - 1)] += 1
    middle = shown(median(points), SCORE_PLACES.value) if points else ""
    chart = Columns(
        "scores",
        "综合得分分布",
        f"各得分段的工作站数，中位数{middle}分。" if points else "各得分段的工作站数。",
        "得分段（分）",
        "家",
        tuple(Mark(f"{place * _BAND}", count) for place, count in enumerate(bands)),
    )
    return Distribution(len(rows), sum(bool(row.passed) for row in rows), middle, chart)


@dataclass(frozen=True, slots=True)
class Breakdown:
    """What a composite is made of, each in points and rounded for display; `peers` sheets were averaged."""

    own: str
    peer: str
    office: str
    peers: int
    by_indicator: tuple[tuple[Indicator, str, str, str], ...]


def breakdown_of(part: Assessed, sheets: list[Score], actor: Actor) -> Breakdown | None:
    """The parts of a result from the opened sheets: own, the mean of the peers without their names, the Office's.

    None for the station where a single peer's sheet counts: its marks would show, or follow from the others.
    """
    force = [score for score in sheets if score.stage in COUNTED]
    own = next(score for score in force if score.part == Part.SELF)
    office = next(score for score in force if score.part == Part.OFFICE)
    peers = [score for score in force if score.part == Part.PEER]
    if len(peers) < FEWEST_PEERS and not actor.holds(*WATCHERS):
        return None
    decided = part.missing_counts_as if part.missing_decided else None
    absent = [score for score in sheets if is_missing(score)]
    sums = [sum(score.marks.values()) for score in peers]
    sums += [decided for _ in absent if decided is not None]
    rows = tuple(
        (
            indicator,
            _points(Fraction(own.marks[indicator.key])),
            _points(mean([Fraction(peer.marks[indicator.key]) for peer in peers])) if peers else "",
            _points(Fraction(office.marks[indicator.key])),
        )
        for indicator in ASSESSMENT.indicators
    )
    return Breakdown(
        _points(Fraction(sum(own.marks.values()))),
        _points(mean([Fraction(total) for total in sums])) if sums else "",
        _points(Fraction(sum(office.marks.values()))),
        len(sums),
        rows,
    )


def _points(tenths: Fraction) -> str:
    return shown(tenths / 10, SCORE_PLACES.value)
