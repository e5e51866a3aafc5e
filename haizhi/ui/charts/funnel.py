"""A funnel: how many are left after each step."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from haizhi.ui.charts.chart import EM, WIDTH, Chart, bar, figure, text, together

_ROW, _BAR, _FIGURE = 34, 24, 64


@dataclass(frozen=True, slots=True)
class Funnel(Chart):
    """One bar a step, each in the middle under the one before it."""

    def drawing(self) -> tuple[int, SafeString]:
        """As many rows as steps."""
        return len(self.marks) * _ROW + 4, together(self._steps())

    def _steps(self) -> Iterator[SafeString]:
        start = max([2, *(len(mark.label) for mark in self.marks)]) * EM + 8
        room = WIDTH - start - _FIGURE
        for n, mark in enumerate(self.marks):
            middle = n * _ROW + _ROW / 2
            width = (mark.value or 0) * room / self.largest
            yield text(start - 8, middle + 5, mark.label, "end")
            if mark.value:
                yield bar(start + (room - width) / 2, middle - _BAR / 2, width, _BAR)
            yield text(WIDTH, middle + 5, figure(mark), "figure end")
