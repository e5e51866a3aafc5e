"""Lists of sessions, and what the pages of one show: its units, its panel, its recusals, its trail."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from haizhi.applications.models import Application
from haizhi.experts.facts import discipline_names
from haizhi.fairness.panel import DISCIPLINE
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation.deadlines import Track
from haizhi.regulation.roles import Role
from haizhi.reviews.facts import (
    applicants_of,
    given_in,
    interim,
    missing_from,
    needed_seats,
    recusals_in,
    recused_seats,
    seats_of,
    session_rules,
    sheets_in,
    taken_seats,
    value_label,
)
from haizhi.reviews.models import WITNESS_READERS, Recusal, Seat, Session, Sheet, Turn

CEREMONY_VERBS = (
    "freeze",
    "confirm_freeze",
    "refuse_freeze",
    "record_entropy",
    "witness_entropy",
    "draw",
    "confirm_draw",
    "vacate",
    "void",
    "confirm_void",
    "refuse_void",
)
PUBLIC_VERBS = (
    "session.schedule",
    "session.reschedule",
    "session.set_rules",
    "session.confirm_freeze",
    "session.open",
    "session.confirm_close",
)
"""What units and judges read of a session's trail: no names of those who sit on the panel."""


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A unit's turn in a list: `given` of `owed` sheets are locked while it is being scored."""

    turn: Turn
    given: int = 0
    owed: int = 0
    aside: int = 0
    rank: int | None = None

    @property
    def shown(self) -> str | None:
        """The announced score as shown."""
        return (self.turn.result or {}).get("shown")


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat with the units for which its judge stands aside."""

    seat: Seat
    aside: tuple[str, ...]


def sessions_of(actor: Actor) -> QuerySet[Session]:
    """The sessions that the actor may see, with their numbers of units."""
    units = Count("turns", filter=~Q(turns__stage="struck"), distinct=True)
    return Session.objects.visible_to(actor).select_related("call").annotate(units=units)


def turns_of(actor: Actor) -> QuerySet[Turn]:
    """The turns that the actor may see, those struck left out."""
    turns = Turn.objects.visible_to(actor).exclude(stage="struck")
    return turns.select_related("session__call", "application__unit")


def turn_rows(session: Session, actor: Actor) -> list[TurnRow]:
    """The units of a session in order: all of them for who runs, watches or judges it, its own for a unit."""
    sits = any(grant.role is Role.JUDGE and session.within(grant) for grant in actor.grants)
    if not sits and not actor.holds(*WITNESS_READERS, Role.PARTY_RECORDER):
        own = turns_of(actor).filter(session=session).order_by("position", "application__code")
        return [TurnRow(turn) for turn in own]
    turns = applicants_of(session)
    ranks = ranks_known(session, turns)
    if not actor.holds(*WITNESS_READERS):
        return [TurnRow(turn, rank=ranks.get(turn.application.code)) for turn in turns]
    seats, upheld = taken_seats(session), recusals_in(session, "upheld")
    rows = []
    for turn in turns:
        aside = len(recused_seats(seats, [recusal for recusal in upheld if recusal.turn_id == turn.pk]))
        rows.append(TurnRow(turn, given_in(turn), len(seats) - aside, aside, ranks.get(turn.application.code)))
    return rows


def ranks_known(session: Session, turns: list[Turn]) -> dict[str, int | None]:
    """The ranks known so far by application code: those that 纪检 signed, or the present ones where the rules announce
    them with each score.
    """
    if session.stage == "closed":
        return {row["applicant"]: row["rank"] for row in session.ranking}
    rules = session_rules(session)
    if rules is None or rules.rank_at_end:
        return {}
    return {standing.score.applicant: standing.rank for standing in interim([t for t in turns if t.result])}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the scoring of a unit is: locked sheets of those owed, and whose are missing."""

    given: int
    owed: int
    missing: tuple[Seat, ...]


def progress_of(turn: Turn) -> Progress:
    """The sheets of a turn, counted; not a value among them."""
    missing = tuple(missing_from(turn))
    owed = len(needed_seats(turn))
    return Progress(owed - len(missing), owed, missing)


def turn_after(turn: Turn) -> Turn | None:
    """The next unit that waits, while the hearing is on. One query."""
    if turn.session.stage != "in_hearing":
        return None
    waiting = turn.session.turns.filter(stage="waiting").select_related("session", "application__unit")
    return waiting.order_by("position").first()


def seat_rows(session: Session) -> list[SeatRow]:
    """Every seat, the vacated ones too, with the units for which its judge stands aside."""
    units = {turn.pk: str(turn) for turn in applicants_of(session)}
    upheld = recusals_in(session, "upheld")
    return [
        SeatRow(seat, tuple(units[recusal.turn_id] for recusal in upheld if recused_seats([seat], [recusal])))
        for seat in seats_of(session)
    ]


def standing_aside(session: Session, seat: Seat) -> list[tuple[Turn, Recusal]]:
    """The units for which a judge stands aside or asked to, with the recusal."""
    turns = {turn.pk: turn for turn in applicants_of(session)}
    upheld = [r for r in recusals_in(session, "upheld") if recused_seats([seat], [r])]
    asked = [r for r in recusals_in(session, "raised", "decided") if r.person_id and r.person_id == seat.person_id]
    return [(turns[recusal.turn_id], recusal) for recusal in (*upheld, *asked)]


def recusals_of(session: Session, actor: Actor) -> QuerySet[Recusal]:
    """The recusals of a session that the actor may see."""
    rows = Recusal.objects.visible_to(actor).filter(session=session)
    return rows.select_related("session", "turn__application__unit", "expert", "person")


def requests_of(turn: Turn) -> int:
    """How many judges the unit of a turn asked to stand aside, without what it took back. One query."""
    return turn.recusals.filter(source=Recusal.Source.REQUESTED).exclude(stage="withdrawn").count()


@dataclass(frozen=True, slots=True)
class RecusalCounts:
    """How many recusals stand where."""

    waiting: int
    upheld: int
    dismissed: int


def recusals_by_stage(session: Session) -> RecusalCounts:
    """The recusals of a session by where they stand."""
    stages = [recusal.stage for recusal in recusals_in(session)]
    waiting = stages.count("raised") + stages.count("decided")
    return RecusalCounts(waiting, stages.count("upheld"), stages.count("dismissed"))


def bounds_of(session: Session) -> list[str]:
    """The bounds of the drawn by discipline and further dimension, each as it reads. One query if any."""
    names = discipline_names() if session.disciplines or session.traits else {}
    bounds = {DISCIPLINE: session.disciplines} | session.traits
    rules = session_rules(session)
    drawn = rules.drawn if rules else 0
    return [
        value_label(dimension, value, names) + _bound_text(low, high, drawn)
        for dimension, each in bounds.items()
        for value, (low, high) in each.items()
    ]


def _bound_text(low: int, high: int, drawn: int) -> str:
    if low == high:
        return f"{low}名"
    if high >= drawn:
        return f"不少于{low}名"
    return f"{low}至{high}名" if low else f"不多于{high}名"


def ceremony_acts(session: Session) -> list[Act]:
    """The acts of the draw with their authors, in order: the record that is signed; none before the first freeze."""
    if not session.freeze and not session.voided:
        return []
    verbs = [f"{Session.kind}.{verb}" for verb in CEREMONY_VERBS]
    return list(Act.objects.filter(subject_id=session.pk, verb__in=verbs).order_by("entry_id"))


def sheets_of(actor: Actor, code: str, application: str, serial: int) -> QuerySet[Sheet]:
    """The sheets of one seat for one unit that the actor may see, the one in force first."""
    sheets = Sheet.objects.visible_to(actor).filter(
        turn__session__code=code, turn__application__code=application, seat__serial=serial
    )
    sheets = sheets.exclude(turn__stage="struck").select_related("seat", "turn__session", "turn__application__unit")
    return sheets.order_by("-revision")


def corrections_of(turn: Turn) -> list[Sheet]:
    """The sheets of a turn whose correction was asked for or carried out, for 纪检."""
    return sheets_in(turn, "voiding", "voided")


def enlistable(session: Session) -> QuerySet[Application]:
    """The qualified applications of the session's call, and those of the academician track."""
    fitting = Q(call=session.call_id) | Q(call__track=Track.ACADEMICIAN)
    return Application.objects.filter(fitting, stage="qualified").select_related("unit", "call").order_by("code")


def session_acts(session: Session, actor: Actor) -> list[Act]:
    """The session's trail as the actor may read it, newest first."""
    acts = Act.objects.filter(subject_id=session.pk).order_by("-entry_id")
    if not actor.holds(*WITNESS_READERS, Role.PARTY_RECORDER):
        acts = acts.filter(verb__in=PUBLIC_VERBS)
    return list(acts)
