"""Writing Word documents: the fonts' Chinese names, tables with borders, page numbers as fields."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO

from docx import Document
from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from haizhi.documents.fonts import WORD, Face
from haizhi.documents.marks import Imprint
from haizhi.documents.texts import clean

LATIN = "Times New Roman"
CENTRE, RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_DIVIDED = 500
"""Characters from which a cell may be divided between two pages; one that is filled later always may."""
USE_THE_PDF = "签字盖章请使用系统生成的 PDF 打印件"


def begun(title: str, at: datetime, *, number: str, imprint: Imprint | None) -> Paper:
    """An empty A4 document for printing on both sides, its footer naming number, version and pages."""
    paper = Document()
    moment = at.astimezone(UTC).replace(tzinfo=None)  # Word keeps naive UTC
    about = paper.core_properties
    about.title, about.author, about.comments = clean(title), "", ""
    about.created = about.modified = moment
    section = paper.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin, section.right_margin = Mm(28), Mm(22)
    section.top_margin, section.bottom_margin, section.footer_distance = Mm(25), Mm(28), Mm(14)
    paper.settings.element.find(qn("w:zoom")).addnext(OxmlElement("w:mirrorMargins"))  # the schema fixes the order
    normal = paper.styles["Normal"]
    normal.font.name, normal.font.size = LATIN, Pt(12)
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), WORD[Face.BODY])
    normal.paragraph_format.space_after = Pt(0)
    footer = section.footer.paragraphs[0]
    footer.alignment = CENTRE
    version = f"版本 {imprint.short}　" if imprint else ""
    said(footer, f"{number}　{version}第 ", size=9)
    field(footer, "PAGE")
    said(footer, " 页　共 ", size=9)
    field(footer, "NUMPAGES")
    said(footer, " 页", size=9)
    note = section.footer.add_paragraph()
    note.alignment = CENTRE
    said(note, USE_THE_PDF, face=Face.ASIDE, size=9)
    return paper


def written(paper: Paper) -> bytes:
    """The document as a file."""
    file = BytesIO()
    paper.save(file)
    return file.getvalue()


def said(paragraph: Paragraph, text: str, *, face: Face = Face.BODY, size: float = 12) -> Run:
    """A run of text in a face; `size` in points."""
    run = paragraph.add_run(clean(text))
    run.font.name, run.font.size = LATIN, Pt(size)
    run.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), WORD[face])
    return run


def line(
    paper: Paper | _Cell,
    text: str,
    *,
    face: Face = Face.BODY,
    size: float = 12,
    align: WD_ALIGN_PARAGRAPH | None = None,
    indent: bool = False,
    above: float = 0,
) -> Paragraph:
    """A paragraph of one run; `indent` begins it two characters in, `above` is the room before it in points."""
    paragraph = paper.add_paragraph()
    paragraph.alignment = align
    shape = paragraph.paragraph_format
    shape.line_spacing_rule, shape.space_before = WD_LINE_SPACING.ONE_POINT_FIVE, Pt(above)
    if indent:
        shape.first_line_indent = Pt(2 * size)
    said(paragraph, text, face=face, size=size)
    return paragraph


def heading(paper: Paper, text: str, *, level: int, size: float, above: float, centred: bool = False) -> Paragraph:
    """A heading that Word's navigation lists at its level, on one page with what follows."""
    made = line(paper, text, face=Face.HEADING, size=size, align=CENTRE if centred else None, above=above)
    made.paragraph_format.keep_with_next = True
    outline = OxmlElement("w:outlineLvl")
    outline.set(qn("w:val"), str(level - 1))
    made._p.get_or_add_pPr().append(outline)  # noqa: SLF001 - python-docx has no public name for the outline
    return made


def grid(paper: Paper, widths: Iterable[float]) -> Table:
    """A bordered table without rows yet; `widths` of its columns in millimetres."""
    columns = [Mm(width) for width in widths]
    table: Table = paper.add_table(rows=0, cols=len(columns))
    table.style, table.alignment, table.autofit = "Table Grid", WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(table.columns, columns, strict=True):
        column.width = width
    return table


def row(table: Table, texts: Sequence[str], *, labels: Iterable[int] = (), heading: bool = False) -> _Row:
    """A row of texts; those in the columns `labels` are labels, a `heading` row repeats on every page."""
    made: _Row = table.add_row()  # type: ignore[no-untyped-call] # python-docx left this one without types
    marked = set(labels)
    for place, (cell, text, column) in enumerate(zip(made.cells, texts, table.columns, strict=True)):
        cell.width = column.width
        filled(cell, text, is_label=heading or place in marked)
    if 0 < max(map(len, texts)) < _DIVIDED:
        _declared(made, "w:cantSplit")
    if heading:
        _declared(made, "w:tblHeader")
    return made


def filled(cell: _Cell, text: str, *, is_label: bool = False) -> None:
    """Text in a cell: a label in the middle, anything else from the left, line by line."""
    cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    for place, part in enumerate(clean(text).splitlines() or [""]):
        paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
        paragraph.alignment = CENTRE if is_label else None
        said(paragraph, part, face=Face.HEADING if is_label else Face.BODY, size=11 if is_label else 12)


def merged(made: _Row, first: int, last: int) -> _Cell:
    """The cells from `first` to `last` as one."""
    cell: _Cell = made.cells[first].merge(made.cells[last])
    return cell


def kept_whole(made: _Row, *, height: float) -> None:
    """A row that no page break divides, at least `height` millimetres high."""
    _declared(made, "w:cantSplit")
    made.height, made.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.AT_LEAST


def signature(cell: Paper | _Cell, *, who: str = "负责人（签字）：", seal: str = "", above: float = 60) -> None:
    """Where somebody signs: name, seal, date, all left blank; `above` in points."""
    gap = "　" * 12 if seal else ""
    line(cell, f"{who}{gap}{seal}", above=above)
    line(cell, "年　　月　　日", align=RIGHT, above=18)


def new_page(paper: Paper) -> None:
    """What follows begins on the next page."""
    paper.add_page_break()  # type: ignore[no-untyped-call] # python-docx left this one without types


def _declared(made: _Row, property_name: str) -> None:
    properties = made._tr.get_or_add_trPr()  # noqa: SLF001 - python-docx has no public name for these properties
    if properties.find(qn(property_name)) is None:
        properties.append(OxmlElement(property_name))


def field(paragraph: Paragraph, name: str, *, face: Face = Face.BODY, size: float = 9) -> None:
    """A value that Word fills in: PAGE, NUMPAGES."""
    run = said(paragraph, "", face=face, size=size)
    for kind in ("begin", "separate", "end"):
        mark = OxmlElement("w:fldChar")
        mark.set(qn("w:fldCharType"), kind)
        run.element.append(mark)
        if kind == "begin":
            code = OxmlElement("w:instrText")
            code.text = name
            run.element.append(code)
