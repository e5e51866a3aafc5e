"""Virus scanning by a real clamd: whatever it does not call clean is not taken in."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from pytest_django import Settings

from haizhi.files import scanning
from haizhi.files.drafts import receive
from haizhi.files.models import Upload, stored_at
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from tests.accounts.factories import NOW
from tests.files import samples
from tests.files.conftest import VIRUS

pytestmark = pytest.mark.django_db


def handed_in(content: bytes) -> Upload:
    return receive(ContentFile(content, name="材料.pdf"), by=PUBLIC, at=NOW)


def refusal(content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        handed_in(content)
    assert not Upload.objects.exists()
    assert not default_storage.exists(stored_at(hashlib.sha256(content).hexdigest()))
    return str(refused.value)


def test_a_clean_file_is_taken_in(clamd: str, settings: Settings) -> None:
    settings.HAIZHI_CLAMD = clamd
    assert handed_in(samples.pdf("clean")).size


def test_a_file_with_a_virus_is_refused_by_its_name_and_not_stored(clamd: str, settings: Settings) -> None:
    settings.HAIZHI_CLAMD = clamd
    said = refusal(samples.pdf(VIRUS.decode()))
    assert "病毒扫描发现“Haizhi.Local-Test.UNOFFICIAL”，文件未保存" in said
    assert "请先在本机查杀病毒" in said


def test_a_virus_in_the_last_piece_of_a_large_file_is_found(clamd: str, settings: Settings) -> None:
    settings.HAIZHI_CLAMD = clamd
    padding = b"<< /Length 2000000 >>\nstream\n" + bytes(2_000_000) + b"\nendstream"
    assert "病毒扫描发现" in refusal(samples.pdf("large", extra=(padding, b"(%s)" % VIRUS)))


def test_what_the_scanner_will_not_scan_whole_is_not_taken_in(clamd: str, settings: Settings) -> None:
    settings.HAIZHI_CLAMD = clamd
    padding = b"<< /Length 9000000 >>\nstream\n" + bytes(9_000_000) + b"\nendstream"
    assert "病毒扫描服务暂时不可用，文件未保存" in refusal(samples.pdf("over", extra=(padding,)))


def test_a_scanner_that_is_away_lets_nothing_in(settings: Settings, tmp_path: Path) -> None:
    settings.HAIZHI_CLAMD = str(tmp_path / "nobody.ctl")
    said = refusal(samples.pdf("unscanned"))
    assert "病毒扫描服务暂时不可用" in said
    assert "请联系系统管理员" in said
    settings.HAIZHI_CLAMD = ("127.0.0.1", 9)
    assert "病毒扫描服务暂时不可用" in refusal(samples.pdf("unscanned"))


@contextmanager
def listening(answer: bytes) -> Iterator[tuple[str, int]]:
    """Somebody at clamd's port who says the same to everybody, or nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            connection, _ = server.accept()
            with connection:
                connection.sendall(answer)
                while connection.recv(65536):
                    pass

        serving = threading.Thread(target=serve)
        serving.start()
        yield server.getsockname()
        serving.join(timeout=10)


@pytest.mark.parametrize("answer", [b"", b"UNKNOWN COMMAND\0", b"stream: \0", b"\xff\xfe\0"])
def test_an_answer_that_is_none_lets_nothing_in(
    answer: bytes, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_TIMEOUT", 0.3)
    with listening(answer) as address:
        settings.HAIZHI_CLAMD = address
        assert "病毒扫描服务暂时不可用" in refusal(samples.pdf("unscanned"))
