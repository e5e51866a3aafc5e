"""Lists as Excel workbooks (ISO/IEC 29500) or as CSV (RFC 4180), row by row: nothing holds the whole list at once.

What is text stays text: no number loses its zeros, nothing becomes a formula or a link.
"""

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any, BinaryIO, TypeAlias

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from haizhi.regulation.civil_time import CHINA

Cell: TypeAlias = str | int | Decimal | bool | date | None
"""A value as a list gives it; moments are aware. Amounts of money are in 分."""

MOST_ROWS = 1_048_574
"""The rows of a worksheet (1,048,576) less the note and the heads."""

_FEN_IN_WAN = 1_000_000
_CELL = 32_767
"""Characters that a cell holds."""
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: what stands above it, the value of a row in it, its width in characters; `money`: 分 shown in 万元."""

    label: str
    value: Callable[[Any], Cell]
    width: int = 14
    money: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list: its name, a line that says what it holds and where it is from, its columns, its rows in order."""

    name: str
    note: str
    columns: tuple[Column, ...]
    rows: Iterable[Any]


class TooManyRows(Exception):
    """A worksheet holds 1,048,576 rows and no more."""


def write_workbook(sheet: Sheet, to: BinaryIO) -> None:
    """Write a workbook of one worksheet: the note, the heads (which stay in sight and on each page), the rows.

    Raises TooManyRows.
    """
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(to, options) as workbook:
        page = workbook.add_worksheet(_sheet_name(sheet.name))
        head = workbook.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "vcenter"})
        _prepare(page, sheet.columns)
        page.write_string(0, 0, sheet.note[:_CELL])
        for place, column in enumerate(sheet.columns):
            page.write_string(1, place, column.label, head)
        looks = {name: workbook.add_format({"num_format": look}) for name, look in _LOOKS.items()}
        writers = [_writer(page, column, looks) for column in sheet.columns]
        last = 1
        for last, row in enumerate(sheet.rows, 2):
            if last > MOST_ROWS + 1:
                raise TooManyRows
            for place, write in enumerate(writers):
                write(last, place, row)
        page.autofilter(1, 0, last, len(sheet.columns) - 1)


def csv_lines(sheet: Sheet) -> Iterator[bytes]:
    """The same as CSV in UTF-8 with a byte order mark, by which Excel knows it; a sign that would begin a formula
    gets an apostrophe before it. Heads first: programs read them there, and the note has no place.
    """
    line = StringIO()
    writer = csv.writer(line)
    writer.writerow([column.label for column in sheet.columns])
    yield (_BOM + line.getvalue()).encode()
    for row in sheet.rows:
        line.seek(0)
        line.truncate()
        writer.writerow([_plain(column, column.value(row)) for column in sheet.columns])
        yield line.getvalue().encode()


def _prepare(page: Worksheet, columns: tuple[Column, ...]) -> None:
    for place, column in enumerate(columns):
        page.set_column(place, place, column.width)
    page.freeze_panes(2, 1)
    page.repeat_rows(1)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer("&C第 &P 页，共 &N 页")


_LOOKS = {"text": "@", "money": "#,##0.00####", "day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm"}


def _writer(page: Worksheet, column: Column, looks: dict[str, Any]) -> Callable[[int, int, Any], None]:
    """How the cells of a column are written; what is nothing leaves its cell empty."""
    text, money, day, moment = looks["text"], looks["money"], looks["day"], looks["moment"]
    value_of, is_money = column.value, column.money

    def write(row: int, place: int, of: Any) -> None:
        value = value_of(of)
        if value is None or value == "":
            return
        if isinstance(value, str):
            page.write_string(row, place, value[:_CELL], text)
        elif isinstance(value, bool):
            page.write_string(row, place, _yes(value), text)
        elif isinstance(value, datetime):
            page.write_datetime(row, place, _civil(value), moment)
        elif isinstance(value, date):
            page.write_datetime(row, place, value, day)
        elif is_money:
            page.write_number(row, place, float(value / _FEN_IN_WAN), money)
        else:
            page.write_number(row, place, float(value))

    return write


def _plain(column: Column, value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _yes(value)
    if isinstance(value, datetime):
        return f"{_civil(value):%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
    return f"{Decimal(value) / _FEN_IN_WAN:f}" if column.money else f"{value}"


def _civil(moment: datetime) -> datetime:
    return moment.astimezone(CHINA).replace(tzinfo=None)


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _sheet_name(name: str) -> str:
    """A name as a worksheet may bear it: at most 31 characters, without the signs of its formulas."""
    return "".join(" " if sign in "[]:*?/\\" else sign for sign in name).strip("' ")[:31] or "清单"
