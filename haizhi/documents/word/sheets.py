"""A sheet as a Word document."""

from docx.document import Document as Paper

from haizhi.documents.fonts import Face
from haizhi.documents.sheets import Box, Grid, Sheet
from haizhi.documents.texts import paragraphs
from haizhi.documents.word import writing
from haizhi.documents.word.writing import CENTRE, RIGHT, grid, line, row, signature, written

_WIDTH = 160.0


def sheet_docx(sheet: Sheet) -> bytes:
    """The sheet as DOCX."""
    paper = writing.begun(sheet.title, sheet.made_at, number=sheet.number, imprint=sheet.imprint)
    line(paper, sheet.title, face=Face.TITLE, size=22, align=CENTRE)
    if sheet.addressee:
        line(paper, f"{sheet.addressee}：", size=14, above=12)
    if sheet.rows:
        facts = grid(paper, (32, _WIDTH - 32))
        for label, value in sheet.rows:
            row(facts, (label, value), labels=(0,))
    if sheet.box:
        _box(paper, sheet.box)
    _running(paper, sheet.paragraphs)
    for table in sheet.tables:
        _table(paper, table)
    _running(paper, sheet.closing)
    for place, said in enumerate((*sheet.issued, "公章") if sheet.issued else ()):
        line(paper, said, size=14, align=RIGHT, above=0 if place else 40)
    for sign in sheet.signatures:
        signature(paper, who=f"{sign.label}：", seal=sign.seal, above=40)
    if sheet.note:
        line(paper, sheet.note, face=Face.ASIDE, size=10.5, above=24)
    return written(paper)


def _running(paper: Paper, texts: tuple[str, ...]) -> None:
    for part in (part for text in texts for part in paragraphs(text)):
        line(paper, part, size=14, indent=True)


def _box(paper: Paper, box: Box) -> None:
    made = row(grid(paper, (32, _WIDTH - 32)), (box.label, ""), labels=(0,))
    for part in paragraphs(box.text):
        line(made.cells[1], part, size=14, indent=True)
    signature(made.cells[1], seal=box.seal, above=160)


def _table(paper: Paper, table: Grid) -> None:
    if table.title:
        line(paper, table.title, face=Face.HEADING, size=13, above=12)
    made = grid(paper, [_WIDTH * share / sum(table.widths) for share in table.widths])
    row(made, table.columns, heading=True)
    for texts in table.rows:
        row(made, texts)
