"""Lists as workbooks: text stays text, dates are dates, money is a number of 万元; the heads stay in sight."""

import csv
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from haizhi.documents import spreadsheet
from haizhi.documents.spreadsheet import Cell, Column, Sheet, TooManyRows, csv_lines, write_workbook

NS = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
EPOCH = date(1899, 12, 30)


@dataclass(frozen=True)
class Line:
    """A row of two values."""

    one: Cell
    two: Cell = None


COLUMNS = (Column("甲", lambda line: line.one, 20), Column("乙（万元）", lambda line: line.two, 12, money=True))


def sheet(*lines: Line, name: str = "清单", note: str = "说明") -> Sheet:
    return Sheet(name, note, COLUMNS, lines)


class Book:
    """A workbook taken apart."""

    def __init__(self, of: Sheet) -> None:
        file = BytesIO()
        write_workbook(of, file)
        with ZipFile(file) as parts:
            self.page, self.styles, self.book = (
                ET.fromstring(parts.read(f"xl/{name}.xml"))  # noqa: S314 - just written by ourselves
                for name in ("worksheets/sheet1", "styles", "workbook")
            )
            self.names = parts.namelist()

    def cell(self, place: str) -> tuple[str, str]:
        """Kind and value of a cell; ("", "") for an empty one."""
        found = self.page.find(f".//m:c[@r='{place}']", NS)
        if found is None:
            return "", ""
        assert found.find("m:f", NS) is None, "a formula"
        text = found.findtext(".//m:t", "", NS) or found.findtext("m:v", "", NS)
        return found.get("t", "n"), text

    def look(self, place: str) -> str:
        """The number format of a cell."""
        found = self.page.find(f".//m:c[@r='{place}']", NS)
        assert found is not None
        style = self.styles.findall(".//m:cellXfs/m:xf", NS)[int(found.get("s", "0"))]
        number = style.get("numFmtId", "")
        own = {e.get("numFmtId"): e.get("formatCode", "") for e in self.styles.findall(".//m:numFmt", NS)}
        return own.get(number, number)


@pytest.mark.parametrize(
    "text",
    ["0015", "91500103MA0000001X", "=1+1", "+86 23", "-5", "@A1", "https://example.cn/", "mailto:a@b.cn", "1e5", "TRUE",
     "{=SUM(A1)}", "𬭎㛃", " 前后 ", "甲\n乙"],
)  # fmt: skip
def test_text_stays_text_whatever_it_looks_like(text: str) -> None:
    book = Book(sheet(Line(text)))
    assert book.cell("A3") == ("inlineStr", text)
    assert book.look("A3") in ("@", "49")
    assert not any("hyperlink" in name or "rels/sheet" in name for name in book.names)


@pytest.mark.parametrize(
    ("value", "shown", "look"),
    [
        (date(2026, 3, 16), (date(2026, 3, 16) - EPOCH).days, "yyyy-mm-dd"),
        (datetime(2026, 3, 16, 1, 30, tzinfo=UTC), (date(2026, 3, 16) - EPOCH).days + 9.5 / 24, "yyyy-mm-dd hh:mm"),
        (12, 12, "0"),
        (Decimal("12.5"), 12.5, "0"),
    ],
    ids=["day", "moment", "whole number", "decimal"],
)
def test_days_moments_and_numbers_can_be_calculated_with(value: Any, shown: float, look: str) -> None:
    book = Book(sheet(Line(value)))
    kind, said = book.cell("A3")
    assert kind == "n"
    assert float(said) == pytest.approx(shown, abs=1e-9)
    assert book.look("A3") == look


@pytest.mark.parametrize(("fen", "wan"), [(80_000_000, 80), (1, 0.000001), (123_456, 0.123456), (0, 0)])
def test_money_is_a_number_of_ten_thousands(fen: int, wan: float) -> None:
    book = Book(sheet(Line("甲", fen)))
    assert float(book.cell("B3")[1]) == pytest.approx(wan)
    assert book.look("B3") == "#,##0.00####"


def test_yes_and_no_are_written_out_and_nothing_stays_empty() -> None:
    book = Book(sheet(Line(True), Line(False), Line(None), Line("")))
    assert [book.cell(f"A{row}")[1] for row in (3, 4, 5, 6)] == ["是", "否", "", ""]


def test_the_heads_stay_in_sight_on_every_page_and_can_be_filtered_by() -> None:
    book = Book(sheet(Line("甲"), Line("乙"), name="申报件", note="申报件　条件：无"))
    assert book.cell("A1")[1] == "申报件　条件：无"
    assert [book.cell("A2")[1], book.cell("B2")[1]] == ["甲", "乙（万元）"]
    pane = book.page.find(".//m:pane", NS)
    assert pane is not None
    assert (pane.get("ySplit"), pane.get("xSplit"), pane.get("state")) == ("2", "1", "frozen")
    titles = {e.get("name"): e.text for e in book.book.findall(".//m:definedName", NS)}
    assert titles["_xlnm.Print_Titles"] == "申报件!$2:$2"
    assert titles["_xlnm._FilterDatabase"] == "申报件!$A$2:$B$4"
    assert [float(e.get("width", "0")) for e in book.page.findall(".//m:col", NS)] == pytest.approx([20, 12], abs=1)


@pytest.mark.parametrize(
    ("name", "shown"), [("公示[2026]/一:二?", "公示 2026  一 二"), ("长" * 40, "长" * 31), ("'[]'", "清单")]
)
def test_a_sheet_bears_a_name_that_a_workbook_allows(name: str, shown: str) -> None:
    element = Book(sheet(Line("甲"), name=name)).book.find(".//m:sheet", NS)
    assert element is not None
    assert element.get("name") == shown


def test_an_empty_list_is_a_workbook_with_its_heads() -> None:
    assert Book(sheet()).cell("A2")[1] == "甲"


def test_more_rows_than_a_worksheet_holds_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spreadsheet, "MOST_ROWS", 3)
    assert Book(sheet(*[Line("甲")] * 3)).cell("A5")[1] == "甲"
    with pytest.raises(TooManyRows):
        write_workbook(sheet(*[Line("甲")] * 4), BytesIO())


def test_what_is_longer_than_a_cell_is_cut() -> None:
    assert len(Book(sheet(Line("长" * 40_000))).cell("A3")[1]) == 32_767


def test_csv_is_read_by_excel_and_begins_no_formula() -> None:
    lines = (
        Line("0015", 123_456), Line("=1+1"), Line("+86"), Line("-5"), Line("@A"), Line('引"号,逗号'), Line(True),
        Line(date(2026, 3, 16)), Line(datetime(2026, 3, 16, 1, 30, tzinfo=UTC)), Line(7), Line(None),
    )  # fmt: skip
    data = b"".join(csv_lines(sheet(*lines)))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(data.decode("utf-8-sig"))))
    assert rows[:2] == [["甲", "乙（万元）"], ["0015", "0.123456"]]
    assert [row[0] for row in rows[2:]] == [
        "'=1+1", "'+86", "'-5", "'@A", '引"号,逗号', "是", "2026-03-16", "2026-03-16 09:30", "7", "",
    ]  # fmt: skip
