"""Who gave which score: for 纪检 alone, and to each judge their own, once announced."""

from collections.abc import Mapping
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


@dataclass(frozen=True, slots=True)
class Given:
    """What a judge gave a unit: `marks` in tenths by indicator key."""

    seat: int
    turn: UUID
    marks: Mapping[str, int]


def given_marks(session: Session) -> list[Given]:
    """The announced sheets that count: without those of judges who stood aside afterwards. Three queries."""
    aside = aside_in(session)
    sheets = Sheet.objects.filter(turn__session=session, turn__stage="announced", stage="announced")
    rows = sheets.order_by("turn__position", "seat__serial").values_list("seat_id", "turn_id", "marks")
    return [Given(*row) for row in rows if row[:2] not in aside]


def aside_in(session: Session) -> set[tuple[int, UUID]]:
    """Each seat, the vacated ones too, with each turn for which it stands aside. Two queries."""
    upheld, seats = recusals_in(session, "upheld"), seats_of(session)
    return {(seat.pk, recusal.turn_id) for recusal in upheld for seat, _ in recused_seats(seats, [recusal])}


def scores_of(session: Session) -> Scores:
    """The sums by judge and unit. Four queries whatever their number."""
    aside = aside_in(session)
    given: dict[UUID, dict[int, int]] = {}
    for one in given_marks(session):
        given.setdefault(one.turn, {})[one.seat] = sum(one.marks.values())
    gave = {seat for own in given.values() for seat in own}
    seats = tuple(seat for seat in seats_of(session) if seat.vacated_at is None or seat.pk in gave)
    rows = []
    for turn in applicants_of(session):
        own = given.get(turn.pk, {})
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
