"""Pages as pictures, through pdfium."""

import threading
from dataclasses import dataclass

import pypdfium2

from haizhi.documents.images import image_pdf

PDFIUM = threading.Lock()
"""Held around every call into pdfium, which is not made for several threads at a time."""

MOST_PAGES = 2000
"""Pages of a file that are looked at: more than any bound dossier has."""


@dataclass(frozen=True, slots=True)
class Grey:
    """A page in greys: one byte a pixel, `stride` bytes a line."""

    pixels: bytes
    width: int
    height: int
    stride: int


class Unreadable(Exception):
    """The file cannot be opened or a page of it cannot be drawn."""


def as_pdf(data: bytes, media_type: str) -> bytes:
    """A PDF as it is, a JPG or PNG as a PDF of one page. Raises Unreadable for anything else or a broken picture."""
    if media_type == "application/pdf":
        return data
    try:
        return image_pdf(data, media_type)
    except ValueError as fault:
        raise Unreadable(str(fault)) from fault


def page_count(pdf: bytes) -> int:
    """How many pages a PDF has. Raises Unreadable."""
    with PDFIUM:
        document = _opened(pdf)
        try:
            return len(document)
        finally:
            document.close()


def grey(pdf: bytes, index: int, *, long_side: int) -> Grey:
    """A page (from 0) drawn so that its longer side has `long_side` pixels, whatever size it claims to have.

    Raises Unreadable.
    """
    with PDFIUM:
        document = _opened(pdf)
        try:
            page = document[index]
            size = max(page.get_size())
            bitmap = page.render(scale=long_side / size, grayscale=True)
            return Grey(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride)
        except (pypdfium2.PdfiumError, ZeroDivisionError, ValueError, MemoryError) as fault:
            raise Unreadable(str(fault)) from fault
        finally:
            document.close()


def _opened(pdf: bytes) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError as fault:
        raise Unreadable(str(fault)) from fault
