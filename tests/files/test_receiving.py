"""Files are believed by their content; what is stored, and under which name."""

import hashlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from haizhi.files.drafts import receive, safe_name
from haizhi.files.kinds import PDF
from haizhi.files.models import Upload, stored_at
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from tests.accounts.factories import NOW
from tests.files import samples

EICAR_NAME = "Eicar-Test-Signature"


def handed_in(content: bytes, name: str = "材料.pdf", **limits: object) -> Upload:
    return receive(ContentFile(content, name=name), by=PUBLIC, at=NOW, **limits)  # type: ignore[arg-type]  # for brevity


def refusal(content: bytes, name: str = "材料.pdf", **limits: object) -> str:
    with pytest.raises(Refused) as refused:
        handed_in(content, name, **limits)
    assert not Upload.objects.exists()
    assert all(f.remedy for f in refused.value.findings)
    return str(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "label"),
    [
        (samples.pdf(), "申报表.pdf", "PDF"),
        (samples.pdf_with_stream(), "申报表.PDF", "PDF"),
        (b"\r\n" + samples.pdf(), "前有空行.pdf", "PDF"),
        (samples.pdf() + b"\n" * 900, "后有空行.pdf", "PDF"),
        (samples.docx(), "简介.docx", "DOCX"),
        (samples.xlsx(), "名单.xlsx", "XLSX"),
        (samples.jpg(), "照片.jpeg", "JPG"),
        (samples.png(), "盖章.png", "PNG"),
    ],
)
def test_a_file_of_each_kind_is_taken_in_whole(content: bytes, name: str, label: str) -> None:
    upload = handed_in(content, name)
    assert (upload.kind_label, upload.name, upload.size) == (label, name, len(content))
    assert upload.sha256 == hashlib.sha256(content).hexdigest()
    with upload.open() as kept:
        assert kept.read() == content


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "why"),
    [
        (b"", "空.pdf", "空文件"),
        (samples.png(), "照片.pdf", "内容是 PNG，与文件名不符"),
        (samples.pdf(), "表.docx", "内容是 PDF，与文件名不符"),
        (samples.pdf(), "没有扩展名", "与文件名不符"),
        (b"MZ" + bytes(400), "程序.pdf", "内容不是 PDF"),
        ("只是文字".encode(), "文字.pdf", "内容不是 PDF"),
        (b"<script>alert(1)</script>", "页面.pdf", "内容不是 PDF"),
        (samples.archive(), "压缩包.docx", "内容不是 PDF"),
        (b"PK\x03\x04" + bytes(60), "坏.docx", "内容不是 PDF"),
        (samples.old_word(), "旧.docx", "加密的文档或旧版"),
        (samples.changed(samples.docx(), {"word/vbaProject.bin": b"x"}), "宏.docx", "含有宏"),
        (samples.encrypted_pdf("open"), "加密.pdf", "是加密的 PDF"),
        (samples.pdf()[:-40], "断.pdf", "已损坏或不完整"),
        (samples.pdf().replace(b"startxref\n", b"startxref\n9"), "错.pdf", "已损坏或不完整"),
        (samples.pdf().replace(b"/Kids", b"/Kidz"), "无页.pdf", "已损坏或不完整"),
        (samples.png()[:-12], "断.png", "已损坏或不完整"),
        (samples.jpg()[:-2], "断.jpg", "已损坏或不完整"),
    ],
)
def test_what_is_not_what_it_says_is_refused_with_what_to_do(content: bytes, name: str, why: str) -> None:
    assert why in refusal(content, name)


@pytest.mark.django_db
def test_a_file_that_is_too_large_is_refused_by_its_size() -> None:
    assert "约2 MB，超过1 MB的上限" in refusal(bytes(1024 * 1024 + 1), largest=1)


@pytest.mark.django_db
def test_a_form_that_takes_one_kind_refuses_the_others() -> None:
    assert "是 PNG，此处只收 PDF" in refusal(samples.png(), "盖章.png", kinds=(PDF,))


@pytest.mark.django_db
def test_the_same_content_is_stored_once_and_each_handing_in_is_noted() -> None:
    first, second = handed_in(samples.pdf("twice"), "一.pdf"), handed_in(samples.pdf("twice"), "二.pdf")
    assert first.stored_at == second.stored_at
    folder = first.stored_at.rpartition("/")[0]
    assert len(default_storage.listdir(folder)[1]) == 1
    assert Upload.objects.count() == 2


@pytest.mark.django_db
def test_what_a_crash_left_unfinished_is_written_anew() -> None:
    content = samples.pdf("crash")
    default_storage.save(stored_at(hashlib.sha256(content).hexdigest()), ContentFile(content[:10]))
    with handed_in(content).open() as kept:
        assert kept.read() == content


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("..\\..\\系统\\密码.pdf", "密码.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\张三\\申报表.pdf", "申报表.pdf"),
        ("a\x00b\r\nSet-Cookie.pdf", "abSet-Cookie.pdf"),
        ("发票\u202efdp.exe", "发票fdp.exe"),
        ("𬭎㛃䶮的简介.docx", "𬭎㛃䶮的简介.docx"),
        ("", "未命名"),
        ("...", "未命名"),
        ("长" * 400 + ".pdf", "长" * 116 + ".pdf"),
    ],
)
def test_a_name_is_kept_without_its_tricks(name: str, kept: str) -> None:
    assert safe_name(name) == kept


@given(st.text(max_size=300))
def test_a_safe_name_is_never_a_path_and_always_fits(name: str) -> None:
    kept = safe_name(name)
    assert kept
    assert len(kept) <= 255
    assert not {"/", "\\", "\0", "\n", "\r", "\u202e"} & set(kept)
    assert kept.strip(".") == kept or kept.strip(".")
    assert safe_name(kept) == kept


Answer = Callable[[bytes], bytes]


@contextmanager
def scanner(answer: Answer) -> Iterator[str]:
    """A socket that speaks clamd's INSTREAM: reads the pieces to the end and answers."""
    with TemporaryDirectory(prefix="clamd-") as folder, socket.socket(socket.AF_UNIX) as listening:
        path = str(Path(folder) / "clamd.sock")
        listening.bind(path)
        listening.listen(1)

        def serve() -> None:
            connection, _ = listening.accept()
            with connection, connection.makefile("rb") as heard:
                command = heard.read(len(b"zINSTREAM\0"))
                content = b""
                while length := struct.unpack(">I", heard.read(4))[0]:
                    content += heard.read(length)
                connection.sendall(answer(content) if command == b"zINSTREAM\0" else b"UNKNOWN COMMAND\0")

        serving = threading.Thread(target=serve)
        serving.start()
        yield path
        serving.join(timeout=10)


@pytest.mark.django_db
def test_a_clean_file_is_scanned_whole_and_taken_in(settings: Settings) -> None:
    heard: list[bytes] = []

    def clean(content: bytes) -> bytes:
        heard.append(content)
        return b"stream: OK\0"

    with scanner(clean) as path:
        settings.HAIZHI_CLAMD = path
        handed_in(samples.pdf("scanned"))
    assert heard == [samples.pdf("scanned")]


@pytest.mark.django_db
def test_an_infected_file_is_refused_and_not_stored(settings: Settings) -> None:
    content = samples.pdf("infected")
    with scanner(lambda _: f"stream: {EICAR_NAME} FOUND\0".encode()) as path:
        settings.HAIZHI_CLAMD = path
        assert f"病毒扫描发现“{EICAR_NAME}”" in refusal(content)
    assert not default_storage.exists(stored_at(hashlib.sha256(content).hexdigest()))


@pytest.mark.django_db
def test_a_file_that_can_not_be_scanned_is_not_taken_in(settings: Settings, tmp_path: Path) -> None:
    settings.HAIZHI_CLAMD = str(tmp_path / "nobody.sock")
    assert "病毒扫描服务暂时不可用" in refusal(samples.pdf())
    settings.HAIZHI_CLAMD = ("127.0.0.1", 9)
    assert "病毒扫描服务暂时不可用" in refusal(samples.pdf())
    with scanner(lambda _: b"INSTREAM size limit exceeded. ERROR\0") as path:
        settings.HAIZHI_CLAMD = path
        assert "病毒扫描服务暂时不可用" in refusal(samples.pdf())
