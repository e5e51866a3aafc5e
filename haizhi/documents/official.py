"""Official documents in the form of GB/T 9704-2012: with a red head, as a letter, or as a notice without a head.

What they share: A4, a text block of 156 × 225 mm that holds 22 lines of 28 characters, 3号 仿宋.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import Any

from haizhi.documents.official_titles import title_lines
from haizhi.documents.sheets import Grid
from haizhi.documents.texts import paragraphs
from haizhi.documents.typesetting import typeset
from haizhi.regulation.naming import chinese_date

LINES, CHARACTERS = 22, 28
"""What a page of text holds (GB/T 9704-2012, 5.2.3)."""

NO_NUMBER = "　　　　〔　　　　〕　　　号"
"""The place of a number that is given later: entered by hand, or into the system after issue."""

NO_DATE = "　　年　月　日"


class Form(StrEnum):
    """How the first page begins: 文件格式 (7), 信函格式 (10.1), or a notice to be put up, with a title alone."""

    DOCUMENT = "document"
    LETTER = "letter"
    NOTICE = "notice"


class Level(IntEnum):
    """What a paragraph is among the levels of a text (7.3.3): 黑体, 楷体, and twice 仿宋."""

    TEXT = 0
    FIRST = 1
    SECOND = 2
    THIRD = 3
    FOURTH = 4


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; one of a level begins with its ordinal: 一、, （一）, 1. or （1）."""

    text: str
    level: Level = Level.TEXT

    @property
    def parted(self) -> tuple[str, str]:
        """The heading, set in the type of its level, and the text that runs on after it."""
        if self.level not in (Level.FIRST, Level.SECOND):
            return "", self.text
        heading, stop, rest = self.text.partition("。")
        return (heading + stop, rest) if rest else (self.text, "")


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is bound behind the text, on a page of its own; with a title alone it is only named (7.3.4, 7.3.7)."""

    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    table: Grid | None = None

    @property
    def bound(self) -> bool:
        """Whether it follows in the same file."""
        return bool(self.paragraphs or self.table)


@dataclass(frozen=True, slots=True)
class Official:
    """An official document; its texts are plain, lines of `addressee` and titles aside.

    `issuers` stand in the red head, the leading one first; a notice shows none. `number` is the 发文字号: None leaves
    a blank to be filled in, an empty one no place for it. `addressee` comes without a colon. `signers` sign at the
    foot (the issuers, when there are none), above `dated`, None again leaving a blank; `sealed` leaves the room of a
    seal over each of them. `remark` is the 附注 without its brackets. `copies` are those who get one, `printed_by` and
    `printed_on` who prints it and when. `margin_note` stands small below the text block of every page: which version
    a paper for signing is.
    """

    form: Form
    title: str
    made_at: datetime
    paragraphs: tuple[Paragraph, ...]
    issuers: tuple[str, ...] = ()
    number: str | None = None
    addressee: str = ""
    signers: tuple[str, ...] = ()
    dated: date | None = None
    sealed: bool = True
    attachments: tuple[Attachment, ...] = ()
    remark: str = ""
    copies: tuple[str, ...] = ()
    printed_by: str = ""
    printed_on: date | None = None
    margin_note: str = ""

    @property
    def signing(self) -> tuple[str, ...]:
        """Who signs at the foot."""
        return self.signers or self.issuers

    @property
    def date_text(self) -> str:
        """成文日期 in Arabic figures (7.3.5.4), or its blank."""
        return chinese_date(self.dated) if self.dated else NO_DATE

    @property
    def number_text(self) -> str:
        """发文字号, or its blank; empty where none is wanted."""
        return NO_NUMBER if self.number is None else self.number

    @property
    def printing(self) -> tuple[str, str] | None:
        """印发机关 and 印发日期; None where no line for them is wanted: a letter bears none (10.1)."""
        if not self.printed_by or self.form is Form.LETTER:
            return None
        return self.printed_by, f"{chinese_date(self.printed_on) if self.printed_on else NO_DATE}印发"


def official_pdf(document: Official) -> bytes:
    """The document as PDF/A-2b."""
    return typeset("official", official_content(document), at=document.made_at)


_LEVELS = (
    (Level.FIRST, re.compile(r"[一二三四五六七八九十百]+、")),
    (Level.SECOND, re.compile(r"（[一二三四五六七八九十百]+）")),
    (Level.THIRD, re.compile(r"\d{1,3}[.．](?!\d)")),
    (Level.FOURTH, re.compile(r"（\d{1,3}）")),
)


def read_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """A text as people type it, a line for each paragraph; its level is read from the ordinal it begins with."""
    return tuple(Paragraph(line, _level(line)) for line in paragraphs(text))


def _level(line: str) -> Level:
    return next((level for level, ordinal in _LEVELS if ordinal.match(line)), Level.TEXT)


def attachment_names(attachments: Iterable[Attachment]) -> tuple[str, ...]:
    """附件说明: what is attached, numbered when there are several, without a full stop (7.3.4)."""
    titles = [attachment.title for attachment in attachments]
    return tuple(titles) if len(titles) < 2 else tuple(f"{place}. {title}" for place, title in enumerate(titles, 1))


def attachment_marks(attachments: tuple[Attachment, ...]) -> tuple[tuple[str, Attachment], ...]:
    """What follows in the same file, each with what stands in its upper left corner: 附件, or 附件1 among several."""
    several = len(attachments) > 1
    marked = ((f"附件{place}" if several else "附件", one) for place, one in enumerate(attachments, 1))
    return tuple((mark, one) for mark, one in marked if one.bound)


def official_content(document: Official) -> dict[str, Any]:
    """The document as its template takes it."""
    return {
        "form": document.form.value,
        "title": document.title.replace("\n", ""),
        "headline": title_lines(document.title),
        "issuers": document.issuers,
        "number": document.number_text,
        "addressee": document.addressee,
        "paragraphs": _parted(document.paragraphs),
        "names": attachment_names(document.attachments),
        "signers": document.signing,
        "dated": document.date_text,
        "sealed": document.sealed,
        "remark": document.remark,
        "attachments": [
            {
                "mark": mark,
                "headline": title_lines(attachment.title),
                "paragraphs": _parted(attachment.paragraphs),
                "table": attachment.table and _table(attachment.table),
            }
            for mark, attachment in attachment_marks(document.attachments)
        ],
        "copies": "，".join(document.copies),
        "printing": document.printing,
        "margin_note": document.margin_note,
    }


def _parted(found: tuple[Paragraph, ...]) -> list[dict[str, Any]]:
    parts = ((paragraph.level, *paragraph.parted) for paragraph in found)
    return [{"level": int(level), "heading": heading, "text": text} for level, heading, text in parts]


def _table(table: Grid) -> dict[str, Any]:
    return {"columns": table.columns, "widths": table.widths, "rows": table.rows}
