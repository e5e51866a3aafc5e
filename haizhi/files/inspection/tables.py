"""The first worksheet of an XLSX, as texts."""

from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetVisibleEnum

MOST_COLUMNS = 60
"""Cells of a row that are read; a list that people fill in has a dozen."""


class Unreadable(Exception):
    """It is no workbook, or a broken one."""


def table(path: Path, most_rows: int) -> list[list[str]]:
    """The rows of the first sheet that is not hidden, at most `most_rows` from its first on, empty ones among them.

    What stands in cells that were merged stands in each row of them. Raises Unreadable.
    """
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            seen = [page.name for page in book.sheets_metadata if page.visible == SheetVisibleEnum.Visible]
            sheet = book.get_sheet_by_name(seen[0])
            rows = sheet.to_python(skip_empty_area=False, nrows=most_rows)
            _fill_merged(sheet, rows)
    except (CalamineError, OSError, ValueError, IndexError) as fault:
        raise Unreadable from fault
    return [[_text(cell) for cell in row[:MOST_COLUMNS]] for row in rows]


def _fill_merged(sheet: CalamineSheet, rows: list[list[Any]]) -> None:
    """Put what stands in the first of the cells that were merged into those below it, as people read them."""
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        for row in rows[top + 1 : bottom + 1]:
            if left < len(row):
                row[left] = rows[top][left]


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
