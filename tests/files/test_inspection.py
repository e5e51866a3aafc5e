"""Looked into: each kind of file is opened, and each that must not be here is told with its way out."""

import json
import struct
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest

from haizhi.files.inspection import archives
from haizhi.files.inspection.answer import Answer, answer_about
from haizhi.files.inspection.content import content_is_taken
from haizhi.files.inspection.raster import png
from haizhi.files.kinds import DOCX, JPG, PDF, PNG, XLSX, Kind
from tests.files import samples

Look = Callable[[bytes], Answer]

SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"


@pytest.fixture
def look(tmp_path: Path) -> Look:
    def looked(content: bytes) -> Answer:
        path = tmp_path / "file"
        path.write_bytes(content)
        return answer_about(path)

    return looked


def size_of(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", picture[16:24])
    return width, height


@pytest.mark.parametrize(
    ("content", "kind", "extent", "pictured"),
    [
        (samples.pdf(), PDF, 1, True),
        (samples.pdf_with_stream(), PDF, 1, True),
        (samples.chinese_pdf("一", "二", "三"), PDF, 3, True),
        (samples.docx(), DOCX, 1, False),
        (samples.xlsx("张三", "李四"), XLSX, 2, False),
        (samples.jpg(), JPG, 1, True),
        (samples.png(3, 2), PNG, 1, True),
    ],
)
def test_each_kind_tells_its_pages_and_shows_its_first(
    look: Look, content: bytes, kind: Kind, extent: int, pictured: bool
) -> None:
    answer = look(content)
    assert (answer.kind, answer.flaws, answer.extent) == (kind, (), extent)
    assert bool(answer.preview) is pictured


def test_a_preview_is_small_and_keeps_its_shape(look: Look) -> None:
    assert size_of(look(samples.pdf()).preview) == (480, 320)
    assert size_of(look(samples.png(30, 20)).preview) == (480, 320)
    width, height = size_of(look(samples.png(10, 100)).preview)
    assert (width, height) == (68, 680)


def test_a_picture_of_any_channels_becomes_a_png_of_three() -> None:
    grey, colour, fourth = b"\x07", b"\x01\x02\x03", b"\x01\x02\x03\x09"
    assert png(1, 1, 4, 1, grey + bytes(3)) == png(1, 1, 3, 3, b"\x07\x07\x07")
    assert png(1, 1, 8, 4, fourth + bytes(4)) == png(1, 1, 3, 3, colour)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        pytest.param(samples.encrypted_pdf("open"), "是加密的 PDF", id="password"),
        pytest.param(samples.pdf()[:-40], "已损坏或不完整", id="cut short"),
        pytest.param(samples.pdf()[:200] + samples.pdf()[260:], "已损坏或不完整", id="a piece is missing"),
        pytest.param(samples.pdf().replace(b"startxref\n", b"startxref\n9"), "已损坏或不完整", id="leads nowhere"),
        pytest.param(samples.pdf(catalog=f"/OpenAction {SCRIPT}"), "脚本或动作", id="runs when opened"),
        pytest.param(samples.pdf(catalog=f"/Names << /JavaScript << /Names [(a) {SCRIPT}] >> >>"), "脚本", id="named script"),
        pytest.param(samples.pdf(catalog="/AcroForm << /Fields [] /XFA [] >>"), "脚本", id="XFA"),
        pytest.param(samples.pdf(page=f"/AA << /O {SCRIPT} >>"), "脚本", id="runs when turned to"),
        pytest.param(samples.pdf(page="/Annots [5 0 R]", extra=(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /Launch /F (cmd.exe) >> >>",)), "脚本或动作", id="launches"),
        pytest.param(samples.pdf(page="/Annots [5 0 R]", extra=(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (javascript:alert(1)) >> >>",)), "脚本或动作", id="a link that runs"),
        pytest.param(samples.pdf(page="/Annots [5 0 R]", extra=(b"<< /Type /Annot /Subtype /FileAttachment /Rect [0 0 9 9] >>",)), "嵌有附件", id="attached to a page"),
        pytest.param(samples.pdf(catalog="/Names << /EmbeddedFiles << /Names [] >> >>"), "嵌有附件", id="attached"),
        pytest.param(samples.pdf() + samples.archive(), "夹带了其他内容", id="and a ZIP"),
        pytest.param(samples.pdf("<script>"), "夹带了其他内容", id="a page in its head"),
        pytest.param(samples.pdf() + b"<html><body>", "夹带了其他内容", id="a page at its end"),
        pytest.param(samples.pdf() + b"MZ" + bytes(90), "夹带了其他内容", id="a program at its end"),
        pytest.param(samples.jpg() + samples.archive(), "夹带了其他内容", id="a picture and a ZIP"),
        pytest.param(samples.png() + samples.pdf(), "夹带了其他内容", id="a picture and a PDF"),
        pytest.param(samples.png()[:-12], "已损坏或不完整", id="a PNG cut short"),
        pytest.param(samples.png()[:-14] + samples.png()[-12:], "已损坏或不完整", id="a PNG with a wrong checksum"),
        pytest.param(samples.jpg()[:-2], "已损坏或不完整", id="a JPG cut short"),
        pytest.param(samples.jpg()[:30], "已损坏或不完整", id="a JPG of a head only"),
        pytest.param(samples.png_claiming(60_000, 60_000), "过大", id="too many pixels"),
        pytest.param(samples.png_claiming(0, 5), "已损坏", id="no pixels"),
        pytest.param(samples.docx()[:-300], "", id="a DOCX cut short"),
        pytest.param(samples.docx()[:2000] + b"x" + samples.docx()[2001:], "", id="a DOCX with a changed byte"),
        pytest.param(samples.changed(samples.docx(), {"word/document.xml": b"<w:document"}), "已损坏", id="no XML"),
        pytest.param(samples.changed(samples.docx(), {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "已损坏", id="a DTD"),
        pytest.param(samples.changed(samples.docx(), {"word/vbaProject.bin": b"x"}), "含有宏", id="macros"),
        pytest.param(samples.changed(samples.xlsx(), {"xl/macrosheets/sheet1.xml": b"<x/>"}), "含有宏", id="XLM macros"),
        pytest.param(samples.changed(samples.docx(), {"[Content_Types].xml": samples.part(samples.docx(), "[Content_Types].xml").replace(b"document.main+xml", b"document.macroEnabled.main+xml")}), "含有宏", id="a DOCM renamed"),
        pytest.param(samples.changed(samples.docx(), {"word/embeddings/oleObject1.bin": b"x"}), "其他对象", id="an OLE object"),
        pytest.param(samples.changed(samples.docx(), {"word/_rels/document.xml.rels": samples.related("attachedTemplate", "https://example.invalid/a.dotm")}), "引用了外部", id="a template from outside"),
        pytest.param(samples.changed(samples.docx(), {"word/_rels/document.xml.rels": samples.related("image", "file://host/share/a.png")}), "引用了外部", id="a picture from outside"),
        pytest.param(samples.changed(samples.docx(), {"word/_rels/document.xml.rels": samples.related("aFChunk", "a.html", mode="Internal")}), "其他对象", id="a page inside"),
        pytest.param(samples.changed(samples.docx(), {"word/document.xml": f'<w:document xmlns:w="{samples.WORD}"><w:instrText>DDEAUTO c:\\\\cmd.exe</w:instrText></w:document>'.encode()}), "DDE", id="a command in a field"),
        pytest.param(samples.changed(samples.docx(), {"../outside.xml": b"<x/>"}), "夹带了其他内容", id="a path that leads out"),
        pytest.param(b"PK\x03\x04" + samples.docx(), "", id="something before the archive"),
        pytest.param(samples.docx() + b"%PDF-1.4 " + bytes(40), "", id="something behind the archive"),
        pytest.param(samples.changed(samples.docx(), {"word/embeddings/a.xlsx": samples.archive()}), "已损坏", id="an embedded archive"),
        pytest.param(samples.changed(samples.docx(), {"word/embeddings/a.docx": samples.changed(samples.docx(), {"word/embeddings/b.docx": samples.docx()})}), "层层嵌有文件", id="nested twice"),
        pytest.param(samples.changed(samples.docx(), {"word/embeddings/a.xlsx": samples.changed(samples.xlsx(), {"xl/vbaProject.bin": b"x"})}), "含有宏", id="macros one level down"),
        pytest.param(samples.old_word(), "加密的文档或旧版", id="an old or encrypted Word file"),
    ],
)  # fmt: skip
def test_what_must_not_be_here_is_told_with_its_way_out(look: Look, content: bytes, why: str) -> None:
    answer = look(content)
    if answer.kind is None and not answer.flaws:
        refusal = content_is_taken(answer.kind, "文件.pdf")
        assert not refusal.met
        assert refusal.remedy
        return
    assert answer.flaws
    assert why in answer.flaws[0].reason
    assert answer.flaws[0].remedy
    assert answer.preview == b"" or answer.kind is PDF


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(samples.encrypted_pdf(""), id="only printing is restricted"),
        pytest.param(b"\r\n" + samples.pdf(), id="an empty line before"),
        pytest.param(samples.pdf() + b"\n" * 900, id="empty lines behind"),
        pytest.param(samples.jpg(b"taken by a camera") + bytes(90), id="zeros behind a picture"),
        pytest.param(samples.changed(samples.docx(), {"word/_rels/document.xml.rels": samples.related("hyperlink", "https://example.invalid")}), id="a link"),
        pytest.param(samples.changed(samples.docx(), {"word/embeddings/chart.xlsx": samples.xlsx()}), id="a chart's workbook"),
        pytest.param(samples.pdf(page="/Annots [5 0 R]", extra=(b"<< /Type /Annot /Subtype /Link /Rect [0 0 9 9] /A << /S /URI /URI (https://example.invalid) >> >>",)), id="a PDF with a link"),
    ],
)  # fmt: skip
def test_what_is_harmless_is_taken(look: Look, content: bytes) -> None:
    assert look(content).flaws == ()


def test_svg_and_html_are_no_kind_that_is_taken(look: Look) -> None:
    for content in (b'<svg xmlns="http://www.w3.org/2000/svg"/>', b"<html></html>", b"GIF89a" + bytes(30), bytes(64)):
        assert look(content).kind is None


def test_a_zip_bomb_is_refused_by_its_directory_before_anything_is_unpacked(look: Look) -> None:
    bomb = samples.changed(samples.docx(), {"word/media/zeros.xml": bytes(11 * 1024 * 1024)})
    assert "解开后约11 MB" in look(bomb).flaws[0].reason


def test_an_archive_of_too_many_parts_is_refused(look: Look, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_ENTRIES", 3)
    assert "个部分" in look(samples.docx()).flaws[0].reason


def test_an_archive_that_lies_about_its_size_is_not_unpacked_further(look: Look) -> None:
    honest = samples.changed(samples.docx(), {"word/a.xml": b"<a>" + b" " * 100_000 + b"</a>"})
    with zipfile.ZipFile(BytesIO(honest)) as archive:
        size = archive.getinfo("word/a.xml").file_size
    lying = honest.replace(struct.pack("<I", size), struct.pack("<I", 10))
    assert "已损坏" in look(lying).flaws[0].reason


def test_two_parts_of_one_name_are_refused_since_readers_differ_on_which_counts(look: Look) -> None:
    out = BytesIO(samples.docx())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("word/document.xml", b"<x/>")
    assert "夹带" in look(out.getvalue()).flaws[0].reason


@pytest.mark.parametrize(
    ("content", "words", "where"),
    [
        (samples.chinese_pdf("目录", "机密★1年"), "机密★1年", "第2页"),
        (samples.chinese_pdf("正文", info="秘密★"), "秘密★", "文档属性"),
        (samples.docx("前言\n绝 密 ★ 30年"), "绝密★30年", "正文"),
        (samples.docx(header="机密★"), "机密★", "页眉页脚"),
        (samples.docx(title="秘密★长期"), "秘密★长期", "文档属性"),
        (samples.xlsx("姓名", "机密★"), "机密★", "工作表"),
        (samples.xlsx(header="&C秘密★5年"), "秘密★5年", "工作表"),
        (samples.jpg("秘密★".encode()), "秘密★", "图片属性"),
        (samples.png(text="机密★".encode()), "机密★", "图片属性"),
        (samples.changed(samples.docx(), {"word/embeddings/a.xlsx": samples.xlsx("绝密★")}), "绝密★", "嵌入的表格"),
    ],
)
def test_a_mark_is_found_in_text_and_properties(look: Look, content: bytes, words: str, where: str) -> None:
    answer = look(content)
    assert (words, where) in [(trace.words, trace.where) for trace in answer.marks]
    assert answer.doubts == ()


def test_a_mark_spread_over_runs_of_a_paragraph_is_one(look: Look) -> None:
    runs = "".join(f"<w:r><w:t>{sign}</w:t></w:r>" for sign in "机密★")
    body = f'<w:document xmlns:w="{samples.WORD}"><w:body><w:p>{runs}</w:p></w:body></w:document>'
    answer = look(samples.changed(samples.docx(), {"word/document.xml": body.encode()}))
    assert [trace.words for trace in answer.marks] == ["机密★"]


def test_a_mere_word_is_only_doubtful(look: Look) -> None:
    answer = look(samples.docx("双方应保守商业机密。\n内部资料"))
    assert (answer.flaws, answer.marks) == ((), ())
    assert [trace.words for trace in answer.doubts] == ["商业机密", "内部资料"]


def test_an_answer_travels_as_json_unharmed(look: Look) -> None:
    for content in (samples.pdf(), samples.docx("商业机密"), samples.old_word(), b"x", samples.docx("机密★")):
        answer = look(content)
        assert Answer.of(json.loads(json.dumps(answer.said()))) == answer
