"""What the diagnostics page shows: every judge's part by seat number for 纪检, for others nothing of any one judge.

Importing this loads scipy, which takes a second: only the page itself does.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from haizhi.fairness.tally import shown
from haizhi.kernel.models import Entry
from haizhi.regulation.indicators import REVIEW
from haizhi.reviews import diagnostics as pure
from haizhi.reviews.diagnostics import Concordance, Reach, Sums, Without
from haizhi.reviews.facts import (
    applicants_of,
    session_rules,
    taken_seats,
    tally_rules,
)
from haizhi.reviews.models import Seat, Session, Turn
from haizhi.reviews.queries.results import totals_of
from haizhi.reviews.queries.scores import Given, aside_in, given_marks

_KEYS = {group.number: [i.key for i in group.indicators] for group in REVIEW.groups}
_GRID = 100
"""Tenths between two lines of the plot."""


@dataclass(frozen=True, slots=True)
class Dot:
    """A sheet's total on the plot: `x` and `y` in per cent of its width and of a row's height."""

    tenths: int
    x: str
    y: int
    dropped: bool
    flagged: bool


@dataclass(frozen=True, slots=True)
class DotRow:
    """A unit on the plot, with its lowest and highest total in tenths and the median in points."""

    turn: Turn
    rank: int | None
    dots: tuple[Dot, ...]
    median_x: str
    lowest: int
    median: str
    highest: int


@dataclass(frozen=True, slots=True)
class Plot:
    """Totals by unit, best first; `ticks` are the lines with their points and places."""

    rows: tuple[DotRow, ...]
    ticks: tuple[tuple[int, str, str], ...]


@dataclass(frozen=True, slots=True)
class JudgeRow:
    """A judge: how much more than the others they give, in points, and what the ranking would be without them."""

    seat: Seat
    severity: float | None
    out: tuple[str, ...]
    into: tuple[str, ...]
    moved: int


@dataclass(frozen=True, slots=True)
class Flag:
    """A sheet that is far from what unit and judge let expect; `given` in tenths, `expected` in points."""

    turn: Turn
    seat: Seat
    given: int
    expected: float
    t: float


@dataclass(frozen=True, slots=True)
class Stability:
    """The first of the result: in how many of the `tries` without one judge each stays among them."""

    turn: Turn
    rank: int
    stays: int
    tries: int


@dataclass(frozen=True, slots=True)
class ReachRow:
    """Between what score and rank a unit with recused judges would have come; scores as shown."""

    turn: Turn
    recused: int
    score: str
    lowest: str
    highest: str
    rank: int | None
    best: int | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Everything of the page. `judges`: by seat; `mildest` and `strictest` effects without a name, None without a
    model; `spread` in points.
    """

    plot: Plot
    agreement: Concordance | None
    judges: tuple[JudgeRow, ...]
    mildest: float | None
    strictest: float | None
    spread: float | None
    flags: tuple[Flag, ...]
    sheets: int
    stability: tuple[Stability, ...]
    changing: int
    reaches: tuple[ReachRow, ...]
    level: float
    top: int


_MOST = 8
_kept: dict[UUID, tuple[int, Diagnostics]] = {}
"""What was computed last for a session, and how long the ledger was then."""


def diagnostics_of(session: Session) -> Diagnostics:
    """The diagnostics of a closed session, computed again whenever the ledger has grown: what changes a score or a
    name is an act. One query, and four where they are computed, whatever the number of units and judges.
    """
    size = Entry.objects.order_by("-n").values_list("n", flat=True).first() or 0
    kept = _kept.get(session.pk)
    if kept is None or kept[0] != size:
        if len(_kept) >= _MOST:
            _kept.clear()
        kept = _kept[session.pk] = size, _computed(session)
    return kept[1]


def _computed(session: Session) -> Diagnostics:
    rules = session_rules(session)
    if rules is None:
        raise LookupError("a session that was held has rules")
    by_rank = {row["applicant"]: row["rank"] for row in session.ranking}
    seats = {seat.pk: seat for seat in taken_seats(session)}
    turns = {turn.application.code: turn for turn in applicants_of(session) if turn.stage == "announced"}
    codes = {turn.pk: code for code, turn in turns.items()}
    given = [one for one in given_marks(session) if one.seat in seats and one.turn in codes]
    sums = [_sums(one, seats[one.seat].token, codes[one.turn], rules.tie_groups) for one in given]
    model = pure.additive({(one.seat, one.unit): one.total for one in sums})
    by_token = {seat.token: seat for seat in seats.values()}
    flags = tuple(
        Flag(turns[r.unit], by_token[r.seat], r.given, r.expected, r.t)
        for r in (model.residuals if model else ())
        if r.flagged
    )
    without = pure.leave_one_out(sums, tally_rules(rules))
    severity: Mapping[str, float] = model.severity if model else {}
    judges = [_judge(by_token[one.seat], severity, one, turns) for one in without]
    aside_of = Counter(turn for seat, turn in aside_in(session) if seat in seats)
    totals = {code: (turn.result or {})["totals"] for code, turn in turns.items()}
    aside = {code: count for code, turn in turns.items() if (count := aside_of[turn.pk])}
    reaches = pure.reach(totals, aside, REVIEW.total, tally_rules(rules))
    return Diagnostics(
        plot=_plot(turns, by_rank, flags),
        agreement=pure.concordance({(one.seat, one.unit): one.total for one in sums}),
        judges=tuple(sorted(judges, key=lambda row: row.seat.serial)),
        mildest=max(severity.values()) if severity else None,
        strictest=min(severity.values()) if severity else None,
        spread=model.spread if model else None,
        flags=flags,
        sheets=len(sums),
        stability=tuple(_stability(turns, by_rank, without, pure.TOP)),
        changing=sum(bool(one.out or one.into) for one in without),
        reaches=tuple(_reach(one, turns, by_rank, rules.places) for one in reaches),
        level=pure.LEVEL,
        top=pure.TOP,
    )


def _sums(given: Given, token: str, code: str, groups: tuple[int, ...]) -> Sums:
    of_group = tuple(sum(given.marks[key] for key in _KEYS[group]) for group in groups)
    return Sums(token, code, sum(given.marks.values()), of_group)


def _judge(seat: Seat, severity: Mapping[str, float], one: Without, turns: dict[str, Turn]) -> JudgeRow:
    out, into = (tuple(str(turns[code]) for code in codes) for codes in (one.out, one.into))
    return JudgeRow(seat, severity.get(seat.token), out, into, one.moved)


def _stability(
    turns: dict[str, Turn], ranks: dict[str, int | None], without: list[Without], top: int
) -> list[Stability]:
    first = sorted((rank, code) for code, rank in ranks.items() if rank is not None and rank <= top)
    return [
        Stability(turns[code], rank, sum(code not in one.out for one in without), len(without)) for rank, code in first
    ]


def _reach(one: Reach, turns: dict[str, Turn], ranks: dict[str, int | None], places: int) -> ReachRow:
    score, lowest, highest = (
        "不产生结果" if value is None else shown(value, places) for value in (one.score, one.lowest, one.highest)
    )
    return ReachRow(turns[one.unit], one.recused, score, lowest, highest, ranks[one.unit], one.best, one.worst)


def _plot(turns: dict[str, Turn], ranks: dict[str, int | None], flags: tuple[Flag, ...]) -> Plot:
    """The dots between the nearest tens of points; equal totals of a unit stand one above the other."""
    every = [tenths for turn in turns.values() for tenths in (turn.result or {})["totals"]]
    if not every:
        return Plot((), ())
    low, high = min(every) // _GRID * _GRID, -(-max(every) // _GRID) * _GRID
    high = max(high, low + _GRID)
    flagged = {(flag.turn.pk, flag.given) for flag in flags}

    def place(tenths: float) -> str:
        return f"{2 + 96 * (tenths - low) / (high - low):.2f}%"

    ordered = sorted(turns.values(), key=lambda t: (ranks[t.application.code] or len(ranks), t.position or 0))
    rows = []
    for turn in ordered:
        totals = [total.tenths for total in totals_of(turn)]
        dots = tuple(
            Dot(
                total.tenths,
                place(total.tenths),
                _height(totals[:n].count(total.tenths)),
                bool(total.dropped),
                (turn.pk, total.tenths) in flagged,
            )
            for n, total in enumerate(totals_of(turn))
        )
        middle = _median(totals)
        rows.append(
            DotRow(turn, ranks[turn.application.code], dots, place(middle), totals[0], _points(middle), totals[-1])
        )
    ticks = tuple((tenths // 10, place(tenths), _anchor(tenths, low, high)) for tenths in range(low, high + 1, _GRID))
    return Plot(tuple(rows), ticks)


def _height(before: int) -> int:
    """Per cent from above: in the middle, then by turns above and below."""
    return 50 + (18 * ((before + 1) // 2) * (-1 if before % 2 else 1)) if before < 5 else 50


def _median(totals: list[int]) -> float:
    """The middle one of ascending totals in tenths, or the mean of the two in the middle."""
    half = len(totals) // 2
    return totals[half] if len(totals) % 2 else (totals[half - 1] + totals[half]) / 2


def _points(tenths: float) -> str:
    """Tenths, perhaps with a half, as points: 79.5, 79.25."""
    return f"{tenths / 10:.2f}".removesuffix("0")


def _anchor(tenths: int, low: int, high: int) -> str:
    return "start" if tenths == low else "end" if tenths == high else "middle"
