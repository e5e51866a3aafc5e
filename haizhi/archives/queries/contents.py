"""What goes into the file of a case: the papers it gave rise to, the originals handed in, its acts and their proof."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import IO

from haizhi.archives import facts
from haizhi.archives.models import Archive
from haizhi.archives.queries.flow import acts_lines, checkpoint_of, flow_sheet, note_text
from haizhi.archives.queries.originals import Original, originals_of
from haizhi.archives.queries.papers import OFFICE, Paper, papers_of
from haizhi.documents.packages import Piece
from haizhi.documents.raster import page_count
from haizhi.documents.sheets import Grid, Sheet, sheet_pdf
from haizhi.fairness.package import ACTS, CHECKPOINT
from haizhi.kernel.models import Checkpoint
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.naming import chinese_date

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')
_LONGEST = 80
"""Characters of a title in a file's name: every system can unpack it, whatever it is called."""


def pieces_of(archive: Archive) -> Iterator[Piece]:
    """Everything, in its order: how to read it, the index, papers, originals, acts and proof."""
    application = archive.application
    checkpoint = checkpoint_of(archive)
    acts = [act for act in facts.acts_of(application) if act.entry_id < checkpoint.size]
    filed = day_of(archive.filed_at)
    inner = [
        *(_paper(serial, each) for serial, each in enumerate(papers_of(application), start=1)),
        *(_original(serial, each) for serial, each in enumerate(originals_of(application), start=1)),
        _made("流程记录.pdf", "流程记录", sheet_pdf(flow_sheet(archive, acts)), OFFICE, dated=filed),
        Piece(ACTS, "办理记录与账本证明", _bytes(lambda: acts_lines(acts, checkpoint)), OFFICE, dated=filed),
        Piece(CHECKPOINT, "账本检查点", _bytes(lambda: note_text(checkpoint)), OFFICE, dated=filed),
    ]
    everything = [
        Piece("说明.txt", "说明", _bytes(lambda: _guide(archive, checkpoint).encode()), OFFICE, dated=filed),
        Piece("卷内目录.pdf", "卷内目录", _bytes(lambda: sheet_pdf(_index(archive, everything))), OFFICE, dated=filed),
        *inner,
    ]
    yield from everything


def _bytes(made: Callable[[], bytes]) -> Callable[[], IO[bytes]]:
    return lambda: io.BytesIO(made())


def _paper(serial: int, paper: Paper) -> Piece:
    path = f"文书/{serial:02} {_safe(paper.title)}.pdf"
    return _made(path, paper.title, paper.made(), paper.author, paper.reference, paper.dated)


def _made(path: str, title: str, pdf: bytes, author: str, reference: str = "", dated: date | None = None) -> Piece:
    """A paper that is made now, for the index to say how many pages it has."""
    return Piece(path, title, _bytes(lambda: pdf), author, reference, dated, page_count(pdf))


def _original(serial: int, original: Original) -> Piece:
    upload = original.upload
    stem, dot, ending = upload.name.rpartition(".")
    name = _safe(stem if dot else upload.name) + (f".{_safe(ending)[:8]}" if dot else "")
    piece = Piece(
        f"原件/{serial:02} {name}",
        original.title if stem == original.title else f"{original.title}：{upload.name}",
        upload.open,
        original.author,
        dated=day_of(upload.uploaded_at),
        pages=upload.pages,
        expected=upload.sha256,
    )
    if upload.erased_at is None:
        return piece
    gone = f"{upload.name}\n已应急清除，内容不再保存。\n原文件 SHA-256：{upload.sha256}\n"
    return replace(piece, path=f"{piece.path}.已清除.txt", open=_bytes(gone.encode), pages=None, expected="")


def _safe(title: str) -> str:
    return _UNSAFE.sub("_", title).strip(" .")[:_LONGEST] or "文件"


def _guide(archive: Archive, checkpoint: Checkpoint) -> str:
    until = archive.kept_until
    kept = f"{archive.get_retention_display()}（保管至{chinese_date(until)}）" if until else "永久"
    return f"""重庆海智工作站案卷

档号：{archive.code}
题名：{archive.title}（申报编号 {archive.application.code}，{archive.year}年度）
办结情况：{archive.application.stage_label}
归档时间：{chinese_date(day_of(archive.filed_at))}
保管期限：{kept}

文书      平台出具的文书，均为 PDF/A-2b。
原件      各方提交的文件，一字未改，以提交时的名称保存；已应急清除的只留说明。
流程记录  每一步的时间、办理人、意见和依据。
凭证      办理记录的机器可读形式、它们在账本中的证明，以及账本前 {checkpoint.size} 条记录的签名检查点。
manifest.json  全部文件的清单和 SHA-256。

异议人、举报人的身份和材料，以及评委各自的打分，不在卷内。

核验：在公开核验页下载 verify.pyz 和平台公钥 key.txt，运行
  python3 -I verify.pyz archive 案卷包.zip key.txt
显示“核验通过”，说明卷内文件与清单一致，办理记录与账本一致。
"""


def _index(archive: Archive, pieces: Iterable[Piece]) -> Sheet:
    rows = tuple(
        (
            str(serial),
            piece.author,
            piece.reference,
            piece.title,
            chinese_date(piece.dated) if piece.dated else "",
            str(piece.pages or ""),
        )
        for serial, piece in enumerate(pieces, start=1)
    )
    return Sheet(
        title="卷内目录",
        made_at=archive.filed_at,
        imprint=None,
        number=archive.code,
        rows=(("档号", archive.code), ("案卷题名", archive.title), ("保管期限", archive.get_retention_display())),
        tables=(Grid(("件号", "责任者", "文号", "题名", "日期", "页数"), (3, 9, 8, 18, 8, 3), rows),),
    )
