"""A picture as an A4 page of PDF, its pixels as they are: a JPG's or PNG's own compressed stream is put into the page.

JPG: ISO/IEC 10918-1, EXIF orientation. PNG: its filters are those of PDF (ISO 32000-1, 7.4.4.4), so only pictures with
transparency or interlacing have to be decoded; typst does that.
"""

import struct
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from haizhi.documents.typesetting import typeset_picture

MOST_PIXELS = 200_000_000
"""An A3 sheet at 600 dpi has 70 million; what claims to have more than this is no scan."""

A4 = (595.276, 841.89)
_MARGIN, _FOOT = 28.0, 45.0  # points; the foot has room for the running page number

_COLOURS = {1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"}
_FRAMES = {0xC0, 0xC1, 0xC2}  # baseline, extended, progressive: what DCTDecode takes
_STANDALONE = {0x01, *range(0xD0, 0xD9)}

# EXIF orientation → the unit square as the picture is to be seen (PDF matrices without the translation's scale)
_UPRIGHT = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's stream with the entries of its PDF dictionary."""

    width: int
    height: int
    entries: str
    stream: bytes
    orientation: int = 1


def image_pdf(data: bytes, media_type: str) -> bytes:
    """A JPG or PNG on an A4 page, upright or lying as the picture is. Raises ValueError when it cannot be shown."""
    try:
        if media_type == "image/jpeg":
            return _page(_jpeg(data))
        if media_type == "image/png":
            picture = _png(data)
            return _page(picture) if picture else _decoded(data)
    except (struct.error, IndexError) as fault:
        raise ValueError("the picture is cut short") from fault
    raise ValueError(f"{media_type} is no picture")


def _jpeg(data: bytes) -> Picture:
    orientation, inverted = 1, False
    for marker, start, end in _segments(data):
        segment = data[start:end]
        if marker == 0xE1 and segment.startswith(b"Exif\0\0"):
            orientation = _orientation(segment[6:])
        elif marker == 0xEE and segment.startswith(b"Adobe"):
            inverted = True
        elif marker in _FRAMES:
            depth, height, width, components = struct.unpack_from(">BHHB", segment)
            if depth != 8 or components not in _COLOURS or not 0 < width * height <= MOST_PIXELS:
                break
            entries = f"/ColorSpace {_COLOURS[components]} /BitsPerComponent 8 /Filter /DCTDecode"
            if components == 4 and inverted:
                entries += " /Decode [1 0 1 0 1 0 1 0]"
            return Picture(width, height, entries, data, orientation)
    raise ValueError("no JPG that a PDF can hold")


def _segments(data: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of each segment's content."""
    if not data.startswith(b"\xff\xd8"):
        return
    at = 2
    while at < len(data) - 3:
        if data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker == 0xFF or marker in _STANDALONE:
            at += 1 if marker == 0xFF else 2
            continue
        length = struct.unpack_from(">H", data, at + 2)[0]
        yield marker, at + 4, at + 2 + length
        at += 2 + max(2, length)


def _orientation(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return 1
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for row in range(first + 2, first + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, row)
            if tag == 0x0112 and kind == 3:
                return value if value in _UPRIGHT else 1
    except struct.error:
        return 1
    return 1


def _png(data: bytes) -> Picture | None:
    """The picture as PDF takes it, None when it has to be decoded first."""
    if not data.startswith(b"\x89PNG\r\n\x1a\n") or data[12:16] != b"IHDR":
        raise ValueError("no PNG")
    width, height, depth, colour, _, _, interlaced = struct.unpack_from(">IIBBBBB", data, 16)
    if not 0 < width * height <= MOST_PIXELS:
        raise ValueError("the picture is too large")
    chunks = list(_chunks(data))
    if chunks[-1][0] != b"IEND":
        raise ValueError("the picture is cut short")
    if interlaced or colour not in (0, 2, 3) or any(name == b"tRNS" for name, _ in chunks):
        return None
    stream = b"".join(body for name, body in chunks if name == b"IDAT")
    palette = next((body for name, body in chunks if name == b"PLTE"), b"")
    if colour == 3 and not palette:
        raise ValueError("the picture has no palette")
    space = {0: "/DeviceGray", 2: "/DeviceRGB"}.get(colour)
    if space is None:
        space = f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"
    colours = 3 if colour == 2 else 1
    return Picture(
        width,
        height,
        f"/ColorSpace {space} /BitsPerComponent {depth} /Filter /FlateDecode /DecodeParms "
        f"<< /Predictor 15 /Colors {colours} /BitsPerComponent {depth} /Columns {width} >>",
        stream,
    )


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 8
    while at + 8 <= len(data):
        length, name = struct.unpack_from(">I4s", data, at)
        yield name, data[at + 8 : at + 8 + length]
        at += 12 + length


def _decoded(data: bytes) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "picture.png").write_bytes(data)
        return typeset_picture(Path(folder), "picture.png")


def _page(picture: Picture) -> bytes:
    lying = picture.orientation >= 5
    seen = (picture.height, picture.width) if lying else (picture.width, picture.height)
    paper = A4 if seen[0] <= seen[1] else A4[::-1]
    room = (paper[0] - 2 * _MARGIN, paper[1] - _MARGIN - _FOOT)
    scale = min(room[0] / seen[0], room[1] / seen[1])
    width, height = seen[0] * scale, seen[1] * scale
    left, bottom = (paper[0] - width) / 2, _FOOT + (room[1] - height) / 2
    a, b, c, d, e, f = _UPRIGHT[picture.orientation]
    matrix = (a * width, b * height, c * width, d * height, e * width + left, f * height + bottom)
    drawn = f"q {' '.join(f'{number:.3f}' for number in matrix)} cm /Picture Do Q".encode()
    return _written(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {paper[0]} {paper[1]}] "
        "/Resources << /XObject << /Picture 5 0 R >> >> /Contents 4 0 R >>".encode(),
        f"<< /Length {len(drawn)} >>\nstream\n".encode() + drawn + b"\nendstream",
        f"<< /Type /XObject /Subtype /Image /Width {picture.width} /Height {picture.height} {picture.entries} "
        f"/Length {len(picture.stream)} >>\nstream\n".encode()
        + picture.stream
        + b"\nendstream",
    )


def _written(*objects: bytes) -> bytes:
    """A PDF of these objects, the first its catalogue (ISO 32000-1, 7.5)."""
    parts, offsets, at = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"], [], 15
    for number, body in enumerate(objects, start=1):
        offsets.append(at)
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        at += len(parts[-1])
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n%b" % (size, table))
    parts.append(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, at))
    return b"".join(parts)
