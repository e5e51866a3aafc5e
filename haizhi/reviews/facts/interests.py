"""Who stands aside for whom: recusals in force, and those that a comparison of employers or declarations shows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from haizhi.experts.models import Expert
from haizhi.regulation.recusals import InterestGround, plain_name
from haizhi.reviews.facts.parts import applicants_of, recusals_in, taken_seats
from haizhi.reviews.models import Recusal, Seat, Session, Turn

OPEN_STAGES = ("raised", "decided")


@dataclass(frozen=True, slots=True)
class Match:
    """A direct interest that a comparison shows: an expert of the pool, or a person already seated."""

    turn: Turn
    expert: Expert | None
    seat: Seat | None
    ground: InterestGround
    explanation: str

    @property
    def judge(self) -> UUID | None:
        """The expert or the person it is about."""
        return self.seat.person_id if self.seat else self.expert.pk if self.expert else None


def unsettled(session: Session) -> int:
    """How many recusals still wait for the Office or for 纪检."""
    return len(recusals_in(session, *OPEN_STAGES))


def recusal_counts(session: Session) -> list[dict[str, Any]]:
    """For each way in which recusals are raised, how many were upheld and dismissed: what the record of a draw says."""
    found = [(recusal.source, recusal.stage) for recusal in recusals_in(session)]
    return [
        {"source": way, "upheld": found.count((way, "upheld")), "dismissed": found.count((way, "dismissed"))}
        for way in Recusal.Source.values
    ]


def concerns(recusal: Recusal, *, expert_id: UUID | None, person_id: UUID | None, names: Collection[str]) -> bool:
    """Whether a recusal is about this judge; `names` are their name and their employer's."""
    if recusal.expert_id is not None and recusal.expert_id == expert_id:
        return True
    if recusal.person_id is not None and recusal.person_id == person_id:
        return True
    return bool(recusal.named) and plain_name(recusal.named) in {plain_name(name) for name in names if name}


def recused_seats(seats: Iterable[Seat], recusals: Collection[Recusal]) -> list[tuple[Seat, Recusal]]:
    """Each seat that one of the upheld `recusals` of a turn concerns, with the first that does."""
    found = []
    for seat in seats:
        names = (seat.name, seat.employer)
        about = (r for r in recusals if concerns(r, expert_id=seat.expert_id, person_id=seat.person_id, names=names))
        if (first := next(about, None)) is not None:
            found.append((seat, first))
    return found


def unrecorded_matches(session: Session) -> list[Match]:
    """The interests that a comparison shows and for which no recusal was raised yet.

    Employers are compared by code and by name, declarations as they stand; experts who may be drawn and everybody
    seated are compared with every applicant. One query beyond the session's parts.
    """
    turns = applicants_of(session)
    if not turns:
        return []
    raised = {
        (recusal.turn_id, judge)
        for recusal in recusals_in(session)
        if recusal.stage != "withdrawn"
        for judge in (recusal.expert_id, recusal.person_id)
    }
    seats = taken_seats(session)
    experts = _active_experts()
    found: dict[tuple[UUID, UUID | None], Match] = {}
    for match in (*_of_seats(turns, seats), *_of_experts(turns, seats, experts), *_declared(turns, seats, experts)):
        if (match.turn.pk, match.judge) not in raised:
            found.setdefault((match.turn.pk, match.judge), match)
    return list(found.values())


def _active_experts() -> list[Any]:
    """The active experts, one row for each interest declared and one for who declared none."""
    rows = Expert.objects.filter(Q(within_city=True) | Q(seats__isnull=False), stage="active").distinct()
    related = {"unit_id": F("interests__unit_id"), "ground": F("interests__ground"), "detail": F("interests__detail")}
    return list(rows.annotate(**related).order_by("code", "interests__id"))


def _employer_of(turns: list[Turn], code: str, name: str) -> Turn | None:
    """The turn of the unit with this code or, failing that, this name."""
    units = [(turn.application.unit, turn) for turn in turns]
    by_code = next((turn for unit, turn in units if code and unit.code == code), None)
    return by_code or next((turn for unit, turn in units if plain_name(unit.name) == plain_name(name)), None)


def _of_seats(turns: list[Turn], seats: list[Seat]) -> Iterator[Match]:
    for seat in seats:
        code = seat.expert.employer_code if seat.expert else ""
        if turn := _employer_of(turns, code, seat.employer):
            yield Match(turn, None, seat, InterestGround.EMPLOYED, f"任职单位“{seat.employer}”即申报单位")


def _of_experts(turns: list[Turn], seats: list[Seat], experts: list[Any]) -> Iterator[Match]:
    by_code = {turn.application.unit.code: turn for turn in turns}
    by_name = {plain_name(turn.application.unit.name): turn for turn in turns}
    seated = {seat.expert_id for seat in seats}
    for expert in experts:
        turn = by_code.get(expert.employer_code) or by_name.get(plain_name(expert.employer))
        if turn and expert.within_city and expert.pk not in seated:
            yield Match(turn, expert, None, InterestGround.EMPLOYED, f"任职单位“{expert.employer}”即申报单位")


def _declared(turns: list[Turn], seats: list[Seat], experts: list[Any]) -> Iterator[Match]:
    by_unit = {turn.application.unit_id: turn for turn in turns}
    by_expert = {seat.expert_id: seat for seat in seats if seat.expert_id}
    by_person = {seat.person_id: seat for seat in seats if seat.person_id}
    for expert in experts:
        if turn := by_unit.get(expert.unit_id):
            seat = by_expert.get(expert.pk) or (by_person.get(expert.person_id) if expert.person_id else None)
            if seat or expert.within_city:
                explanation = f"本人申报：{expert.detail}"
                yield Match(turn, None if seat else expert, seat, InterestGround(expert.ground), explanation)
