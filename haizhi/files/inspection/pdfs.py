"""PDF (ISO 32000): whole, open, alone, with nothing in it that acts; its pages, its words, its first page."""

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any, Final

import pypdfium2
import pypdfium2.raw
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject

from haizhi.files.inspection.edges import begins_something_else, holds_markup, is_also_an_archive
from haizhi.files.inspection.flaws import broken, flaw, too_much, two_in_one
from haizhi.files.inspection.looked import Looked
from haizhi.files.inspection.raster import png
from haizhi.files.kinds import MEGABYTE, PDF
from haizhi.regulation.findings import Finding
from haizhi.regulation.secrecy import Passage

MOST_PAGES = 2_000
_MOST_OBJECTS = 200_000
_MOST_TEXT = 20 * MEGABYTE
_PREVIEW: Final = (480, 680)
"""Pixels: the most a preview measures across and down; an A4 page at some 58 dpi, legible in its headings."""

_HEAD = 2048
_TAIL = 64 * 1024
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")
_BLANK = b" \t\r\n\f\0\xef\xbb\xbf"

_ACTING = {
    "/JavaScript",
    "/Launch",
    "/SubmitForm",
    "/ImportData",
    "/GoToE",
    "/Rendition",
    "/Movie",
    "/RichMediaExecute",
}
"""Actions (12.6.4) that run something, send something, or open another file."""
_HOLDING = {"/FileAttachment", "/RichMedia", "/3D", "/Movie", "/Screen", "/Sound"}
"""Annotations (12.5.6) with a file or a player inside."""
_PASSED_OVER = {"/StructTreeRoot", "/ParentTree", "/Parent", "/P", "/Resources", "/Contents", "/Metadata", "/Dest"}
"""Where no action can stand: structure, ways back, what is drawn."""

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it forgives is none of the log's business

UNREADABLE = (
    PyPdfError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    LookupError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
    struct.error,
    zlib.error,
)
"""What pypdf raises for a PDF that it cannot follow: forged ones reach code that trusts its input."""


def is_pdf(head: bytes) -> bool:
    """Whether it begins as a PDF does; some writers put an empty line before it."""
    return head.lstrip(_BLANK).startswith(b"%PDF-")


def look(path: Path) -> Looked:
    """Look into a PDF file."""
    with path.open("rb") as file:
        if wrong := _edges(file):
            return Looked(PDF, tuple(wrong))
    try:
        with pypdfium2.PdfDocument(path) as document:
            if not 0 < len(document) <= MOST_PAGES:
                return Looked(PDF, (too_much(f"有{len(document)}页") if len(document) else broken(),))
            passages = [Passage(f"第{n}页", text) for n, text in _texts(document)]
            preview, pages = _first_page(document), len(document)
    except pypdfium2.PdfiumError as error:
        if error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD:
            return Looked(PDF, (flaw("是加密的 PDF", "请取消打开密码，重新导出后上传。"),))
        return Looked(PDF, (broken(),))
    except _TooLong:
        return Looked(PDF, (too_much("的文字过多"),))
    try:
        reader = PdfReader(path, strict=False)
        if reader.is_encrypted:
            reader.decrypt("")  # it opened without a password: only printing or copying is restricted
        wrong = list(_acting(reader))[:1]
        passages += _properties(reader)
    except UNREADABLE:
        return Looked(PDF, (broken(),))
    return Looked(PDF, tuple(wrong), pages, preview, tuple(passages))


class _TooLong(Exception):
    """More text than a person reads."""


def _texts(document: pypdfium2.PdfDocument) -> Iterator[tuple[int, str]]:
    length = 0
    for number in range(len(document)):
        page = document[number]
        try:
            textpage = page.get_textpage()
            try:
                text = textpage.get_text_range()
            finally:
                textpage.close()
        finally:
            page.close()
        length += len(text)
        if length > _MOST_TEXT:
            raise _TooLong
        yield number + 1, text


def _first_page(document: pypdfium2.PdfDocument) -> bytes:
    page = document[0]
    try:
        width, height = page.get_size()
        scale = min(_PREVIEW[0] / max(width, 1), _PREVIEW[1] / max(height, 1))
        bitmap = page.render(scale=scale, rev_byteorder=True, fill_color=(255, 255, 255, 255))
        try:
            return png(bitmap.width, bitmap.height, bitmap.stride, bitmap.n_channels, memoryview(bitmap.buffer))
        finally:
            bitmap.close()
    finally:
        page.close()


def _edges(file: IO[bytes]) -> list[Finding]:
    """Follow `startxref` as a reader does (7.5.5): a PDF cut short has none, or one that leads nowhere."""
    head, size = _part(file, 0, _HEAD), file.seek(0, 2)
    tail = _part(file, max(0, size - _TAIL), _TAIL)
    ends = list(_STARTXREF.finditer(tail))
    if not ends:
        return [broken()]
    if is_also_an_archive(file) or holds_markup(head) or begins_something_else(tail[ends[-1].end() :]):
        return [two_in_one()]
    offset = int(ends[-1].group(1)) + max(0, head.find(b"%PDF-"))
    table = _part(file, offset, _TAIL).lstrip()
    found = table.startswith(b"xref") or _OBJECT.match(table)
    return [] if found else [broken()]


def _part(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _acting(reader: PdfReader) -> Iterator[Finding]:
    """What would act or is hidden in it: every dictionary that the catalogue leads to."""
    waiting: list[Any] = [reader.trailer.get("/Root")]
    seen: set[int] = set()
    while waiting:
        value = waiting.pop()
        if isinstance(value, IndirectObject):
            if value.idnum in seen:
                continue
            seen.add(value.idnum)
            if len(seen) > _MOST_OBJECTS:
                yield too_much("的结构过于复杂")
                return
            value = value.get_object()
        if isinstance(value, ArrayObject):
            waiting += value
        elif isinstance(value, DictionaryObject):
            yield from _acts(value)
            waiting += [inner for key, inner in value.items() if key not in _PASSED_OVER]


def _acts(value: DictionaryObject) -> Iterator[Finding]:
    names = {v for k, v in value.items() if k in ("/S", "/Subtype") and isinstance(v, NameObject)}
    link = value.get("/URI")
    if names & _ACTING or "/JS" in value or "/XFA" in value or _runs(link):
        yield flaw("中有会自动运行的脚本或动作", "请用“打印为 PDF”的方式重新生成后上传。")
    if names & _HOLDING or "/EmbeddedFiles" in value or "/EF" in value:
        yield flaw("中嵌有附件", "请取出附件分别上传，并用“打印为 PDF”的方式重新生成此文件。")


def _runs(link: object) -> bool:
    return isinstance(link, str | bytes) and str(link).strip().lower().startswith(("javascript:", "vbscript:", "data:"))


def _properties(reader: PdfReader) -> Iterator[Passage]:
    for key, value in (reader.metadata or {}).items():
        yield Passage("文档属性", f"{str(key).lstrip('/')}：{value}")
    described = reader.root_object.get("/Metadata")
    if described is not None:
        yield Passage("文档属性", described.get_object().get_data().decode("utf-8", "replace"))
