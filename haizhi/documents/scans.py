"""The marks on scanned pages: what was printed, signed, sealed and scanned comes back with its version."""

from collections.abc import Iterator
from dataclasses import dataclass

import zxingcpp

from haizhi.documents.marks import Imprint, Mark, parse
from haizhi.documents.raster import MOST_PAGES, Grey, Unreadable, as_pdf, grey, page_count

_LONG_SIDES = (2339, 3508, 1654)
"""Pixels of the longer side that are tried in turn: A4 at 200, 300 and 141 dpi."""


@dataclass(frozen=True, slots=True)
class ScannedPage:
    """A page of a scan, counted from 1, with the marks on it: none when no code is legible, two on an open spread."""

    number: int
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """What a scan shows, page by page."""

    pages: tuple[ScannedPage, ...]

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark in the order of the pages."""
        return tuple(mark for page in self.pages for mark in page.marks)

    @property
    def imprints(self) -> tuple[Imprint, ...]:
        """The papers and versions that appear, each once, in the order of the pages."""
        return tuple(dict.fromkeys(mark.imprint for mark in self.marks))

    @property
    def unmarked(self) -> tuple[int, ...]:
        """The scanned pages without a legible mark: other papers, or a code under a seal."""
        return tuple(page.number for page in self.pages if not page.marks)

    def missing(self, imprint: Imprint) -> tuple[int, ...]:
        """The printed pages of a paper that no scanned page shows, as far as its marks say how many there are."""
        seen = [mark for mark in self.marks if mark.imprint == imprint]
        printed = max((mark.pages for mark in seen), default=0)
        return tuple(page for page in range(1, printed + 1) if page not in {mark.page for mark in seen})


def read_marks(data: bytes, media_type: str) -> Scan:
    """Read the marks of a PDF, JPG or PNG; pages may lie askew or upside down. Raises Unreadable for a broken file."""
    pdf = as_pdf(data, media_type)
    count = min(page_count(pdf), MOST_PAGES)
    return Scan(tuple(ScannedPage(index + 1, _marks(pdf, index)) for index in range(count)))


def _marks(pdf: bytes, index: int) -> tuple[Mark, ...]:
    for long_side in _LONG_SIDES:
        try:
            found = tuple(dict.fromkeys(_read(grey(pdf, index, long_side=long_side))))
        except Unreadable:
            return ()
        if found:
            return found
    return ()


def _read(page: Grey) -> Iterator[Mark]:
    view = zxingcpp.ImageView(
        page.pixels,  # type: ignore[arg-type] # any buffer will do; its stub speaks of arrays alone
        page.width,
        page.height,
        zxingcpp.ImageFormat.Lum,
        page.stride,
        1,
    )
    for code in zxingcpp.read_barcodes(view, formats=zxingcpp.BarcodeFormats([zxingcpp.BarcodeFormat.QRCode])):
        mark = parse(code.text)
        if mark is not None:
            yield mark
