from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.regulation.resolutions import (
    RankedDecision,
    departure_reasoned,
    departures,
    departures_reasoned,
    resolved_after_review,
)


def decided(*rows: tuple[int | None, bool]) -> list[RankedDecision]:
    return [RankedDecision(f"{n}", f"第{n}单位", rank, proposed) for n, (rank, proposed) in enumerate(rows)]


def departing(*rows: tuple[int | None, bool]) -> list[str]:
    return [d.key for d in departures(decided(*rows))]


def test_proposing_the_first_by_rank_departs_from_nothing() -> None:
    assert departing((1, True), (2, True), (3, False)) == []


def test_whoever_is_skipped_and_whoever_takes_the_place_both_depart() -> None:
    assert departing((1, True), (2, False), (3, True), (4, False)) == ["1", "2"]


def test_those_between_the_skipped_and_the_last_chosen_do_not_depart() -> None:
    assert departing((1, True), (2, False), (3, True), (4, True), (5, True), (6, False)) == ["1", "4"]


def test_proposing_fewer_in_order_of_rank_is_no_departure() -> None:
    assert departing((1, True), (2, False), (3, False)) == []


def test_either_of_two_equals_at_the_border_may_be_chosen() -> None:
    assert departing((1, True), (2, True), (2, False)) == []
    assert departing((1, True), (2, False), (2, True)) == []


def test_passing_over_equals_above_the_border_departs() -> None:
    assert departing((1, True), (1, False), (3, True)) == ["1", "2"]


def test_whoever_has_no_result_is_behind_everybody() -> None:
    assert departing((1, True), (None, False)) == []
    assert departing((1, True), (None, True)) == ["1"]


@given(st.lists(st.tuples(st.none() | st.integers(1, 6), st.booleans()), max_size=9))
def test_nothing_departs_exactly_when_nobody_is_proposed_behind_somebody_who_is_not(
    rows: list[tuple[int | None, bool]],
) -> None:
    def place(rank: int | None) -> int:
        return rank if rank is not None else 7

    jumped = any(p and not q and place(a) > place(b) for a, p in rows for b, q in rows)
    nameless = any(p and rank is None for rank, p in rows)
    assert bool(departing(*rows)) == (jumped or nameless)


def test_a_departure_without_reason_is_refused_on_its_own_line() -> None:
    finding = departure_reasoned(RankedDecision("HZ-2026-0003", "重庆示范大学", 3, proposed=False))
    assert not finding.met
    assert finding.field == "reason_HZ-2026-0003"
    assert "重庆示范大学第3名，未列入拟建站名单，与评审名次不一致（《办法》第九条第1项第（3）目）" in str(finding)
    assert "请在该单位一行写明理由" in str(finding)


def test_a_departure_with_its_reason_stands() -> None:
    finding = departure_reasoned(RankedDecision("a", "甲", None, proposed=True, reason="缺席系因公，已补充答辩"))
    assert finding.met
    assert "甲未产生名次，列入拟建站名单" in finding.reason


def test_each_departure_has_its_finding() -> None:
    findings = departures_reasoned(decided((1, False), (2, True)))
    assert [f.met for f in findings] == [False, False]


@pytest.mark.parametrize(
    ("met_on", "met"),
    [(date(2026, 6, 17), False), (date(2026, 6, 18), True), (date(2026, 6, 30), True), (date(2026, 7, 1), False)],
)
def test_the_party_group_meets_after_the_review_and_not_in_the_future(met_on: date, met: bool) -> None:
    finding = resolved_after_review(met_on, date(2026, 6, 18), date(2026, 6, 30))
    assert finding.met is met
    assert bool(finding.remedy) is not met
    assert "2026年6月18日" in finding.reason
