"""A4 papers of one kind for many purposes: opinions, receipts, notices, decisions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from haizhi.documents.marks import Imprint
from haizhi.documents.texts import paragraphs
from haizhi.documents.typesetting import typeset


@dataclass(frozen=True, slots=True)
class Signature:
    """Where somebody signs by hand: whose name it is, what stands where the seal goes (empty for no seal)."""

    label: str
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """An opinion in a box as the form has it: whose it is, its text (empty for the pen), what stands for the seal."""

    label: str
    text: str = ""
    seal: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table within a sheet: the columns' names, their shares of the width, the rows of texts.

    `dense`: many narrow columns of figures, set smaller and in the middle.
    """

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    title: str = ""
    dense: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """A paper: title, to whom, facts as label and value, text, tables, a box, who signs, a small note at the foot.

    `number` stands in the footer beside the hash; a sheet without `imprint` has neither hash nor QR. `made_at` is the
    date of the file. Texts may hold several lines; each becomes a paragraph. `closing` follows the tables; `issued` is
    who issues it and on which day, in words, at the foot of the text where the seal goes. `wide` lays it
    on its side.
    """

    title: str
    made_at: datetime
    imprint: Imprint | None
    rows: tuple[tuple[str, str], ...] = ()
    paragraphs: tuple[str, ...] = ()
    signatures: tuple[Signature, ...] = ()
    addressee: str = ""
    number: str = ""
    note: str = ""
    tables: tuple[Grid, ...] = ()
    box: Box | None = None
    draft: bool = False
    closing: tuple[str, ...] = ()
    issued: tuple[str, str] | None = None
    wide: bool = False


def sheet_pdf(sheet: Sheet) -> bytes:
    """The sheet as PDF/A-2b."""
    content: dict[str, Any] = {
        "title": sheet.title,
        "number": sheet.number,
        "addressee": sheet.addressee,
        "rows": fact_rows(sheet.rows),
        "paragraphs": [line for text in sheet.paragraphs for line in paragraphs(text)],
        "tables": [
            {"title": t.title, "columns": t.columns, "widths": t.widths, "rows": t.rows, "dense": t.dense}
            for t in sheet.tables
        ],
        "closing": [line for text in sheet.closing for line in paragraphs(text)],
        "issued": sheet.issued,
        "signatures": [{"label": sign.label, "seal": sign.seal} for sign in sheet.signatures],
        "box": sheet.box and {"label": sheet.box.label, "lines": paragraphs(sheet.box.text), "seal": sheet.box.seal},
        "note": sheet.note,
        "wide": sheet.wide,
    }
    return typeset("sheet", content, at=sheet.made_at, imprint=sheet.imprint, draft=sheet.draft)


def fact_rows(rows: tuple[tuple[str, str], ...]) -> list[tuple[str, list[str]]]:
    """Label and value as templates take them: the value in lines."""
    return [(label, paragraphs(value)) for label, value in rows]
