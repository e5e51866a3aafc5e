"""A workbook to be filled in by hand: heads, an explanation below each, lists to choose from, cells that stay text."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import BinaryIO

import xlsxwriter

ROWS = 500
"""Rows prepared below the heads."""

_MOST_LISTED = 255
"""Characters that a list to choose from may have in the cell's own rule (ECMA-376)."""


@dataclass(frozen=True, slots=True)
class BlankColumn:
    """A column: its head, what is to be filled in, its width in characters, and what there is to choose from."""

    label: str
    hint: str
    width: int = 14
    choices: tuple[str, ...] = ()
    required: bool = False


def write_blank(name: str, note: str, columns: Sequence[BlankColumn], to: BinaryIO) -> None:
    """Write the workbook: the note, the heads (required ones end in ＊), the explanations, empty rows."""
    with xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        page = book.add_worksheet(name)
        head = book.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
        hint = book.add_format({"italic": True, "font_color": "#666666", "text_wrap": True, "valign": "top"})
        text = book.add_format({"num_format": "@"})
        page.write_string(0, 0, note)
        page.set_row(2, 62)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width, text)
            page.write_string(1, place, f"{column.label}＊" if column.required else column.label, head)
            page.write_string(2, place, column.hint, hint)
            if column.choices and len(",".join(column.choices)) <= _MOST_LISTED:
                rule = {"validate": "list", "source": list(column.choices), "ignore_blank": True}
                page.data_validation(3, place, ROWS + 2, place, rule)
        page.freeze_panes(3, 1)
        page.set_landscape()
        page.set_paper(9)  # A4
        page.fit_to_pages(1, 0)
