"""What a file is by its content, and whether it is whole: nothing is believed of its name."""

import re
import zipfile
from dataclasses import dataclass
from typing import IO

import puremagic

from haizhi.files.kinds import DOCX, JPG, KINDS, PDF, PNG, XLSX, Kind, kind_of
from haizhi.regulation.findings import Finding

_HEAD = 2048
_TAIL = 64 * 1024
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_OPEN_XML = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_STARTXREF = re.compile(rb"startxref\s+(\d+)\s+%%EOF")
_OBJECT = re.compile(rb"\s*\d+\s+\d+\s+obj\b")


@dataclass(frozen=True, slots=True)
class Content:
    """What a file's content says: its kind, None for one not taken in, and what makes it unusable, empty if nothing."""

    kind: Kind | None
    flaws: tuple[Finding, ...] = ()


def content_of(file: IO[bytes]) -> Content:
    """Look into a seekable file and leave it at its beginning."""
    try:
        return _looked_into(file)
    finally:
        file.seek(0)


def _looked_into(file: IO[bytes]) -> Content:
    head = _part(file, 0, _HEAD)
    if head.startswith(_OLE):
        # Word and Excel wrap an encrypted document into the same container that their old formats were.
        return Content(
            None, (_flaw("是加密的文档或旧版 Office 文档", "请取消密码，另存为 DOCX、XLSX 或 PDF 后上传。"),)
        )
    kind = _kind(head, file)
    if kind is PDF:
        return Content(kind, tuple(_pdf_flaws(file, head)))
    if kind in (JPG, PNG) and not _image_ends(file, kind):
        return Content(kind, (_broken(),))
    if kind in (DOCX, XLSX) and _has_macros(file):
        return Content(kind, (_flaw("含有宏", "请删除宏，另存为不带宏的文档后上传。"),))
    return Content(kind)


def _kind(head: bytes, file: IO[bytes]) -> Kind | None:
    if head.startswith(b"PK\x03\x04"):
        return _open_xml_kind(file)
    try:
        found = {match.mime_type for match in puremagic.magic_string(head)}
    except (puremagic.PureError, ValueError):
        return None
    known = [kind for kind in (PDF, PNG, JPG) if kind.media_type in found]
    return kind_of(known[0].media_type) if known else None


def _open_xml_kind(file: IO[bytes]) -> Kind | None:
    names = _members(file)
    return next((kind for name, kind in _OPEN_XML.items() if name in names), None)


def _members(file: IO[bytes]) -> frozenset[str]:
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        return frozenset()


def _has_macros(file: IO[bytes]) -> bool:
    return any(name.endswith("vbaProject.bin") for name in _members(file))


def _pdf_flaws(file: IO[bytes], head: bytes) -> list[Finding]:
    """Follow `startxref` as a reader does (ISO 32000-1, 7.5.5): a PDF cut short has none, or one that leads nowhere."""
    tail = _part(file, max(0, _size(file) - _TAIL), _TAIL)
    ends = _STARTXREF.findall(tail)
    if not ends:
        return [_broken()]
    offset = int(ends[-1]) + max(0, head.find(b"%PDF-"))
    table = _part(file, offset, _TAIL).lstrip()
    if table.startswith(b"xref"):
        trailer = _after(table, b"trailer") or _after(tail, b"trailer")
    elif _OBJECT.match(table):
        trailer = table.partition(b"stream")[0]
    else:
        return [_broken()]
    if b"/Encrypt" in trailer:
        return [_flaw("是加密的 PDF", "请取消打开密码和权限限制，重新导出后上传。")]
    return [] if b"/Root" in trailer else [_broken()]


def _after(text: bytes, mark: bytes) -> bytes:
    found = text.rfind(mark)
    return text[found:] if found >= 0 else b""


def _image_ends(file: IO[bytes], kind: Kind) -> bool:
    tail = _part(file, max(0, _size(file) - _TAIL), _TAIL)
    return (b"IEND" if kind is PNG else b"\xff\xd9") in tail


def _part(file: IO[bytes], start: int, length: int) -> bytes:
    file.seek(start)
    return file.read(length)


def _size(file: IO[bytes]) -> int:
    return file.seek(0, 2)


def _broken() -> Finding:
    return _flaw("已损坏或不完整，无法打开", "请在本机打开确认，重新导出或扫描后上传。")


def _flaw(what: str, remedy: str) -> Finding:
    return Finding(False, None, f"文件{what}", remedy)


def content_is_taken(content: Content, name: str, kinds: tuple[Kind, ...] = KINDS) -> list[Finding]:
    """Whether a file may be taken in: its kind is one of `kinds`, it is whole, and its name says what it is."""
    if content.flaws:
        return list(content.flaws)
    labels = "、".join(kind.label for kind in kinds)
    if content.kind is None:
        return [_flaw(f"“{name}”的内容不是 {labels}", f"请转换为 {labels} 之一后上传。")]
    if content.kind not in kinds:
        return [_flaw(f"“{name}”是 {content.kind.label}，此处只收 {labels}", f"请转换为 {labels} 后上传。")]
    if not name.lower().endswith(content.kind.endings):
        ending = content.kind.endings[0]
        return [
            _flaw(
                f"“{name}”的内容是 {content.kind.label}，与文件名不符",
                f"请在本机打开核对；内容无误的，把扩展名改为 {ending} 后上传。",
            )
        ]
    return []
