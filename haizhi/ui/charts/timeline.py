"""A life in time: spans as bars one below the other, happenings as dots, and the table behind both."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html
from django.utils.safestring import SafeString

from haizhi.ui.charts.chart import EM, WIDTH, bar, line, rounded, text, together
from haizhi.ui.wording import day_text

_ROW, _BAR, _DOT, _FOOT = 30, 16, 5, 24
_MOST_YEARS = 8
"""Years written below the line at most; of more only every second, third … is."""


@dataclass(frozen=True, slots=True)
class Span:
    """Something that lasted from a day to a day, both inclusive."""

    label: str
    first: date
    last: date
    note: str = ""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on a day; `url`: where its row of the table leads."""

    label: str
    day: date
    note: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans and happenings; `today` is marked when it lies among them. `name` is unique on its page."""

    name: str
    title: str
    about: str
    spans: tuple[Span, ...]
    happenings: tuple[Happening, ...]
    today: date

    @property
    def years(self) -> range:
        """The years from the first day of anything to the last, whole."""
        days = [s.first for s in self.spans] + [s.last for s in self.spans] + [h.day for h in self.happenings]
        return range(min(days, default=self.today).year, max(days, default=self.today).year + 1)

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """The table: when, what, what is said of it, where it leads; in the order of time."""
        spans = [(s.first, f"{day_text(s.first)}至{day_text(s.last)}", s.label, s.note, "") for s in self.spans]
        points = [(h.day, day_text(h.day), h.label, h.note, h.url) for h in self.happenings]
        return [row[1:] for row in sorted((*spans, *points), key=lambda row: row[0])]

    def svg(self) -> SafeString:
        """The picture."""
        height = (len(self.spans) + 1) * _ROW + _FOOT
        drawn = together([*self._years(height - _FOOT), *self._spans(), *self._happenings(), *self._today(height)])
        return format_html(
            '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-about" focusable="false">'
            '<title id="{}-title">{}</title><desc id="{}-about">{}</desc>{}</svg>',
            *(WIDTH, height, self.name, self.name, self.name, self.title, self.name, self.described, drawn),
        )

    @property
    def described(self) -> str:
        """The life in words."""
        said = "；".join(f"{when}{what}" for when, what, *_ in self.rows)
        return f"{self.about}{said}。" if said else self.about

    def _place(self, day: date) -> float:
        first, last = date(self.years[0], 1, 1), date(self.years[-1] + 1, 1, 1)
        return (day - first).days / (last - first).days * WIDTH

    def _years(self, foot: float) -> Iterator[SafeString]:
        step = -(-len(self.years) // _MOST_YEARS)
        yield line(0, foot, WIDTH, foot)
        for n, year in enumerate(self.years):
            at = self._place(date(year, 1, 1))
            yield line(at, 0, at, foot)
            if n % step == 0:
                yield text(at + 2, foot + EM + 2, str(year))

    def _spans(self) -> Iterator[SafeString]:
        for n, span in enumerate(self.spans):
            start, middle = self._place(span.first), n * _ROW + _ROW / 2
            yield bar(start, middle - _BAR / 2, self._place(span.last) - start, _BAR, "span")
            yield text(start + 4, middle + 5, span.label, "on")

    def _happenings(self) -> Iterator[SafeString]:
        level = len(self.spans) * _ROW + _ROW / 2
        for happening in self.happenings:
            at = rounded(max(_DOT, min(WIDTH - _DOT, self._place(happening.day))))
            yield format_html('<circle cx="{}" cy="{}" r="{}" class="dot"/>', at, rounded(level), _DOT)

    def _today(self, height: float) -> Iterator[SafeString]:
        if self.today.year in self.years:
            at = self._place(self.today)
            yield line(at, 0, at, height - _FOOT, "way")
