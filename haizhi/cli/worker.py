"""`haizhi worker`: what happens by itself: deadlines that pass, reminders, notices and letters that go out."""

import logging
import signal
import threading
from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from functools import partial
from types import FrameType
from typing import TYPE_CHECKING

from haizhi.cli.output import load_django

if TYPE_CHECKING:
    from haizhi.cli.duties import Duty  # its module needs the settings

Stopping = Callable[[], bool]

INTERVAL = 5.0
"""Seconds between two rounds."""

log = logging.getLogger("haizhi.worker")


def run(arguments: Namespace) -> int:
    """Work until told to stop (SIGTERM, Ctrl-C), or once. What is in hand is finished, nothing more begun."""
    if not load_django():
        return 2
    stop = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    last: dict[str, datetime] = {}
    done = work(last, stop.is_set)
    if arguments.once:
        return 0 if done else 1
    while not stop.wait(INTERVAL):
        work(last, stop.is_set)
    return 0


def work(last: dict[str, datetime], stopping: Stopping) -> bool:
    """One round over the duties whose time has come; `last` remembers when each began. False when one failed."""
    from haizhi.accounts.demonstration import now  # noqa: PLC0415 - after the settings
    from haizhi.cli.duties import DUTIES  # noqa: PLC0415 - as above
    from haizhi.notifications.tasks import beat  # noqa: PLC0415 - as above

    outcomes = [_attempt("beat", lambda: beat(now()))]
    for duty in DUTIES:
        if stopping():
            break
        outcomes.append(_attempt(duty.name, partial(_in_turn, duty, now, last, stopping)))
    return all(outcomes)


def _in_turn(duty: "Duty", clock: Callable[[], datetime], last: dict[str, datetime], stopping: Stopping) -> None:
    begun = clock()
    if duty.name not in last or begun - last[duty.name] >= duty.every:
        last[duty.name] = begun
        duty.run(clock, stopping)


def _attempt(name: str, carry_out: Callable[[], None]) -> bool:
    """Each duty on its own, so that one that fails holds up no other.

    A refusal is no failure: another worker, or a person, was quicker.
    """
    from django.db import close_old_connections  # noqa: PLC0415 - after the settings

    from haizhi.regulation.findings import Refused  # noqa: PLC0415 - as above

    close_old_connections()
    try:
        carry_out()
    except Refused as refused:
        log.info("%s: %s", name, refused)
    except Exception:
        log.exception("%s failed", name)
        return False
    return True
