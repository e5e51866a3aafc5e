"""The pool from which a panel is drawn, the rules it is frozen with, and the outcome that dice give to it."""

from typing import cast

from haizhi.experts.models import Expert
from haizhi.fairness import ceremony
from haizhi.fairness.formats import CapRow, Freeze, IndicatorRow, LimitRow, PoolRow, QuotasRow, RulesRow, SourceRow
from haizhi.fairness.panel import DISCIPLINE, EMPLOYER, Cap, Draw, Limit, Quotas
from haizhi.fairness.seeds import SMALLEST_ENTROPY
from haizhi.regulation.recusals import plain_name
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts.interests import concerns
from haizhi.reviews.facts.parts import applicants_of, recusals_in, taken_seats
from haizhi.reviews.facts.rules import INDICATORS
from haizhi.reviews.models import Seat, Session

DICE = SourceRow(name="现场掷十面骰", form="digits", count=SMALLEST_ENTROPY)
"""The named source of entropy: what the applicants' representatives roll in the hall."""


def eligible_experts(session: Session) -> list[Expert]:
    """The experts who may be drawn, by id (评审·7 「随机、回避、合理」).

    Active, of this city, to be reached, not seated already, and standing aside for none of the applicants.
    One query beyond the session's parts.
    """
    upheld = recusals_in(session, "upheld")
    taken = {judge for seat in taken_seats(session) for judge in (seat.person_id, seat.expert_id)} - {None}
    experts = Expert.objects.filter(stage="active", within_city=True).order_by("pk")
    return [
        expert
        for expert in experts
        if expert.pk not in taken
        and expert.person_id not in taken
        and (expert.person_id or expert.mobile or expert.email)
        and not any(
            concerns(r, expert_id=expert.pk, person_id=expert.person_id, names=(expert.name, expert.employer))
            for r in upheld
        )
    ]


def pool_rows(experts: list[Expert]) -> list[PoolRow]:
    """The experts as they are frozen, ascending by id: discipline, employer, a commitment to the name."""
    codes = {plain_name(e.employer): e.employer_code for e in experts if e.employer_code}
    rows = [
        PoolRow(
            id=str(expert.pk),
            discipline=expert.discipline,
            # One employer is one value, whether its code was entered or not: the cap counts values.
            employer=expert.employer_code or codes.get(plain_name(expert.employer)) or plain_name(expert.employer),
            person=ceremony.person_commitment(bytes(expert.salt), expert.name),
        )
        for expert in experts
    ]
    return sorted(rows, key=lambda row: row["id"])


def quotas(session: Session, rules: SessionRules) -> Quotas:
    """The rules of the draw: size, bounds per discipline, cap per employer."""
    limits = tuple(Limit(DISCIPLINE, name, low, high) for name, (low, high) in sorted(session.disciplines.items()))
    return Quotas(rules.drawn, limits, (Cap(EMPLOYER, rules.max_per_employer),))


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
        entropy_sources=[DICE],
        applicants=sorted(turn.application.code for turn in applicants_of(session)),
    )


def outcome(session: Session) -> tuple[Draw, tuple[str, ...]]:
    """What the dice of the current round give: panel and order of presentation. Needs the freeze and agreeing dice.

    Raises NoFeasiblePanel when nobody is left who fits a vacancy.
    """
    dice = session.entropies.get(round=session.round, voided=False).recorded
    freeze = frozen(session)
    if session.round == 1:
        return ceremony.first_round(freeze, session.pool, [dice])
    drawn = session.seats.filter(origin__in=[Seat.Origin.DRAWN, Seat.Origin.REPLACEMENT])
    draw = ceremony.later_round(
        freeze,
        session.pool,
        [dice],
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
