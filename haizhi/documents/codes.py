"""The QR of every page of a paper in one piece, before it is known how many pages there will be.

For a given version, level and mask a QR is a linear map of its bits (Reed–Solomon and placement only combine bits by
XOR), so the QR of page 3 of 8 is that of page 0 of 0 with the modules flipped that belong to the bits in which the
numbers differ. The template draws the first and these flips as one path filled by the even-odd rule, in which what is
drawn twice vanishes. So a paper is set once, not once to count its pages and once more to mark them.
"""

from collections.abc import Sequence
from functools import cache

import segno

from haizhi.documents.marks import Imprint, mark_text

MODULES = 37
"""Modules on a side of the QR (version 5)."""

_VERSION = 5  # level M: 122 alphanumeric characters
_LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_PAIRS = 4
_BITS = 9  # of two digits: 9 × 45 + 9 < 2⁹
_ZERO = "00" * _PAIRS

Modules = Sequence[Sequence[int]]


def base(imprint: Imprint) -> str:
    """The dark modules of page 0 of 0, as an SVG path in units of one module."""
    return _path(_modules(mark_text(imprint, _ZERO)))


def single(imprint: Imprint) -> str:
    """The dark modules of page 1 of 1: a paper that is one page, beside others in one document."""
    return _path(_modules(mark_text(imprint, "00010001")))


def drawn(text: str) -> tuple[int, str]:
    """A text as a QR as small as it can be: modules on a side, and the dark ones as an SVG path."""
    modules = tuple(segno.make_qr(text, mode="byte", encoding="utf-8", error="l", boost_error=False).matrix)
    return len(modules), _path(modules)


@cache
def flips() -> tuple[tuple[str, ...], ...]:
    """For each pair of digits of page and pages, and each of its bits from the lowest: the modules it flips, as a path.

    The bits before page and pages are the same in every mark and those behind do not change what a bit flips.
    """
    blank = _modules("HAIZHI1:" + _ZERO)
    return tuple(
        tuple(_path(_differing(blank, _with_bit(pair, bit))) for bit in range(_BITS)) for pair in range(_PAIRS)
    )


def _with_bit(pair: int, bit: int) -> Modules:
    first, second = divmod(2**bit, len(_LETTERS))
    pairs = ["00"] * _PAIRS
    pairs[pair] = _LETTERS[first] + _LETTERS[second]
    return _modules("HAIZHI1:" + "".join(pairs))


def _modules(text: str) -> Modules:
    # mask 3 always: choosing the best of eight would differ from page to page and cost eight times as much
    code = segno.make_qr(text, mode="alphanumeric", version=_VERSION, error="m", mask=3, boost_error=False)
    return tuple(code.matrix)


def _differing(one: Modules, other: Modules) -> Modules:
    return [[a ^ b for a, b in zip(*rows, strict=True)] for rows in zip(one, other, strict=True)]


def _path(modules: Modules) -> str:
    drawn = []
    for y, row in enumerate(modules):
        x = 0
        while x < len(row):
            start = x
            while x < len(row) and row[x]:
                x += 1
            if x > start:
                drawn.append(f"M{start} {y}h{x - start}v1h{start - x}z")
            x += 1
    return "".join(drawn)
