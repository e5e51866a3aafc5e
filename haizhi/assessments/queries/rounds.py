"""Rounds and the stations in them, as lists and pages show them."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Prefetch, Q, QuerySet

from haizhi.assessments.models import COUNTED, GONE, Assessed, Conflict, Part, Round, Score
from haizhi.kernel.actor import Actor
from haizhi.regulation.moves import CHASE_SHEET
from haizhi.regulation.roles import UNIT_ROLES


def rounds_of(actor: Actor) -> QuerySet[Round]:
    """The rounds that the actor may see, each with `taking_part` stations."""
    there = Count("parts", filter=~Q(parts__stage="struck"), distinct=True)
    return Round.objects.visible_to(actor).annotate(taking_part=there).order_by("-year", "-code")


def round_named(actor: Actor, code: str) -> Round | None:
    """A round by its code, as far as the actor may see it."""
    return Round.objects.visible_to(actor).select_related("lot").filter(code=code).first()


def part_named(actor: Actor, code: str, station: str) -> Assessed | None:
    """A station in a round, as far as the actor may see it."""
    sheets = Prefetch("scores", Score.objects.select_related("rater").order_by("part", "slug"))
    rows = Assessed.objects.visible_to(actor).select_related("assessment__lot", "station__unit")
    rows = rows.prefetch_related(sheets)
    return rows.filter(assessment__code=code, station__code=station).first()


def parts_listed(assessment: Round, actor: Actor) -> QuerySet[Assessed]:
    """The stations of a round with the stages of their own and the Office's sheet and the count of peers' sheets."""
    force = ~Q(scores__stage__in=GONE)
    peer = force & Q(scores__part=Part.PEER)
    own, office = force & Q(scores__part=Part.SELF), force & Q(scores__part=Part.OFFICE)
    given = Q(scores__stage__in=COUNTED)
    rows = (
        Assessed.objects.visible_to(actor).filter(assessment=assessment).select_related("assessment", "station__unit")
    )
    return rows.annotate(
        peers_asked=Count("scores", filter=peer),
        peers_given=Count("scores", filter=peer & given),
        own_given=Count("scores", filter=own & given),
        office_given=Count("scores", filter=office & given),
    ).order_by("station__code")


@dataclass(frozen=True, slots=True)
class Progress:
    """How many sheets of each kind are in, of how many; `late`: not given though their last day is over."""

    stations: int
    own: tuple[int, int]
    peers: tuple[int, int]
    office: tuple[int, int]
    late: int


def progress_of(assessment: Round, today: date) -> Progress:
    """The sheets of a round. Two queries."""
    force = Score.objects.filter(assessed__assessment=assessment).exclude(stage__in=GONE).order_by()
    counts = force.aggregate(
        **{f"{part.value}_all": Count("pk", filter=Q(part=part)) for part in Part},
        **{f"{part.value}_in": Count("pk", filter=Q(part=part, stage__in=COUNTED)) for part in Part},
        late=Count("pk", filter=~Q(stage__in=COUNTED) & Q(due_on__lt=today)),
    )
    pair = {part: (counts[f"{part.value}_in"], counts[f"{part.value}_all"]) for part in Part}
    stations = assessment.parts.exclude(stage="struck").count()
    return Progress(stations, pair[Part.SELF], pair[Part.PEER], pair[Part.OFFICE], counts["late"])


def late_sheets(assessment: Round, today: date) -> list[Score]:
    """The stations' sheets that are overdue, could be given, and were not chased today, by due day. One query."""
    rows = Score.objects.filter(
        Score.can_be_given(), assessed__assessment=assessment, stage__in=CHASE_SHEET.sources, due_on__lt=today,
        rater__isnull=False,
    )  # fmt: skip
    rows = rows.filter(Q(chased_on__isnull=True) | Q(chased_on__lt=today))
    return list(rows.select_related("assessed__assessment", "assessed__station", "rater__unit").order_by(
        "due_on", F("rater__code"), "slug"
    ))  # fmt: skip


def own_parts(assessment: Round, actor: Actor) -> list[Assessed]:
    """The actor's own stations in a round. One query."""
    places = actor.places(*UNIT_ROLES)
    rows = assessment.parts.filter(station__unit__id__in=places).exclude(stage="struck")
    return list(rows.select_related("assessment", "station__unit").order_by("station__code"))


def conflicts_shown(assessment: Round, part: Assessed | None = None) -> list[Conflict]:
    """The conflicts of a round, or those of one station in it, lifted ones too. One query."""
    rows = assessment.conflicts.select_related("one", "other").order_by("pk")
    if part is not None:
        rows = rows.filter(Q(one=part.station_id) | Q(other=part.station_id))
    return list(rows)
