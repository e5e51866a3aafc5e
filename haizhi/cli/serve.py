"""`haizhi serve`: gunicorn with threads, before the pages of this project."""

import os
import sys
from argparse import Namespace
from typing import NoReturn

from haizhi.cli.output import load_django


def run(arguments: Namespace) -> int:
    """Become the web server; returns only when the settings are wrong."""
    if load_django():
        _become_gunicorn(arguments)
    return 2


def _become_gunicorn(arguments: Namespace) -> NoReturn:
    command = [
        sys.executable, "-m", "gunicorn", "haizhi.config.wsgi:application",
        "--bind", f"{arguments.host}:{arguments.port}",
        "--workers", str(arguments.workers), "--worker-class", "gthread", "--threads", "8",
        # a worker that was just starting when all are told to stop misses it, and is waited for as long as requests are
        "--graceful-timeout", "15",
        "--max-requests", "5000", "--max-requests-jitter", "500", "--log-level", "warning",
    ]  # fmt: skip
    os.execv(sys.executable, command)  # noqa: S606 - our own interpreter, no shell
