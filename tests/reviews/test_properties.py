"""A whole session, whatever the dice and whatever the marks: repeatable, complete, ranked as the law says."""

from fractions import Fraction
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.fairness import ceremony, tally
from haizhi.fairness.seeds import draw_seed, entropy_hash, freeze_hash
from haizhi.regulation.findings import Refused
from haizhi.regulation.indicators import REVIEW
from haizhi.reviews import acts
from haizhi.reviews.facts import frozen as freeze_of
from haizhi.reviews.facts import result_of, sitting
from haizhi.reviews.models import Seat, Session, Sheet
from tests.experts.factories import CLERK, NOW, SUPERVISOR, judge
from tests.reviews.factories import HELD, RULES, frozen, lock_all, opened, scoring, throw

few = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
dice = st.text("0123456789", min_size=40, max_size=40)
sheet = st.fixed_dictionaries({i.key: st.integers(0, i.maximum // 5).map(lambda n: n * 5) for i in REVIEW.indicators})


class Undo(Exception):
    """Takes back what an example did, so that every example begins alike."""


@pytest.mark.django_db
def test_the_same_dice_give_the_same_panel_and_it_keeps_every_rule(db: None) -> None:
    session = frozen(units=3, experts=20)

    def outcome(rolled: str) -> tuple[Any, ...]:
        found: tuple[Any, ...] = ()
        try:
            with transaction.atomic():
                again = Session.objects.get(pk=session.pk)
                throw(again, rolled)
                acts.draw(again, by=CLERK, at=NOW)
                acts.confirm_draw(again, by=SUPERVISOR, at=NOW)
                seats = sitting(again).filter(origin=Seat.Origin.DRAWN)
                found = (
                    sorted(str(seat.expert_id) for seat in seats),
                    [turn.application.code for turn in again.turns.order_by("position")],
                )
                raise Undo
        except Undo:
            return found

    @few
    @given(dice)
    def holds(rolled: str) -> None:
        panel, order = outcome(rolled)
        assert (panel, order) == outcome(rolled)
        rows = [row for row in session.pool if row["id"] in panel]
        assert len(rows) == RULES.drawn
        assert len({row["employer"] for row in rows}) == RULES.drawn
        assert sorted(order) == freeze_of(session)["applicants"]
        entropy = entropy_hash([rolled])
        seed = draw_seed(freeze_hash(freeze_of(session)), entropy, "panel", 1)
        assert len(seed) == 32
        assert list(ceremony.first_round(freeze_of(session), session.pool, [rolled])[0].chosen) == panel

    holds()


@pytest.mark.django_db
def test_any_marks_give_the_exact_mean_without_the_highest_and_the_lowest(db: None) -> None:
    session = opened(units=1)
    turn = scoring(session)
    lock_all(turn)
    sheets = list(turn.sheets.select_related("seat"))

    @few
    @given(st.lists(sheet, min_size=7, max_size=7))
    def holds(given_marks: list[dict[str, int]]) -> None:
        for one, marked in zip(sheets, given_marks, strict=True):
            one.marks = marked
        result = result_of(turn, RULES, sheets)
        totals = sorted(sum(marked.values()) for marked in given_marks)
        assert Fraction(result["exact"]) == Fraction(sum(totals[1:-1]), 50)
        assert result["totals"] == totals
        assert result["shown"] == tally.shown(Fraction(result["exact"]), 2)

    holds()


@pytest.mark.django_db
def test_whichever_sheet_is_missing_the_announcement_is_refused(db: None) -> None:
    session = opened(units=1)
    turn = scoring(session)
    serials = list(turn.sheets.values_list("seat__serial", flat=True))
    for left_out in serials:
        with transaction.atomic():
            for one in Sheet.objects.filter(turn=turn).exclude(seat__serial=left_out).select_related("seat"):
                acts.lock(one, by=judge(one.seat.person_id), at=HELD, marks=dict.fromkeys(REVIEW.maxima, 5))
            with pytest.raises(Refused, match="还有1份评分表没有锁定"):
                acts.announce(turn, by=CLERK, at=HELD)
            transaction.set_rollback(True)
