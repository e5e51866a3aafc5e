"""What a file is, asked of its content."""

from pathlib import Path

from haizhi.files.inspection import images, office, pdfs
from haizhi.files.inspection.flaws import flaw
from haizhi.files.inspection.looked import Looked
from haizhi.files.kinds import KINDS, Kind
from haizhi.regulation.findings import Finding

_HEAD = 2048
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"


def look_into(path: Path) -> Looked:
    """Look into a file, however it is called. Raises OSError when it can't be read."""
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.startswith(_OLE):
            # Word and Excel wrap an encrypted document into the same container that their old formats were.
            remedy = "请取消密码，另存为 DOCX、XLSX 或 PDF 后上传。"
            return Looked(None, (flaw("是加密的文档或旧版 Office 文档", remedy),))
        if head.startswith(_ZIP):
            return office.look(file) or Looked(None)
    if pdfs.is_pdf(head):
        return pdfs.look(path)
    kind = images.kind_of_image(head)
    return images.look(path, kind) if kind else Looked(None)


def content_is_taken(kind: Kind | None, name: str, kinds: tuple[Kind, ...] = KINDS) -> Finding:
    """Whether a file may be taken in by kind and name: the kind is one of `kinds`, and the name says what it is."""
    labels = "、".join(each.label for each in kinds)
    if kind is None:
        return flaw(f"“{name}”的内容不是 {labels}", f"请转换为 {labels} 之一后上传。")
    if kind not in kinds:
        return flaw(f"“{name}”是 {kind.label}，此处只收 {labels}", f"请转换为 {labels} 后上传。")
    if not name.lower().endswith(kind.endings):
        return flaw(
            f"“{name}”的内容是 {kind.label}，与文件名不符",
            f"请在本机打开核对；内容无误的，把扩展名改为 {kind.endings[0]} 后上传。",
        )
    return Finding(True)
