"""The result of a session: the ranking, what each score was made of, how ties were told apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.core.paginator import Page, Paginator

from haizhi.applications.models import Application
from haizhi.fairness.formats import RankingRow
from haizhi.fairness.tally import Reason, shown
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts import counted, session_rules, taken_seats
from haizhi.reviews.models import Seat, Session, Turn
from haizhi.ui.wording import score_text

_SHOWN = ("session_id", "stage", "result", "application__code", "application__unit__name")
"""What is read of each unit: a page of a ranking has no need of the texts of its applications."""


_A_PAGE = 20
"""Units on a page: each is a whole paragraph."""


@dataclass(frozen=True, slots=True)
class Total:
    """One sheet's sum in tenths, without its judge; `dropped`: the highest or lowest, which did not count."""

    tenths: int
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of the ranking: `exact` as a fraction, `shown` rounded; both None with the `reason` why.

    `tie`: how it was told apart from whoever has the same score; `aside`: judges who stood aside for it, by whom the
    divisor is smaller; `valid` sheets came in and `kept` of them count.
    """

    rank: int | None
    application: Application
    exact: str | None
    shown: str | None
    tied: bool
    reason: str
    totals: tuple[Total, ...] = ()
    valid: int = 0
    kept: int = 0
    tie: str = ""
    aside: int = 0

    @property
    def said(self) -> str:
        """The totals in words: 75.0（去掉）、77.5、…"""
        return "、".join(score_text(t.tenths) + ("（去掉）" if t.dropped else "") for t in self.totals)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many units were reviewed, have a result, came too short of sheets, did not come, share a rank."""

    units: int
    scored: int
    too_few: int
    absent: int
    tied: int


def ranking(session: Session) -> list[Ranked]:
    """The ranking as 纪检 signed it, best first, those without a result last; empty before the session is closed.

    Two queries whatever its length.
    """
    return _ranked(session, session.ranking, lean=False) if session.stage == "closed" else []


def pending_ranking(session: Session) -> list[Ranked]:
    """The ranking that waits for 纪检's signature, or that was signed."""
    return _ranked(session, session.ranking)


def ranking_page(session: Session, number: str | None) -> Page[Ranked]:
    """A page of the ranking that waits for 纪检's signature, or that was signed. Two queries whatever its length."""
    page = Paginator[RankingRow](session.ranking, _A_PAGE).get_page(number)
    return Page(_ranked(session, page.object_list), page.number, page.paginator)  # type: ignore[arg-type]  # of the rows


def counts_of(session: Session) -> Counts:
    """The figures above the ranking; no query."""
    reasons = [row["reason"] for row in session.ranking]
    return Counts(
        len(reasons),
        reasons.count(Reason.NONE),
        reasons.count(Reason.TOO_FEW_SHEETS),
        reasons.count(Reason.ABSENT),
        sum(row["tied"] for row in session.ranking),
    )


def _ranked(session: Session, rows: Sequence[RankingRow], *, lean: bool = True) -> list[Ranked]:
    equals = _equals(session.ranking, rows)
    codes = {row["applicant"] for row in (*rows, *(each for same in equals.values() for each in same))}
    turns = session.turns.filter(application__code__in=codes).exclude(stage="struck")
    turns = turns.select_related("application__unit")
    by_code = {turn.application.code: turn for turn in (turns.only(*_SHOWN) if lean else turns)}
    means = {row["applicant"]: _means(by_code[row["applicant"]]) for same in equals.values() for row in same}
    rules, panel = session_rules(session), panel_of(session)
    lines = []
    for row in rows:
        same = [means[other["applicant"]] for other in equals.get(row["exact"], []) if other is not row]
        tie = _told_apart(means[row["applicant"]], same, rules) if same and rules else ""
        lines.append(_line(row, by_code[row["applicant"]], tie, panel))
    return lines


def panel_of(session: Session) -> int:
    """How many judges sat; one query, kept with the session."""
    return len(taken_seats(session))


def _equals(ranking: Iterable[RankingRow], rows: Sequence[RankingRow]) -> dict[str | None, list[RankingRow]]:
    """For each exact score in `rows` that several units have: all of them, on whatever page."""
    found: dict[str | None, list[RankingRow]] = {row["exact"]: [] for row in rows if row["exact"] is not None}
    for row in ranking:
        if row["exact"] in found:
            found[row["exact"]].append(row)
    return {exact: same for exact, same in found.items() if len(same) > 1}


def _line(row: RankingRow, turn: Turn, tie: str, panel: int) -> Ranked:
    result = turn.result or {}
    return Ranked(
        rank=row["rank"],
        application=turn.application,
        exact=row["exact"],
        shown=row["shown"],
        tied=row["tied"],
        reason=Reason(row["reason"]).label,
        totals=totals_of(turn),
        valid=result.get("valid", 0),
        kept=result.get("kept", 0),
        tie=tie,
        aside=panel - result["valid"] if result else 0,
    )


def _told_apart(own: list[Fraction], others: list[list[Fraction]], rules: SessionRules) -> str:
    """By which group of 附件3 a unit was told apart from those with the same score, or that it was not."""
    differing = [next((k for k, mean in enumerate(means) if mean != own[k]), None) for means in others]
    deciding = None if None in differing else max(k for k in differing if k is not None)
    compared = rules.tie_groups if deciding is None else rules.tie_groups[: deciding + 1]
    means = "、".join(f"第{group}项{shown(mean, rules.places)}分" for group, mean in zip(compared, own, strict=False))
    if deciding is None:
        return f"同分{f'，{means}，仍相同' if means else ''}，并列，提交党组研究"
    return f"同分，比较{means}后排定"


def _means(turn: Turn) -> list[Fraction]:
    return [Fraction(mean) for mean in (turn.result or {}).get("ties", ())]


def totals_of(turn: Turn) -> tuple[Total, ...]:
    """The sums of the announced sheets, ascending; the lowest and the highest are marked when they were dropped."""
    result = turn.result or {}
    totals, kept = result.get("totals", []), result.get("kept", 0)
    ends = {0: "最低分", len(totals) - 1: "最高分"} if 0 < kept < len(totals) else {}
    return tuple(Total(tenths, ends.get(place, "")) for place, tenths in enumerate(totals))


def scores_by_seat(turn: Turn) -> list[tuple[Seat, int]]:
    """Who gave which sum: for 纪检 alone, once announced."""
    if turn.stage != "announced":
        return []
    return [(sheet.seat, sum(sheet.marks.values())) for sheet in counted(turn)]
