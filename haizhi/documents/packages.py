"""A package of files for keeping: one ZIP with a manifest of what is in it, each with its SHA-256.

The layout is written down in docs/archive.md; `haizhi.fairness.package` verifies it.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from haizhi.fairness.package import FORMAT, MANIFEST
from haizhi.regulation.civil_time import CHINA

_BLOCK = 1 << 20
_PACKED = (".pdf", ".jpg", ".png", ".docx", ".xlsx", ".zip")
"""What is packed already is stored as it is."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A file to be kept: where it lies in the package, what it is, whose, of which day; `open` gives its content.

    `expected` is the SHA-256 (hex) that the content has to have, where it was known before.
    """

    path: str
    title: str
    open: Callable[[], IO[bytes]]
    author: str = ""
    reference: str = ""
    dated: date | None = None
    pages: int | None = None
    expected: str = ""


class Altered(OSError):
    """A content is not what it was when it was handed in."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A piece as it lies in the package: its SHA-256 (hex) and size in bytes."""

    piece: Piece
    sha256: str
    size: int


def write_package(into: IO[bytes], about: Mapping[str, Any], pieces: Iterable[Piece], *, at: datetime) -> list[Kept]:
    """Write the package: the pieces, then the manifest with `about` on top. `at` is the date that every file bears.

    Raises Altered for a content that is not the expected one, and whatever opening a piece raises.
    """
    with ZipFile(into, "w") as package:
        kept = [_put(package, piece, at) for piece in pieces]
        manifest = {"format": FORMAT, **about, "files": [_entry(each) for each in kept]}
        text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True)
        package.writestr(_member(MANIFEST, at), text.encode())
    return kept


def _put(package: ZipFile, piece: Piece, at: datetime) -> Kept:
    hashed, size = sha256(), 0
    with closing(piece.open()) as source, package.open(_member(piece.path, at), "w", force_zip64=True) as target:
        while block := source.read(_BLOCK):
            hashed.update(block)
            size += len(block)
            target.write(block)
    if piece.expected not in ("", hashed.hexdigest()):
        raise Altered(piece.path)
    return Kept(piece, hashed.hexdigest(), size)


def _member(path: str, at: datetime) -> ZipInfo:
    member = ZipInfo(path, at.astimezone(CHINA).timetuple()[:6])
    member.compress_type = ZIP_STORED if path.lower().endswith(_PACKED) else ZIP_DEFLATED
    member.external_attr = 0o644 << 16
    return member


def _entry(kept: Kept) -> dict[str, Any]:
    piece = kept.piece
    said = {
        "path": piece.path,
        "title": piece.title,
        "author": piece.author,
        "reference": piece.reference,
        "dated": piece.dated.isoformat() if piece.dated else "",
        "pages": piece.pages,
        "sha256": kept.sha256,
        "size": kept.size,
    }
    return {key: value for key, value in said.items() if value not in ("", None)}
