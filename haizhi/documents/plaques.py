"""The plaque on the wall: artwork for whoever makes it, at its real size, and which font shows each character."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from pypdf import PdfReader, PdfWriter
from pypdf.generic import RectangleObject

from haizhi.documents.fonts import Face, family_of, fonts
from haizhi.documents.typesetting import typeset
from haizhi.regulation.parameters import PLAQUE_BLEED, PLAQUE_HEIGHT, PLAQUE_WIDTH

MARKS = 12.0
"""Millimetres around the bleed for the crop marks and the line that says what is to be made."""

_POINT = 25.4 / 72
"""Millimetres."""


@dataclass(frozen=True, slots=True)
class Plaque:
    """A plaque: its name in lines, who gives it and when (empty for a plaque with its name alone), its serial.

    `width`, `height` and `bleed` in millimetres; `made_at` is the date that the file bears.
    """

    lines: tuple[str, ...]
    made_at: datetime
    serial: str
    issuers: tuple[str, ...] = ()
    dated: str = ""
    width: int = PLAQUE_WIDTH.value
    height: int = PLAQUE_HEIGHT.value
    bleed: int = PLAQUE_BLEED.value

    @property
    def letter(self) -> float:
        """The height of the name's characters in millimetres: the longest line takes 86 % of the width at most."""
        longest = max(len(line) for line in self.lines)
        room = 0.62 if self.issuers else 0.76
        return round(min(0.86 * self.width / longest, room * self.height / (1.6 * len(self.lines))), 2)


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its code point and the font that shows it; `family` is empty where none does.

    `wanted`: it is the plaque's own font, not one that stands in for it.
    """

    character: str
    family: str
    wanted: bool

    @property
    def code(self) -> str:
        """U+2CB4E."""
        return f"U+{ord(self.character):04X}"


def plaque_glyphs(text: str) -> tuple[Glyph, ...]:
    """Each different character of a plaque's name, in order, with the font that shows it."""
    first = fonts().families[Face.TITLE][0]
    found = ((character, family_of(character, Face.TITLE)) for character in dict.fromkeys(text))
    return tuple(Glyph(character, family, family == first) for character, family in found)


def plaque_pdf(plaque: Plaque) -> bytes:
    """The artwork as PDF, type as type: TrimBox the finished plaque, BleedBox beyond it, crop marks outside."""
    content = {
        "lines": plaque.lines,
        "issuers": plaque.issuers,
        "dated": plaque.dated,
        "serial": plaque.serial,
        "width": plaque.width,
        "height": plaque.height,
        "bleed": plaque.bleed,
        "marks": MARKS,
        "letter": plaque.letter,
    }
    reader = PdfReader(BytesIO(typeset("plaque", content, at=plaque.made_at)))
    writer = PdfWriter(clone_from=reader)
    page, across, up = writer.pages[0], plaque.width, plaque.height
    page.trimbox = _box(MARKS + plaque.bleed, across, up)
    page.bleedbox = _box(MARKS, across + 2 * plaque.bleed, up + 2 * plaque.bleed)
    into = BytesIO()
    writer.write(into)
    return into.getvalue()


def _box(inset: float, width: float, height: float) -> RectangleObject:
    """A box of so many millimetres, so far from the page's lower left corner."""
    corners = (inset, inset, inset + width, inset + height)
    return RectangleObject(tuple(corner / _POINT for corner in corners))
