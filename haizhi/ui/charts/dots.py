"""Dots on a line: how a figure went on."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString

from haizhi.ui.charts.chart import WIDTH, Chart, figure, line, rounded, text, together
from haizhi.ui.charts.columns import labelled_each

_TOP, _TALL, _FOOT = 24, 150, 26
_BASE = _TOP + _TALL


@dataclass(frozen=True, slots=True)
class Dots(Chart):
    """One dot each with its figure above it, joined in their order; the line stops where a figure is not told."""

    def drawing(self) -> tuple[int, SafeString]:
        """As high whatever the number of dots."""
        return _BASE + _FOOT, together([line(0, _BASE, WIDTH, _BASE), *self._way(), *self._dots()])

    def _places(self) -> Iterator[tuple[float, float | None]]:
        step = WIDTH / max(1, len(self.marks))
        for n, mark in enumerate(self.marks):
            yield (n + 0.5) * step, None if mark.value is None else _BASE - mark.value * _TALL / self.largest

    def _way(self) -> Iterator[SafeString]:
        found = list(self._places())
        for (x1, y1), (x2, y2) in pairwise(found):
            if y1 is not None and y2 is not None:
                yield line(x1, y1, x2, y2, "way")

    def _dots(self) -> Iterator[SafeString]:
        step = WIDTH / max(1, len(self.marks))
        each = labelled_each(step, max([1, *(len(mark.label) for mark in self.marks)]))
        for n, (mark, (x, y)) in enumerate(zip(self.marks, self._places(), strict=True)):
            if y is not None:
                yield format_html('<circle cx="{}" cy="{}" r="4" class="dot"/>', rounded(x), rounded(y))
            if n % each == 0:
                yield text(x, (_BASE if y is None else y) - 10, figure(mark), "figure middle")
                yield text(x, _BASE + 19, mark.label, "middle")
