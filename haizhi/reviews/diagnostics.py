"""What statistics say of a review's scores, beside its result and without any effect on it.

Scores are sums of whole sheets in tenths of a point, given as (seat, unit) → tenths; who was recused is simply not
there. What could change a rank is computed in exact fractions by the published rules; estimates are floats, in points.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby

import numpy as np
from numpy.typing import NDArray
from scipy.special import chdtrc, stdtr

from haizhi.fairness import tally
from haizhi.fairness.tally import TENTHS, Rules, Score, Standing

Scores = Mapping[tuple[str, str], int]
"""(seat, unit) → the sum of the sheet, in tenths."""

LEVEL = 0.05
"""The level at which the sheets of a session together are tested: each at this, divided by their number."""

TOP = 5
_NOTHING = 1e-9
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class Concordance:
    """Kendall's W, from 0 (no agreement) to 1 (the same order), over `units` that all `judges` scored.

    `p` is the probability of as much agreement by chance (chi-square with units − 1 degrees of freedom).
    """

    w: float
    judges: int
    units: int
    p: float


def concordance(scores: Scores) -> Concordance | None:
    """Kendall's W with the correction for ties (Kendall & Gibbons, Rank Correlation Methods, 5th ed., ch. 6).

    Only units that every judge scored can be ranked by all; None below two judges or two such units, and where
    nobody told any unit from another.
    """
    seats, units = _names(scores)
    common = [unit for unit in units if all((seat, unit) in scores for seat in seats)]
    m, n = len(seats), len(common)
    if m < _FEWEST or n < _FEWEST:
        return None
    table = [midranks([scores[seat, unit] for unit in common]) for seat in seats]
    sums = np.array(table).sum(axis=0)
    ties = sum(
        len(tied) ** 3 - len(tied)
        for seat in seats
        for tied in (list(same) for _, same in groupby(sorted(scores[seat, unit] for unit in common)))
    )
    spread = m * m * (n**3 - n) - m * ties
    if not spread:
        return None
    w = float(12 * ((sums - sums.mean()) ** 2).sum() / spread)
    return Concordance(w, m, n, float(chdtrc(n - 1, m * (n - 1) * w)))


def midranks(values: Sequence[int]) -> list[float]:
    """Ranks from 1 in ascending order; equal values share the mean of their ranks."""
    ordered = sorted(values)
    first = {value: place for place, value in reversed(list(enumerate(ordered, start=1)))}
    return [first[value] + (ordered.count(value) - 1) / 2 for value in values]


@dataclass(frozen=True, slots=True)
class Residual:
    """How far a sheet is from what unit and judge let expect: `expected` in points, `t` the externally studentised
    residual, `p` its two-sided probability before it is multiplied by the number of sheets.
    """

    seat: str
    unit: str
    given: int
    expected: float
    t: float
    p: float
    flagged: bool


@dataclass(frozen=True, slots=True)
class Additive:
    """The additive model: `severity` in points by seat (above 0: gives more than the others), `spread` the standard
    deviation of what the model leaves unexplained, `freedom` its degrees of freedom.
    """

    severity: Mapping[str, float]
    spread: float
    freedom: int
    residuals: tuple[Residual, ...]


def additive(scores: Scores) -> Additive | None:
    """Score = unit + judge + error by least squares, the judges' effects adding up to nought (Scheffé, The Analysis of
    Variance, ch. 4; for missing cells the normal equations), with externally studentised residuals, flagged by
    Bonferroni's inequality at LEVEL over all sheets (Cook & Weisberg, Residuals and Influence in Regression, 2.2).

    None where units and judges are not all connected by sheets, or too few sheets remain to estimate an error.
    """
    seats, units = _names(scores)
    cells = sorted(scores)
    p, n = len(seats) + len(units) - 1, len(cells)
    if n - p < _FEWEST:
        return None
    design = _design(cells, seats, units)
    given = np.array([scores[cell] for cell in cells]) / TENTHS
    u, values, vt = np.linalg.svd(design, full_matrices=False)
    if int((values > values[0] * _NOTHING).sum()) < p:
        return None
    leverage = (u**2).sum(axis=1)
    fitted = u @ (u.T @ given)
    effects = vt.T @ ((u.T @ given) / values)
    left = given - fitted
    squares = float((left**2).sum())
    freedom = n - p
    judged = effects[len(units) :]
    severity = {**dict(zip(seats, map(float, judged), strict=False)), seats[-1]: -float(judged.sum())}
    residuals = tuple(
        _residual(cell, scores[cell], float(fit), _studentised(float(rest), float(h), squares, freedom), n, freedom - 1)
        for cell, fit, rest, h in zip(cells, fitted, left, leverage, strict=True)
    )
    return Additive(severity, (squares / freedom) ** 0.5, freedom, residuals)


def _design(cells: Sequence[tuple[str, str]], seats: Sequence[str], units: Sequence[str]) -> NDArray[np.float64]:
    """A column for each unit and for each judge but the last, whose effect is minus the sum of the others'."""
    row_of, column_of = {unit: k for k, unit in enumerate(units)}, {seat: k for k, seat in enumerate(seats[:-1])}
    design = np.zeros((len(cells), len(units) + len(seats) - 1))
    for line, (seat, unit) in enumerate(cells):
        design[line, row_of[unit]] = 1
        if seat in column_of:
            design[line, len(units) + column_of[seat]] = 1
        else:
            design[line, len(units) :] = -1
    return design


def _studentised(rest: float, leverage: float, squares: float, freedom: int) -> float:
    """The residual by an error estimated without its own sheet; 0 for a sheet that nothing else bears upon."""
    if abs(rest) < _NOTHING or 1 - leverage < _NOTHING:
        return 0.0
    others = (squares - rest * rest / (1 - leverage)) / (freedom - 1)
    if others < _NOTHING * _NOTHING * max(1.0, squares):
        return float("inf") if rest > 0 else float("-inf")
    return float(rest / (others * (1 - leverage)) ** 0.5)


def _residual(cell: tuple[str, str], given: int, fit: float, t: float, tests: int, freedom: int) -> Residual:
    p = 2 * float(stdtr(freedom, -abs(t)))
    return Residual(*cell, given, fit, t, p, flagged=p * tests < LEVEL)


@dataclass(frozen=True, slots=True)
class Sums:
    """One sheet as the tally sees it, in tenths: its total and the sums of the groups that tell ties apart."""

    seat: str
    unit: str
    total: int
    groups: tuple[int, ...] = ()


def standings(sheets: Collection[Sums], rules: Rules) -> tuple[Standing, ...]:
    """The ranking that these sheets alone would give, by the same rules as the result."""
    by_unit: dict[str, list[Sums]] = {}
    for sheet in sheets:
        by_unit.setdefault(sheet.unit, []).append(sheet)
    return tally.rank(_score(unit, own, rules) for unit, own in by_unit.items())


def _score(unit: str, own: Sequence[Sums], rules: Rules) -> Score:
    if len(own) < rules.fewest:
        return Score(unit, None, (), len(own), 0, tally.Reason.TOO_FEW_SHEETS)
    ties = tuple(_mean([sheet.groups[k] for sheet in own], rules) for k in range(len(rules.ties)))
    totals = [sheet.total for sheet in own]
    return Score(unit, _mean(totals, rules), ties, len(own), len(tally.trimmed(totals, rules.trim_from)))


def _mean(sums: Sequence[int], rules: Rules) -> Fraction:
    kept = tally.trimmed(sums, rules.trim_from)
    return Fraction(sum(kept), len(kept) * TENTHS)


@dataclass(frozen=True, slots=True)
class Without:
    """The ranking without one judge: which of the first TOP of the result fall out and who comes in for them, and
    how many units have another rank.
    """

    seat: str
    out: tuple[str, ...]
    into: tuple[str, ...]
    moved: int


def leave_one_out(sheets: Collection[Sums], rules: Rules, top: int = TOP) -> list[Without]:
    """The ranking computed again without each judge in turn (the jackknife; Miller, Biometrika 61, 1974), by seat."""
    found = []
    whole = _ranks(standings(sheets, rules))
    first = _first(whole, top)
    for seat in sorted({sheet.seat for sheet in sheets}):
        ranks = _ranks(standings([sheet for sheet in sheets if sheet.seat != seat], rules))
        again = _first(ranks, top)
        moved = sum(ranks.get(unit) != rank for unit, rank in whole.items())
        found.append(Without(seat, tuple(sorted(first - again)), tuple(sorted(again - first)), moved))
    return found


def _ranks(ranked: Collection[Standing]) -> dict[str, int | None]:
    return {standing.score.applicant: standing.rank for standing in ranked}


def _first(ranks: Mapping[str, int | None], top: int) -> set[str]:
    """The units ranked among the first; those that share the last rank of them all count."""
    return {unit for unit, rank in ranks.items() if rank is not None and rank <= top}


@dataclass(frozen=True, slots=True)
class Reach:
    """Between what score and rank a unit would have come, whatever its recused judges had given."""

    unit: str
    recused: int
    score: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None
    best: int | None
    worst: int | None


def reach(totals: Mapping[str, Sequence[int]], recused: Mapping[str, int], most: int, rules: Rules) -> list[Reach]:
    """For each unit with recused judges: its score if they all had given nought, and if all had given `most` tenths.

    Bounds, not estimates (Manski, Partial Identification of Probability Distributions, ch. 1); the other units'
    scores stay as they are. Ranks at equal scores are taken the better way for `best`, the worse way for `worst`.
    """
    scores = {unit: _whole(own, rules) for unit, own in totals.items()}
    found = []
    for unit, count in recused.items():
        own = list(totals[unit])
        low, high = _whole([*own, *[0] * count], rules), _whole([*own, *[most] * count], rules)
        others = [score for other, score in scores.items() if other != unit and score is not None]
        best = None if high is None else 1 + sum(score > high for score in others)
        worst = None if low is None else 1 + sum(score >= low for score in others)
        found.append(Reach(unit, count, scores[unit], low, high, best, worst))
    return found


def _whole(totals: Sequence[int], rules: Rules) -> Fraction | None:
    return None if len(totals) < rules.fewest else _mean(totals, rules)


def _names(scores: Scores) -> tuple[list[str], list[str]]:
    """The seats and the units, each sorted."""
    return sorted({seat for seat, _ in scores}), sorted({unit for _, unit in scores})
