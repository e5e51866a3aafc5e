"""`haizhi worker`: what happens by itself: deadlines that pass, notices that go out."""

import logging
import signal
import threading
from argparse import Namespace
from types import FrameType

from haizhi.cli.output import load_django

INTERVAL = 5.0
"""Seconds between two rounds."""

log = logging.getLogger("haizhi.worker")


def run(arguments: Namespace) -> int:
    """Work until told to stop (SIGTERM, Ctrl-C), or once. A round that fails is logged and tried again."""
    if not load_django():
        return 2
    if arguments.once:
        return 0 if work() else 1
    stop = threading.Event()

    def leave(_signal: int, _frame: FrameType | None) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, leave)
    signal.signal(signal.SIGINT, leave)
    while not stop.is_set():
        work()
        stop.wait(INTERVAL)
    return 0


def work() -> bool:
    """One round. Each duty on its own, so that one that fails holds up no other."""
    from django.db import close_old_connections  # noqa: PLC0415 - after the settings

    from haizhi.accounts.demonstration import now  # noqa: PLC0415 - as above
    from haizhi.applications.acts import close_due  # noqa: PLC0415 - as above
    from haizhi.notifications.tasks import deliver  # noqa: PLC0415 - as above

    done = True
    for duty in (close_due, deliver):
        close_old_connections()
        try:
            duty(now())
        except Exception:
            log.exception("%s failed", duty.__name__)
            done = False
    return done
