"""Resolutions: the ranking beside what is decided, and what will happen when it is applied."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.deadlines import Track
from haizhi.regulation.moves import Move
from haizhi.regulation.stages import label
from haizhi.reviews.models import Session

Decision = ResolutionLine.Decision

_MOVES = {Decision.PROPOSE: moves.PROPOSE, Decision.PASS_OVER: moves.PASS_OVER, Decision.DEFER: moves.DEFER}


@dataclass(frozen=True, slots=True)
class Line:
    """One unit with its score; `becomes` is where the decision leads, empty when it can no longer be decided.

    `rank` is that of the session, `place` that among the units of its intake.
    """

    application: Application
    rank: int | None
    place: int | None
    shown: str
    exact: str
    tied: bool
    tie: str
    no_result: str
    decision: str
    decision_label: str
    reason: str
    departs: bool
    becomes: str


@dataclass(frozen=True, slots=True)
class Table:
    """The lines of one intake; the academicians are ranked among themselves and have no number to keep to."""

    track: Track
    lines: list[Line]

    @property
    def apart(self) -> bool:
        """Whether it is the academicians'."""
        return self.track is Track.ACADEMICIAN


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are proposed, passed over, deferred; `target` is the year's number, None where there is none.

    `outside` of the proposed are of the academicians' intake and don't count for it.
    """

    proposed: int
    outside: int
    passed_over: int
    deferred: int
    before: int
    target: int | None


def resolutions_of(actor: Actor) -> QuerySet[Resolution]:
    """The resolutions that the actor may see, each with the number of its units and of those proposed."""
    found = Resolution.objects.visible_to(actor).select_related("session__call")
    return found.annotate(units=Count("lines"), proposed=Count("lines", filter=Q(lines__decision=Decision.PROPOSE)))


def to_resolve(actor: Actor) -> QuerySet[Session]:
    """The closed sessions that have units to be decided on and no resolution in preparation.

    Each with `waiting`, the number of these units, and `deferred`, how many of them an earlier resolution deferred.
    """
    prepared = Resolution.objects.filter(session=OuterRef("pk"), stage="prepared")
    closed = Session.objects.visible_to(actor).filter(stage="closed").exclude(Exists(prepared))
    there = ~Q(turns__stage="struck")
    counted = closed.annotate(
        waiting=Count("turns", filter=there & Q(turns__application__stage__in=facts.DECIDABLE)),
        deferred=Count("turns", filter=there & Q(turns__application__stage="deferred")),
    )
    return counted.filter(waiting__gt=0).order_by("-held_at", "code")


def lines_of(resolution: Resolution) -> list[Line]:
    """Every line in order of rank, with score and effect."""
    found = facts.lines(resolution)
    counted = facts.decidable(found) if resolution.stage == "prepared" else found
    departing = facts.departing(counted)
    answer = []
    for line in found:
        open_to = resolution.stage != "prepared" or line.application.stage in facts.DECIDABLE
        target = move_of(line.decision).targets[0]
        answer.append(
            Line(
                application=line.application,
                rank=line.rank,
                place=line.place or line.rank,
                shown=line.score,
                exact=line.exact,
                tied=line.tied,
                tie=line.tie,
                no_result=line.no_result,
                decision=line.decision,
                decision_label=line.get_decision_display(),
                reason=line.reason,
                departs=line.application.code in departing,
                becomes=label("application", target) if open_to else "",
            )
        )
    return answer


def tables_of(lines: list[Line]) -> list[Table]:
    """The lines of each intake in a table of its own, that of the year first."""
    tables = [Table(track, [line for line in lines if line.application.call.track == track]) for track in Track]
    return [table for table in tables if table.lines]


def move_of(decision: str) -> Move:
    """What a decision does to the application."""
    return _MOVES[Decision(decision)]


def proposed_while_heard(resolution: Resolution) -> list[Application]:
    """Those that would be proposed while they are heard about losing their qualification (评审·9)."""
    found = facts.decidable(facts.lines(resolution))
    proposed = [line.application for line in found if line.decision == Decision.PROPOSE]
    return [application for application in proposed if application.hearing_notice]


def tally(resolution: Resolution, lines: list[Line]) -> Tally:
    """The numbers above the list."""
    call = resolution.session.call
    session = resolution.session
    counted = [line.decision for line in lines if line.becomes]
    proposed = [line.application for line in lines if line.becomes and line.decision == Decision.PROPOSE]
    return Tally(
        proposed=len(proposed),
        outside=sum(not facts.counts_for_target(application, session) for application in proposed),
        passed_over=counted.count(Decision.PASS_OVER),
        deferred=counted.count(Decision.DEFER),
        before=facts.proposed_before(resolution.session) if resolution.stage == "prepared" else 0,
        target=call.soft_target if call.track == Track.ANNUAL else None,
    )
