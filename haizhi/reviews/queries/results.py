"""The result of a session: the ranking, and what each score was made of."""

from dataclasses import dataclass

from haizhi.applications.models import Application
from haizhi.fairness.tally import Reason
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts import counted, session_rules
from haizhi.reviews.models import Seat, Session, Turn


@dataclass(frozen=True, slots=True)
class Total:
    """One sheet's sum in tenths, without its judge; `dropped`: the highest or lowest, which did not count."""

    tenths: int
    dropped: str = ""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One line of the ranking: `exact` as a fraction, `shown` rounded; both None with the `reason` why."""

    rank: int | None
    application: Application
    exact: str | None
    shown: str | None
    tied: bool
    reason: str
    totals: tuple[Total, ...] = ()
    valid: int = 0
    kept: int = 0


def ranking(session: Session) -> list[Ranked]:
    """The ranking as 纪检 signed it, best first, those without a result last; empty before the session is closed.

    One query whatever its length.
    """
    return _rows(session) if session.stage == "closed" else []


def pending_ranking(session: Session) -> list[Ranked]:
    """The ranking that waits for 纪检's signature, or that was signed."""
    return _rows(session)


def _rows(session: Session) -> list[Ranked]:
    turns = session.turns.exclude(stage="struck").select_related("application__unit")
    by_code = {turn.application.code: turn for turn in turns}
    rules = session_rules(session)
    rows = []
    for row in session.ranking:
        turn = by_code[row["applicant"]]
        result = turn.result or {}
        rows.append(
            Ranked(
                rank=row["rank"],
                application=turn.application,
                exact=row["exact"],
                shown=row["shown"],
                tied=row["tied"],
                reason=Reason(row["reason"]).label,
                totals=totals_of(turn, rules),
                valid=result.get("valid", 0),
                kept=result.get("kept", 0),
            )
        )
    return rows


def totals_of(turn: Turn, rules: SessionRules | None) -> tuple[Total, ...]:
    """The sums of the announced sheets, ascending; the lowest and the highest are marked when they were dropped."""
    totals = (turn.result or {}).get("totals", [])
    trimmed = rules is not None and len(totals) >= rules.trim_from
    last = len(totals) - 1
    ends = {0: "最低分", last: "最高分"} if trimmed else {}
    return tuple(Total(tenths, ends.get(place, "")) for place, tenths in enumerate(totals))


def scores_by_seat(turn: Turn) -> list[tuple[Seat, int]]:
    """Who gave which sum: for 纪检 alone, once announced."""
    if turn.stage != "announced":
        return []
    return [(sheet.seat, sum(sheet.marks.values())) for sheet in counted(turn)]
