"""Who stands aside for whom: recusals in force, and those that a comparison of employers or declarations shows."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from uuid import UUID

from haizhi.experts.models import Expert, Interest
from haizhi.regulation.recusals import InterestGround, plain_name
from haizhi.reviews.facts.rules import applicants_of, sitting
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


def unsettled(session: Session) -> int:
    """How many recusals still wait for the Office or for 纪检."""
    return session.recusals.filter(stage__in=OPEN_STAGES).exclude(turn__stage="struck").count()


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
    seated are compared with every applicant. Four queries.
    """
    turns = list(applicants_of(session))
    if not turns:
        return []
    raised = {
        (turn_id, judge)
        for turn_id, *judges in session.recusals.exclude(stage="withdrawn").values_list(
            "turn_id", "expert_id", "person_id"
        )
        for judge in judges
    }
    seats = list(sitting(session).select_related("expert"))
    found = [*_of_employers(turns, seats), *_of_declarations(turns, seats)]
    unique: dict[tuple[UUID, UUID | None], Match] = {}
    for match in found:
        judge = match.seat.person_id if match.seat else match.expert.pk if match.expert else None
        if (match.turn.pk, judge) not in raised:
            unique.setdefault((match.turn.pk, judge), match)
    return list(unique.values())


def _of_employers(turns: list[Turn], seats: list[Seat]) -> Iterator[Match]:
    by_code = {turn.application.unit.code: turn for turn in turns}
    by_name = {plain_name(turn.application.unit.name): turn for turn in turns}
    seated = {seat.expert_id for seat in seats}
    for seat in seats:
        code = seat.expert.employer_code if seat.expert else ""
        turn = by_code.get(code) or by_name.get(plain_name(seat.employer))
        if turn:
            yield Match(turn, None, seat, InterestGround.EMPLOYED, f"任职单位“{seat.employer}”即申报单位")
    for expert in Expert.objects.filter(stage="active", within_city=True).order_by("code"):
        turn = by_code.get(expert.employer_code) or by_name.get(plain_name(expert.employer))
        if turn and expert.pk not in seated:
            yield Match(turn, expert, None, InterestGround.EMPLOYED, f"任职单位“{expert.employer}”即申报单位")


def _of_declarations(turns: list[Turn], seats: list[Seat]) -> Iterator[Match]:
    by_unit = {turn.application.unit_id: turn for turn in turns}
    by_expert = {seat.expert_id: seat for seat in seats if seat.expert_id}
    by_person = {seat.person_id: seat for seat in seats if seat.person_id}
    declared = Interest.objects.filter(unit__in=by_unit, expert__stage="active").select_related("expert")
    for interest in declared.order_by("expert__code", "id"):
        expert, turn = interest.expert, by_unit[interest.unit_id]
        seat = by_expert.get(expert.pk) or (by_person.get(expert.person_id) if expert.person_id else None)
        explanation = f"本人申报：{interest.detail}"
        yield Match(turn, None if seat else expert, seat, InterestGround(interest.ground), explanation)
