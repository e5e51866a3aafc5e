"""Pictures as scanners and cameras make them: PNG of every sort, grey JPEG (ISO/IEC 10918-1, baseline)."""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]

_LUMINANCE = np.full((8, 8), 8)
# Table K.3 and, for the other coefficients, one code of eight bits for every symbol that is used
_DC_COUNTS = bytes([0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0])
_DC_SYMBOLS = bytes(range(12))
_AC_SYMBOLS = bytes([0x00, 0xF0, *(run << 4 | size for size in range(1, 11) for run in range(16))])


def png(pixels: Pixels, *, extra: bytes = b"", interlaced: int = 0) -> bytes:
    """A PNG of 8 bits: grey for two dimensions, else with 2, 3 or 4 samples a pixel."""
    samples = 1 if pixels.ndim == 2 else pixels.shape[2]
    height, width = pixels.shape[:2]
    header = struct.pack(">IIBBBBB", width, height, 8, {1: 0, 2: 4, 3: 2, 4: 6}[samples], 0, 0, interlaced)
    lines = b"".join(b"\0" + pixels[y].tobytes() for y in range(height))
    parts = chunk(b"IHDR", header) + extra + chunk(b"IDAT", zlib.compress(lines, 1)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def jpeg(pixels: Pixels, *, orientation: int = 1) -> bytes:
    """A grey JPEG whose EXIF says how it was held (1 to 8)."""
    height, width = pixels.shape
    exif = b"Exif\0\0MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, orientation, 0, 0)
    return b"".join(
        (
            b"\xff\xd8",
            _segment(0xE1, exif),
            _segment(0xDB, b"\0" + bytes(_LUMINANCE.astype(np.uint8).ravel())),
            _segment(0xC0, struct.pack(">BHHBBBB", 8, height, width, 1, 1, 0x11, 0)),
            _segment(0xC4, b"\x00" + _DC_COUNTS + _DC_SYMBOLS),
            _segment(0xC4, b"\x10" + bytes([0] * 7 + [len(_AC_SYMBOLS)] + [0] * 8) + _AC_SYMBOLS),
            _segment(0xDA, bytes([1, 1, 0x00, 0, 63, 0])),
            _scan(pixels),
            b"\xff\xd9",
        )
    )


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


def _scan(pixels: Pixels) -> bytes:
    bits: list[str] = []
    before = 0
    dc, ac = _codes(_DC_COUNTS, _DC_SYMBOLS), {symbol: f"{place:08b}" for place, symbol in enumerate(_AC_SYMBOLS)}
    for block in _blocks(pixels):
        bits.append(_value(dc, 0, int(block[0]) - before))
        before = int(block[0])
        zeros = 0
        for coefficient in block[1 : int(np.flatnonzero(block).max(initial=0)) + 1]:
            if not coefficient:
                zeros += 1
                continue
            bits.append(ac[0xF0] * (zeros // 16) + _value(ac, zeros % 16, int(coefficient)))
            zeros = 0
        if not block[63]:
            bits.append(ac[0])
    stream = "".join(bits)
    stream += "1" * (-len(stream) % 8)
    return int(stream, 2).to_bytes(len(stream) // 8).replace(b"\xff", b"\xff\0")


def _blocks(pixels: Pixels) -> NDArray[np.int64]:
    """The quantised coefficients of each block of 8 × 8, in zigzag order."""
    padded = np.pad(pixels, [(0, -side % 8) for side in pixels.shape], mode="edge").astype(float) - 128
    rows, columns = (side // 8 for side in padded.shape)
    blocks = padded.reshape(rows, 8, columns, 8).transpose(0, 2, 1, 3).reshape(-1, 8, 8)
    at = np.arange(8)
    cosines = np.cos((2 * at[None, :] + 1) * at[:, None] * np.pi / 16) / 2
    cosines[0] /= np.sqrt(2)
    quantised = np.rint(cosines @ blocks @ cosines.T / _LUMINANCE).astype(np.int64)
    zigzag = sorted(((y, x) for y in range(8) for x in range(8)), key=lambda p: (sum(p), p[sum(p) % 2]))
    return np.stack([quantised[:, y, x] for y, x in [(x, y) for y, x in zigzag]], axis=1)


def _codes(counts: bytes, symbols: bytes) -> dict[int, str]:
    codes, code, place = {}, 0, 0
    for length, count in enumerate(counts, start=1):
        for _ in range(count):
            codes[symbols[place]] = f"{code:0{length}b}"
            code, place = code + 1, place + 1
        code <<= 1
    return codes


def _value(codes: dict[int, str], run: int, value: int) -> str:
    size = abs(value).bit_length()
    shown = value if value >= 0 else value + 2**size - 1
    return codes[run << 4 | size] + (f"{shown:0{size}b}" if size else "")
