"""DOCX and XLSX (ECMA-376): nothing that runs, nothing from elsewhere, and all that they say."""

import io
import logging
import re
import warnings
import zipfile
from pathlib import PurePosixPath
from typing import IO
from xml.parsers import expat

from haizhi.files.inspection import archives
from haizhi.files.inspection.flaws import broken, flaw, too_much, two_in_one
from haizhi.files.inspection.looked import Looked
from haizhi.files.kinds import DOCX, MEGABYTE, XLSX, Kind
from haizhi.regulation.findings import Finding
from haizhi.regulation.secrecy import Passage

MAIN_PARTS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
_XML = (".xml", ".rels", ".vml")
_PACKAGES = (".docx", ".xlsx")
_ENDS_A_LINE = frozenset({"p", "si", "is", "c", "row", "tr", "br", "cr"})
_MOST_TEXT = 20 * MEGABYTE
"""Characters of one part that are read for words; more is no document that a person reads."""

_MACRO = re.compile(r"macroenabled|vbaproject|macrosheet|intlmacrosheet", re.IGNORECASE)
_COMMANDS = re.compile(r"\bDDE(?:AUTO)?\b", re.IGNORECASE)
_ALLOWED_OUTSIDE = "/hyperlink"
_SAVE_WITHOUT = "另存为不带宏的文档后上传。"


class _Unwelcome(Exception):
    """A part holds what no document here may hold."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.reason)
        self.finding = finding


def kind_of_archive(archive: zipfile.ZipFile) -> Kind | None:
    """Which of the two it is by its main part, None for any other archive."""
    names = set(archive.namelist())
    return next((kind for part, kind in MAIN_PARTS.items() if part in names), None)


def look(file: IO[bytes], *, embedded: bool = False) -> Looked | None:
    """Look into an archive; None when it is neither of the two. `embedded`: it lies in another document."""
    file.seek(0)
    try:
        archive = zipfile.ZipFile(file)
    except archives.DAMAGE:
        return None
    with archive:
        kind = kind_of_archive(archive)
        if kind is None:
            return None
        if wrong := archives.flaws_of(archive):
            return Looked(kind, tuple(wrong))
        try:
            if not archives.start_and_end_are_its_own(file, archive):
                return Looked(kind, (two_in_one(),))
            return _parts(archive, kind, embedded)
        except _Unwelcome as unwelcome:
            return Looked(kind, (unwelcome.finding,))
        except (*archives.DAMAGE, expat.ExpatError):
            return Looked(kind, (broken(),))


def _parts(archive: zipfile.ZipFile, kind: Kind, embedded: bool) -> Looked:
    passages: list[Passage] = []
    extent: int | None = None
    for entry in archive.infolist():
        name = entry.filename
        low = name.lower()
        if _MACRO.search(low):
            raise _Unwelcome(flaw("含有宏", f"请删除宏，{_SAVE_WITHOUT}"))
        if low.endswith(_PACKAGES):
            passages += _embedded(archive, entry, embedded)
        elif low.endswith(_XML) or low == "[content_types].xml":
            part = _Part(name)
            for piece in archives.pieces(archive, entry):
                part.feed(piece)
            part.close()
            passages.append(Passage(_where(name), part.text))
            extent = part.extent if part.extent is not None else extent
        elif _is_object(low):
            raise _Unwelcome(flaw("中嵌有其他对象", "请把嵌入的对象改为图片或单独上传，再另存后上传。"))
        else:
            for _piece in archives.pieces(archive, entry):
                pass  # read to its end, which proves its checksum
    if not embedded and _olevba_finds_macros(archive):
        raise _Unwelcome(flaw("含有宏", f"请删除宏，{_SAVE_WITHOUT}"))
    return Looked(kind, (), extent, passages=tuple(passages))


def _is_object(low: str) -> bool:
    folders = PurePosixPath(low).parts[:-1]
    return (
        "embeddings" in folders
        or "activex" in folders
        or low.endswith((".bin", ".exe", ".js", ".html", ".htm", ".rtf"))
    )


def _embedded(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, deep: bool) -> list[Passage]:
    """The workbook behind a chart is a file of its own; one more inside that is not looked for."""
    if deep:
        raise _Unwelcome(too_much("中层层嵌有文件"))
    inner = look(io.BytesIO(archives.whole(archive, entry)), embedded=True)
    if inner is None:
        raise _Unwelcome(broken())
    if inner.flaws:
        raise _Unwelcome(inner.flaws[0])
    return [Passage("嵌入的表格", passage.text) for passage in inner.passages]


def _olevba_finds_macros(archive: zipfile.ZipFile) -> bool:
    """Ask olevba, which knows more hiding places than the names of parts."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # its grammar uses names that pyparsing is about to drop
        from oletools.olevba import VBA_Parser  # noqa: PLC0415 - half a second, and only office files need it

    logging.getLogger("olevba").setLevel(logging.CRITICAL)  # it reports every file that it opens
    if archive.fp is None:
        return False
    archive.fp.seek(0)
    parser = VBA_Parser("document", data=archive.fp.read())
    try:
        return bool(parser.detect_vba_macros() or parser.detect_xlm_macros())
    finally:
        parser.close()


def _where(name: str) -> str:
    low = name.lower()
    if low.startswith("docprops/"):
        return "文档属性"
    if "header" in low or "footer" in low:
        return "页眉页脚"
    if "comment" in low:
        return "批注"
    if "footnote" in low or "endnote" in low:
        return "脚注尾注"
    return "工作表" if low.startswith("xl/") else "正文"


class _Part:
    """One XML part, read piece by piece: its text in lines, and what it must not hold.

    A DTD is refused where it begins, so nothing can be defined that grows when it is read (ECMA-376-2, 8.1.4).
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.low = name.lower()
        self.extent: int | None = None
        self._sheets = 0
        self._open: list[str] = []
        self._said: list[str] = []
        self._length = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    @property
    def text(self) -> str:
        """What it says, a paragraph or cell a line."""
        return "".join(self._said)

    def feed(self, piece: bytes) -> None:
        """Read on. Raises ExpatError when it is no XML, _Unwelcome for what it must not hold."""
        self._parser.Parse(piece, False)

    def close(self) -> None:
        """Read to the end. Raises as `feed`."""
        self._parser.Parse(b"", True)
        if self.low == "xl/workbook.xml":
            self.extent = self._sheets

    def _doctype(self, *_: object) -> None:
        raise _Unwelcome(broken())

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        own = name.rpartition(" ")[2]
        self._open.append(own)
        if own == "Relationship":
            _welcome_relation(attributes)
        elif own in ("Default", "Override") and _MACRO.search(attributes.get("ContentType", "")):
            raise _Unwelcome(flaw("含有宏", f"请删除宏，{_SAVE_WITHOUT}"))
        elif own == "sheet" and self.low == "xl/workbook.xml":
            self._sheets += 1
            self._say(attributes.get("name", "") + "\n")
        elif own == "property":
            self._say(attributes.get("name", "") + "：")

    def _end(self, name: str) -> None:
        self._open.pop()
        if name.rpartition(" ")[2] in _ENDS_A_LINE or self.low.startswith("docprops/"):
            self._say("\n")

    def _characters(self, text: str) -> None:
        inside = self._open[-1] if self._open else ""
        if inside == "instrText" and _COMMANDS.search(text):
            raise _Unwelcome(flaw("中有会自动运行的域（DDE）", "请删除该域，另存后上传。"))
        if self.low == "docprops/app.xml" and inside == "Pages" and text.isdecimal():
            self.extent = min(int(text[:6]), 99_999) or None
        self._say(text)

    def _say(self, text: str) -> None:
        self._length += len(text)
        if self._length > _MOST_TEXT:
            raise _Unwelcome(too_much("的文字过多"))
        self._said.append(text)


def _welcome_relation(attributes: dict[str, str]) -> None:
    """Only a link that a person follows may lead out of the document; templates and pictures from outside may not."""
    if attributes.get("TargetMode", "").lower() == "external":
        if attributes.get("Type", "").endswith(_ALLOWED_OUTSIDE):
            return
        raise _Unwelcome(
            flaw("引用了外部的模板、图片或表格", "请断开与外部文件的链接（或改为嵌入图片），或另存为 PDF 后上传。")
        )
    if attributes.get("Type", "").endswith(("/aFChunk", "/oleObject", "/control")):
        raise _Unwelcome(flaw("中嵌有其他对象", "请把嵌入的对象改为图片或单独上传，再另存后上传。"))
