"""What a station may name as evidence of an indicator: its log, and for two of them its plans or its overseas ties."""

from django.db.models import Q

from haizhi.assessments.models import Round, Score
from haizhi.regulation.plans import PLANNED
from haizhi.regulation.ties import TIED
from haizhi.stations.facts import work_of
from haizhi.stations.models import ON_FILE, Plan, Station, Tie, WorkEntry


def work_for(score: Score) -> list[WorkEntry]:
    """The station's confirmed work that began in the round's span, with its files."""
    span = score.assessed.assessment
    return list(work_of(score.assessed.station, span.first_day, span.last_day))


def records_for(score: Score, indicator: str) -> list[Plan | Tie]:
    """What else the platform keeps that the indicator asks for by its words (附件4, 第6、12项); none for the others."""
    station, span = score.assessed.station, score.assessed.assessment
    if indicator == PLANNED:
        return [*_plans(station, span)]
    return [*_ties(station, span)] if indicator == TIED else []


def field_of(piece: WorkEntry | Plan | Tie) -> str:
    """The field of evidence that names it."""
    return "entry" if isinstance(piece, WorkEntry) else "plan" if isinstance(piece, Plan) else "tie"


def _plans(station: Station, span: Round) -> list[Plan]:
    years = (span.first_day.year, span.last_day.year)
    return list(Plan.objects.filter(station=station, stage__in=ON_FILE, year__range=years).order_by("year"))


def _ties(station: Station, span: Round) -> list[Tie]:
    begun = Q(since__isnull=True) | Q(since__lte=span.last_day)
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=span.first_day)
    return list(Tie.objects.filter(begun, lasting, station=station).order_by("sort", "code"))
