"""A worker killed while it sends: nothing is lost, and the one gap there is shows as the same Message-ID twice."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.utils import timezone

from haizhi.notifications.models import Delivery
from haizhi.notifications.tasks import send_mail
from haizhi.notifications.tasks.sending import LEASE
from tests.notifications.conftest import Sink
from tests.notifications.factories import never, told_drafter

pytestmark = pytest.mark.django_db(transaction=True)

BLOCKED = "SELECT pid FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
END_BLOCKED = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
    " WHERE wait_event_type = 'Lock' AND datname = current_database()"
)

PATIENCE = 60
"""Seconds until a process that should have done something counts as one that did not."""


def same_database(home: Path) -> dict[str, str]:
    """The environment with which another process works on this test's database."""
    told = {"HAIZHI_HOME": str(home), "HAIZHI_SECRET_KEY": "k3y-of-a-test-that-guards-nothing-" * 2}
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        (home / "haizhi.sqlite3").symlink_to(known["NAME"])
        return told
    user = f"{known['USER']}:{quote(known['PASSWORD'])}@" if known["USER"] else ""
    where = f"host={quote(known['HOST'], safe='')}&port={known['PORT'] or 5432}"
    return told | {"HAIZHI_DATABASE_URL": f"postgresql://{user}/{known['NAME']}?{where}"}


@contextmanager
def worker(home: Path, sink: Sink) -> Iterator["subprocess.Popen[bytes]"]:
    """A worker in a process of its own, killed at the end whatever it does."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    relay = {"HAIZHI_EMAIL_URL": f"smtp://127.0.0.1:{sink.port}?from=haizhi@example.cn"}
    path = {"PYTHONPATH": str(Path(__file__).parents[2])}
    line = [sys.executable, "-m", "haizhi.cli", "worker"]
    with subprocess.Popen(line, env=kept | same_database(home) | relay | path) as running:  # noqa: S603 - our own interpreter
        try:
            yield running
        finally:
            running.kill()


class Gate:
    """Holds up the server's answer to the first letter until the test lets it go on; then answers as told."""

    def __init__(self, answer: str) -> None:
        self.answer = answer
        self.reached, self.open = threading.Event(), threading.Event()

    def __call__(self) -> str | None:
        if self.reached.is_set():
            return None
        self.reached.set()
        assert self.open.wait(PATIENCE)
        return self.answer


def eventually(happened: Callable[[], bool]) -> None:
    """Wait for something that another process or thread does."""
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end
        time.sleep(0.01)


def nothing_reaches_the_database() -> Callable[[], object]:
    """What makes sure that what the killed worker was about to write is never written.

    On PostgreSQL the statement waits in a process of the server's, which outlives its client; it has to end too.
    """
    if connection.vendor == "sqlite":
        return lambda: None
    with connection.cursor() as cursor:

        def found() -> bool:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(BLOCKED)
            return bool(cursor.rowcount)

        eventually(found)

    def forget() -> None:
        with connection.cursor() as cursor:
            cursor.execute(END_BLOCKED)

    return forget


def waiting_letter() -> None:
    """A letter to be sent now."""
    told_drafter("drafter@example.cn")
    Delivery.objects.update(next_try_at=timezone.now())


def test_killed_before_the_relay_answers_the_letter_is_sent_once_by_the_next(sink: Sink, tmp_path: Path) -> None:
    waiting_letter()
    gate = Gate("451 the client is gone")
    sink.on_data = gate
    with worker(tmp_path, sink) as running:
        assert gate.reached.wait(PATIENCE)
        assert Delivery.objects.get().state == "sending"
        running.kill()
        running.wait(PATIENCE)
    gate.open.set()
    assert send_mail(timezone.now, never) == 0  # the lease is still the dead worker's
    assert send_mail(lambda: timezone.now() + LEASE, never) == 1
    assert sink.ids == [f"<{Delivery.objects.get().message_id}@haizhi.example.cn>"]
    assert (Delivery.objects.get().state, Delivery.objects.get().attempts) == ("sent", 2)


def test_killed_between_the_relays_yes_and_the_note_of_it_the_letter_goes_out_again_with_the_same_id(
    sink: Sink, tmp_path: Path
) -> None:
    waiting_letter()
    gate = Gate("250 OK")
    sink.on_data = gate
    with worker(tmp_path, sink) as running:
        assert gate.reached.wait(PATIENCE)
        with transaction.atomic():  # the worker can't write down what it is about to hear
            Delivery.objects.select_for_update().get()
            gate.open.set()
            eventually(lambda: bool(sink.letters))
            forget = nothing_reaches_the_database()
            running.kill()
            running.wait(PATIENCE)
            forget()
    assert Delivery.objects.get().state == "sending"
    assert send_mail(lambda: timezone.now() + LEASE, never) == 1
    assert Delivery.objects.get().state == "sent"
    first, second = (message_id.partition("@")[0] for message_id in sink.ids)
    assert first == second == f"<{Delivery.objects.get().message_id}"
