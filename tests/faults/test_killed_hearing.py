"""The server, and on PostgreSQL the database, killed while judges score: nothing that was acknowledged is lost."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from socket import create_server
from urllib.parse import quote, urlencode
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from haizhi.fairness.encoding import canonical
from haizhi.kernel import ledger
from haizhi.kernel.models import Act
from haizhi.regulation.indicators import tenths
from haizhi.reviews import drafts
from haizhi.reviews.models import Sheet
from tests.notifications.test_killed_worker import same_database
from tests.reviews.factories import HELD, marks
from tests.reviews.hall import in_hearing, scored

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 60
ENOUGH = 12
"""Marks that were acknowledged before the kill."""
WHOLE = marks()


@dataclass
class Pad:
    """A judge's device: what it sent last, and what the server said it had kept."""

    sheet: Sheet
    cookie: str
    once: str = field(default_factory=lambda: str(uuid4()))
    sent: dict[str, int] = field(default_factory=dict)
    kept: dict[str, int] = field(default_factory=dict)
    locked: bool = False

    def save(self, port: int, key: str, mark: int) -> None:
        """Save a mark; without an answer nobody knows whether it was kept."""
        self.sent[key] = mark
        said = {"field": key, key: tenths(mark)}
        if self._post(port, "save/", said) == HTTPStatus.NO_CONTENT:
            self.kept[key] = mark

    def lock(self, port: int) -> None:
        """Lock the sheet, by the same submission each time."""
        said = {"marks": canonical(WHOLE).decode(), "once": self.once}
        self.locked |= self._post(port, "lock/", said) == HTTPStatus.FOUND

    def _post(self, port: int, act: str, said: dict[str, str]) -> int:
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode({**said, "csrfmiddlewaretoken": "x" * 32})
        with closing(HTTPConnection("127.0.0.1", port, timeout=PATIENCE)) as way:
            way.request("POST", f"{self.sheet.get_absolute_url()}{act}", body, headers)
            return way.getresponse().status


def pads() -> list[Pad]:
    """Six judges of a unit that is being scored; the last three have their whole sheet before them."""
    sheets = scored(in_hearing(units=1, judges=6)).sheets.order_by("seat__serial")
    found = []
    for sheet in sheets.select_related("seat__person", "turn__session", "turn__application"):
        client = Client()
        assert sheet.seat.person
        client.force_login(sheet.seat.person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        found.append(Pad(sheet, f"{cookie.key}={cookie.value}; {settings.CSRF_COOKIE_NAME}={'x' * 32}"))
    for pad in found[3:]:
        drafts.save_marks(pad.sheet, WHOLE, at=HELD)
    return found


@contextmanager
def web(database: dict[str, str]) -> Iterator[tuple[int, Callable[[], None]]]:
    """The server in processes of its own: its port, and how to kill all of it at once."""
    with create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONDONTWRITEBYTECODE") if name in os.environ}
    told = database | {"HAIZHI_SECRET_KEY": settings.SECRET_KEY, "PYTHONPATH": str(Path(__file__).parents[2])}
    line = [sys.executable, "-m", "haizhi.cli", "serve", "--workers", "1", "--port", str(port)]
    with subprocess.Popen(line, env=kept | told, start_new_session=True, stderr=subprocess.DEVNULL) as running:  # noqa: S603 - our own interpreter

        def kill() -> None:
            os.killpg(running.pid, signal.SIGKILL)

        try:
            until = time.monotonic() + PATIENCE
            while not _answers(port):
                assert time.monotonic() < until
                time.sleep(0.05)
            yield port, kill
        finally:
            kill()


def _answers(port: int) -> bool:
    try:
        with closing(HTTPConnection("127.0.0.1", port)) as way:
            way.request("GET", "/healthz")
            return way.getresponse().status == HTTPStatus.OK
    except OSError:
        return False


def until_cut_off(work: Callable[[int], None], port: int) -> threading.Thread:
    """Somebody who goes on until nobody answers any more."""

    def go_on() -> None:
        try:
            while True:
                work(port)
        except (OSError, HTTPException):
            return

    thread = threading.Thread(target=go_on)
    thread.start()
    return thread


def saving(pad: Pad) -> Callable[[int], None]:
    """A pad that marks one indicator after the other, round and round, by half a point more or less."""
    turn = iter(range(10**9))

    def save(port: int) -> None:
        n = next(turn)
        pad.save(port, list(WHOLE)[n % len(WHOLE)], n // len(WHOLE) % 2 * 5)

    return save


def scoring(judges: list[Pad], port: int) -> list[threading.Thread]:
    """Three judges mark, three lock, until some of it was acknowledged; they go on until they are cut off."""
    saver, locker = judges[:3], judges[3:]
    threads = [until_cut_off(saving(pad), port) for pad in saver]
    threads += [until_cut_off(pad.lock, port) for pad in locker]
    until = time.monotonic() + PATIENCE
    while sum(len(pad.kept) for pad in saver) < ENOUGH or not any(pad.locked for pad in locker):
        assert time.monotonic() < until
        time.sleep(0.01)
    return threads


def nothing_lost(judges: list[Pad], sheets: dict[object, Sheet]) -> bool:
    """Whether what was acknowledged is there; of what was under way either what was before or what was sent."""
    marks_there = [drafts.marks_of(sheets[pad.sheet.pk]) for pad in judges[:3]]
    kept = all(
        there.get(key) in (mark, pad.sent[key])
        for pad, there in zip(judges[:3], marks_there, strict=True)
        for key, mark in pad.kept.items()
    )
    return kept and all(sheets[pad.sheet.pk].stage == "locked" for pad in judges[3:] if pad.locked)


def test_a_server_killed_amid_scoring_loses_nothing_and_what_is_sent_again_counts_once(home: Path) -> None:
    judges, database = pads(), same_database(home)
    with web(database) as (port, kill):
        threads = scoring(judges, port)
        kill()
        for thread in threads:
            thread.join(PATIENCE)
    assert nothing_lost(judges, Sheet.objects.in_bulk())
    for pad in judges[:3]:
        drafts.save_marks(pad.sheet, WHOLE, at=HELD)
    with web(database) as (port, _):
        for pad in judges:
            pad.lock(port)
    assert all(pad.locked for pad in judges)
    locks = Act.objects.filter(verb="sheet.lock").values_list("subject_id", flat=True)
    assert sorted(locks) == sorted(pad.sheet.pk for pad in judges)
    assert not list(ledger.faults())


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder into which the database's own user may go."""
    made = Path(tempfile.mkdtemp(prefix="haizhi-faults-"))
    made.chmod(0o711)
    yield made
    shutil.rmtree(made, ignore_errors=True)


class Cluster:
    """A PostgreSQL server with a copy of the test's database; what it acknowledged must outlive a kill −9."""

    def __init__(self, folder: Path) -> None:
        self.bin = max(Path("/usr/lib/postgresql").glob("*/bin"))
        self.own = folder / "own"
        self.own.mkdir()
        if os.getuid() == 0:
            shutil.chown(self.own, "postgres")
        self._run("initdb", "--pgdata", f"{self.own}/data", "--username", "haizhi", "--auth", "trust",
                  "--encoding", "UTF8", "--no-locale", "--no-sync")  # fmt: skip
        self.start()
        dump = [str(self.bin / "pg_dump"), "--no-owner", f"--dbname={_known()}"]
        with subprocess.Popen(dump, stdout=subprocess.PIPE) as dumping:  # noqa: S603 - the server's own tools
            copy = [
                str(self.bin / "psql"),
                "--quiet",
                "--host",
                str(self.own),
                "--username",
                "haizhi",
                "--dbname",
                "postgres",
            ]
            subprocess.run(copy, stdin=dumping.stdout, stdout=subprocess.DEVNULL, check=True)  # noqa: S603

    def start(self) -> None:
        """Start, or start again: then it recovers first."""
        options = f"-c listen_addresses= -c unix_socket_directories={self.own} -c fsync=off"
        self._run("pg_ctl", "--pgdata", f"{self.own}/data", "--wait", "--silent", "--log", f"{self.own}/log",
                  "--options", options, "start")  # fmt: skip

    def restart(self) -> None:
        """Start once the processes that the killed one left behind are gone."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return self.start()
            except subprocess.CalledProcessError:
                assert time.monotonic() < until
                time.sleep(0.1)

    def kill(self) -> None:
        """The server's first process, without a word; the others end when they find it gone."""
        os.kill(int((self.own / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)

    @property
    def url(self) -> str:
        """Where it is, as the settings take it."""
        return f"postgresql://haizhi@/postgres?host={quote(str(self.own), safe='')}"

    def sheets(self) -> dict[object, Sheet]:
        """The sheets as they lie there."""
        with psycopg.connect(self.url) as way:
            rows = way.execute("SELECT id, stage, draft FROM reviews_sheet").fetchall()
        return {pk: Sheet(pk=pk, stage=stage, draft=draft) for pk, stage, draft in rows}

    def _run(self, tool: str, *arguments: str) -> None:
        as_owner = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        line = [*as_owner, str(self.bin / tool), *arguments]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - the server's own tools


def _known() -> str:
    """The test's database."""
    known = connection.settings_dict
    return f"postgresql://{known['USER']}@/{known['NAME']}?host={quote(known['HOST'], safe='')}"


@pytest.mark.postgresql_only
def test_a_database_killed_amid_scoring_loses_nothing_that_was_acknowledged(home: Path, folder: Path) -> None:
    judges = pads()
    cluster = Cluster(folder)
    with web({"HAIZHI_HOME": str(home), "HAIZHI_DATABASE_URL": cluster.url}) as (port, kill):
        threads = scoring(judges, port)
        cluster.kill()
        kill()
        for thread in threads:
            thread.join(PATIENCE)
    cluster.restart()
    try:
        assert nothing_lost(judges, cluster.sheets())
    finally:
        cluster.kill()
