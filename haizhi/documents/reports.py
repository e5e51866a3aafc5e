"""Reports of several pages: headings, texts, tables and drawings, in the order in which they are read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from haizhi.documents.fonts import Face, fonts
from haizhi.documents.sheets import Grid
from haizhi.documents.texts import paragraphs
from haizhi.documents.typesetting import typeset, typeset_drawing


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 1 一、 or 2 （一）; its ordinal is in its text."""

    text: str
    level: int = 1


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart: an `<svg>` element as a page shows it, its title, and all that it says in words."""

    title: str
    svg: str
    alt: str


Part = Heading | str | Grid | Drawing
"""A part of a report; a text may hold several lines, each becomes a paragraph."""


@dataclass(frozen=True, slots=True)
class Report:
    """A report: what stands above it, and its parts. `number` stands in the footer."""

    title: str
    subtitle: str
    made_at: datetime
    number: str
    parts: tuple[Part, ...]


PIXELS_AN_INCH = 220
"""Of drawings in Word documents: sharp in print, a few dozen kilobytes each."""


def report_pdf(report: Report) -> bytes:
    """The report as PDF/A-2b."""
    drawings: list[str] = []
    content: dict[str, Any] = {
        "title": report.title,
        "subtitle": report.subtitle,
        "number": report.number,
        "parts": [_content(part, drawings) for part in report.parts],
    }
    return typeset("report", content, at=report.made_at, drawings=drawings)


def drawing_png(drawing: Drawing) -> bytes:
    """A drawing as a picture, for documents that take no SVG."""
    return typeset_drawing(in_print(drawing.svg), ppi=PIXELS_AN_INCH)


def in_print(svg: str) -> str:
    """The `<svg>` of a page as one that stands alone: with its namespace, in ink and in the fonts of papers."""
    families = ", ".join(f'"{family}"' for family in fonts().families[Face.HEADING])
    style = (
        f"<style>text{{font-family:{families};font-size:14px;fill:#1a1a1a}}"
        ".figure{font-weight:600}.end{text-anchor:end}.middle{text-anchor:middle}"
        ".bar,.dot{fill:#444}.axis{stroke:#6b6b6b;stroke-width:1}.way{stroke:#444;stroke-width:2;fill:none}</style>"
    )
    opening, _, rest = svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1).partition(">")
    return f"{opening}>{style}{rest}"


def _content(part: Part, drawings: list[str]) -> dict[str, Any]:
    if isinstance(part, str):
        return {"kind": "text", "lines": paragraphs(part)}
    if isinstance(part, Heading):
        return {"kind": "heading", "text": part.text, "level": part.level}
    if isinstance(part, Grid):
        table = {"title": part.title, "columns": part.columns, "widths": part.widths, "rows": part.rows}
        return table | {"kind": "table", "dense": part.dense}
    drawings.append(in_print(part.svg))
    return {"kind": "drawing", "title": part.title, "alt": part.alt, "place": len(drawings) - 1}
