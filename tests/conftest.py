"""What every test has: one database, a home folder, and the machine's own browser.

A test that needs a world gets it cheaply by beginning with the factories of its part (`tests/*/factories.py`, each
under `@replayed`, see `tests/replay.py`) and with who is signed in, called as its neighbours call them: their rows are
then laid down instead of being made again. A new factory that writes takes no random or counted argument (it draws its
numbers inside itself), is given `@replayed`, and is defined at the top of its module. Where many tests only read one
dear world, a module-scoped fixture builds it in a transaction (`tests/rehearsal/conftest.py`). A test that asks for
`monkeypatch` or `settings` builds its world each time: keep it to those that need it. Tests of a page that says the
same on every database are marked `once`.
"""

import gc
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL
from django.test import Client
from pytest_django import DjangoDbBlocker, Settings
from xdist.scheduler import LoadFileScheduling

from haizhi.kernel import standing_orders
from tests.replay import JOURNAL, force_login

TESTS = Path(__file__).parent

LONGEST = ("journeys", "authorization", "rehearsal")
"""The folders with the longest files: begun first, so that no worker is left alone with one at the end."""

WORLDS = ("authorization",)
"""The folders whose files share one world, which takes long to build: they stay with one worker."""


COUNTING = {"CaptureQueriesContext", "queries_of", "cost"}
"""What a test calls that counts queries."""

CHANGING = {"monkeypatch", "settings", "home"}
"""Fixtures by which a test may change what building a world does."""


class ByWorld(LoadFileScheduling):  # type: ignore[misc]  # xdist has no types
    """Gives each worker whole files, and whole folders where their files share a world."""

    def _split_scope(self, nodeid: str) -> str:
        folder = nodeid.removeprefix("tests/").partition("/")[0]
        return folder if folder in WORLDS else str(super()._split_scope(nodeid))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByWorld | None:
    """Hand out the tests by file and world where they are to be handed out by file."""
    return ByWorld(config, log) if config.getoption("dist") == "loadfile" else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that speak of the other database; they are no tests of this one, so not skipped ones.

    On PostgreSQL also those that ask no database at all, and those marked `once`: what they answer was tested on SQLite
    already. The longest come first.
    """
    other = "postgresql_only" if connection.vendor == "sqlite" else "sqlite_only"
    left_out = [item for item in items if item.get_closest_marker(other)]
    if connection.vendor == "postgresql":
        gone = set(left_out)
        left_out += [
            item for item in items if item not in gone and (not _asks_a_database(item) or _is_asked_once(item))
        ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]
    items.sort(key=_rank)


def pytest_collection_finish(session: pytest.Session) -> None:
    """What was imported and collected stays: never look through it for rubbish again, and look less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 50)


def _rank(item: pytest.Item) -> int:
    """The longest first, else as they were collected."""
    folder = item.path.relative_to(TESTS).parts[0]
    return LONGEST.index(folder) if folder in LONGEST else len(LONGEST)


def _asks_a_database(item: pytest.Item) -> bool:
    """Whether it has a database of its own, or speaks of PostgreSQL, or runs the command, which opens one."""
    fixtures = set(getattr(item, "fixturenames", ()))
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("postgresql_only")
    return bool(marked or fixtures & {"db", "transactional_db"} or TESTS / "cli" in item.path.parents)


def _is_asked_once(item: pytest.Item) -> bool:
    """Whether it is marked so, and counts no queries: each database may be asked for more."""
    code = getattr(getattr(item, "function", None), "__code__", None)
    counts = code is not None and COUNTING.intersection((*code.co_names, *code.co_freevars))
    return bool(item.get_closest_marker("once")) and not counts


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """On CI a skipped test is a failed run: what was not tried is not known to work."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("CI") and reporter and reporter.stats.get("skipped") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Let go of every connection before the test database is dropped: a thread of a test may still hold one."""
    yield
    held = connections[DEFAULT_DB_ALIAS]
    if isinstance(held, PostgreSQL):
        with django_db_blocker.unblock():
            held.close()
            held.close_pool()
            with held._nodb_cursor() as cursor:
                cursor.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                    [held.settings_dict["NAME"]],
                )


@pytest.fixture(scope="session", autouse=True)
def _signing_in() -> Iterator[None]:
    """Being signed in is part of a world, and replayed with it."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Client, "force_login", force_login)
        yield


@pytest.fixture(scope="session", autouse=True)
def _posting() -> Iterator[None]:
    """Every form that is posted names its submission, as those of the pages do: what it does, it does once."""
    post = Client.post

    def named(client: Client, path: str, data: Any = None, *args: Any, **kwargs: Any) -> Any:
        if isinstance(data, dict) and "once" not in data:
            data = data | {"once": str(uuid4())}
        return post(client, path, data, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Client, "post", named)
        yield


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    """A home folder of the test's own, where the settings point."""
    settings.HAIZHI_HOME = tmp_path
    return tmp_path


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Launch the Chromium that the machine has, and let it speak to nobody but the test's own server."""
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    executable = next(filter(None, found), None)
    if executable is None:
        pytest.skip("本机没有 Chromium")
    # Playwright keeps an event loop in this thread, which Django takes for an asynchronous caller.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    return browser_type_launch_args | {
        "executable_path": executable,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


def _asked_for(item: pytest.Item) -> set[str]:
    """The fixtures that a test and the fixtures of this project ask for; those of plugins ask for others."""
    info = item._fixtureinfo  # type: ignore[attr-defined]  # of functions, which all tests here are
    ours = (found[-1] for found in info.name2fixturedefs.values() if found[-1].baseid)
    return set(info.argnames).union(*(fixture.argnames for fixture in ours))


@pytest.fixture
def _django_db_helper(request: pytest.FixtureRequest, _django_db_helper: None) -> Iterator[None]:
    """Let worlds be replayed in a test that finds nothing but what all find, and can change nothing but rows.

    And let the flush after a transactional test empty the ledger; migrating puts the triggers back after it.
    """
    own = connection.in_atomic_block and not connection.savepoint_ids and not hasattr(request.cls, "setUpTestData")
    JOURNAL.begin(untouched=own and not CHANGING.intersection(_asked_for(request.node)))
    yield
    JOURNAL.begin(untouched=False)
    if not connection.in_atomic_block:
        JOURNAL.forget()
        standing_orders.remove_triggers(connection)
