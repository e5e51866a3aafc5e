"""字数 of the project overview (表): counted as a word processor counts, and the limit on it.

The algorithm, exactly, so that the browser can do the same (`tests/regulation/wordcount_cases.json` binds both).
Walk the text by Unicode code points (never UTF-16 units). Each code point belongs to the first class that fits:

1. transparent: `TRANSPARENT` (combining marks, variation selectors, joiners, BOM). Skipped; ends nothing.
2. separator: `SEPARATORS` (control characters and every kind of space and line break). Ends a run; counts 0.
3. wide: `WIDE` (CJK ideographs of every plane, kana, hangul, full-width forms, CJK marks, and the marks “ ” ‘ ’ — … ·
   ①, arrows, mathematical and pictorial signs that Chinese text sets full width). Ends a run; counts 1 each.
   Exception: ’ (U+2019) whose neighbours on both sides, transparent ones left out, are of class 4 or 5 belongs to
   class 4 (O’Brien is one word).
4. half-width mark: `HALF_MARKS` (ASCII and Latin-1 punctuation, other general punctuation). Belongs to the run it
   touches; does not by itself make the run count.
5. anything else: letters and digits. Belongs to a run and makes it count.

A run is a longest sequence of classes 4 and 5; it counts 1 if it holds at least one code point of class 5, else 0.
So `3.14`, `AI-driven` and `a@b.cn` count 1 each, `重庆,AI` counts 3, and a lone comma counts 0.
"""

from bisect import bisect_right
from collections.abc import Sequence
from enum import IntEnum

from haizhi.regulation.citations import form
from haizhi.regulation.findings import Finding, ruled_by
from haizhi.regulation.parameters import OVERVIEW_WORDS

Range = tuple[int, int]

TRANSPARENT: tuple[Range, ...] = (
    (0x00AD, 0x00AD), (0x0300, 0x036F), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E),
    (0x2060, 0x206F), (0x20D0, 0x20FF), (0x302A, 0x302F), (0x3099, 0x309A), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F),
    (0xFEFF, 0xFEFF), (0x1F3FB, 0x1F3FF), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""First and last code point of each range that is passed over."""

SEPARATORS: tuple[Range, ...] = (
    (0x0000, 0x0020), (0x007F, 0x00A0), (0x1680, 0x1680), (0x2000, 0x200A), (0x2028, 0x2029), (0x202F, 0x202F),
    (0x205F, 0x205F), (0x3000, 0x3000),
)  # fmt: skip
"""First and last code point of each range that separates."""

WIDE: tuple[Range, ...] = (
    (0x00B7, 0x00B7), (0x1100, 0x11FF), (0x2014, 0x2016), (0x2018, 0x2019), (0x201C, 0x201D), (0x2025, 0x2027),
    (0x2030, 0x2031), (0x203B, 0x203B), (0x2100, 0x2BFF), (0x2E80, 0x2FFF), (0x3001, 0xA4CF), (0xA960, 0xA97F),
    (0xAC00, 0xD7FF), (0xF900, 0xFAFF), (0xFE10, 0xFE1F), (0xFE30, 0xFE6F), (0xFF01, 0xFFEE), (0x16FE0, 0x18DFF),
    (0x1AFF0, 0x1B2FF), (0x1F000, 0x1FAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""First and last code point of each range whose every code point counts 1."""

HALF_MARKS: tuple[Range, ...] = (
    (0x0021, 0x002F), (0x003A, 0x0040), (0x005B, 0x0060), (0x007B, 0x007E), (0x00A1, 0x00A9), (0x00AB, 0x00B1),
    (0x00B4, 0x00B4), (0x00B6, 0x00B8), (0x00BB, 0x00BB), (0x00BF, 0x00BF), (0x00D7, 0x00D7), (0x00F7, 0x00F7),
    (0x2010, 0x205E),
)  # fmt: skip
"""First and last code point of each range that joins a run without making it count."""

_APOSTROPHE = 0x2019


class _Class(IntEnum):
    TRANSPARENT = 1
    SEPARATOR = 2
    WIDE = 3
    HALF_MARK = 4
    LETTER = 5


def _boundaries() -> tuple[list[int], list[_Class]]:
    """The starts of the stretches of equal class over all code points, and the class of each."""
    tables = (
        (_Class.TRANSPARENT, TRANSPARENT),
        (_Class.SEPARATOR, SEPARATORS),
        (_Class.WIDE, WIDE),
        (_Class.HALF_MARK, HALF_MARKS),
    )
    starts = sorted({0, *(edge for _, ranges in tables for a, b in ranges for edge in (a, b + 1))})
    return starts, [
        next((c for c, ranges in tables if any(a <= start <= b for a, b in ranges)), _Class.LETTER) for start in starts
    ]


_STARTS, _CLASSES = _boundaries()


def _class_of(point: int) -> _Class:
    return _CLASSES[bisect_right(_STARTS, point) - 1]


def count_words(text: str) -> int:
    """字数 of a text, by the algorithm of this module."""
    points = [(ord(ch), _class_of(ord(ch))) for ch in text]
    visible = [(point, cls) for point, cls in points if cls is not _Class.TRANSPARENT]
    classes = [cls for _, cls in visible]
    total, in_counted_run = 0, False
    for i, (point, own) in enumerate(visible):
        cls = own
        if point == _APOSTROPHE and 0 < i < len(visible) - 1 and min(classes[i - 1], classes[i + 1]) > _Class.WIDE:
            cls = _Class.HALF_MARK
        if cls is _Class.LETTER:
            total += not in_counted_run
            in_counted_run = True
        elif cls is not _Class.HALF_MARK:
            total += cls is _Class.WIDE
            in_counted_run = False
    return total


@ruled_by(form())
def overview_within_limit(parts: Sequence[str]) -> Finding:
    """The parts of the overview together hold at most 1000 字 (表); blocks submitting, never saving."""
    total, limit = sum(count_words(part) for part in parts), OVERVIEW_WORDS.value
    return Finding(
        total <= limit,
        reason=f"项目概述共{total}字" + (f"，超出{limit}字上限{total - limit}字" if total > limit else ""),
        remedy=f"请将三部分合计压缩到{limit}字以内" if total > limit else "",
        field="overview",
    )
