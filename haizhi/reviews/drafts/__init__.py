"""What is saved as it comes, without a ledger entry: sheets, the timer, the screen's address, what papers say."""

from haizhi.reviews.drafts.papers import attach_paper, enter_paper, settle_paper
from haizhi.reviews.drafts.screens import close_screen, open_screen
from haizhi.reviews.drafts.sheets import Elsewhere, marks_of, notes_of, save_marks
from haizhi.reviews.drafts.timing import hear, move_timer

__all__ = [
    "Elsewhere",
    "attach_paper",
    "close_screen",
    "enter_paper",
    "hear",
    "marks_of",
    "move_timer",
    "notes_of",
    "open_screen",
    "save_marks",
    "settle_paper",
]
