"""Lying bars: for names of any length."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from haizhi.ui.charts.chart import EM, WIDTH, Chart, bar, figure, line, shortened, text, together

_ROW, _BAR, _LONGEST, _FIGURE = 28, 18, 11, 60


@dataclass(frozen=True, slots=True)
class Bars(Chart):
    """One bar a row, its label before it and its figure behind it."""

    def drawing(self) -> tuple[int, SafeString]:
        """As many rows as figures."""
        labels = min(_LONGEST, max([2, *(len(mark.label) for mark in self.marks)]))
        start = labels * EM + 8
        return len(self.marks) * _ROW + 4, together([*self._rows(start), line(start, 0, start, len(self.marks) * _ROW)])

    def _rows(self, start: int) -> Iterator[SafeString]:
        unit = (WIDTH - start - _FIGURE) / self.largest
        for n, mark in enumerate(self.marks):
            middle = n * _ROW + _ROW / 2
            length = (mark.value or 0) * unit
            yield text(start - 8, middle + 5, shortened(mark.label, _LONGEST), "end")
            if mark.value:
                yield bar(start, middle - _BAR / 2, length, _BAR)
            yield text(start + length + 6, middle + 5, figure(mark), "figure")
