"""Which characters a font file can show (ISO/IEC 14496-22, tables “cmap” and “ttcf”)."""

import struct
from collections.abc import Iterator
from pathlib import Path

_UNICODE = {(0, 3), (0, 4), (0, 6), (3, 1), (3, 10)}


def characters(path: Path, index: int = 0) -> frozenset[int]:
    """The code points of a TrueType or OpenType font, the `index`-th of a collection. Raises ValueError for another."""
    font = path.read_bytes()
    try:
        start = _tables(font, index)[b"cmap"]
        return frozenset(code for table in _subtables(font, start) for code in _codes(font, table))
    except (struct.error, KeyError) as fault:
        raise ValueError(f"{path.name} is no font") from fault


def _tables(font: bytes, index: int) -> dict[bytes, int]:
    at = _number(font, 12 + 4 * index, ">I") if font.startswith(b"ttcf") else 0
    count = _number(font, at + 4, ">H")
    rows = range(at + 12, at + 12 + 16 * count, 16)
    return {font[row : row + 4]: _number(font, row + 8, ">I") for row in rows}


def _subtables(font: bytes, start: int) -> Iterator[int]:
    for row in range(start + 4, start + 4 + 8 * _number(font, start + 2, ">H"), 8):
        platform, encoding, offset = struct.unpack_from(">HHI", font, row)
        if (platform, encoding) in _UNICODE:
            yield start + offset


def _codes(font: bytes, table: int) -> Iterator[int]:
    kind = _number(font, table, ">H")
    if kind == 4:
        yield from _segments(font, table)
    elif kind == 12:
        for row in range(table + 16, table + 16 + 12 * _number(font, table + 12, ">I"), 12):
            first, last, _ = struct.unpack_from(">III", font, row)
            yield from range(first, last + 1)


def _segments(font: bytes, table: int) -> Iterator[int]:
    doubled = _number(font, table + 6, ">H")
    for row in range(table + 14, table + 14 + doubled, 2):
        last, first = _number(font, row, ">H"), _number(font, row + doubled + 2, ">H")
        delta, offset_at = _number(font, row + 2 * doubled + 2, ">H"), row + 3 * doubled + 2
        offset = _number(font, offset_at, ">H")
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = _number(font, offset_at + offset + 2 * (code - first), ">H") if offset else code
            if (glyph or not offset) and (glyph + delta) & 0xFFFF:
                yield code


def _number(font: bytes, at: int, form: str) -> int:
    (number,) = struct.unpack_from(form, font, at)
    return int(number)
