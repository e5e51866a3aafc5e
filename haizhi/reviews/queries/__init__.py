"""Reads of reviews, shaped for pages and for the apps that follow."""

from haizhi.reviews.queries.ceremony import Ceremony, ceremony_of
from haizhi.reviews.queries.judging import Pad, Sitting, marks_are_open, pad_of, sittings_of
from haizhi.reviews.queries.results import Ranked, Total, pending_ranking, ranking, scores_by_seat, totals_of
from haizhi.reviews.queries.sessions import (
    RecusalCounts,
    SeatRow,
    TurnRow,
    ceremony_acts,
    corrections_of,
    discipline_bounds,
    enlistable,
    recusal_counts,
    recusals_of,
    seat_rows,
    session_acts,
    sessions_of,
    sheets_of,
    turn_rows,
    turns_of,
)

__all__ = [
    "Ceremony",
    "Pad",
    "Ranked",
    "RecusalCounts",
    "SeatRow",
    "Sitting",
    "Total",
    "TurnRow",
    "ceremony_acts",
    "ceremony_of",
    "corrections_of",
    "discipline_bounds",
    "enlistable",
    "marks_are_open",
    "pad_of",
    "pending_ranking",
    "ranking",
    "recusal_counts",
    "recusals_of",
    "scores_by_seat",
    "seat_rows",
    "session_acts",
    "sessions_of",
    "sheets_of",
    "sittings_of",
    "totals_of",
    "turn_rows",
    "turns_of",
]
