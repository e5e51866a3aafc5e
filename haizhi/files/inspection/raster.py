"""A picture of rows of red, green and blue bytes as PNG (third edition): no imaging library is needed to write one."""

import struct
import zlib

_SIGNATURE = b"\x89PNG\r\n\x1a\n"


def png(width: int, height: int, stride: int, channels: int, pixels: "bytes | memoryview[int]") -> bytes:
    """The PNG of a picture whose rows are `stride` bytes apart.

    `channels` bytes a pixel: grey; red, green, blue; or these and a fourth, which is dropped.
    """
    rows = bytearray()
    for start in range(0, height * stride, stride):
        row = bytes(pixels[start : start + channels * width])
        if channels == 1:
            row = bytes(value for value in row for _ in range(3))
        elif channels == 4:
            row = _without_fourth(row, width)
        rows += b"\0" + row
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return _SIGNATURE + _chunk(b"IHDR", header) + _chunk(b"IDAT", zlib.compress(bytes(rows), 6)) + _chunk(b"IEND", b"")


def _without_fourth(row: bytes, width: int) -> bytes:
    kept = bytearray(3 * width)
    for colour in range(3):
        kept[colour::3] = row[colour::4]
    return bytes(kept)


def _chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
