"""Taking files in. An upload by itself is no act: it counts once an act names it."""

from haizhi.files.drafts.arriving import Announced, Displaced, Joining, announce, join, take_piece
from haizhi.files.drafts.clearing import clear
from haizhi.files.drafts.names import safe_name
from haizhi.files.drafts.taking import receive

__all__ = ["Announced", "Displaced", "Joining", "announce", "clear", "join", "receive", "safe_name", "take_piece"]
