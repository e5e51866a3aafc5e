"""What the tests of files share: small pieces, so that a small file has many, and rules of their own."""

import shutil
import subprocess
import time
from collections.abc import Iterator

import pytest
from django.core.files.storage import default_storage

from haizhi.files import queries
from haizhi.files.drafts import arriving
from haizhi.files.views import receiving


@pytest.fixture
def small_pieces(monkeypatch: pytest.MonkeyPatch) -> int:
    """Pieces of so many bytes."""
    for module in (arriving, receiving):
        monkeypatch.setattr(module, "PIECE", 512)
    monkeypatch.setattr("tests.files.sending.PIECE", 512)
    return 512


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> list[queries.Rule]:
    """Rules of readers, of this test alone."""
    own: list[queries.Rule] = []
    monkeypatch.setattr(queries, "_RULES", own)
    return own


def places() -> set[str]:
    """Everything in storage."""

    def within(folder: str) -> Iterator[str]:
        folders, files = default_storage.listdir(folder)
        yield from (f"{folder}/{name}".lstrip("/") for name in files)
        for inner in folders:
            yield from within(f"{folder}/{inner}".lstrip("/"))

    return set(within("")) if default_storage.exists("") else set()


VIRUS = b"haizhi-local-test-signature"
"""What the scanner of the tests takes for a virus; no real one ever lies on this machine."""


@pytest.fixture(scope="session")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real clamd with one signature of our own, heard through a socket; its path."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip("本机没有 clamd（Debian：apt-get install clamav-daemon）")
    folder = tmp_path_factory.mktemp("clamd")
    database, address = folder / "database", folder / "clamd.ctl"
    database.mkdir()
    (database / "haizhi.ndb").write_text(f"Haizhi.Local-Test:0:*:{VIRUS.hex()}\n")
    settings = {
        "DatabaseDirectory": database,
        "LocalSocket": address,
        "TemporaryDirectory": folder,
        "PidFile": folder / "clamd.pid",
        "LogFile": folder / "clamd.log",
        "Foreground": "yes",
        "MaxThreads": 2,
        "StreamMaxLength": "3M",
        "Bytecode": "no",
    }
    configuration = folder / "clamd.conf"
    configuration.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
    command = [program, "--config-file", str(configuration)]
    quiet = subprocess.DEVNULL
    with subprocess.Popen(command, stdout=quiet, stderr=quiet) as scanner:  # noqa: S603 - found on this machine
        try:
            for _ in range(300):
                if address.exists() or scanner.poll() is not None:
                    break
                time.sleep(0.1)
            assert address.exists(), (folder / "clamd.log").read_text()
            yield str(address)
        finally:
            scanner.terminate()
