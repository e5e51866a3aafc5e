"""A4 papers of one kind for many purposes."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from docx import Document

from haizhi.documents.marks import Imprint, Mark, Sort
from haizhi.documents.scans import read_marks
from haizhi.documents.sheets import Box, Grid, Sheet, Signature, sheet_pdf
from haizhi.documents.word import sheet_docx
from tests.documents.papers import AT, families, texts

SHEET = Sheet(
    title="退回补正通知书",
    made_at=AT,
    imprint=Imprint(Sort.SHEET, "HZ-2026-0001", "ef" * 32),
    rows=(("申报编号", "HZ-2026-0001"), ("补正期限", "2026年5月10日\n逾期视为放弃")),
    paragraphs=("你单位报来的申报材料收悉。\n经审核，请补正下列事项。",),
    signatures=(Signature("经办人"), Signature("负责人（签字）", "公章")),
    addressee="重庆嘉陵新能源科技有限公司",
    number="HZ-2026-0001",
    note="依据《重庆海智工作站建设管理办法》第七条第3项。",
    tables=(Grid(("栏目", "需补正的内容"), (1, 3), (("项目概述", "请说明预期目标。"),), title="补正事项"),),
)


@cache
def _pdf() -> bytes:
    return sheet_pdf(SHEET)


def test_everything_said_is_on_the_sheet() -> None:
    (page,) = texts(_pdf())
    for said in (
        "退回补正通知书",
        "重庆嘉陵新能源科技有限公司：",
        "申报编号HZ-2026-0001",
        "2026年5月10日逾期视为放弃",
        "你单位报来的申报材料收悉。",
        "补正事项",
        "栏目需补正的内容项目概述请说明预期目标。",
        "经办人：",
        "负责人（签字）：公章",
        "第七条第3项",
        "版本EFEFEFEFEFEF",
        "第1页共1页",
    ):
        assert said in page


def test_its_mark_is_read_back() -> None:
    assert SHEET.imprint is not None
    assert read_marks(_pdf(), "application/pdf").marks == (Mark(SHEET.imprint, 1, 1),)


def test_its_fonts_are_embedded() -> None:
    assert families(_pdf()) == {"NotoSerifSC-Regular", "NotoSansSC-Regular"}


def test_several_threads_set_sheets_at_once() -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: sheet_pdf(SHEET), range(8)))
    assert set(made) == {_pdf()}


def test_any_moment_of_any_zone_may_date_a_sheet() -> None:
    moment = datetime(2026, 4, 20, 9, 30, 1, 999_999, tzinfo=ZoneInfo("Asia/Shanghai"))
    assert sheet_pdf(replace(SHEET, made_at=moment)).startswith(b"%PDF")
    assert sheet_docx(replace(SHEET, made_at=moment)).startswith(b"PK")


def test_a_sheet_of_a_title_alone_is_a_sheet() -> None:
    (page,) = texts(sheet_pdf(Sheet("受理回执", AT, None)))
    assert page == "受理回执第1页共1页"


def test_a_long_table_repeats_its_head_on_every_page() -> None:
    rows = tuple((str(place), "请补正。" * 30) for place in range(60))
    pages = texts(sheet_pdf(Sheet("退回补正通知书", AT, None, tables=(Grid(("栏目", "内容"), (1, 3), rows),))))
    assert len(pages) > 3
    assert all("栏目内容" in page for page in pages)


@pytest.mark.parametrize("count", range(12, 26, 3))
def test_nobody_signs_on_a_page_that_says_nothing_of_what_they_sign(count: int) -> None:
    who = ("主持人", "记录人", "纪检监督")
    grid = Grid(("次序", "单位"), (1, 3), tuple((f"{n}", f"第{n}所大学") for n in range(count)))
    by_table = Sheet("评审会纪要", AT, None, tables=(grid,), signatures=tuple(map(Signature, who)))
    by_text = replace(by_table, tables=(), paragraphs=("甲" * count * 28,))
    for sheet, said in ((by_table, f"第{count - 1}所大学"), (by_text, "甲")):
        [page] = [page for page in texts(sheet_pdf(sheet)) if any(f"{name}：" in page for name in who)]
        assert all(words in page for words in (said, *who))


@pytest.mark.parametrize("count", [*range(15, 18), *range(20, 25)])
def test_no_note_stands_alone_on_a_page(count: int) -> None:
    grid = Grid(("次序", "单位"), (1, 3), tuple((f"{n}", f"第{n}所大学") for n in range(count)))
    by_table = Sheet("评审会纪要", AT, None, tables=(grid,), note="任何人都可以复算。" * 12)
    by_text = replace(by_table, tables=(), paragraphs=("说明文字。",) * count)
    for sheet, said in ((by_table, f"第{count - 1}所大学"), (by_text, "说明文字。")):
        page = texts(sheet_pdf(sheet))[-1]
        assert said in page.split("任何人")[0]
        assert page.count("任何人都可以复算。") == 12


def test_a_draft_is_marked_as_one() -> None:
    (page,) = texts(sheet_pdf(Sheet("受理回执", AT, None, draft=True)))
    assert "草稿" in page


@pytest.mark.parametrize("text", ["", "经初审，同意报送。"])
def test_an_opinion_stands_in_a_box_with_room_to_sign(text: str) -> None:
    sheet = Sheet("初审意见", AT, None, rows=(("申报单位", "嘉陵"),), box=Box("区县科协意见", text, "公章"))
    (page,) = texts(sheet_pdf(sheet))
    assert "区县科协意见" in page
    assert f"{text}负责人（签字）：公章" in page
    assert text in _said(sheet_docx(sheet))


def _said(data: bytes) -> str:
    return "".join(cell.text for table in Document(BytesIO(data)).tables for row in table.rows for cell in row.cells)
