"""What every chart is: named figures, drawn in a box of 400 units that a phone shows at nearly its own size."""

from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH = 400
"""Units across; text is 14 of them high, so that on a screen of 360 px it is still 12 px."""

EM = 14

WITHHELD = "不公布"
"""What stands in the place of a figure that is not told."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure; None is not told. `url`: where its row of the table leads."""

    label: str
    value: int | None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Figures of one unit (家, 件). `name` is unique on its page, `heading` says what the labels are, `about` what
    the chart shows in a sentence."""

    name: str
    title: str
    about: str
    heading: str
    unit: str
    marks: tuple[Mark, ...]

    @property
    def largest(self) -> int:
        """The largest figure, at least 1."""
        return max([1, *(mark.value or 0 for mark in self.marks)])

    @property
    def told(self) -> bool:
        """Whether any figure is told at all."""
        return any(mark.value is not None for mark in self.marks)

    @property
    def rows(self) -> list[tuple[Mark, str]]:
        """The rows of the table: each mark with its figure in words."""
        return [(mark, figure(mark)) for mark in self.marks]

    def svg(self) -> SafeString:
        """The picture. Raises NotImplementedError for a chart of no kind."""
        height, drawn = self.drawing()
        return format_html(
            '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-about" focusable="false">'
            '<title id="{}-title">{}</title><desc id="{}-about">{}</desc>{}</svg>',
            *(WIDTH, height, self.name, self.name, self.name, self.title, self.name, self.described, drawn),
        )

    @property
    def described(self) -> str:
        """The chart in words: what it shows, then every figure."""
        figures = "，".join(
            f"{mark.label}{figure(mark)}{self.unit if mark.value is not None else ''}" for mark in self.marks
        )
        return f"{self.about}{figures}。" if figures else self.about

    def drawing(self) -> tuple[int, SafeString]:
        """How high it is, and what is in it."""
        raise NotImplementedError


def figure(mark: Mark) -> str:
    """A figure as it is written, with its thousands apart."""
    return WITHHELD if mark.value is None else f"{mark.value:,}"


def shortened(label: str, most: int) -> str:
    """A label of at most so many signs; the table has all of it."""
    return label if len(label) <= most else f"{label[: most - 1]}…"


def text(x: float, y: float, words: str, kind: str = "") -> SafeString:
    """Words at a place; `kind` are classes: `end` and `middle` say which side of them lies there."""
    return format_html('<text x="{}" y="{}" class="{}">{}</text>', rounded(x), rounded(y), kind, words)


def bar(x: float, y: float, width: float, height: float, kind: str = "bar") -> SafeString:
    """A rectangle; what is more than nothing is at least 2 units wide and high."""
    shape = (rounded(x), rounded(y), rounded(max(width, 2)), rounded(max(height, 2)))
    return format_html('<rect x="{}" y="{}" width="{}" height="{}" class="{}"/>', *shape, kind)


def line(x1: float, y1: float, x2: float, y2: float, kind: str = "axis") -> SafeString:
    """A straight line."""
    ends = map(rounded, (x1, y1, x2, y2))
    return format_html('<line x1="{}" y1="{}" x2="{}" y2="{}" class="{}"/>', *ends, kind)


def together(parts: Any) -> SafeString:
    """Pieces of a drawing, one after the other."""
    return format_html_join("", "{}", ((part,) for part in parts))


def rounded(value: float) -> str:
    """A coordinate with one place at most, and no places where there are none."""
    return f"{value:.1f}".removesuffix(".0")
