"""Sessions with their seats, draw rounds, recusals, turns and sheets."""

from haizhi.reviews.models.judging import Recusal, Sheet
from haizhi.reviews.models.openings import Opening
from haizhi.reviews.models.sealing import SheetKey, Signers
from haizhi.reviews.models.sessions import APPLICANTS, WITNESS_READERS, Entropy, Seat, Session, Turn
from haizhi.reviews.models.sitting import Departure, Paper, PaperEntry, Screen, Timer

__all__ = [
    "APPLICANTS",
    "WITNESS_READERS",
    "Departure",
    "Entropy",
    "Opening",
    "Paper",
    "PaperEntry",
    "Recusal",
    "Screen",
    "Seat",
    "Session",
    "Sheet",
    "SheetKey",
    "Signers",
    "Timer",
    "Turn",
]
