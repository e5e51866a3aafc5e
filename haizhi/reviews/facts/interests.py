"""Who stands aside for whom: recusals in force, and those that a comparison of employers or declarations shows."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from haizhi.accounts.models import Organisation, OrganisationName
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
    """For each way and ground on which recusals were raised, how many were upheld and dismissed: counts, no names."""
    found = Counter((r.source, r.ground, r.stage) for r in recusals_in(session, "upheld", "dismissed"))
    return [
        {
            "source": way,
            "ground": ground.value,
            "upheld": found[way, ground.value, "upheld"],
            "dismissed": found[way, ground.value, "dismissed"],
        }
        for way in Recusal.Source.values
        for ground in InterestGround
        if found[way, ground.value, "upheld"] or found[way, ground.value, "dismissed"]
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

    Employers are compared by code, then by name, former names and the codes and names of units merged in; declarations
    as they stand. Experts who may be drawn and everybody seated are compared with every applicant. Two queries
    beyond the session's parts.
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
    seats, units = taken_seats(session), _Employers(turns)
    experts = _active_experts()
    found: dict[tuple[UUID, UUID | None], Match] = {}
    for match in (*_of_seats(units, seats), *_of_experts(units, seats, experts), *_declared(units, seats, experts)):
        if (match.turn.pk, match.judge) not in raised:
            found.setdefault((match.turn.pk, match.judge), match)
    return list(found.values())


def _active_experts() -> list[Any]:
    """The active experts, one row for each interest declared and one for who declared none."""
    rows = Expert.objects.filter(Q(within_city=True) | Q(seats__isnull=False), stage="active").distinct()
    related = {"unit_id": F("interests__unit_id"), "ground": F("interests__ground"), "detail": F("interests__detail")}
    return list(rows.annotate(**related).order_by("code", "interests__id"))


class _Employers:
    """The units of the turns by every code and name they are known by: own, former, and of duplicates merged in.

    One query.
    """

    def __init__(self, turns: list[Turn]) -> None:
        self.turns: dict[UUID, list[Turn]] = {}
        self.codes: dict[str, tuple[UUID, str]] = {}
        self.names: dict[str, tuple[UUID, str]] = {}
        for turn in turns:
            unit = turn.application.unit
            self.turns.setdefault(unit.pk, []).append(turn)
            self._known(unit.pk, unit.code, unit.name, "即申报单位")
        known = ("unit", "code_known", "name_known")
        merged = Organisation._base_manager.filter(merged_into__in=self.turns).order_by()
        former = OrganisationName.objects.filter(
            Q(organisation__in=self.turns) | Q(organisation__merged_into__in=self.turns)
        ).order_by()
        renamed = former.annotate(
            unit=Coalesce("organisation__merged_into_id", "organisation_id"), code_known=Value(""), name_known=F("name")
        )
        joined = merged.annotate(unit=F("merged_into_id"), code_known=F("code"), name_known=F("name"))
        for unit_id, code, name in joined.values_list(*known).union(renamed.values_list(*known)):
            self._known(unit_id, code, name, "已并入申报单位" if code else "是申报单位的曾用名")

    def _known(self, unit: UUID | None, code: str, name: str, how: str) -> None:
        if unit is None:
            return
        if code:
            self.codes.setdefault(code, (unit, how))
        self.names.setdefault(plain_name(name), (unit, how))

    def of(self, code: str, name: str) -> Iterator[tuple[Turn, str]]:
        """The turns of the unit with this code or, failing that, this name, and how the comparison reads."""
        found = (self.codes.get(code) if code else None) or self.names.get(plain_name(name))
        for turn in self.turns[found[0]] if found else ():
            yield turn, f"任职单位“{name}”{found[1] if found else ''}"


def _of_seats(units: _Employers, seats: list[Seat]) -> Iterator[Match]:
    for seat in seats:
        for turn, how in units.of(seat.expert.employer_code if seat.expert else "", seat.employer):
            yield Match(turn, None, seat, InterestGround.EMPLOYED, how)


def _of_experts(units: _Employers, seats: list[Seat], experts: list[Any]) -> Iterator[Match]:
    seated = {seat.expert_id for seat in seats}
    for expert in experts:
        if expert.within_city and expert.pk not in seated:
            for turn, how in units.of(expert.employer_code, expert.employer):
                yield Match(turn, expert, None, InterestGround.EMPLOYED, how)


def _declared(units: _Employers, seats: list[Seat], experts: list[Any]) -> Iterator[Match]:
    by_expert = {seat.expert_id: seat for seat in seats if seat.expert_id}
    by_person = {seat.person_id: seat for seat in seats if seat.person_id}
    for expert in experts:
        seat = by_expert.get(expert.pk) or (by_person.get(expert.person_id) if expert.person_id else None)
        if seat or expert.within_city:
            for turn in units.turns.get(expert.unit_id, ()):
                explanation = f"本人申报：{expert.detail}"
                yield Match(turn, None if seat else expert, seat, InterestGround(expert.ground), explanation)
