"""The first worksheet of an XLSX, as texts."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

MOST_COLUMNS = 60
"""Cells of a row that are read; a list that people fill in has a dozen."""


class Unreadable(Exception):
    """It is no workbook, or a broken one."""


def table(path: Path, most_rows: int) -> list[list[str]]:
    """The rows of the first sheet from its first row on, at most `most_rows` of them, empty ones among them.

    Raises Unreadable.
    """
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            sheet = book.get_sheet_by_index(0)
            rows = sheet.to_python(skip_empty_area=False, nrows=most_rows)
    except (CalamineError, OSError, ValueError, IndexError) as fault:
        raise Unreadable from fault
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _text(cell: Any) -> str:
    """A cell as people read it: whole numbers without a point, days as 2026-03-06."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time(0) else cell.isoformat(" ", "minutes")
    if isinstance(cell, date | time | timedelta):
        return str(cell)
    return str(cell).strip()
