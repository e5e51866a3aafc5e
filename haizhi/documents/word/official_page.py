"""The page of an official Word document: margins, the grid, page numbers, rules; lengths in points where not said."""

import math
from collections.abc import Sequence
from datetime import UTC

from docx import Document
from docx.document import Document as Paper
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table
from docx.text.paragraph import Paragraph as Line

from haizhi.documents.fonts import WORD, Face
from haizhi.documents.official import CHARACTERS, LINES, Form, Official
from haizhi.documents.texts import clean
from haizhi.documents.word.writing import CENTRE, LATIN, RIGHT, field, grid, said

SIZE = 16
"""3号."""
_TWIP = 20  # twentieths of a point, in which Word counts pages
_PAGE_WIDTH, _PAGE_HEIGHT = 11906, 16838  # A4
_TOP, _BOTTOM, _LEFT, _RIGHT = 2098, 1984, 1587, 1474  # 37, 35, 28, 26 mm
_LINE_PITCH = (_PAGE_HEIGHT - _TOP - _BOTTOM) // LINES
TEXT_WIDTH = (_PAGE_WIDTH - _LEFT - _RIGHT) / _TWIP
PITCH = TEXT_WIDTH / CHARACTERS
LINE = _LINE_PITCH / _TWIP
_CLOSER = math.floor((PITCH - SIZE) * _TWIP)
"""What a character of 3号 is set closer, in twentieths of a point, so that 28 of them fill a line.

Not by a grid of characters, whose cells are a little narrower than 3号: other office programs than Word give each
character two of them.
"""

_POINTS = 72 / 25.4  # in a millimetre
_FOOTER = 24.7
"""Millimetres from the lower edge of the page: the dashes of the page number come to stand 7 mm below the text."""
_LOWER_RULE = 20
"""Millimetres from the lower edge of a letter to its second rule (10.1)."""
_NOTE = 14

RED = RGBColor(0xE6, 0x00, 0x12)


def begun(document: Official) -> Paper:
    """An empty paper on the grid, its page numbers at the outer edge (7.5), none on the first page of a letter."""
    paper = Document()
    about = paper.core_properties
    about.title, about.author, about.comments = clean(document.title.replace("\n", "")), "", ""
    about.created = about.modified = document.made_at.astimezone(UTC).replace(tzinfo=None)  # Word keeps naive UTC
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(SIZE)
    written = normal.element.get_or_add_rPr()
    written.get_or_add_rFonts().set(qn("w:eastAsia"), WORD[Face.BODY])
    _placed(written, _element("w:spacing", val=f"{_CLOSER}"), ("w:sz",))
    shape = normal.paragraph_format
    shape.space_after, shape.line_spacing, shape.widow_control = Pt(0), 1.0, False
    section = paper.sections[0]
    _measured(section)
    section.footer_distance = Mm(_FOOTER - (_NOTE / _POINTS if document.margin_note else 0))
    paper.settings.odd_and_even_pages_header_footer = True
    section.different_first_page_header_footer = document.form is Form.LETTER
    footers = [(section.footer, RIGHT), (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT)]
    for footer, side in footers:
        _folio(footer.paragraphs[0], side, raised=document.form is Form.LETTER and not document.margin_note)
        if document.margin_note:
            _noted(footer.add_paragraph(), document.margin_note)
    if document.form is Form.LETTER and document.margin_note:
        _noted(section.first_page_footer.paragraphs[0], document.margin_note)
    return paper


def _measured(section: Section) -> None:
    section.page_width, section.page_height = Pt(_PAGE_WIDTH / _TWIP), Pt(_PAGE_HEIGHT / _TWIP)
    section.top_margin, section.bottom_margin = Pt(_TOP / _TWIP), Pt(_BOTTOM / _TWIP)
    section.left_margin, section.right_margin = Pt(_LEFT / _TWIP), Pt(_RIGHT / _TWIP)
    section.header_distance = Mm(15)
    properties = section._sectPr  # noqa: SLF001 - python-docx has no public name for the grid
    for old in properties.findall(qn("w:docGrid")):
        properties.remove(old)
    properties.append(_element("w:docGrid", type="lines", linePitch=f"{_LINE_PITCH}"))


def _folio(line: Line, side: WD_ALIGN_PARAGRAPH, *, raised: bool) -> None:
    line.alignment = side
    off_the_grid(line, 18)
    shape = line.paragraph_format
    shape.space_after = Mm(_FOOTER - _LOWER_RULE if raised else 0)
    shape.left_indent = shape.right_indent = Pt(14)
    said(line, "— ", face=Face.PLAIN, size=14)
    field(line, "PAGE", face=Face.PLAIN, size=14)
    said(line, " —", face=Face.PLAIN, size=14)


def _noted(line: Line, note: str) -> None:
    line.alignment = CENTRE
    off_the_grid(line, _NOTE)
    said(line, note, face=Face.ASIDE, size=9)


def off_the_grid(line: Line, height: float) -> None:
    """A line of exactly so many points, wherever the grid's lines are."""
    shape = line.paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(height)
    properties = line._p.get_or_add_pPr()  # noqa: SLF001 - python-docx has no public name for this property
    _placed(properties, _element("w:snapToGrid", val="0"), _AFTER_THE_GRID)


_AFTER_THE_GRID = ("w:spacing", "w:ind", "w:jc", "w:rPr")
_AFTER_A_BORDER = ("w:shd", "w:tabs", "w:snapToGrid", *_AFTER_THE_GRID)


def ruled(line: Line, color: RGBColor, *, side: str, gap: int, sort: str = "single", width: float = 1.5) -> None:
    """A rule at one side of a line, over the text's whole width, `gap` points off."""
    rule = _element(f"w:{side}", val=sort, sz=f"{round(width * 8)}", space=f"{gap}", color=f"{color}")
    borders = _element("w:pBdr")
    borders.append(rule)
    _placed(line._p.get_or_add_pPr(), borders, _AFTER_A_BORDER)  # noqa: SLF001 - as above


def spread(line: Line) -> None:
    """Its characters over the whole width (分散对齐)."""
    line.alignment = WD_ALIGN_PARAGRAPH.DISTRIBUTE


def justified(line: Line) -> None:
    """Both edges even."""
    line.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def right_stop(line: Line, place: float) -> None:
    """A tab after which the text ends at `place`."""
    line.paragraph_format.tab_stops.add_tab_stop(Pt(place), WD_TAB_ALIGNMENT.RIGHT)


def borderless(paper: Paper, widths: Sequence[float]) -> Table:
    """One row of cells side by side without borders or insets."""
    table = bordered(paper, widths)
    table.style = None
    table.add_row()  # type: ignore[no-untyped-call] # python-docx left this one without types
    _inset(table, 0)
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Pt(width)
    return table


def bordered(paper: Paper, widths: Sequence[float]) -> Table:
    """A table with borders, without rows yet."""
    return grid(paper, [Pt(width).mm for width in widths])


def head_of_letter(paper: Paper, name: str, size: float) -> None:
    """The name in the first page's header 30 mm below the edge, the double rule under it, another 20 mm above the lower
    edge in the first page's footer (10.1); both are 170 mm long and so reach beyond the text.
    """
    section = paper.sections[0]
    section.header_distance = Mm(30)
    line = section.first_page_header.paragraphs[0]
    line.alignment = CENTRE
    off_the_grid(line, size)
    said(line, name, face=Face.TITLE, size=size).font.color.rgb = RED
    _beyond(line)
    ruled(line, RED, side="bottom", gap=11, sort="thickThinSmallGap", width=3)
    foot = section.first_page_footer
    lower = foot.add_paragraph() if foot.paragraphs[0].text else foot.paragraphs[0]
    section.footer_distance = Mm(_LOWER_RULE)
    off_the_grid(lower, 2)
    _beyond(lower)
    ruled(lower, RED, side="bottom", gap=0, sort="thinThickSmallGap", width=3)


def _beyond(line: Line) -> None:
    """Seven millimetres wider than the text at either side."""
    line.paragraph_format.left_indent = line.paragraph_format.right_indent = Mm(-7)


def at_the_foot(paper: Paper, rows: int, *, ruled: bool) -> Table:
    """A table of one column at the foot of the page it comes to stand on; with rules above, between and below."""
    table = bordered(paper, (TEXT_WIDTH,))
    table.style = None
    for _ in range(rows):
        table.add_row()  # type: ignore[no-untyped-call] # python-docx left this one without types
    properties = table._tbl.tblPr  # noqa: SLF001 - python-docx has no public name for these properties
    place = {"vertAnchor": "margin", "horzAnchor": "margin", "tblpXSpec": "left", "tblpYSpec": "bottom"}
    properties.insert(0, _element("w:tblpPr", **place))
    if ruled:
        borders = _element("w:tblBorders")
        for side, eighths in (("top", 8), ("bottom", 8), ("insideH", 6)):  # 0.35 and 0.25 mm
            borders.append(_element(f"w:{side}", val="single", sz=f"{eighths}", space="0", color="000000"))
        _placed(properties, borders, ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"))
    _inset(table, 0)
    return table


def _inset(table: Table, width: int) -> None:
    margins = _element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(_element(f"w:{side}", w=f"{width}", type="dxa"))
    _placed(table._tbl.tblPr, margins, ("w:tblLook",))  # noqa: SLF001 - as above


def _element(name: str, **attributes: str) -> BaseOxmlElement:
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _placed(holder: BaseOxmlElement, child: BaseOxmlElement, before: Sequence[str]) -> None:
    """Put a child where the schema wants it: before the first of those that follow it there."""
    following = next((at for at in holder if at.tag in {qn(name) for name in before}), None)
    if following is None:
        holder.append(child)
    else:
        following.addprevious(child)
