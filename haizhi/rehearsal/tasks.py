"""What the worker does for the demonstration: the keys of a hearing stay unlocked, however long it is left running."""

from datetime import datetime

from haizhi.accounts.demonstration import is_demonstration
from haizhi.rehearsal.signers import unlock_lapsed


def keep_unlocked(at: datetime) -> None:
    """Unlock what lapsed again; anywhere but in the demonstration it does nothing at all."""
    if is_demonstration():
        unlock_lapsed(at)
