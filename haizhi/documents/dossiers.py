"""A bound dossier: the form, the list of what is attached, then every attachment, with running page numbers.

PDF pages come in as they are, pictures on A4 pages of their own. What is no page (Word, Excel) or cannot be opened
stays an original that the list names by size and SHA-256.
"""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import IndirectObject

from haizhi.documents.images import image_pdf
from haizhi.documents.layout import size_text, width
from haizhi.documents.stamps import number_pages, seen
from haizhi.documents.typesetting import typeset

_PDF = "application/pdf"
_PICTURES = ("image/jpeg", "image/png")

_LIST_PAGE, _LIST_ROW = 224, 14  # millimetres: what rows share of a page, and the height of one

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to bind: its kind in words, its name, size in bytes, SHA-256 (hex); `open` gives its content.

    `gone`: why there is no content any more.
    """

    label: str
    name: str
    media_type: str
    size: int
    sha256: str
    open: Callable[[], IO[bytes]]
    gone: str = ""


@dataclass(frozen=True, slots=True)
class Bound:
    """Where an attachment stands in the dossier: first and last page, None for one kept as an original, and why."""

    attachment: Attachment
    pages: tuple[int, int] | None
    reason: str = ""

    @property
    def place(self) -> str:
        """Its pages, or why it has none."""
        if self.pages is None:
            return self.reason
        first, last = self.pages
        return str(first) if first == last else f"{first}—{last}"


def bind(
    form: bytes, *, title: str, number: str, made_at: datetime, attachments: Iterable[Attachment], into: IO[bytes]
) -> tuple[Bound, ...]:
    """Write the dossier to a binary file and say where each attachment stands. `form` is the form's PDF."""
    writer = PdfWriter()
    taken = [(attachment, *_taken(writer, attachment)) for attachment in attachments]
    front = PdfReader(BytesIO(form))
    listed = _listed(title, number, made_at, taken, len(front.pages))
    bound = _places(taken, len(front.pages) + len(listed.pages))
    writer.merge(0, front, import_outline=False)
    writer.merge(len(front.pages), listed, import_outline=False)
    number_pages(writer)
    _outline(writer, len(front.pages), bound)
    writer.add_metadata({"/Title": title, "/Subject": number})
    writer.write(into)
    return bound


def _taken(writer: PdfWriter, attachment: Attachment) -> tuple[int, str]:
    """Append an attachment; how many pages it has, or 0 and why it stays an original."""
    if attachment.gone:
        return 0, attachment.gone
    if attachment.media_type not in (_PDF, *_PICTURES):
        return 0, "原件另存"
    before = len(writer.pages)
    try:
        _append(writer, attachment)
    except Exception as fault:  # noqa: BLE001 - a broken file fails in as many ways as pypdf has lines
        _log.warning("an attachment stays an original: %s", type(fault).__name__)
        while len(writer.pages) > before:
            writer.remove_page(len(writer.pages) - 1)
    pages = len(writer.pages) - before
    return pages, "" if pages else "无法装订，原件另存"


def _append(writer: PdfWriter, attachment: Attachment) -> None:
    with attachment.open() as file:
        content = file.read()
    if attachment.media_type != _PDF:
        content = image_pdf(content, attachment.media_type)
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("a password is needed to open it")
    before = len(writer.pages)
    writer.append(reader, import_outline=False)
    for page in writer.pages[before:]:
        seen(page)  # what has no place for its number fails here, alone, not when the whole is numbered


def _listed(title: str, number: str, at: datetime, taken: list[tuple[Attachment, int, str]], front: int) -> PdfReader:
    """The list of attachments; it stands before them, so its own length is guessed, and the guess corrected once.

    Page numbers always fit on their line, so the length does not depend on what they are.
    """
    pages = 1 + sum(_millimetres(attachment) for attachment, *_ in taken) // _LIST_PAGE
    while True:
        files = [
            {
                "label": bound.attachment.label,
                "name": bound.attachment.name,
                "place": bound.place,
                "size": size_text(bound.attachment.size),
                "hash": bound.attachment.sha256,
            }
            for bound in _places(taken, front + pages)
        ]
        made = PdfReader(BytesIO(typeset("list", {"title": title, "number": number, "files": files}, at=at)))
        if len(made.pages) == pages:
            return made
        pages = len(made.pages)


def _millimetres(attachment: Attachment) -> int:
    """About how high its row in the list is: lines of its kind, of its name with the size below, of its hash."""
    lines = max(-(-width(attachment.label) // 14), 1 - (-width(attachment.name) // 20))
    return max(_LIST_ROW, 5 + 5 * lines)


def _places(taken: list[tuple[Attachment, int, str]], before: int) -> tuple[Bound, ...]:
    placed = []
    for attachment, pages, reason in taken:
        placed.append(Bound(attachment, (before + 1, before + pages) if pages else None, reason))
        before += pages
    return tuple(placed)


def _outline(writer: PdfWriter, front: int, bound: tuple[Bound, ...]) -> None:
    writer.add_outline_item(title="申报表", page_number=0)
    writer.add_outline_item(title="附件材料目录", page_number=front)
    headings: dict[str, IndirectObject] = {}
    for one in bound:
        if one.pages is None:
            continue
        first, label = one.pages[0] - 1, one.attachment.label
        if label not in headings:
            headings[label] = writer.add_outline_item(title=label, page_number=first)
        writer.add_outline_item(title=one.attachment.name, page_number=first, parent=headings[label])
