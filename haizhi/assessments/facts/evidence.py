"""What a station may name as evidence of an indicator: its log, and for two of them its plans or its overseas ties."""

from django.db.models import Q

from haizhi.assessments.models import Evidence, Round, Score
from haizhi.files.models import Upload
from haizhi.regulation.plans import PLANNED
from haizhi.regulation.ties import TIED
from haizhi.stations.facts import work_of
from haizhi.stations.facts.work import plan_rows, tie_rows, work_rows
from haizhi.stations.models import ON_FILE, FormerState, Plan, Station, Tie, WorkEntry


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


def frozen_evidence(score: Score) -> list[Evidence]:
    """The pieces that a sheet names, each with what it says now; they are not saved by it. Three queries."""
    named = score.evidence.filter(upload__isnull=True).select_related("entry", "plan__paper", "tie")
    pieces = list(named.prefetch_related("plan__items"))
    for piece in pieces:
        if piece.entry:
            _freeze(piece, piece.entry.name, work_rows(piece.entry))
        elif piece.tie:
            _freeze(piece, piece.tie.name_zh or piece.tie.name, tie_rows(piece.tie))
        elif piece.plan:
            _freeze_plan(piece, piece.plan)
    return pieces


def _freeze(piece: Evidence, name: str, rows: list[tuple[str, str]]) -> None:
    piece.frozen = {"name": name, "rows": [list(row) for row in rows]}


def _freeze_plan(piece: Evidence, plan: Plan) -> None:
    """What is on file: of a plan that is being adjusted its former state."""
    _freeze(piece, str(plan), plan_rows(plan))
    piece.paper = plan.paper
    if plan.stage == "revising":
        former = FormerState.objects.filter(subject_id=plan.pk).latest("serial")
        piece.frozen["rows"] = former.content
        piece.paper = Upload.objects.filter(pk=former.values["paper_id"]).first()


def _plans(station: Station, span: Round) -> list[Plan]:
    years = (span.first_day.year, span.last_day.year)
    return list(Plan.objects.filter(station=station, stage__in=ON_FILE, year__range=years).order_by("year"))


def _ties(station: Station, span: Round) -> list[Tie]:
    begun = Q(since__isnull=True) | Q(since__lte=span.last_day)
    lasting = Q(ended_on__isnull=True) | Q(ended_on__gte=span.first_day)
    return list(Tie.objects.filter(begun, lasting, station=station).order_by("sort", "code"))
