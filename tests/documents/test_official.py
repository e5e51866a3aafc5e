"""Official documents measured against GB/T 9704-2012: millimetres on the page, lines, characters, type."""

from collections import defaultdict
from collections.abc import Iterable
from ctypes import c_uint, create_string_buffer
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2
import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdfium2 import raw

from haizhi.documents.official import (
    NO_DATE,
    Attachment,
    Form,
    Level,
    Official,
    Paragraph,
    official_pdf,
    read_paragraphs,
)
from haizhi.documents.official_titles import title_lines
from haizhi.documents.sheets import Grid
from haizhi.documents.word import official_docx
from tests.documents.papers import AT, RARE, families, texts

MM = 72 / 25.4
_SENTENCE = "各建站单位应当加强组织领导落实工作人员办公场地和专项经费健全制度按期完成建站任务"
_BODY = f"""根据《重庆海智工作站建设管理办法》，决定设立2026年度重庆海智工作站。
一、加强组织领导。明确专人负责。
（一）落实人员
1. 工作人员不少于三名。
（1）其中专职一名，如{RARE}。"""

JOINT = Official(
    Form.DOCUMENT,
    "关于设立2026年度重庆海智工作站的通知",
    AT,
    read_paragraphs(_BODY),
    issuers=("重庆市科学技术协会", "重庆市人力资源和社会保障局"),
    number="渝科协发〔2026〕60号",
    addressee="各有关单位",
    dated=date(2026, 6, 30),
    attachments=(
        Attachment("建站名单", table=Grid(("序号", "建站单位"), (1, 5), (("1", "重庆嘉陵新能源科技有限公司"),))),
        Attachment("管理办法"),
    ),
    remark="联系人：海智办",
    copies=("市委组织部", "市财政局"),
    printed_by="重庆市科学技术协会办公室",
    printed_on=date(2026, 7, 1),
    margin_note="送签稿　版本 0123 4567 89AB",
)
NOTICE = Official(Form.NOTICE, "公示", AT, (Paragraph(_SENTENCE * 30),), signers=("重庆海智办",), sealed=False)
LETTER = Official(
    Form.LETTER, "结果告知书", AT, (Paragraph(_SENTENCE * 25),), ("重庆海智工作站工作办公室",), dated=date(2026, 6, 30)
)


class Glyph(NamedTuple):
    """A character on a page; edges of its ink in millimetres from the left and upper edges of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


class Rule(NamedTuple):
    """A line drawn on a page, in millimetres from the left and upper edges."""

    left: float
    right: float
    y: float
    red: bool


@cache
def _pdf(document: Official) -> bytes:
    return official_pdf(document)


@cache
def _glyphs(document: Official) -> list[list[Glyph]]:
    pages = []
    with pypdfium2.PdfDocument(_pdf(document)) as pdf:
        for page in pdf:
            height, text = page.get_height(), page.get_textpage()
            found = []
            for place in range(text.count_chars()):
                said = text.get_text_range(place, 1)
                if said.strip():
                    left, bottom, right, top = text.get_charbox(place)
                    found.append(Glyph(said, left / MM, (height - top) / MM, right / MM, (height - bottom) / MM))
            pages.append(found)
    return pages


@cache
def _rules(document: Official, index: int) -> list[Rule]:
    with pypdfium2.PdfDocument(_pdf(document)) as pdf:
        page = pdf[index]
        found = []
        for path in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
            left, bottom, right, top = path.get_bounds()
            r, g, b, a = (c_uint() for _ in range(4))
            raw.FPDFPageObj_GetStrokeColor(path, r, g, b, a)
            middle = (page.get_height() - (top + bottom) / 2) / MM
            found.append(Rule(left / MM, right / MM, middle, r.value > 200 and g.value < 50))
    return found


def _lines(glyphs: Iterable[Glyph]) -> dict[int, list[Glyph]]:
    """Glyphs by the line they stand on: 22 equal parts of 225 mm, from the upper edge of the text block."""
    lines: dict[int, list[Glyph]] = defaultdict(list)
    for glyph in glyphs:
        lines[int((((glyph.top + glyph.bottom) / 2) - 37) // (225 / 22))].append(glyph)
    return dict(lines)


def _span(glyphs: list[Glyph], text: str) -> tuple[Glyph, Glyph]:
    said = "".join(glyph.text for glyph in glyphs)
    start = said.index(text)
    return glyphs[start], glyphs[start + len(text) - 1]


def test_a_full_page_holds_22_lines_of_28_characters_within_its_margins() -> None:
    page = [glyph for glyph in _glyphs(NOTICE)[1] if glyph.bottom < 263]
    lines = _lines(page)
    assert sorted(lines) == list(range(22))
    assert {len(line) for line in lines.values()} == {28}
    # the ink of a character stays less than a millimetre within its square of 5.6 mm
    top, bottom, left, right = _inked(NOTICE, 1)
    assert 37 <= top < 38
    assert 35 <= 297 - bottom < 36
    assert 28 <= left < 29
    assert 26 <= 210 - right < 27


def _inked(document: Official, index: int) -> tuple[float, ...]:
    """The edges of what is printed in a page's text block, from the upper and left edges of the page."""
    scale = 4  # points of the picture in one of the page
    with pypdfium2.PdfDocument(_pdf(document)) as pdf:
        picture = pdf[index].render(scale=scale, grayscale=True).to_numpy()
    inked = picture[: round(263 * MM * scale)] < 128
    rows, columns = inked.any(axis=1).nonzero()[0], inked.any(axis=0).nonzero()[0]
    return tuple(edge / scale / MM for edge in (rows[0], rows[-1] + 1, columns[0], columns[-1] + 1))


def test_paper_type_and_sizes_are_those_of_the_standard() -> None:
    with pypdfium2.PdfDocument(_pdf(JOINT)) as pdf:
        assert {tuple(round(side / MM) for side in page.get_size()) for page in pdf} == {(210, 297)}
        text = pdf[0].get_textpage()
        said = text.get_text_range()
        assert round(raw.FPDFText_GetFontSize(text, said.index("根据"))) == 16
        assert round(raw.FPDFText_GetFontSize(text, said.index("关于设立"))) == 22
    assert families(_pdf(JOINT)) == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}


def test_it_is_an_archival_pdf() -> None:
    about = PdfReader(BytesIO(_pdf(JOINT))).xmp_metadata
    assert about is not None
    assert (about.pdfaid_part, about.pdfaid_conformance) == ("2", "B")
    assert _pdf(JOINT) == official_pdf(JOINT)


def test_the_red_head_stands_35_mm_below_the_text_block_with_the_leading_issuer_first() -> None:
    page = _glyphs(JOINT)[0]
    lead, _ = _span(page, "重庆市科学技术协会")
    other, _ = _span(page, "重庆市人力资源")
    mark, end = _span(page, "文件")
    assert 71.5 < lead.top < 73.5
    assert lead.bottom < other.top
    assert lead.top < (mark.top + mark.bottom) / 2 < other.bottom
    assert lead.left >= 28
    assert end.right <= 184


def test_the_red_rule_is_4_mm_under_the_number_and_as_wide_as_the_text() -> None:
    page = _glyphs(JOINT)[0]
    first, last = _span(page, JOINT.number or "")
    (rule,) = (rule for rule in _rules(JOINT, 0) if rule.red)
    assert rule.left == pytest.approx(28, abs=0.5)
    assert rule.right == pytest.approx(184, abs=0.5)
    assert 3.5 < rule.y - max(first.bottom, last.bottom) < 5
    assert (first.left + last.right) / 2 == pytest.approx(106, abs=1)


def test_a_document_without_number_and_date_leaves_their_places_blank() -> None:
    said = "".join(texts(official_pdf(replace(JOINT, number=None, dated=None))))
    assert "〔〕号" in said
    assert "社会保障局年月日" in said
    assert "印发" in said


def test_the_levels_of_the_text_have_their_type() -> None:
    with pypdfium2.PdfDocument(_pdf(JOINT)) as pdf:
        text = pdf[0].get_textpage()
        said = text.get_text_range()
        fonts = {words: _font(text, said.index(words)) for words in ("一、加强", "明确专人", "1. 工作", "根据")}
    assert fonts["一、加强"].endswith("NotoSansSC-Regular")
    assert {name.partition("+")[2] for words, name in fonts.items() if words != "一、加强"} == {"NotoSerifSC-Regular"}


def _font(text: Any, place: int) -> str:
    held = create_string_buffer(80)
    raw.FPDFText_GetFontInfo(text, place, held, 80, None)
    return held.value.decode()


def test_a_joint_document_is_signed_side_by_side_above_the_date_with_room_for_seals() -> None:
    page = next(page for page in _glyphs(JOINT) if "2026年6月30日" in "".join(glyph.text for glyph in page))
    lead, lead_end = _span(page, "重庆市科学技术协会")
    other, other_end = _span(page, "重庆市人力资源和社会保障局")
    dated, day = _span(page, "2026年6月30日")
    above, _ = _span(page, "2. 管理办法".replace(" ", ""))
    assert lead.top == pytest.approx(other.top, abs=0.5)
    assert (other.left + other_end.right) / 2 - (lead.left + lead_end.right) / 2 > 45  # seals of 42 mm do not touch
    assert (dated.left + day.right) / 2 == pytest.approx((other.left + other_end.right) / 2, abs=1)
    assert 184 - day.right == pytest.approx(4 * 156 / 28, abs=1)
    assert 25 < lead.top - above.bottom < 32  # the upper half of a seal, and within a line of the text


def test_signatures_never_stand_on_a_page_without_a_line_of_the_text() -> None:
    for lines in range(14, 22):
        document = replace(NOTICE, paragraphs=(Paragraph("甲" * (28 * lines - 4)),))
        pages = texts(official_pdf(document))
        assert pages[-1].startswith("甲") or len(pages) == 1


def test_page_numbers_stand_at_the_outer_edge_7_mm_below_the_text() -> None:
    for index, page in enumerate(_glyphs(NOTICE)[:2]):
        folio = [glyph for glyph in page if glyph.top > 262]
        assert "".join(glyph.text for glyph in folio) == f"—{index + 1}—"
        assert folio[0].top - 262 == pytest.approx(7, abs=1)
        if index:
            assert folio[0].left == pytest.approx(28 + 156 / 28, abs=1)
        else:
            assert folio[-1].right == pytest.approx(184 - 156 / 28, abs=1)


def test_copies_and_printing_stand_at_the_foot_of_the_last_page_an_even_one() -> None:
    pages = _glyphs(JOINT)
    assert len(pages) % 2 == 0
    last = pages[-1]
    copies, _ = _span(last, "抄送：市委组织部，市财政局。")
    printed, _ = _span(last, "重庆市科学技术协会办公室")
    _, end = _span(last, "2026年7月1日印发")
    rules = sorted({round(rule.y, 1) for rule in _rules(JOINT, len(pages) - 1)})
    assert len(rules) == 3
    assert rules[-1] == pytest.approx(262, abs=0.5)
    assert rules[0] < copies.top < rules[1] < printed.top < rules[2]
    assert end.right == pytest.approx(184 - 14 / MM, abs=1)


def test_an_attachment_begins_a_page_under_its_mark_and_one_named_alone_does_not() -> None:
    pages = texts(_pdf(JOINT))
    assert "附件：1.建站名单2.管理办法" in "".join(pages)
    assert sum(page.startswith("附件") for page in pages) == 1
    attached = next(page for page in _glyphs(JOINT) if "".join(g.text for g in page).startswith("附件1建站名单"))
    mark, _ = _span(attached, "附件1")
    assert mark.left == pytest.approx(28, abs=1)
    assert 37 <= mark.top < 38.5
    title, _ = _span(attached, "建站名单")
    third_line = 37 + 2 * 225 / 22
    assert third_line <= (title.top + title.bottom) / 2 <= third_line + 225 / 22


def test_a_letter_has_its_double_rules_and_no_number_on_its_first_page() -> None:
    first = _glyphs(LETTER)[0]
    name, _ = _span(first, "重庆海智工作站工作办公室")
    assert name.top == pytest.approx(30, abs=1)
    rules = _rules(LETTER, 0)
    assert len(rules) == 4
    assert all(rule.red for rule in rules)
    assert all(abs(rule.left - 20) < 1 and abs(rule.right - 190) < 1 for rule in rules)
    assert max(rule.y for rule in rules) == pytest.approx(277, abs=1.5)
    assert "—1—" not in texts(_pdf(LETTER))[0]
    assert "—2—" in texts(_pdf(LETTER))[1]


def test_what_a_version_is_stands_below_every_page() -> None:
    assert all("送签稿版本0123456789AB" in page for page in texts(_pdf(JOINT)))


def test_levels_are_read_from_ordinals() -> None:
    assert [part.level for part in read_paragraphs(_BODY)] == list(Level)
    assert read_paragraphs("2026.5 公布\n1.5倍\n十二、其他\n\n　一、　")[0].level is Level.TEXT
    assert read_paragraphs("1.5倍")[0].level is Level.TEXT
    assert Paragraph("一、要求。请落实。", Level.FIRST).parted == ("一、要求。", "请落实。")
    assert Paragraph("一、要求。请落实。").parted == ("", "一、要求。请落实。")


def test_a_title_is_broken_where_a_word_ends() -> None:
    assert title_lines("关于设立2026年度重庆海智工作站的通知") == ("关于设立2026年度重庆海智工作站的通知",)
    assert title_lines("关于公布2026年度重庆海智工作站拟建站单位名单并征求社会各界意见的公示") == (
        "关于公布2026年度重庆海智工作站",
        "拟建站单位名单并征求社会各界意见的公示",
    )
    assert title_lines("甲\n乙") == ("甲", "乙")


@given(st.text(st.sampled_from("关于设立年度重庆海智工作站的通知、，。《》（）“”20a "), min_size=1, max_size=120))
def test_no_title_is_lost_or_wider_than_its_line(title: str) -> None:
    lines = title_lines(title)
    assert "".join(lines) == "".join(title.strip())
    assert all(line for line in lines)


@cache
def _word(document: Official) -> Any:
    return Document(BytesIO(official_docx(document)))


def test_word_has_the_margins_and_22_lines_of_28_characters_in_any_office_program() -> None:
    section = _word(JOINT).sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm, 1) for margin in margins] == [37, 35, 28, 26]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    grid = section._sectPr.find(qn("w:docGrid"))
    assert grid.get(qn("w:type")) == "lines", "a cell narrower than its character is two cells outside of Word"
    height = section.page_height.pt - section.top_margin.pt - section.bottom_margin.pt
    width = section.page_width.pt - section.left_margin.pt - section.right_margin.pt
    assert int(height / (int(grid.get(qn("w:linePitch"))) / 20)) == 22
    normal = _word(JOINT).styles["Normal"].element.rPr
    assert [child.tag for child in normal][:3] == [qn("w:rFonts"), qn("w:spacing"), qn("w:sz")]
    assert int(width / (16 + int(normal.find(qn("w:spacing")).get(qn("w:val"))) / 20)) == 28


@pytest.mark.parametrize("document", [LETTER, NOTICE], ids=lambda document: document.form.value)
def test_word_keeps_the_date_with_the_signature_and_both_with_the_end_of_the_text(document: Official) -> None:
    lines = list(_word(document).element.body.iter(qn("w:p")))
    last = max(n for n, line in enumerate(lines) if document.date_text in "".join(t.text for t in line.iter(qn("w:t"))))
    text = max(n for n, line in enumerate(lines[:last]) if _SENTENCE in "".join(t.text for t in line.iter(qn("w:t"))))
    kept = [line.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") for line in lines[text:last]]
    assert len(kept) > 1
    assert all(keep is not None and keep.get(qn("w:val")) in (None, "1") for keep in kept)


def test_word_names_the_official_fonts_and_embeds_none() -> None:
    paper = _word(JOINT)
    fonts = {run.rPr.rFonts.get(qn("w:eastAsia")) for run in paper.element.body.iter(qn("w:r")) if run.rPr is not None}
    assert {"方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"} <= fonts
    assert not [
        part for part in paper.part.package.iter_parts() if "font" in part.content_type.replace("fontTable", "")
    ]


def test_word_says_what_the_pdf_says() -> None:
    for document in (JOINT, NOTICE, LETTER, replace(JOINT, issuers=JOINT.issuers[:1], number=None, dated=None)):
        paper = _word(document)
        parts = [paper.element, *(part._element for part in (paper.sections[0].first_page_header,))]
        said = "".join(text.text or "" for part in parts for text in part.iter(qn("w:t")))
        for text in (document.title, *document.issuers, *document.signing, document.date_text, *document.copies):
            assert text in said
        assert ("〔　　　　〕" in said) == (document.number is None and document.form is not Form.NOTICE)
    assert NO_DATE in "".join(text.text or "" for text in _word(NOTICE).element.iter(qn("w:t")))


def test_word_numbers_odd_pages_at_the_right_and_even_ones_at_the_left() -> None:
    paper = _word(JOINT)
    section = paper.sections[0]
    assert paper.settings.odd_and_even_pages_header_footer
    assert section.footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert section.even_page_footer.paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.LEFT
    assert [field.text for field in section.footer._element.iter(qn("w:instrText"))] == ["PAGE"]
    assert "送签稿" in section.footer.paragraphs[1].text
    assert not _word(NOTICE).sections[0].different_first_page_header_footer
    assert _word(LETTER).sections[0].different_first_page_header_footer


_ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl pBdr shd tabs snapToGrid spacing ind jc rPr sectPr",
    "tblPr": "tblStyle tblpPr tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook",
    "sectPr": "pgSz pgMar pgBorders cols titlePg docGrid",
}
"""The order that the schema of WordprocessingML (ISO/IEC 29500-1) fixes; Word refuses a file that breaks it."""


@pytest.mark.parametrize("document", [JOINT, LETTER, NOTICE], ids=lambda document: document.form.value)
def test_word_finds_everything_in_the_order_of_its_schema(document: Official) -> None:
    section = _word(document).sections[0]
    parts = (section.footer, section.even_page_footer, section.first_page_header, section.first_page_footer)
    for part in (_word(document).element, *(part._element for part in parts)):
        for name, order in _ORDER.items():
            places = {qn(f"w:{child}"): place for place, child in enumerate(order.split())}
            for holder in part.iter(qn(f"w:{name}")):
                found = [places[child.tag] for child in holder if child.tag in places]
                assert found == sorted(found)
