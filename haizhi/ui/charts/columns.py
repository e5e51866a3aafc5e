"""Standing columns: for years and other short names in their order."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.safestring import SafeString

from haizhi.ui.charts.chart import EM, WIDTH, Chart, bar, figure, line, text, together

_TOP, _TALL, _FOOT = 24, 150, 26
_BASE = _TOP + _TALL


@dataclass(frozen=True, slots=True)
class Columns(Chart):
    """One column each, its figure above it and its label below it."""

    def drawing(self) -> tuple[int, SafeString]:
        """As high whatever the number of columns; labels that would meet are left out."""
        return _BASE + _FOOT, together([*self._columns(), line(0, _BASE, WIDTH, _BASE)])

    def _columns(self) -> Iterator[SafeString]:
        step = WIDTH / max(1, len(self.marks))
        each = labelled_each(step, max([1, *(len(mark.label) for mark in self.marks)]))
        for n, mark in enumerate(self.marks):
            middle, tall = (n + 0.5) * step, (mark.value or 0) * _TALL / self.largest
            if mark.value:
                yield bar(middle - min(step * 0.32, 24), _BASE - tall, min(step * 0.64, 48), tall)
            yield text(middle, _BASE - tall - 6, figure(mark), "figure middle")
            if n % each == 0:
                yield text(middle, _BASE + 19, mark.label, "middle")


def labelled_each(step: float, length: int) -> int:
    """Every so-manieth label has room, where each of `length` signs (digits are half as wide) has `step` units."""
    return max(1, -int(-(length * EM * 0.62 + 6) // step))
