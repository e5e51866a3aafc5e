"""JPG (ITU-T T.81) and PNG: whole to their last marker, alone, of a size that can be drawn."""

import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import typst

from haizhi.files.inspection.edges import begins_something_else, is_also_an_archive
from haizhi.files.inspection.flaws import broken, flaw, two_in_one
from haizhi.files.inspection.looked import Looked
from haizhi.files.kinds import JPG, PNG, Kind
from haizhi.regulation.secrecy import Passage

MOST_PIXELS = 120_000_000
"""An A3 sheet scanned at 600 dpi has 70 million."""

_SOI, _SCAN, _EOI = b"\xff\xd8", 0xDA, 0xD9
_PNG = b"\x89PNG\r\n\x1a\n"
_MARKER = re.compile(rb"\xff([^\x00\xd0-\xd7\xff])")
"""Any marker but what stands in the coded picture: a stuffed byte, a restart, filling."""
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_REMARKS = {0xFE, *range(0xE1, 0xF0)}
_TEXTS = {b"tEXt", b"iTXt", b"eXIf"}

_PAGE = '#set page(width: 480pt, height: auto, margin: 0pt)\n#image("/picture", width: 100%, format: "{}")'
_SLIM_PAGE = '#set page(width: auto, height: 680pt, margin: 0pt)\n#image("/picture", height: 100%, format: "{}")'


class _Broken(Exception):
    """It ends, or leads, where no picture does."""


def kind_of_image(head: bytes) -> Kind | None:
    """Which of the two it begins as, None for neither."""
    if head.startswith(_SOI + b"\xff"):
        return JPG
    return PNG if head.startswith(_PNG) else None


def look(path: Path, kind: Kind) -> Looked:
    """Look into a picture."""
    content = path.read_bytes()
    passages: list[Passage] = []
    try:
        width, height, end = (_jpg if kind is JPG else _png)(content, passages)
    except (_Broken, struct.error):
        return Looked(kind, (broken(),))
    if not 0 < width * height <= MOST_PIXELS:
        return Looked(
            kind, (flaw(f"为{width}×{height}像素，过大", "请降低分辨率后上传。") if width * height else broken(),)
        )
    with path.open("rb") as file:
        if is_also_an_archive(file) or begins_something_else(content[end:]):
            return Looked(kind, (two_in_one(),))
    try:
        preview = _drawn(content, kind, slim=height * 480 > width * 680)
    except typst.TypstError:
        return Looked(kind, (broken(),))
    return Looked(kind, (), 1, preview, tuple(passages))


def _drawn(content: bytes, kind: Kind, *, slim: bool) -> bytes:
    """The picture as a small one: typst decodes it whole, turns it as the camera says, and scales it."""
    page = (_SLIM_PAGE if slim else _PAGE).format("jpg" if kind is JPG else "png")
    with tempfile.TemporaryDirectory(prefix="haizhi-picture-") as folder:
        source = Path(folder) / "page.typ"
        source.write_text(page)
        (Path(folder) / "picture").write_bytes(content)
        return typst.compile(source, root=Path(folder), format="png", ppi=72, ignore_system_fonts=True)


def _jpg(content: bytes, passages: list[Passage]) -> tuple[int, int, int]:
    """Width, height, and where it ends: marker by marker (annex B), over the coded picture to the next one."""
    width = height = 0
    at = 2
    while True:
        marker, at = _marker(content, at)
        if marker == _EOI:
            return width, height, at
        (length,) = struct.unpack_from(">H", content, at)
        body = content[at + 2 : at + length]
        if len(body) != length - 2:
            raise _Broken
        at += length
        if marker in _FRAMES:
            height, width = struct.unpack_from(">HH", body, 1)
        elif marker in _REMARKS:
            passages += _said(body)
        elif marker == _SCAN:
            at = _after_scan(content, at)


def _marker(content: bytes, at: int) -> tuple[int, int]:
    while content[at : at + 2] == b"\xff\xff":  # filling before a marker
        at += 1
    found = _MARKER.match(content, at)
    if found is None or found[1] == _SOI[1:]:
        raise _Broken
    return found[1][0], at + 2


def _after_scan(content: bytes, at: int) -> int:
    found = _MARKER.search(content, at)
    if found is None:
        raise _Broken
    return found.start()


def _png(content: bytes, passages: list[Passage]) -> tuple[int, int, int]:
    width = height = 0
    at = len(_PNG)
    while True:
        (length,) = struct.unpack_from(">I", content, at)
        name, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack_from(">I", content, at + 8 + length)
        if zlib.crc32(name + body) != checksum:
            raise _Broken
        at += 12 + length
        if name == b"IHDR":
            width, height = struct.unpack_from(">II", body)
        elif name in _TEXTS:
            passages += _said(body)
        elif name == b"IEND":
            return width, height, at


def _said(body: bytes) -> Iterator[Passage]:
    """A remark that a camera or an editor wrote into the picture, in either of the codes they use."""
    for code in ("utf-8", "utf-16-le", "utf-16-be", "gb18030"):
        yield Passage("图片属性", body.decode(code, "ignore"))
