"""Files are believed by their content; what is stored, and under which name."""

import hashlib
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from hypothesis import given
from hypothesis import strategies as st

from haizhi.files.drafts import clear, receive, safe_name
from haizhi.files.facts import may_be_used, total_within
from haizhi.files.kinds import MEGABYTE, PDF
from haizhi.files.models import Upload, stored_at
from haizhi.kernel.actor import PUBLIC
from haizhi.regulation.findings import Refused
from tests.accounts.factories import NOW
from tests.files import samples
from tests.files.conftest import places


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


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["机密★方案.pdf", "【秘密★】说明.pdf"])
def test_a_mark_in_the_name_is_refused_with_the_way_it_has_to_go(name: str) -> None:
    said = refusal(samples.pdf(), name)
    assert "（文件名），没有收下，收到的内容已删除（《办法》第十五条）" in said
    assert "请按保密规定线下报送" in said


@pytest.mark.django_db
def test_a_refused_file_leaves_nothing_in_storage() -> None:
    before = places()
    for content in (samples.chinese_pdf("绝密★30年"), samples.docx(header="秘密★")):
        refusal(content, "汇报.pdf" if content.startswith(b"%PDF") else "汇报.docx")
    assert places() == before


@pytest.mark.django_db
def test_a_doubtful_word_is_noted_as_a_question() -> None:
    upload = handed_in(samples.docx("双方保守商业机密"), "保密协议.docx")
    assert (upload.question, upload.cleared_at) == ("“商业机密”（正文）", None)
    assert not may_be_used(upload).met
    clear(upload, by=PUBLIC, at=NOW)
    assert may_be_used(upload).met
    clear(upload, by=PUBLIC, at=NOW + timedelta(1))
    assert upload.cleared_at == NOW


@pytest.mark.django_db
def test_there_is_nothing_to_answer_where_nothing_was_asked() -> None:
    upload = handed_in(samples.pdf())
    clear(upload, by=PUBLIC, at=NOW)
    assert (upload.question, upload.cleared_at) == ("", None)


@pytest.mark.django_db
def test_a_storage_that_is_away_is_said_to_be_and_nothing_is_noted(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_: object) -> None:
        raise ConnectionError

    monkeypatch.setattr(default_storage, "save", away)
    assert "文件存储暂时不可用" in refusal(samples.pdf("nowhere to go"))


def test_the_total_of_a_case_is_a_rule_of_its_own() -> None:
    assert total_within(400 * MEGABYTE, 100 * MEGABYTE, 500).met
    over = total_within(450 * MEGABYTE, 51 * MEGABYTE, 500)
    assert not over.met
    assert "合计不超过500 MB，还可上传50.0 MB，此文件有51.0 MB" in over.reason
    assert not total_within(600 * MEGABYTE, 1, 500).met
