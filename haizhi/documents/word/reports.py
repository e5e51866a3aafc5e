"""A report as a Word document; drawings stand in it as pictures."""

from io import BytesIO

from docx.document import Document as Paper
from docx.shared import Mm

from haizhi.documents.fonts import Face
from haizhi.documents.reports import Drawing, Heading, Part, Report, drawing_png
from haizhi.documents.sheets import Grid
from haizhi.documents.texts import paragraphs
from haizhi.documents.word import writing
from haizhi.documents.word.writing import CENTRE, grid, heading, line, row, written

_WIDTH = 160.0


def report_docx(report: Report) -> bytes:
    """The report as DOCX."""
    paper = writing.begun(report.title, report.made_at, number=report.number, imprint=None)
    line(paper, report.title, face=Face.TITLE, size=22, align=CENTRE)
    line(paper, report.subtitle, face=Face.ASIDE, size=14, align=CENTRE, above=6)
    for part in report.parts:
        _put(paper, part)
    return written(paper)


def _put(paper: Paper, part: Part) -> None:
    if isinstance(part, Heading):
        first = part.level == 1
        heading(paper, part.text, level=part.level, size=16 if first else 13, above=18 if first else 12)
    elif isinstance(part, Grid):
        _table(paper, part)
    elif isinstance(part, Drawing):
        _drawing(paper, part)
    else:
        for text in paragraphs(part):
            line(paper, text, size=14, indent=True)


def _table(paper: Paper, table: Grid) -> None:
    if table.title:
        heading(paper, table.title, level=3, size=13, above=12)
    made = grid(paper, [_WIDTH * share / sum(table.widths) for share in table.widths])
    row(made, table.columns, heading=True)
    for texts in table.rows:
        row(made, texts)


def _drawing(paper: Paper, drawing: Drawing) -> None:
    heading(paper, drawing.title, level=3, size=12, above=12, centred=True)
    place = paper.add_paragraph()
    place.alignment = CENTRE
    shown = place.add_run().add_picture(BytesIO(drawing_png(drawing)), width=Mm(130))
    shown._inline.docPr.set("descr", drawing.alt)  # noqa: SLF001 - python-docx has no public name for what a picture says
