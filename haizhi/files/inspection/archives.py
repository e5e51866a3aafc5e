"""Office files are ZIP archives (ECMA-376-2): how much may be in one, before anything is unpacked."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from haizhi.files.inspection.flaws import broken, flaw, too_much, two_in_one
from haizhi.files.kinds import MEGABYTE
from haizhi.regulation.findings import Finding

MOST_ENTRIES = 5_000
MOST_UNPACKED = 400 * MEGABYTE
MOST_OF_ONE = 200 * MEGABYTE
"""Bytes; a sheet of a million cells stays below."""
STEEPEST = 250
"""Unpacked bytes for each stored one; ordinary sheets reach some thirty, a bomb a thousand."""
_SMALL = 10 * MEGABYTE
"""Bytes below which steepness does no harm."""

_ENCRYPTED = 0x1
_READ = 256 * 1024

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
    EOFError,
    OSError,
)
"""What Python's reader raises for an archive that is cut short, forged, or packed in a way nobody uses."""

_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
"""All that the standard of office files allows (ECMA-376-2, annex C)."""


def flaws_of(archive: zipfile.ZipFile) -> list[Finding]:
    """What stands against unpacking it, from its directory alone."""
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        return [too_much(f"内有{len(entries)}个部分")]
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        return [flaw("设有密码", "请取消密码，另存后上传。")]
    if any(entry.compress_type not in _METHODS for entry in entries):
        return [broken()]
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names) or any(_leads_out(name) for name in names):
        return [two_in_one()]
    packed, unpacked = sum(e.compress_size for e in entries), sum(e.file_size for e in entries)
    largest = max((e.file_size for e in entries), default=0)
    steep = unpacked > _SMALL and unpacked > STEEPEST * max(1, packed)
    if unpacked > MOST_UNPACKED or largest > MOST_OF_ONE or steep:
        return [too_much(f"解开后约{unpacked // MEGABYTE} MB")]
    return []


def _leads_out(name: str) -> bool:
    steps = name.replace("\\", "/").split("/")
    return not steps[0] or ".." in steps or ":" in steps[0]


def start_and_end_are_its_own(file: IO[bytes], archive: zipfile.ZipFile) -> bool:
    """Whether the first entry begins at the first byte and nothing follows the directory but its comment."""
    offsets = [entry.header_offset for entry in archive.infolist()]
    file.seek(-22 - len(archive.comment), 2)
    return min(offsets, default=1) == 0 and file.read(4) == b"PK\x05\x06" and len(archive.comment) == 0


def pieces(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> Iterator[bytes]:
    """The unpacked content of an entry, its checksum proven at the end. Raises one of DAMAGE."""
    with archive.open(entry) as opened:
        while piece := opened.read(_READ):
            yield piece


def whole(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """The unpacked content of one small entry. Raises one of DAMAGE."""
    return b"".join(pieces(archive, entry))
