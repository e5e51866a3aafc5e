"""Records as they are laid out on paper: a table for few and short fields, else a card for each record."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from haizhi.documents.texts import paragraphs

_NUMERALS = "零一二三四五六七八九"

_MOST_COLUMNS = 4
_COLUMN = 36  # width of a value, in half-width characters, that a column of its own takes on two lines
_HALF = 48  # and half a card on two
_LEAST = 8
_WHOLE = 1200  # half-width characters: a card with no more than this is not divided between two pages


@dataclass(frozen=True, slots=True)
class RecordText:
    """A record in words: what heads it, then label and value of what is filled in."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class RecordGroup:
    """The records of one sort."""

    label: str
    records: tuple[RecordText, ...]


@dataclass(frozen=True, slots=True)
class Annex:
    """A part behind the table: its heading and the groups in it."""

    heading: str
    groups: tuple[RecordGroup, ...]


def laid_out(annex: Annex) -> dict[str, Any]:
    """The annex as templates take it: each group either as columns and rows or as cards."""
    return {"heading": annex.heading, "groups": [_group(group) for group in annex.groups if group.records]}


def columns_of(group: RecordGroup) -> tuple[str, ...]:
    """The labels of a table for the group, none when its records are better shown as cards."""
    labels = tuple(dict.fromkeys(label for record in group.records for label, _ in record.rows))
    values = [value for record in group.records for _, value in record.rows]
    few = len(labels) <= _MOST_COLUMNS and all(len(dict(record.rows)) == len(record.rows) for record in group.records)
    return labels if few and all(width(value) <= _COLUMN and "\n" not in value for value in values) else ()


def untitled_rows(record: RecordText) -> tuple[tuple[str, str], ...]:
    """The rows of a card without the one that already heads it."""
    said = next((row for row in record.rows if row[1] == record.title), None)
    return tuple(row for row in record.rows if row is not said)


def card_rows(rows: Iterable[tuple[str, str]]) -> list[list[tuple[str, str]]]:
    """Rows of a card: two short fields side by side in their order, a long one across."""
    laid: list[list[tuple[str, str]]] = []
    waiting: list[tuple[str, str]] = []
    for label, value in rows:
        if width(value) > _HALF or "\n" in value:
            laid += [waiting] if waiting else []
            laid.append([(label, value)])
            waiting = []
            continue
        waiting.append((label, value))
        if len(waiting) == 2:
            laid.append(waiting)
            waiting = []
    return laid + ([waiting] if waiting else [])


def width(text: str) -> int:
    """How wide a text is, in half-width characters."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def size_text(size: int) -> str:
    """A file's size in words; `size` in bytes."""
    if size >= 1024 * 1024:
        return f"{size / 1024 / 1024:.1f} MB"
    return f"{max(1, round(size / 1024))} KB"


def chinese_count(number: int) -> str:
    """A number from 1 to 99 as it is written in 一式三份."""
    tens, ones = divmod(number, 10)
    if not tens:
        return _NUMERALS[ones] if ones != 2 else "两"
    return f"{_NUMERALS[tens] if tens > 1 else ''}十{_NUMERALS[ones] if ones else ''}"


def _group(group: RecordGroup) -> dict[str, Any]:
    columns = columns_of(group)
    rows = [[dict(record.rows).get(label, "") for label in columns] for record in group.records] if columns else []
    cards = [] if columns else [_card(record) for record in group.records]
    widths = [max(_LEAST, *map(width, column)) for column in zip(columns, *rows, strict=True)]
    return {"label": group.label, "columns": columns, "widths": widths, "rows": rows, "cards": cards}


def _card(record: RecordText) -> dict[str, Any]:
    rows = [
        row if len(row) == 2 else [(label, paragraphs(value)) for label, value in row]
        for row in card_rows(untitled_rows(record))
    ]
    length = sum(width(value) for _, value in record.rows)
    return {"title": record.title, "rows": rows, "whole": length <= _WHOLE}
