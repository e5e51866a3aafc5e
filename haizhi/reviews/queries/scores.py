"""Who gave which score: for 纪检 alone, and to each judge their own, once announced."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from haizhi.kernel.actor import Actor
from haizhi.reviews.facts import applicants_of, recusals_in, recused_seats, seats_of
from haizhi.reviews.models import Seat, Session, Sheet, Turn


@dataclass(frozen=True, slots=True)
class Cell:
    """A judge's sum for a unit in tenths, None where there is no sheet; `why` then says why not."""

    total: int | None
    dropped: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A unit with the cell of every judge, by seat."""

    turn: Turn
    cells: tuple[Cell, ...]

    @property
    def shown(self) -> str:
        """The score as shown, or that there is none."""
        result = self.turn.result or {}
        return result.get("shown") or ("缺席" if self.turn.stage == "absent" else "不产生结果" if result else "")


@dataclass(frozen=True, slots=True)
class Scores:
    """Every judge's sum for every unit, in the order of presentation; `seats` are the columns."""

    seats: tuple[Seat, ...]
    rows: tuple[ScoreRow, ...]


def announced_sheets(session: Session) -> list[Sheet]:
    """The announced sheets of a session, with seat and unit. One query."""
    sheets = Sheet.objects.filter(turn__session=session, turn__stage="announced", stage="announced")
    return list(sheets.select_related("seat", "turn__application__unit").order_by("turn__position", "seat__serial"))


def counted_sheets(session: Session) -> list[Sheet]:
    """The announced sheets without those of judges who stood aside afterwards. Three queries."""
    aside = _aside(session)
    return [sheet for sheet in announced_sheets(session) if (sheet.seat_id, sheet.turn_id) not in aside]


def _aside(session: Session) -> set[tuple[int, UUID]]:
    upheld, seats = recusals_in(session, "upheld"), seats_of(session)
    return {(seat.pk, recusal.turn_id) for recusal in upheld for seat, _ in recused_seats(seats, [recusal])}


def scores_of(session: Session) -> Scores:
    """The sums by judge and unit. Four queries whatever their number."""
    aside, given = _aside(session), {}
    for sheet in announced_sheets(session):
        given[sheet.seat_id, sheet.turn_id] = sum(sheet.marks.values())
    gave = {seat for seat, _ in given}
    seats = tuple(seat for seat in seats_of(session) if seat.vacated_at is None or seat.pk in gave)
    rows = []
    for turn in applicants_of(session):
        own = {
            seat.pk: given[seat.pk, turn.pk]
            for seat in seats
            if (seat.pk, turn.pk) in given and (seat.pk, turn.pk) not in aside
        }
        dropped = _dropped(turn, own)
        rows.append(ScoreRow(turn, tuple(_cell(seat, turn, own, dropped, aside) for seat in seats)))
    return Scores(seats, tuple(rows))


def _dropped(turn: Turn, own: dict[int, int]) -> dict[int, str]:
    """The seats whose sums did not count; of equal ones, the lowest seat numbers."""
    kept = (turn.result or {}).get("kept", 0)
    if not 0 < kept < len(own):
        return {}
    lowest = min(own, key=lambda seat: own[seat])
    highest = max((seat for seat in own if seat != lowest), key=lambda seat: own[seat])
    return {lowest: "最低分", highest: "最高分"}


def _cell(seat: Seat, turn: Turn, own: dict[int, int], dropped: dict[int, str], aside: set[tuple[int, UUID]]) -> Cell:
    if (seat.pk, turn.pk) in aside:
        return Cell(None, why="回避")
    if seat.pk not in own:
        return Cell(None, why="缺席" if turn.stage == "absent" else "—")
    return Cell(own[seat.pk], dropped.get(seat.pk, ""))


def sheets_given(actor: Actor, session: Session, serial: int) -> QuerySet[Sheet]:
    """The announced sheets of one seat that the actor may see, in the order of presentation."""
    sheets = Sheet.objects.visible_to(actor).filter(turn__session=session, seat__serial=serial, stage="announced")
    sheets = sheets.exclude(turn__stage="struck").select_related("seat", "turn__session", "turn__application__unit")
    return sheets.order_by("turn__position")
