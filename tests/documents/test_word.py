"""The same papers as Word documents."""

from functools import cache
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from haizhi.documents.forms import opinion_boxes
from haizhi.documents.word import form_docx, sheet_docx
from tests.documents.papers import FORM, RARE, form
from tests.documents.test_sheets import SHEET


@cache
def _form() -> Any:
    return Document(BytesIO(form_docx(FORM)))


def _said(paper: Any) -> str:
    return "\n".join(text.text or "" for text in paper.element.body.iter(qn("w:t")))


def test_the_form_says_what_the_pdf_says() -> None:
    said = _said(_form())
    for text in (
        "重庆海智工作站申报表",
        "（ 2026 年度）",
        FORM.unit,
        FORM.station_name,
        FORM.address,
        FORM.overview[0][1],
        "项目概述（可另附纸）：",
        "工作人员　　3　　名。",
        "1. 联系的海外科技团体简介；",
        "Jürgen Müller",
        "甲公司",
        "合作协议.pdf",
        "一式一份",
    ):
        assert text in said
    assert RARE in said


def test_the_four_opinions_leave_room_to_sign_and_are_not_divided() -> None:
    table = _form().tables[1]
    boxes = table.rows[-4:]
    assert [row.cells[0].text.replace("\n", "") for row in boxes] == [box.label for box in opinion_boxes()]
    for row in boxes:
        assert "负责人（签字）：" in row.cells[1].text
        assert row._tr.trPr.find(qn("w:cantSplit")) is not None
        assert row.height.mm > 50


def test_every_chinese_run_names_an_official_font() -> None:
    fonts = {
        run.rPr.rFonts.get(qn("w:eastAsia"))
        for run in _form().element.body.iter(qn("w:r"))
        if run.find(qn("w:t")) is not None
    }
    assert fonts == {"方正小标宋简体", "黑体", "仿宋_GB2312"}


def test_the_footer_names_the_version_and_that_the_pdf_is_what_gets_signed() -> None:
    footer = _form().sections[0].footer
    said = "".join(paragraph.text for paragraph in footer.paragraphs)
    assert "申报编号 HZ-2026-0001" in said
    assert "版本 0123 4567 89AB" in said
    assert "签字盖章请使用系统生成的 PDF 打印件" in said
    fields = [field.text for field in footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_the_paper_is_a4_with_mirrored_margins() -> None:
    section = _form().sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert _form().settings.element.find(qn("w:mirrorMargins")) is not None


def test_no_text_breaks_the_document() -> None:
    said = _said(Document(BytesIO(form_docx(form(unit="甲\x07\ufffe\u202e<w:t>&乙", imprint=None)))))
    assert "甲<w:t>&乙" in said


def test_a_sheet_says_what_its_pdf_says() -> None:
    said = _said(Document(BytesIO(sheet_docx(SHEET))))
    for text in (
        "退回补正通知书",
        "重庆嘉陵新能源科技有限公司：",
        "2026年5月10日",
        "需补正的内容",
        "请说明预期目标。",
        "经办人：",
    ):
        assert text in said
    assert "第七条第3项" in said
