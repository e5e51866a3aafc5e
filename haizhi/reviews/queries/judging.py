"""What a judge sees: the sessions in which they sit, their sheets, and the pad of one sheet."""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connection

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.statements import Key, Statement
from haizhi.regulation.indicators import REVIEW, Indicator, IndicatorGroup
from haizhi.regulation.parameters import SCORE_STEP
from haizhi.regulation.roles import Role
from haizhi.reviews.facts import recused_seats, session_rules
from haizhi.reviews.facts.sealing import content_of
from haizhi.reviews.models import Recusal, Seat, Session, Sheet, Turn


@dataclass(frozen=True, slots=True)
class Duty:
    """One unit as a judge sees it: their sheet, if there is one, or that they stand aside."""

    turn: Turn
    sheet: Sheet | None
    aside: bool
    raised: Recusal | None


@dataclass(frozen=True, slots=True)
class Sitting:
    """A seat of a judge's with all units of the session."""

    seat: Seat
    duties: tuple[Duty, ...]

    @property
    def pressing(self) -> Duty | None:
        """The unit that is being scored and waits for this judge's sheet."""
        return next((d for d in self.duties if d.sheet and d.sheet.stage == "draft" and not d.aside), None)


@dataclass(frozen=True, slots=True)
class Row:
    """An indicator of the pad with its mark in tenths."""

    indicator: Indicator
    mark: int | None


@dataclass(frozen=True, slots=True)
class Pad:
    """A sheet by groups; sums in tenths of what is given so far."""

    groups: tuple[tuple[IndicatorGroup, tuple[Row, ...], int], ...]
    total: int
    given: int
    step: int

    @property
    def count(self) -> int:
        """How many indicators there are."""
        return len(REVIEW.indicators)


def sittings_of(actor: Actor) -> list[Sitting]:
    """The sessions in which the actor sits, the one in hearing first, then the latest. Four queries for any number."""
    people = actor.places(Role.JUDGE)
    seats = Seat.objects.filter(person__id__in=people, vacated_at__isnull=True).select_related("session__call")
    seats = seats.exclude(session__stage="dropped").order_by("-session__held_at", "serial")
    by_session = {seat.session_id: seat for seat in seats}
    turns = Turn.objects.visible_to(actor).filter(session__in=by_session).exclude(stage="struck")
    turns = turns.select_related("session", "application__unit").order_by("position", "application__code")
    latest = (
        Sheet.objects.filter(seat__in=by_session.values())
        .exclude(stage="voided")
        .select_related("seat", "turn__session", "turn__application__unit")
    )
    sheets = {(sheet.seat_id, sheet.turn_id): sheet for sheet in latest}
    standing = Recusal.objects.filter(session__in=by_session).exclude(stage__in=["dismissed", "withdrawn"])
    recusals = list(standing.select_related("session"))
    found: dict[int, list[Duty]] = {seat.pk: [] for seat in by_session.values()}
    for turn in turns:
        seat = by_session[turn.session_id]
        own = [r for r in recusals if r.turn_id == turn.pk]
        aside = bool(recused_seats([seat], [r for r in own if r.stage == "upheld"]))
        declared = (r for r in own if r.person_id == seat.person_id and r.source == Recusal.Source.DECLARED)
        raised = next(declared, None)
        found[seat.pk].append(Duty(turn, sheets.get((seat.pk, turn.pk)), aside, raised))
    sittings = (Sitting(seat, tuple(found[seat.pk])) for seat in by_session.values())
    return sorted(sittings, key=lambda sitting: sitting.seat.session.stage != "in_hearing")


def draft_of(actor: Actor, code: str, application: str, serial: int) -> Sheet | None:
    """The sheet of a judge's own seat for a unit, as far as saving a mark needs it; the one in force. One query."""
    for judge in actor.places(Role.JUDGE):
        given: dict[Key, Key] = {_SOMEBODY: UUID(judge), _SOME_SESSION: code, _SOME_APPLICATION: application}
        for number, session, rules, *own in _drafts(connection.vendor).rows(given):
            if number == serial:
                sheet = Sheet.from_db(DEFAULT_DB_ALIAS, _OF_A_DRAFT, own)
                sheet.turn = Turn.from_db(DEFAULT_DB_ALIAS, ["id", "session_id"], [sheet.turn_id, session])
                sheet.turn.session = Session.from_db(DEFAULT_DB_ALIAS, ["id", "rules"], [session, rules])
                return sheet
    return None


@cache
def _drafts(_vendor: str) -> Statement:
    judge = Actor(_SOMEBODY, "", (Grant(Role.JUDGE, str(_SOMEBODY)),))
    own = Sheet.objects.visible_to(judge).exclude(turn__stage="struck").order_by("-revision")
    sheets = own.filter(turn__session__code=_SOME_SESSION, turn__application__code=_SOME_APPLICATION)
    columns = ("seat__serial", "turn__session_id", "turn__session__rules", *_OF_A_DRAFT)
    return Statement.of(sheets.values_list(*columns), _SOMEBODY, _SOME_SESSION, _SOME_APPLICATION)


_OF_A_DRAFT = ("id", "stage", "turn_id", "marks", "notes", "draft", "saved_at")  # as the table has them
_SOMEBODY, _SOME_SESSION, _SOME_APPLICATION = UUID(int=0), "some session", "some application"
"""What stands in the statement where each pad has its own."""


def marks_are_open(sheet: Sheet, actor: Actor) -> bool:
    """Whether the actor may read the marks: nobody while they are sealed; a draft's judge, 纪检 once announced."""
    if sheet.sealed is not None:
        return False
    if sheet.seat.person_id is not None and str(sheet.seat.person_id) in actor.places(Role.JUDGE):
        return True
    return sheet.stage == "announced" or sheet.turn.stage == "announced"


def pad_of(sheet: Sheet) -> Pad:
    """The sheet as the judge fills it in."""
    rules, marks = session_rules(sheet.turn.session), content_of(sheet).marks
    groups = []
    for group in REVIEW.groups:
        rows = tuple(Row(indicator, marks.get(indicator.key)) for indicator in group.indicators)
        groups.append((group, rows, sum(row.mark or 0 for row in rows)))
    given = sum(row.mark is not None for _, rows, _ in groups for row in rows)
    total = sum(subtotal for _, _, subtotal in groups)
    return Pad(tuple(groups), total, given, rules.step if rules else SCORE_STEP.value)
