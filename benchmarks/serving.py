"""The web server that a city runs, asked over its socket; and the CPU that its answers cost."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server

from django.db import connection

_PATIENCE = 60
"""Seconds in which a server is up."""


class Served:
    """A running server; whoever asks is another process, whose own CPU is not counted."""

    def __init__(self, port: int, workers: list[int]) -> None:
        self.port, self._workers = port, workers
        self._way = HTTPConnection("127.0.0.1", port)

    def asking(self, address: str, cookie: str = "") -> Callable[[], None]:
        """A GET that can be repeated. It raises RuntimeError unless answered 200."""
        headers = {"Cookie": cookie} if cookie else {}
        self._way.close()  # the server has closed it by now, if nobody asked for two seconds; asking opens it again

        def ask() -> None:
            self._way.request("GET", address, headers=headers)
            answer = self._way.getresponse()
            answer.read()
            if answer.status != HTTPStatus.OK:
                raise RuntimeError(f"{address} answered {answer.status}")

        return ask

    def way(self) -> HTTPConnection:
        """A connection of one's own."""
        return HTTPConnection("127.0.0.1", self.port)

    def spent(self) -> float:
        """Seconds of CPU that the server and, on PostgreSQL, the database's processes for it have used up."""
        return sum(map(_cpu_of, (*self._workers, *_backends())))


@contextmanager
def served(settings: str, workers: int = 1) -> Iterator[Served]:
    """The project behind its own command, with a module of settings and so many processes.

    Raises RuntimeError if it does not come up.
    """
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "haizhi.cli", "serve", "--workers", str(workers), "--port", str(port)]
    with subprocess.Popen(command, env={**os.environ, "DJANGO_SETTINGS_MODULE": settings}) as server:  # noqa: S603 - ourselves
        try:
            yield Served(port, _workers_of(server, port, workers))
        finally:
            server.terminate()


def _workers_of(server: "subprocess.Popen[bytes]", port: int, count: int) -> list[int]:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        time.sleep(0.2)
        workers = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()
        if len(workers) == count and _answers(port):
            return [int(worker) for worker in workers]
    raise RuntimeError("the server did not come up")


def _answers(port: int) -> bool:
    try:
        way = HTTPConnection("127.0.0.1", port)
        way.request("GET", "/")
        way.getresponse().read()
    except OSError:
        return False
    return True


def _backends() -> list[int]:
    """The database's processes for everybody but this one, in the order of their numbers."""
    if connection.vendor != "postgresql":
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend'"
            " AND datname = current_database() AND pid <> pg_backend_pid() ORDER BY pid"
        )
        return [pid for (pid,) in cursor.fetchall()]


def _cpu_of(process: int) -> float:
    """Seconds of CPU, user and system, of all threads of another process: what clock_getcpuclockid(3) names."""
    return time.clock_gettime(~process << 3 | 2)
