"""The parts of a session: units, seats, recusals, sheets, each read once and kept with the row in hand.

An act re-reads its row before it asks the rules, and with the row these parts are forgotten; what an act's body
has just written, it reads from the tables.
"""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db.models import Count, Prefetch, Q, QuerySet, prefetch_related_objects

from haizhi.reviews.models import Recusal, Seat, Session, Sheet, Turn

IN_FORCE = ("locked", "announced")


def session_of(row: Any, _: Mapping[str, Any]) -> QuerySet[Session]:
    """The session that a turn belongs to, as `locks` of an act takes it: its row is locked before that of the turn.

    So no unit is struck and no recusal raised while the pool is being frozen, and nobody waits crosswise.
    """
    return Session._base_manager.filter(pk=row.session_id)


def applicants_of(session: Session) -> list[Turn]:
    """The turns of those enlisted, in order, without the struck ones; with `given` and `correcting` sheets counted."""
    turns = Turn.objects.exclude(stage="struck").select_related("application__unit").annotate(
        given=Count("sheets", filter=Q(sheets__stage__in=IN_FORCE), distinct=True),
        correcting=Count("sheets", filter=Q(sheets__stage="voiding"), distinct=True),
    )  # fmt: skip
    prefetch_related_objects([session], Prefetch("turns", turns.order_by("position", "application__code")))
    return list(session.turns.all())


def given_in(turn: Turn) -> int:
    """How many sheets of a turn are locked; of a turn that `applicants_of` read."""
    return int(turn.given)  # type: ignore[attr-defined]  # counted by the query


def correcting_in(turn: Turn) -> int:
    """How many corrections wait for 纪检 in a turn that `applicants_of` read."""
    return int(turn.correcting)  # type: ignore[attr-defined]  # counted by the query


def seats_of(session: Session) -> list[Seat]:
    """Every seat by its serial, the vacated ones too."""
    prefetch_related_objects([session], Prefetch("seats", Seat.objects.select_related("expert").order_by("serial")))
    return list(session.seats.all())


def taken_seats(session: Session) -> list[Seat]:
    """The seats that are taken now, by serial."""
    return [seat for seat in seats_of(session) if seat.vacated_at is None]


def seat_of(session: Session, person_id: UUID | None) -> Seat | None:
    """The seat that a person takes now, or None."""
    return next((seat for seat in taken_seats(session) if person_id and seat.person_id == person_id), None)


def sitting(session: Session) -> QuerySet[Seat]:
    """The seats that are taken, read from the table: for what was just written."""
    return session.seats.filter(vacated_at__isnull=True).order_by("serial")


def recusals_in(session: Session, *stages: str) -> list[Recusal]:
    """The recusals of those enlisted, in the given stages or in any."""
    recusals = Recusal.objects.exclude(turn__stage="struck").order_by("id")
    prefetch_related_objects([session], Prefetch("recusals", recusals))
    return [recusal for recusal in session.recusals.all() if not stages or recusal.stage in stages]


def sheets_in(turn: Turn, *stages: str) -> list[Sheet]:
    """The sheets of a turn by seat and revision, in the given stages or in any."""
    sheets = Sheet.objects.select_related("seat").order_by("seat__serial", "revision")
    prefetch_related_objects([turn], Prefetch("sheets", sheets))
    return [sheet for sheet in turn.sheets.all() if not stages or sheet.stage in stages]
