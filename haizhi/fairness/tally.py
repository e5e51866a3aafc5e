"""From sheets to a ranking (评审·6·2, 附件3), in exact fractions; the only rounding is for display.

Marks are integers in tenths of a point. A missing sheet is never a nought: it makes the tally refuse unless the
judge is recused, and a recused judge changes the divisor.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from itertools import groupby

TENTHS = 10
"""Marks are counted in tenths of a point."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One row of the score sheet; `maximum` in tenths."""

    code: str
    group: int
    maximum: int


@dataclass(frozen=True, slots=True)
class Rules:
    """The published rules of tally: `step` in tenths, `fewest` and `trim_from` in sheets, `ties` in group numbers.

    Fewer than `fewest` valid sheets give no result; from `trim_from` on, one highest and one lowest are dropped;
    equal scores are compared by the groups named in `ties`, in that order. Raises ValueError for rules under which
    a mean could be taken of nothing.
    """

    step: int = 5
    fewest: int = 5
    trim_from: int = 5
    ties: tuple[int, ...] = (3, 4)

    def __post_init__(self) -> None:
        if self.step < 1 or self.fewest < 1 or self.trim_from < 3:
            raise ValueError("step and fewest start at 1, trim_from at 3")


@dataclass(frozen=True, slots=True)
class Sheet:
    """One judge's marks for one applicant: tenths by indicator code."""

    seat: str
    applicant: str
    marks: Mapping[str, int]


class Reason(StrEnum):
    """Why an applicant has no result."""

    NONE = ""
    TOO_FEW_SHEETS = "too_few_sheets"
    ABSENT = "absent"

    @property
    def label(self) -> str:
        """The reason as people read it."""
        return {"": "", "too_few_sheets": "有效评分表不足，不产生结果", "absent": "缺席，不产生结果"}[self]


@dataclass(frozen=True, slots=True)
class Score:
    """What one applicant's valid sheets amount to.

    `value` is the mean in points, None without a result; `ties` the means of the tie-break groups, each trimmed
    on its own sums; `valid` the number of sheets, `kept` how many of them count after trimming.
    """

    applicant: str
    value: Fraction | None
    ties: tuple[Fraction, ...]
    valid: int
    kept: int
    reason: Reason = Reason.NONE


@dataclass(frozen=True, slots=True)
class Standing:
    """A score with its rank, 1 being best. `tied`: the same rank is shared after all tie-breaks, openly so."""

    score: Score
    rank: int | None
    tied: bool


class InvalidSheet(ValueError):
    """A sheet whose marks the rules do not allow."""


class IncompleteSheets(ValueError):
    """The tally refuses: `missing` lists each (seat, applicant) with neither sheet nor recusal."""

    def __init__(self, missing: Collection[tuple[str, str]]) -> None:
        super().__init__(f"neither sheet nor recusal: {sorted(missing)}")
        self.missing = tuple(sorted(missing))


def check_marks(marks: Mapping[str, int], indicators: Collection[Indicator], step: int) -> None:
    """Raise InvalidSheet unless `marks` has every indicator once, from 0 to its maximum, in whole steps (tenths)."""
    if set(marks) != {indicator.code for indicator in indicators}:
        raise InvalidSheet("the indicators are not those of the sheet")
    for indicator in indicators:
        mark = marks[indicator.code]
        if isinstance(mark, bool) or not isinstance(mark, int):
            raise InvalidSheet(f"{indicator.code}: not an integer of tenths")
        if not 0 <= mark <= indicator.maximum or mark % step:
            raise InvalidSheet(f"{indicator.code}: {mark} is not between 0 and {indicator.maximum} in steps of {step}")


def trimmed(sums: Iterable[int], trim_from: int) -> list[int]:
    """The sums in ascending order, without one lowest and one highest when there are at least `trim_from`."""
    ordered = sorted(sums)
    return ordered[1:-1] if len(ordered) >= trim_from else ordered


def _mean(sums: Iterable[int], trim_from: int) -> Fraction:
    kept = trimmed(sums, trim_from)
    return Fraction(sum(kept), len(kept) * TENTHS)


def score_applicant(
    applicant: str, sheets: Iterable[Sheet], indicators: Collection[Indicator], rules: Rules = Rules()
) -> Score:
    """The score of one applicant from their valid sheets, in points.

    Raises InvalidSheet for marks out of bounds, for a sheet of somebody else and for two sheets from one seat.
    """
    own = tuple(sheets)
    if any(sheet.applicant != applicant for sheet in own):
        raise InvalidSheet("a sheet for another applicant")
    if len({sheet.seat for sheet in own}) != len(own):
        raise InvalidSheet("two sheets from one seat")
    for sheet in own:
        check_marks(sheet.marks, indicators, rules.step)
    if len(own) < rules.fewest:
        return Score(applicant, None, (), len(own), 0, Reason.TOO_FEW_SHEETS)
    totals = [sum(sheet.marks.values()) for sheet in own]
    ties = tuple(
        _mean((sum(sheet.marks[i.code] for i in indicators if i.group == group) for sheet in own), rules.trim_from)
        for group in rules.ties
    )
    kept = len(trimmed(totals, rules.trim_from))
    return Score(applicant, _mean(totals, rules.trim_from), ties, len(own), kept)


def check_complete(
    seats: Collection[str],
    applicants: Collection[str],
    sheets: Iterable[Sheet],
    recusals: Collection[tuple[str, str]],
) -> None:
    """Raise unless every (seat, applicant) has either one sheet or a signed recusal.

    IncompleteSheets lists what is missing; InvalidSheet names a sheet of an unknown seat or applicant, a second
    sheet, and a sheet beside a recusal.
    """
    expected = {(seat, applicant) for seat in seats for applicant in applicants}
    seen: set[tuple[str, str]] = set()
    for sheet in sheets:
        pair = (sheet.seat, sheet.applicant)
        if pair not in expected:
            raise InvalidSheet(f"not a seat or an applicant of this session: {pair}")
        if pair in recusals:
            raise InvalidSheet(f"both a sheet and a recusal: {pair}")
        if pair in seen:
            raise InvalidSheet(f"two sheets: {pair}")
        seen.add(pair)
    if missing := expected - seen - set(recusals):
        raise IncompleteSheets(missing)


def rank(scores: Iterable[Score]) -> tuple[Standing, ...]:
    """The scores from best to worst with ranks 1, 2, 2, 4; those without a result last and unranked.

    Compared by value, then by each tie-break group; what is still equal shares a rank and is marked as tied.
    """
    everyone = sorted(scores, key=lambda score: score.applicant)
    worth = {score.applicant: (score.value, *score.ties) for score in everyone if score.value is not None}
    ranked = sorted((s for s in everyone if s.applicant in worth), key=lambda s: worth[s.applicant], reverse=True)
    standings: list[Standing] = []
    for _, equals in groupby(ranked, key=lambda score: worth[score.applicant]):
        group = tuple(equals)
        place = len(standings) + 1
        standings.extend(Standing(score, place, len(group) > 1) for score in group)
    return (*standings, *(Standing(score, None, False) for score in everyone if score.value is None))


def tally(
    seats: Collection[str],
    applicants: Collection[str],
    sheets: Collection[Sheet],
    recusals: Collection[tuple[str, str]],
    indicators: Collection[Indicator],
    rules: Rules = Rules(),
    absent: Collection[str] = (),
) -> tuple[Standing, ...]:
    """The ranking of a session: complete, scored, ranked (评审·6·2).

    `recusals` are (seat, applicant) pairs; `absent` those of `applicants` who did not present and need no sheets.
    Raises IncompleteSheets and InvalidSheet as `check_complete` and `score_applicant` do.
    """
    present = [applicant for applicant in applicants if applicant not in absent]
    check_complete(seats, present, sheets, recusals)
    own: dict[str, list[Sheet]] = {applicant: [] for applicant in present}
    for sheet in sheets:
        own[sheet.applicant].append(sheet)
    scores = [score_applicant(applicant, own[applicant], indicators, rules) for applicant in present]
    missed = [Score(applicant, None, (), 0, 0, Reason.ABSENT) for applicant in applicants if applicant in absent]
    return rank([*scores, *missed])


def exact(value: Fraction) -> str:
    """The exact value in lowest terms: "4491/50", or "90" when whole."""
    return str(value)


def shown(value: Fraction, places: int = 2) -> str:
    """The value rounded half up (四舍五入, away from nought) to `places` decimals: "89.82". No float is involved."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    digits = str(whole).zfill(places + 1)
    sign = "-" if value < 0 and whole else ""
    return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
