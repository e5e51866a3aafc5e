"""The pool from which a panel is drawn, the rules it is frozen with, and the outcome that dice give to it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID

from haizhi.experts.facts import Drawable, drawable
from haizhi.experts.models import Expert
from haizhi.fairness import ceremony
from haizhi.fairness.formats import CapRow, Freeze, IndicatorRow, LimitRow, PoolRow, QuotasRow, RulesRow, SourceRow
from haizhi.fairness.panel import DISCIPLINE, EMPLOYER, Cap, Draw, Limit, Quotas
from haizhi.kernel.chance import DICE
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.recusals import plain_name
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts.interests import concerns
from haizhi.reviews.facts.parts import applicants_of, recusals_in, taken_seats
from haizhi.reviews.facts.rules import INDICATORS
from haizhi.reviews.facts.traits import traits_of
from haizhi.reviews.models import Seat, Session


@dataclass(frozen=True, slots=True)
class DrawingPool:
    """The experts who may be drawn, by id, and why the others of the pool may not: counts alone."""

    eligible: list[Expert]
    drawable: Drawable
    seated: int
    recused: int

    def left_out(self) -> dict[str, int]:
        """How many are left out, by reason, as the record of a draw holds it."""
        besides = {"seated": self.seated, "recused": self.recused}
        return self.drawable.record() | {reason: count for reason, count in besides.items() if count}


def drawing_pool(session: Session) -> DrawingPool:
    """Who may be drawn (评审·7 「随机、回避、合理」).

    Active, of this city, to be reached, within the pool's terms on the day of the session, not seated already, and
    standing aside for none of the applicants. Five queries beyond the session's parts.
    """
    upheld = recusals_in(session, "upheld")
    taken = {judge for seat in taken_seats(session) for judge in (seat.person_id, seat.expert_id)} - {None}
    day = day_of(session.held_at)
    found = drawable(day, _served(session, day.year))
    free = [e for e in found.experts if e.pk not in taken and e.person_id not in taken]
    eligible = [
        expert
        for expert in free
        if not any(
            concerns(r, expert_id=expert.pk, person_id=expert.person_id, names=(expert.name, expert.employer))
            for r in upheld
        )
    ]
    return DrawingPool(eligible, found, len(found.experts) - len(free), len(free) - len(eligible))


def _served(session: Session, year: int) -> dict[UUID, int]:
    """In how many other sessions of the calendar year each expert sits."""
    sitting = Seat.objects.filter(expert__isnull=False, vacated_at__isnull=True, session__held_at__range=_year(year))
    others = sitting.exclude(session=session).exclude(session__stage="dropped")
    return dict(Counter(others.values_list("expert_id", flat=True)))


def _year(year: int) -> tuple[datetime, datetime]:
    return datetime(year, 1, 1, tzinfo=CHINA), datetime(year + 1, 1, 1, tzinfo=CHINA) - timedelta(microseconds=1)


def pool_rows(experts: list[Expert]) -> list[PoolRow]:
    """The experts as they are frozen, ascending by id: discipline, employer, traits, a commitment to the name."""
    codes = {plain_name(e.employer): e.employer_code for e in experts if e.employer_code}
    rows = [
        PoolRow(
            id=str(expert.pk),
            discipline=expert.discipline,
            # One employer is one value, whether its code was entered or not: the cap counts values.
            employer=expert.employer_code or codes.get(plain_name(expert.employer)) or plain_name(expert.employer),
            traits=traits_of(expert),
            person=ceremony.person_commitment(bytes(expert.salt), expert.name),
        )
        for expert in experts
    ]
    return sorted(rows, key=lambda row: row["id"])


def quotas(session: Session, rules: SessionRules) -> Quotas:
    """The rules of the draw: size, bounds per discipline and further dimension, cap per employer."""
    bounds = {DISCIPLINE: session.disciplines} | session.traits
    limits = tuple(
        Limit(dimension, value, low, high)
        for dimension in sorted(bounds, key=lambda name: (name != DISCIPLINE, name))
        for value, (low, high) in sorted(bounds[dimension].items())
    )
    return Quotas(rules.drawn, limits, (Cap(EMPLOYER, rules.max_per_employer),))


def sources(session: Session) -> list[SourceRow]:
    """The named sources of entropy, in the order in which they are entered: the dice, then the lottery if any."""
    named = session.lottery
    if not named:
        return [DICE]
    return [DICE, SourceRow(name=named["name"], form="numbers", count=named["count"])]


def lottery_opens(session: Session) -> datetime | None:
    """When the lottery's result is public at the earliest; None without a lottery."""
    return datetime.fromisoformat(session.lottery["after"]) if session.lottery else None


def settled_readings(session: Session) -> list[str]:
    """What both entered alike for the sources of the current round, in their order. One query."""
    thrown = session.entropies.filter(round=session.round, voided=False).order_by("source")
    return [entropy.recorded for entropy in thrown if entropy.agreed]


def source_awaited(session: Session) -> tuple[int, SourceRow] | None:
    """The source whose reading is still to be entered in this round, with its place; None when all are settled."""
    named = ceremony.sources_of(frozen(session), session.round)
    settled = len(settled_readings(session))
    return (settled, named[settled]) if settled < len(named) else None


def freeze_detail(session: Session, rules: SessionRules, rows: list[PoolRow]) -> Freeze:
    """What is frozen: the pool's root and everything that draw and tally will go by."""
    bounds = quotas(session, rules)
    return Freeze(
        pool_root=ceremony.pool_root(rows),
        pool_count=len(rows),
        size=bounds.size,
        leaders=rules.leaders,
        quotas=QuotasRow(
            limits=[LimitRow(dimension=x.dimension, value=x.value, least=x.least, most=x.most) for x in bounds.limits],
            caps=[CapRow(dimension=cap.dimension, most=cap.most) for cap in bounds.caps],
        ),
        rules=RulesRow(
            step=rules.step,
            fewest=rules.minimum_sheets,
            trim_from=rules.trim_from,
            ties=list(rules.tie_groups),
            places=rules.places,
        ),
        indicators=[IndicatorRow(code=i.code, group=i.group, maximum=i.maximum) for i in INDICATORS],
        entropy_sources=sources(session),
        applicants=sorted(turn.application.code for turn in applicants_of(session)),
    )


def outcome(session: Session) -> tuple[Draw, tuple[str, ...]]:
    """What the readings of the current round give: panel and order. Needs the freeze and every source settled.

    Raises NoFeasiblePanel when nobody is left who fits a vacancy.
    """
    readings, freeze = settled_readings(session), frozen(session)
    if session.round == 1:
        return ceremony.first_round(freeze, session.pool, readings)
    drawn = session.seats.filter(origin__in=[Seat.Origin.DRAWN, Seat.Origin.REPLACEMENT])
    draw = ceremony.later_round(
        freeze,
        session.pool,
        readings,
        session.round,
        staying=[str(seat.expert_id) for seat in drawn if seat.vacated_at is None],
        gone=[str(seat.expert_id) for seat in drawn if seat.vacated_at is not None],
    )
    return draw, tuple(session.draws[-1]["order"])


def frozen(session: Session) -> Freeze:
    """What is frozen. Raises ValueError before the freeze."""
    if session.freeze is None:
        raise ValueError("nothing is frozen yet")
    return cast("Freeze", session.freeze)
