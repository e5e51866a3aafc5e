"""What happens to the pool: its lists and terms, its experts from entering to erasure, and looks into it."""

from haizhi.experts.acts.batches import enter_all
from haizhi.experts.acts.corrections import accept_correction, ask_correction, decline_correction, withdraw_correction
from haizhi.experts.acts.disciplines import (
    add_discipline,
    amend_discipline,
    restore_discipline,
    set_terms,
    withdraw_discipline,
)
from haizhi.experts.acts.entering import amend, enter, identify, reach
from haizhi.experts.acts.leaving import erase, reinstate, retire, suspend
from haizhi.experts.acts.looks import look
from haizhi.experts.acts.own import declare_interest, drop_absence, invite, make_judge, note_absence, pledge

__all__ = [
    "accept_correction",
    "add_discipline",
    "amend",
    "amend_discipline",
    "ask_correction",
    "declare_interest",
    "decline_correction",
    "drop_absence",
    "enter",
    "enter_all",
    "erase",
    "identify",
    "invite",
    "look",
    "make_judge",
    "note_absence",
    "pledge",
    "reach",
    "reinstate",
    "restore_discipline",
    "retire",
    "set_terms",
    "suspend",
    "withdraw_correction",
    "withdraw_discipline",
]
