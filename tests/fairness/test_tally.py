from fractions import Fraction
from math import isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness.tally import (
    IncompleteSheets,
    Indicator,
    InvalidSheet,
    Reason,
    Rules,
    Score,
    Sheet,
    check_complete,
    check_marks,
    exact,
    rank,
    score_applicant,
    shown,
    tally,
    trimmed,
)

INDICATORS = (Indicator("1.1", 1, 300), Indicator("3.1", 3, 400), Indicator("4.1", 4, 300))
SEATS = [f"S{i}" for i in range(1, 8)]


def sheets(applicant: str, rows: list[tuple[int, int, int]]) -> list[Sheet]:
    return [
        Sheet(seat, applicant, dict(zip(("1.1", "3.1", "4.1"), row, strict=True)))
        for seat, row in zip(SEATS, rows, strict=False)
    ]


def scored(applicant: str, *rows: tuple[int, int, int]) -> Score:
    return score_applicant(applicant, sheets(applicant, list(rows)), INDICATORS)


def test_one_high_and_one_low_are_dropped_from_five_sheets_on() -> None:
    score = scored("A", (300, 400, 300), (0, 0, 0), (300, 300, 295), (300, 305, 300), (300, 300, 300))
    assert (score.value, score.valid, score.kept) == (Fraction(895 + 905 + 900, 30), 5, 3)


def test_the_exact_value_and_its_rounding_are_both_published() -> None:
    rows = [(300, 300, 300), (300, 300, 295), (300, 300, 295), (300, 300, 300), (300, 300, 301)]
    value = Fraction(sum(sum(row) for row in rows), 50)
    assert (exact(value), shown(value)) == ("4491/50", "89.82")


def test_fewer_than_five_sheets_give_no_result_and_never_nought() -> None:
    score = scored("A", *[(300, 400, 300)] * 4)
    assert (score.value, score.reason, score.valid) == (None, Reason.TOO_FEW_SHEETS, 4)
    assert score.reason.label == "有效评分表不足，不产生结果"


@pytest.mark.parametrize("rules", [(0, 5, 5), (5, 0, 5), (5, 5, 2)])
def test_rules_that_take_a_mean_of_nothing_are_refused(rules: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="start at"):
        Rules(*rules)


def test_a_recused_judge_changes_the_divisor() -> None:
    recusals = {("S6", "A"), ("S7", "A")}
    both = sheets("A", [(100, 100, 100)] * 5) + sheets("B", [(100, 100, 100)] * 7)
    standings = tally(SEATS, ["A", "B"], both, recusals, INDICATORS)
    assert {(s.score.applicant, s.score.value, s.score.kept) for s in standings} == {
        ("A", Fraction(30), 3),
        ("B", Fraction(30), 5),
    }


def test_recusals_down_to_four_sheets_leave_no_result() -> None:
    recusals = {(seat, "A") for seat in SEATS[4:]}
    (standing,) = tally(SEATS, ["A"], sheets("A", [(100, 100, 100)] * 4), recusals, INDICATORS)
    assert (standing.rank, standing.score.value, standing.score.reason) == (None, None, Reason.TOO_FEW_SHEETS)


def test_the_tally_refuses_while_a_sheet_is_missing() -> None:
    with pytest.raises(IncompleteSheets) as refusal:
        tally(SEATS, ["A", "B"], sheets("A", [(0, 0, 0)] * 7) + sheets("B", [(0, 0, 0)] * 5), {("S6", "B")}, INDICATORS)
    assert refusal.value.missing == (("S7", "B"),)


@pytest.mark.parametrize(
    "sheet", [Sheet("S8", "A", {}), Sheet("S1", "Z", {}), Sheet("S7", "A", {}), Sheet("S1", "A", {})], ids=repr
)
def test_a_sheet_too_many_is_refused(sheet: Sheet) -> None:
    with pytest.raises(InvalidSheet):
        check_complete(SEATS, ["A"], [*sheets("A", [(0, 0, 0)] * 6), sheet], {("S7", "A")})


def test_a_second_sheet_from_one_seat_never_counts() -> None:
    with pytest.raises(InvalidSheet, match="two sheets"):
        score_applicant("A", [*sheets("A", [(0, 0, 0)] * 5), sheets("A", [(0, 0, 0)])[0]], INDICATORS)


def test_a_sheet_for_somebody_else_never_counts() -> None:
    with pytest.raises(InvalidSheet, match="another applicant"):
        score_applicant("A", sheets("B", [(0, 0, 0)]), INDICATORS)


@pytest.mark.parametrize(
    "marks",
    [
        {"1.1": 300, "3.1": 400},
        {"1.1": 300, "3.1": 400, "4.1": 300, "5.1": 0},
        {"1.1": 305, "3.1": 400, "4.1": 300},
        {"1.1": -5, "3.1": 400, "4.1": 300},
        {"1.1": 3, "3.1": 400, "4.1": 300},
        {"1.1": True, "3.1": 400, "4.1": 300},
        {"1.1": 10.0, "3.1": 400, "4.1": 300},
    ],
    ids=repr,
)
def test_marks_outside_the_sheet_are_refused(marks: dict[str, int]) -> None:
    with pytest.raises(InvalidSheet):
        check_marks(marks, INDICATORS, 5)


def test_half_points_up_to_the_maximum_are_accepted() -> None:
    check_marks({"1.1": 0, "3.1": 5, "4.1": 300}, INDICATORS, 5)


def test_rules_without_tie_breaks_go_straight_to_a_declared_tie() -> None:
    rules = Rules(ties=())
    rows = {"A": (100, 300, 100), "B": (200, 200, 100)}
    scores = [score_applicant(name, sheets(name, [row] * 5), INDICATORS, rules) for name, row in rows.items()]
    assert [(s.rank, s.tied) for s in rank(scores)] == [(1, True), (1, True)]


def test_a_tie_is_broken_by_group_three() -> None:
    better, worse = scored("A", *[(100, 300, 100)] * 5), scored("B", *[(200, 200, 100)] * 5)
    assert [(s.score.applicant, s.rank, s.tied) for s in rank([worse, better])] == [("A", 1, False), ("B", 2, False)]


def test_a_tie_in_group_three_is_broken_by_group_four() -> None:
    better, worse = scored("B", *[(100, 200, 200)] * 5), scored("A", *[(200, 200, 100)] * 5)
    assert [s.score.applicant for s in rank([worse, better])] == ["B", "A"]


def test_tie_break_groups_are_trimmed_on_their_own_sums() -> None:
    # Totals drop the first and last sheet, group 3 drops the second and third.
    rows = [(0, 100, 0), (100, 0, 200), (0, 400, 0), (100, 200, 100), (300, 300, 300)]
    score = scored("A", *rows)
    assert score.value == Fraction(300 + 400 + 400, 30)
    assert score.ties == (Fraction(100 + 200 + 300, 30), Fraction(0 + 100 + 200, 30))


def test_what_stays_equal_is_a_declared_tie_and_the_next_rank_is_skipped() -> None:
    scores = [scored(name, *[(mark, 100, 100)] * 5) for name, mark in [("A", 50), ("B", 200), ("C", 100), ("D", 100)]]
    standings = rank([*scores, scored("E", (300, 400, 300))])
    assert [(s.score.applicant, s.rank, s.tied) for s in standings] == [
        ("B", 1, False), ("C", 2, True), ("D", 2, True), ("A", 4, False), ("E", None, False)
    ]  # fmt: skip


def test_equal_ranks_are_decided_on_fractions_not_on_what_is_shown() -> None:
    higher = Score("A", Fraction(8982, 100) + Fraction(1, 1000), (), 7, 5)
    lower = Score("B", Fraction(8982, 100), (), 7, 5)
    assert exact(higher.value or Fraction(0)) == "89821/1000"
    assert shown(Fraction(89821, 1000)) == shown(Fraction(8982, 100))
    assert [s.rank for s in rank([lower, higher])] == [1, 2]


def test_who_did_not_come_needs_no_sheets_and_gets_no_result() -> None:
    standings = tally(SEATS, ["A", "B"], sheets("B", [(0, 0, 0)] * 7), set(), INDICATORS, absent={"A"})
    assert [(s.score.applicant, s.rank, s.score.reason.label) for s in standings] == [
        ("B", 1, ""), ("A", None, "缺席，不产生结果")
    ]  # fmt: skip


def test_a_sheet_for_who_did_not_come_is_refused() -> None:
    with pytest.raises(InvalidSheet):
        tally(SEATS, ["A"], sheets("A", [(0, 0, 0)] * 7), set(), INDICATORS, absent={"A"})


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (Fraction(2675, 1000), "2.68"), (Fraction(1, 3), "0.33"), (Fraction(2, 3), "0.67"), (Fraction(1005, 1000), "1.01"),
        (Fraction(100), "100.00"), (Fraction(0), "0.00"), (Fraction(99995, 1000), "100.00"), (Fraction(-2675, 1000), "-2.68"),
        (Fraction(-1, 1000), "0.00"),
    ],
)  # fmt: skip
def test_rounding_is_half_up(value: Fraction, expected: str) -> None:
    assert shown(value) == expected


def test_whole_numbers_are_shown_without_a_point() -> None:
    assert shown(Fraction(5, 2), places=0) == "3"


row = st.tuples(*(st.integers(0, i.maximum // 5).map(lambda n: n * 5) for i in INDICATORS))


@given(st.lists(row, min_size=5, max_size=7), st.randoms(use_true_random=False))
def test_the_order_of_the_sheets_makes_no_difference(rows: list[tuple[int, int, int]], random: object) -> None:
    own = sheets("A", rows)
    shuffled = own.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis hands a random.Random
    assert score_applicant("A", own, INDICATORS) == score_applicant("A", shuffled, INDICATORS)


@given(st.lists(row, min_size=5, max_size=7))
def test_the_score_lies_between_the_lowest_and_the_highest_sheet(rows: list[tuple[int, int, int]]) -> None:
    value = scored("A", *rows).value
    assert value is not None
    assert min(map(sum, rows)) <= value * 10 <= max(map(sum, rows))


@given(st.lists(st.integers(0, 1000), min_size=5, max_size=9), st.integers(0, 1000))
def test_a_single_extreme_sheet_moves_the_score_no_further_than_its_neighbour(sums: list[int], extreme: int) -> None:
    kept = trimmed([*sums, extreme], 5)
    assert min(sums) <= kept[0]
    assert kept[-1] <= max(sums)


@given(st.fractions(0, 1000))
def test_what_is_shown_is_within_half_a_hundredth(value: Fraction) -> None:
    assert abs(Fraction(shown(value)) - value) <= Fraction(1, 200)
    assert isclose(float(shown(value)), float(value), abs_tol=0.0051)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), max_size=9))
def test_each_rank_is_one_more_than_the_number_of_those_who_are_better(worths: list[tuple[int, int]]) -> None:
    scores = [Score(str(i), Fraction(v), (Fraction(t),), 7, 5) for i, (v, t) in enumerate(worths)]
    for standing in rank(scores):
        worth = worths[int(standing.score.applicant)]
        assert standing.rank == 1 + sum(other > worth for other in worths)
        assert standing.tied == (worths.count(worth) > 1)
