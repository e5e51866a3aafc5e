"""Sessions with their seats, draw rounds, recusals, turns and sheets."""

from haizhi.reviews.models.judging import Recusal, Sheet
from haizhi.reviews.models.sessions import APPLICANTS, WITNESS_READERS, Entropy, Seat, Session, Turn

__all__ = [
    "APPLICANTS",
    "WITNESS_READERS",
    "Entropy",
    "Recusal",
    "Seat",
    "Session",
    "Sheet",
    "Turn",
]
