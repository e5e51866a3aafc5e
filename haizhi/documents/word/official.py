"""An official document as a Word document: the fonts of the reader's office, a grid of 28 × 22 (GB/T 9704-2012)."""

from docx.document import Document as Paper
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Line

from haizhi.documents.fonts import Face
from haizhi.documents.official import (
    Attachment,
    Form,
    Level,
    Official,
    Paragraph,
    attachment_marks,
    attachment_names,
)
from haizhi.documents.official_titles import title_lines
from haizhi.documents.sheets import Grid
from haizhi.documents.word import official_page as page
from haizhi.documents.word.official_page import PITCH, SIZE, TEXT_WIDTH
from haizhi.documents.word.writing import CENTRE, RIGHT, new_page, row, said, written

_TITLE = 22
_COPIES = 14
_DATE = 7 * PITCH
"""About the width of a date, in points."""

_FACES = {Level.FIRST: Face.HEADING, Level.SECOND: Face.ASIDE}


def official_docx(document: Official) -> bytes:
    """The document as DOCX; what it says is the PDF's, lines and pages are Word's."""
    paper = page.begun(document)
    if document.form is Form.DOCUMENT:
        _red_head(paper, document.issuers)
        page.ruled(_line(paper, document.number_text, above=2, centred=True), page.RED, side="bottom", gap=11)
        _empty(paper, 2)
    elif document.form is Form.LETTER:
        _letter_head(paper, document)
    _title(paper, document.title)
    _empty(paper, 1)
    if document.addressee:
        _line(paper, f"{document.addressee}：")
    for part in document.paragraphs:
        _running(paper, part)
    _names(paper, document)
    _signatures(paper, document)
    if document.remark:
        _line(paper, f"（{document.remark}）", left=2)
    for mark, attachment in attachment_marks(document.attachments):
        _attached(paper, mark, attachment)
    _foot(paper, document)
    return written(paper)


def _line(
    paper: Paper | _Cell,
    text: str,
    *,
    face: Face = Face.BODY,
    size: float = SIZE,
    above: float = 0,
    left: float = 0,
    centred: bool = False,
) -> Line:
    """A line on the grid; `above` are the empty lines over it, `left` the characters that it is moved in."""
    made = paper.add_paragraph()
    made.alignment = CENTRE if centred else None
    made.paragraph_format.space_before = Pt(above * page.LINE)
    made.paragraph_format.left_indent = Pt(left * PITCH)
    said(made, text, face=face, size=size)
    return made


def _empty(paper: Paper, lines: int, *, kept: bool = False) -> None:
    for _ in range(lines):
        _line(paper, "").paragraph_format.keep_with_next = kept


def _red_head(paper: Paper, issuers: tuple[str, ...]) -> None:
    """发文机关标志: 35 mm below the edge of the text block; several names beside one 文件, the leading one first."""
    longest = max((len(name) for name in issuers), default=1)
    if len(issuers) < 2:
        size = min(48.0, TEXT_WIDTH / (longest + 2.2))
        made = _red(paper, f"{''.join(issuers)}文件", size, CENTRE)
        made.paragraph_format.space_before = Mm(35)
        return
    size = min(36.0, TEXT_WIDTH / (longest + 3.2))
    _empty_height(paper, 35)
    names = size * (longest + 0.6)
    head = page.borderless(paper, (names, TEXT_WIDTH - names))
    cells = head.rows[0].cells
    for place, name in enumerate(issuers):
        line = cells[0].paragraphs[0] if place == 0 else cells[0].add_paragraph()
        page.spread(_red(line, name, size))
    cells[1].vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    _red(cells[1].paragraphs[0], "文件", size * 1.25, CENTRE)


def _empty_height(paper: Paper, height: float) -> None:
    """An empty line of exactly so many millimetres."""
    shape = paper.add_paragraph().paragraph_format
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, Mm(height)


def _red(at: Paper | Line, text: str, size: float, align: WD_ALIGN_PARAGRAPH | None = None) -> Line:
    line = at if isinstance(at, Line) else at.add_paragraph()
    if align is not None:
        line.alignment = align
    page.off_the_grid(line, size * 1.35)
    said(line, text, face=Face.TITLE, size=size).font.color.rgb = page.RED
    return line


def _letter_head(paper: Paper, document: Official) -> None:
    """The name 30 mm below the edge of the page, so above the text block; then the rule and the number (10.1)."""
    name = "　".join(document.issuers)
    size = min(34.0, TEXT_WIDTH / max(1, len(name)))
    page.head_of_letter(paper, name, size)
    if document.number_text:
        _line(paper, document.number_text, above=0.5).alignment = RIGHT
    _empty(paper, 2)


def _title(paper: Paper, title: str) -> None:
    for text in title_lines(title):
        line = _line(paper, text, face=Face.TITLE, size=_TITLE, centred=True)
        page.off_the_grid(line, _TITLE + 13)


def _running(paper: Paper, part: Paragraph) -> None:
    heading, text = part.parted
    line = paper.add_paragraph()
    line.paragraph_format.first_line_indent = Pt(2 * PITCH)
    if heading:
        said(line, heading, face=_FACES[part.level], size=SIZE)
    if text:
        said(line, text, size=SIZE)
    page.justified(line)


def _names(paper: Paper, document: Official) -> None:
    """附件说明, each name begun under the first."""
    for place, name in enumerate(attachment_names(document.attachments)):
        line = _line(paper, name if place else f"附件：{name}", above=0 if place else 1, left=5)
        line.paragraph_format.first_line_indent = Pt(0 if place else -3 * PITCH)


def _signatures(paper: Paper, document: Official) -> None:
    """署名 and 成文日期; over sealed ones two lines stay empty, for the seals' upper halves."""
    signers = document.signing
    if not signers:
        return
    paper.paragraphs[-1].paragraph_format.keep_with_next = True
    if not document.sealed:
        _unsealed(paper, signers, document.date_text)
        return
    alone = any(len(name) * 2 * PITCH > TEXT_WIDTH for name in signers)
    step = 1 if alone else 2
    first = len(signers) % step
    rows = [signers[:first]] if first else []
    rows += [signers[start : start + step] for start in range(first, len(signers), step)]
    _empty(paper, 2, kept=True)
    for place, names in enumerate(rows):
        if place:
            _empty(paper, 4, kept=True)
        table = page.borderless(paper, (TEXT_WIDTH / 2,) * 2 if step == 2 else (TEXT_WIDTH,))
        cells = table.rows[0].cells
        for cell in cells:  # the empty ones too: a row that is kept in part is kept by none
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        for cell, name in zip(reversed(cells), reversed(names), strict=False):
            line = cell.paragraphs[0]
            line.alignment = CENTRE if step == 2 else RIGHT
            said(line, name, size=SIZE)
    date = _line(paper, document.date_text)
    date.alignment, date.paragraph_format.right_indent = RIGHT, Pt(4 * PITCH)


def _unsealed(paper: Paper, signers: tuple[str, ...], dated: str) -> None:
    name = len(signers[-1]) * PITCH
    right = max(2 * PITCH, 4 * PITCH + _DATE - name)
    for place, signer in enumerate((*signers, dated)):
        line = _line(paper, signer, above=0 if place else 1)
        is_date = place == len(signers)
        line.alignment, line.paragraph_format.keep_with_next = RIGHT, not is_date
        line.paragraph_format.right_indent = Pt(right + name - 2 * PITCH - _DATE if is_date else right)


def _attached(paper: Paper, mark: str, attachment: Attachment) -> None:
    new_page(paper)
    _line(paper, mark, face=Face.HEADING)
    _empty(paper, 1)
    _title(paper, attachment.title)
    _empty(paper, 1)
    for part in attachment.paragraphs:
        _running(paper, part)
    if attachment.table:
        _table(paper, attachment.table)


def _table(paper: Paper, table: Grid) -> None:
    made = page.bordered(paper, [TEXT_WIDTH * share / sum(table.widths) for share in table.widths])
    row(made, table.columns, heading=True)
    for texts in table.rows:
        row(made, texts)


def _foot(paper: Paper, document: Official) -> None:
    """版记: at the foot of the last page."""
    copies = f"抄送：{'，'.join(document.copies)}。" if document.copies else ""
    texts = [copies] if copies else []
    texts += ["\t".join(document.printing)] if document.printing else []
    if not texts:
        return
    foot = page.at_the_foot(paper, len(texts), ruled=document.form is not Form.LETTER)
    for cell, text in zip((made.cells[0] for made in foot.rows), texts, strict=True):
        line = cell.paragraphs[0]
        page.off_the_grid(line, _COPIES * 1.5)
        shape = line.paragraph_format
        shape.left_indent = shape.right_indent = Pt(_COPIES)
        if text is copies:
            shape.left_indent, shape.first_line_indent = Pt(4 * _COPIES), Pt(-3 * _COPIES)
        else:
            page.right_stop(line, TEXT_WIDTH - _COPIES)
        said(line, text, size=_COPIES)
