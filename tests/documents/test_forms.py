"""附件1 as it comes out of the printer."""

from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from haizhi.documents.forms import Listed, blank_form, blank_pdf, form_pdf, opinion_boxes
from haizhi.documents.layout import Annex, RecordGroup, RecordText
from haizhi.documents.raster import PDFIUM
from haizhi.regulation.form_fields import FORM_FIELDS, FormPart, fields_of
from tests.documents.papers import AT, FORM, RARE, families, form, form_bytes, texts


def _pages() -> list[str]:
    return texts(form_bytes())


def test_the_cover_bears_year_station_unit_and_date() -> None:
    cover = _pages()[0]
    for said in (
        "重庆海智工作站申报表",
        "2026年度",
        FORM.station_name,
        FORM.unit,
        FORM.applied_on,
        "重庆海智工作站工作办公室制",
    ):
        assert said in cover


@pytest.mark.parametrize(("copies", "words"), [(1, "一式一份"), (2, "一式两份"), (3, "一式三份"), (12, "一式十二份")])
def test_the_instructions_behind_the_cover_ask_for_as_many_copies_as_the_call(copies: int, words: str) -> None:
    assert words in texts(form_pdf(form(copies=copies, annexes=(), overview=())))[1]


def test_the_table_begins_on_the_third_page_which_is_a_right_hand_one() -> None:
    assert [page for page, text in enumerate(_pages(), start=1) if "项目概述（可另附纸）" in text] == [3]


def test_every_label_of_the_official_table_is_on_the_form() -> None:
    whole = "".join(_pages())
    for field in FORM_FIELDS.values():
        assert field.label in whole or field.part is FormPart.COVER, field.key


def test_the_table_says_what_was_filled_in() -> None:
    table = "".join(_pages()[2:5])
    for said in (
        FORM.station_name,
        FORM.address,
        "023-67591234转8012",
        FORM.contact,
        FORM.fax,
        FORM.email,
        FORM.postcode,
    ):
        assert said.replace(" ", "") in table
    for heading, text in FORM.overview:
        assert heading in table
        assert text[:20] in table
    assert "3名。" in table
    assert "80万元。" in table
    assert "120平方米。" in table


def test_four_opinions_leave_room_to_sign_and_no_box_is_divided() -> None:
    table = _pages()[2:]
    assert "".join(table).count("负责人（签字）：年月日") + "".join(table).count("负责人（签字）：") >= 4
    for box in opinion_boxes():
        pages = [text for text in table if box.label in text]
        assert len(pages) == 1
        assert "负责人（签字）：" in pages[0]
    assert [box.seal for box in opinion_boxes()] == ["单位公章", "公章", "", "公章"]
    assert [box.label for box in opinion_boxes()] == [field.label for field in fields_of(FormPart.OPINIONS)]


def test_every_page_bears_number_version_and_its_place() -> None:
    pages = _pages()
    for place, text in enumerate(pages, start=1):
        assert f"第{place}页共{len(pages)}页" in text
        assert "申报编号HZ-2026-0001" in text
        assert "版本0123456789AB" in text


def test_a_draft_says_so_on_every_page_and_has_no_version() -> None:
    for text in texts(form_pdf(form(imprint=None))):
        assert "草稿" in text
        assert "不得签字盖章" in text
        assert "版本" not in text


def test_a_blank_form_leaves_room_for_the_pen_and_is_no_draft() -> None:
    pages = texts(blank_pdf(blank_form(2026, 3, "市科协人才部", AT)))
    assert "2026年度" in pages[0]
    assert "一式三份" in pages[1]
    assert "一并报重庆海智办（市科协人才部）" in pages[1]
    assert [page for page, text in enumerate(pages, start=1) if "项目概述（可另附纸）" in text] == [3]
    whole = "".join(pages)
    assert whole.count("负责人（签字）") == 4
    assert "草稿" not in whole
    assert "申报编号" not in whole
    assert "版本" not in whole


def test_rare_characters_of_names_are_printed() -> None:
    assert RARE in _pages()[0]
    assert RARE in _pages()[2]


def test_only_our_fonts_are_used_and_both_are_embedded() -> None:
    assert families(form_bytes()) == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}


def test_letters_that_the_chinese_fonts_lack_come_from_the_latin_one() -> None:
    assert "LibertinusSerif-Regular" in families(form_pdf(form(contact="Łukasz Őry", annexes=())))


def test_it_is_pdf_a_of_conformance_2b() -> None:
    said: Any = PdfReader(BytesIO(form_bytes())).root_object["/Metadata"].get_object()
    metadata = said.get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in metadata
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in metadata


def test_the_same_version_gives_the_same_bytes() -> None:
    assert form_pdf(FORM) == form_bytes()


def test_what_looks_like_markup_is_printed_as_it_was_typed() -> None:
    typed = '#pagebreak() *粗* $x^2$ @ref <label> \\ = 标题 #read("/etc/passwd") `x` // 注 "]'
    whole = "".join(texts(form_pdf(form(unit=typed, overview=(("概述", typed),), annexes=()))))
    assert whole.count("".join(typed.split())) >= 2


def test_twenty_thousand_characters_flow_over_pages_without_dividing_an_opinion() -> None:
    pages = texts(
        form_pdf(form(overview=(("设立海智工作站的基础条件及优势", "海智计划甲乙丙丁戊己庚辛" * 1667),), annexes=()))
    )
    assert sum(text.count("甲乙丙丁") for text in pages) >= 1600
    assert all("负责人（签字）：" in text for text in pages[2:] for box in opinion_boxes() if box.label in text)
    assert len(pages) > 20


def test_a_word_without_end_stays_within_its_cell() -> None:
    pdf = form_pdf(form(email="x" * 250 + "@example.cn", overview=(), annexes=()))
    with PDFIUM, pypdfium2.PdfDocument(pdf) as document:
        page = document[2].get_textpage()
        typed = [place for place in range(page.count_chars()) if page.get_text_range(place, 1) == "x"]
        edges = [page.get_charbox(place) for place in typed]
    assert len(edges) >= 250
    assert min(left for left, *_ in edges) > 155
    assert max(right for _, _, right, _ in edges) < 375
    assert len({round(bottom) for _, bottom, _, _ in edges}) > 5


def test_records_with_many_fields_are_cards_and_short_ones_a_table() -> None:
    whole = "".join(_pages()[4:])
    assert "1.JürgenMüller" in whole
    assert "序号名称类别1甲公司高新技术企业" in whole


def test_the_list_of_attachments_names_size_and_hash() -> None:
    last = _pages()[-1]
    for said in ("附件材料清单", "项目合作协议", "合作协议.pdf", "1.2MB", "CDCDCDCDCDCD"):
        assert said in last


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=400), st.text(st.characters(codec="utf-8"), max_size=60))
def test_no_text_whatever_keeps_a_form_from_being_printed(long: str, short: str) -> None:
    records = (RecordText(short, ((short, long), ("名称", short))),)
    pdf = form_pdf(
        form(
            unit=short,
            overview=((short, long),),
            annexes=(Annex(short, (RecordGroup(short, records),)),),
            attachments=(Listed(short, short, 0, "ab" * 32),),
            made_at=AT,
        )
    )
    assert pdf.startswith(b"%PDF-1.7")
