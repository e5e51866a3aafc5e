"""Diagnostics beside a result: published examples, what must hold for any scores, and that nothing feeds the result."""

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from haizhi.fairness import tally
from haizhi.fairness.tally import Rules
from haizhi.reviews.diagnostics import Sums, additive, concordance, leave_one_out, midranks, reach, standings
from haizhi.reviews.facts import INDICATORS

ANXIETY = (
    (3, 3, 3, 4, 5, 5, 2, 3, 5, 2, 2, 6, 1, 5, 2, 2, 1, 2, 4, 3),
    (3, 6, 4, 6, 2, 4, 2, 4, 3, 3, 2, 3, 3, 3, 2, 2, 1, 3, 3, 4),
    (2, 1, 4, 4, 3, 2, 1, 6, 1, 1, 1, 2, 3, 3, 1, 1, 3, 3, 2, 2),
)
"""The ratings of 20 subjects by 3 raters that come with R's package irr, full of ties."""


def table(rows: tuple[tuple[int, ...], ...]) -> dict[tuple[str, str], int]:
    return {(f"{seat}", f"{unit:02}"): value for seat, row in enumerate(rows) for unit, value in enumerate(row)}


@st.composite
def scores(draw: st.DrawFn) -> dict[tuple[str, str], int]:
    """Totals of 3 to 8 judges for 2 to 7 units in steps of half a point, some judges recused."""
    seats, units = draw(st.integers(3, 8)), draw(st.integers(2, 7))
    cells = [(f"{seat}", f"{unit:02}") for seat in range(seats) for unit in range(units)]
    given_to = draw(st.lists(st.integers(60, 200), min_size=len(cells), max_size=len(cells)))
    aside = draw(st.sets(st.sampled_from(cells), max_size=3))
    return {cell: 5 * value for cell, value in zip(cells, given_to, strict=True) if cell not in aside}


def test_kendall_s_w_with_ties_is_that_of_the_published_example() -> None:
    found = concordance(table(ANXIETY))
    assert found is not None
    assert (found.judges, found.units) == (3, 20)
    assert round(found.w, 3) == 0.540
    assert round(found.judges * 19 * found.w, 1) == 30.8
    assert round(found.p, 4) == 0.0429


def test_kendall_s_w_is_one_for_the_same_order_and_nought_for_opposite_ones() -> None:
    same, opposite = concordance(table(((1, 2, 3), (4, 6, 8)))), concordance(table(((1, 2, 3), (3, 2, 1))))
    assert same is not None
    assert opposite is not None
    assert (same.w, opposite.w) == (1, 0)


def test_kendall_s_w_takes_only_units_that_every_judge_scored() -> None:
    rows = table(((1, 2, 3, 9), (1, 3, 2, 5), (3, 2, 1, 7)))
    del rows["1", "03"]
    found, without = concordance(rows), concordance({cell: v for cell, v in rows.items() if cell[1] != "03"})
    assert found == without
    assert concordance(table(((1, 1, 1), (2, 2, 2)))) is None
    assert concordance(table(((1, 2, 3),))) is None


def test_equal_values_share_the_mean_of_their_ranks() -> None:
    assert midranks([5, 3, 5, 9, 5]) == [3, 1, 3, 5, 3]


@given(scores())
def test_the_additive_model_leaves_residuals_that_add_up_to_nought_for_each_unit_and_judge(
    found: dict[tuple[str, str], int],
) -> None:
    model = additive(found)
    if model is None:
        return
    assert math.isclose(sum(model.severity.values()), 0, abs_tol=1e-6)
    for place in (0, 1):
        for name in {cell[place] for cell in found}:
            rows = [r for r in model.residuals if (r.seat, r.unit)[place] == name]
            assert math.isclose(sum(r.given / 10 - r.expected for r in rows), 0, abs_tol=1e-6)


@given(scores(), st.data())
def test_an_externally_studentised_residual_is_the_prediction_error_without_its_sheet(
    found: dict[tuple[str, str], int], data: st.DataObject
) -> None:
    """Leaving the sheet out and predicting it gives the same t: the definition, without the shortcut's algebra."""
    model = additive(found)
    cell = data.draw(st.sampled_from(sorted(found)))
    without = additive({other: value for other, value in found.items() if other != cell})
    if model is None or without is None or model.freedom < 4:
        return
    own = next(r for r in model.residuals if (r.seat, r.unit) == cell)
    if cell[0] not in without.severity or without.spread < 1e-6 or own.t == 0:
        return
    level = {r.unit: r.expected - without.severity[r.seat] for r in without.residuals}
    if cell[1] not in level:
        return
    error = found[cell] / 10 - (level[cell[1]] + without.severity[cell[0]])
    leverage = 1 - (own.given / 10 - own.expected) / error
    assert own.t == pytest.approx(error * (1 - leverage) ** 0.5 / without.spread, rel=1e-6)


def test_one_sheet_far_from_the_others_is_flagged_and_no_other() -> None:
    rows = [[700 + 10 * unit + 5 * ((unit * 3 + seat * 5) % 4) for unit in range(8)] for seat in range(7)]
    rows[2][5] -= 200
    model = additive(table(tuple(tuple(row) for row in rows)))
    assert model is not None
    assert [(r.seat, r.unit) for r in model.residuals if r.flagged] == [("2", "05")]


def test_a_severe_judge_is_told_from_a_poor_unit() -> None:
    rows = tuple(tuple(800 + 20 * unit - (60 if seat == 1 else 0) for unit in range(4)) for seat in range(7))
    model = additive(table(rows))
    assert model is not None
    assert model.severity["1"] == pytest.approx(-6 * 6 / 7)
    assert model.severity["0"] == pytest.approx(6 / 7)
    assert not any(r.flagged for r in model.residuals)


def test_too_few_sheets_or_judges_who_share_no_unit_are_not_modelled() -> None:
    assert additive({("1", "a"): 700, ("2", "a"): 710}) is None
    apart = {
        (f"{seat}{side}", f"{unit}{side}"): 700 + seat for seat in (1, 2, 3) for unit in (1, 2, 3) for side in "xy"
    }
    assert additive(apart) is None


MARKS = {i.code: i.maximum // 5 * 4 // 5 * 5 for i in INDICATORS}


@given(scores())
def test_the_ranking_of_sums_is_the_tally_s(found: dict[tuple[str, str], int]) -> None:
    """From whole sheets by the tally, and from their sums here: the same ranks, exact to the fraction."""
    sheets = []
    for (seat, unit), total in found.items():
        marks = dict(MARKS)
        marks["a1"] = total // 5 * 5 % 55  # totals that differ by little, so that ties occur
        sheets.append(tally.Sheet(seat, unit, marks))
    rules = Rules()
    by_unit: dict[str, list[tally.Sheet]] = {}
    for sheet in sheets:
        by_unit.setdefault(sheet.applicant, []).append(sheet)
    by_tally = tally.rank(tally.score_applicant(unit, own, INDICATORS, rules) for unit, own in by_unit.items())
    sums = [
        Sums(s.seat, s.applicant, sum(s.marks.values()),
             tuple(sum(s.marks[i.code] for i in INDICATORS if i.group == group) for group in rules.ties))
        for s in sheets
    ]  # fmt: skip
    assert standings(sums, rules) == by_tally


def test_the_first_five_without_each_judge() -> None:
    rules = Rules(fewest=2, trim_from=5, ties=())
    totals = {"a": (900, 900, 900), "b": (800, 800, 800), "c": (700, 700, 640), "d": (690, 690, 690)}
    sheets = [Sums(f"{seat}", unit, row[seat]) for unit, row in totals.items() for seat in range(3)]
    found = leave_one_out(sheets, rules, top=3)
    assert [(one.seat, one.out, one.into, one.moved) for one in found] == [
        ("0", (), (), 0),
        ("1", (), (), 0),
        ("2", ("d",), ("c",), 2),
    ]


@given(scores(), st.integers(1, 2), st.data())
def test_whatever_a_recused_judge_had_given_the_score_stays_within_its_bounds(
    found: dict[tuple[str, str], int], recused: int, data: st.DataObject
) -> None:
    rules = Rules(ties=())
    totals = {unit: [v for (_, u), v in found.items() if u == unit] for _, unit in found}
    unit = data.draw(st.sampled_from(sorted(totals)))
    (bounds,) = reach(totals, {unit: recused}, 1000, rules)
    extra = data.draw(st.lists(st.integers(0, 1000), min_size=recused, max_size=recused))
    (one,) = (
        s
        for s in standings([Sums(f"{n}", unit, v) for n, v in enumerate([*totals[unit], *extra])], rules)
        if s.score.applicant == unit
    )
    if one.score.value is None:
        assert bounds.lowest is None
        return
    assert bounds.lowest is not None
    assert bounds.highest is not None
    assert bounds.lowest <= one.score.value <= bounds.highest


def test_bounds_of_score_and_rank_are_those_of_nought_and_full_marks() -> None:
    totals = {"a": [800, 810, 820, 830], "b": [805] * 5, "c": [900] * 5}
    (found,) = reach(totals, {"a": 1}, 1000, Rules(fewest=4, ties=()))
    assert (found.score, found.lowest, found.highest) == (Fraction(163, 2), Fraction(81), Fraction(82))
    assert (found.best, found.worst) == (2, 2)
