"""Which sheets a turn needs, which count, and what they amount to."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any

from haizhi.fairness import tally
from haizhi.fairness.tally import Reason, Score, Standing
from haizhi.regulation.review import SessionRules
from haizhi.reviews.facts.interests import recused_seats
from haizhi.reviews.facts.parts import IN_FORCE, applicants_of, recusals_in, sheets_in, taken_seats
from haizhi.reviews.facts.rules import INDICATORS, tally_rules
from haizhi.reviews.models import Recusal, Seat, Session, Sheet, Turn


def needed_seats(turn: Turn) -> list[Seat]:
    """The seats that owe a sheet for this turn: all that are taken but those recused for it."""
    seats = taken_seats(turn.session)
    aside = {seat.pk for seat, _ in recused_seats(seats, _upheld(turn))}
    return [seat for seat in seats if seat.pk not in aside]


def missing_from(turn: Turn) -> list[Seat]:
    """The seats whose sheet for this turn is not locked yet."""
    given = {sheet.seat_id for sheet in sheets_in(turn, *IN_FORCE)}
    return [seat for seat in needed_seats(turn) if seat.pk not in given]


def counted(turn: Turn) -> list[Sheet]:
    """The sheets that count for this turn, by seat: locked or announced, of seats that owe one."""
    owing = {seat.pk for seat in needed_seats(turn)}
    return [sheet for sheet in sheets_in(turn, *IN_FORCE) if sheet.seat_id in owing]


def result_of(turn: Turn, rules: SessionRules, sheets: Iterable[Sheet]) -> dict[str, Any]:
    """The result of a turn as it is announced and stored; totals in tenths, ascending, so that no seat shows."""
    given = [_sheet(sheet, turn) for sheet in sheets]
    score = tally.score_applicant(turn.application.code, given, INDICATORS, tally_rules(rules))
    return {
        "exact": None if score.value is None else tally.exact(score.value),
        "shown": None if score.value is None else tally.shown(score.value, rules.places),
        "ties": [tally.exact(mean) for mean in score.ties],
        "valid": score.valid,
        "kept": score.kept,
        "reason": score.reason.value,
        "totals": sorted(sum(sheet.marks.values()) for sheet in given),
    }


def standings(session: Session, rules: SessionRules) -> tuple[tuple[Standing, ...], list[tuple[Seat, Turn, Recusal]]]:
    """The ranking of a session's turns, and the recusals behind it. One query beyond the session's parts.

    Raises IncompleteSheets when a sheet is missing.
    """
    turns = [turn for turn in applicants_of(session) if turn.stage in ("announced", "absent")]
    seats = taken_seats(session)
    upheld = recusals_in(session, "upheld")
    aside = [
        (seat, turn, recusal)
        for turn in turns
        for seat, recusal in recused_seats(seats, [r for r in upheld if r.turn_id == turn.pk])
    ]
    present = {turn.pk: turn for turn in turns if turn.stage == "announced"}
    excused = {(seat.pk, turn.pk) for seat, turn, _ in aside}
    sheets = Sheet.objects.filter(turn__in=present, stage="announced", seat__in=seats).select_related("seat")
    ranked = tally.tally(
        [seat.token for seat in seats],
        [turn.application.code for turn in turns],
        [_sheet(s, present[s.turn_id]) for s in sheets if (s.seat_id, s.turn_id) not in excused],
        {(seat.token, turn.application.code) for seat, turn, _ in aside},
        INDICATORS,
        tally_rules(rules),
        absent=[turn.application.code for turn in turns if turn.stage == "absent"],
    )
    return ranked, aside


def interim(turns: Collection[Turn]) -> tuple[Standing, ...]:
    """The standings of the turns announced so far, from what was announced."""
    scores = []
    for turn in turns:
        result = turn.result or {}
        value = None if result.get("exact") is None else Fraction(result["exact"])
        ties = tuple(Fraction(mean) for mean in result.get("ties", ()))
        reason = Reason(result.get("reason", ""))
        scores.append(Score(turn.application.code, value, ties, result.get("valid", 0), result.get("kept", 0), reason))
    return tally.rank(scores)


def _upheld(turn: Turn) -> list[Recusal]:
    return [recusal for recusal in recusals_in(turn.session, "upheld") if recusal.turn_id == turn.pk]


def _sheet(sheet: Sheet, turn: Turn) -> tally.Sheet:
    return tally.Sheet(sheet.seat.token, turn.application.code, sheet.marks)
