"""Reading what is said of persons leaves a line in the log, one for each look."""

import logging
from datetime import datetime, timedelta

from haizhi.ui.requests import Asked

READS = logging.getLogger("haizhi.reads")

LOOK = timedelta(hours=1)
"""How long a look takes: who turns the page or comes back within it looks no second time."""

_LOOKED = "looked"


def note_look(asked: Asked) -> None:
    """Log that this page was looked at, unless it was in the same sign-in less than a look ago."""
    moments = {path: datetime.fromisoformat(at) for path, at in asked.session.get(_LOOKED, {}).items()}
    recent = {path: at for path, at in moments.items() if asked.at < at + LOOK}
    if asked.path not in recent:
        READS.info("%s looked at %s", asked.actor.id, asked.path)
        recent[asked.path] = asked.at
        asked.session[_LOOKED] = {path: at.isoformat() for path, at in recent.items()}
