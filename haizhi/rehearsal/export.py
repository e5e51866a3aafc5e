"""What a rehearsal leaves in its folder: result, refusals, ranking, the bundle of the session and its verifier."""

import csv
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from haizhi.accounts.queries.bundles import Download
from haizhi.assessments.models import Round
from haizhi.assessments.queries.bundle import published_bundle
from haizhi.kernel.signing import public_key
from haizhi.lots.queries.published import bundle_of, published_lots, signatures_of
from haizhi.regulation.naming import PLATFORM_NAME
from haizhi.rehearsal.player import Result
from haizhi.reviews.models import Session
from haizhi.reviews.queries import ranking
from haizhi.reviews.queries.bundle import bundle_files

_READ_ME = """{platform}：{year}年度演练结果

result.json      演练的数字与全部不予办理的事项
refusals.csv     不予办理的事项及依据
ranking.csv      评审排名
bundle/          评审会的公开数据包，含离线核验程序 verify.pyz，只需 Python 3.11 或更高版本
key.txt          平台自己的验证公钥

assessments/     各轮评估考核的公开包（演练四年时才有）
lots/            各次抽签的公开包（演练三年以上才有）

核验抽取与计分（operator.vkey、witness.vkey 是经办方、纪检监督方的公钥）：
    python3 -I bundle/verify.pyz bundle bundle/operator.vkey bundle/witness.vkey

评估考核和抽签各包的说明.txt 写有核验的命令。

单位、人员均为虚构。
"""


def write(result: Result, out: Path) -> list[Path]:
    """Write everything into `out`, which is made if needed. Raises OSError when it can't be written."""
    files = {
        "说明.txt": _READ_ME.format(platform=PLATFORM_NAME, year=result.figures["year"]).encode(),
        "result.json": _json({**result.figures, "refusals": result.refusals}),
        "refusals.csv": _csv(("步骤", "依据", "原因", "事项"), [list(row.values()) for row in result.refusals]),
    }
    key = public_key()
    if key is not None:
        files["key.txt"] = f"{key}\n".encode()
    session = Session.objects.filter(call__year=result.figures["year"], stage="closed").first()
    if session is not None:
        files["ranking.csv"] = _csv(("名次", "编号", "单位", "得分", "精确值", "并列"), _ranks(session))
        files |= {f"bundle/{name}": content for name, content in bundle_files(session).items()}
    for folder, download in _proofs():
        files |= {f"{folder}/{name}": content for name, content in _unpacked(download.content)}
    return [_put(out / name, content) for name, content in files.items()]


def _proofs() -> Iterator[tuple[str, Download]]:
    """The bundles of published assessments and of opened lots, each with the folder it goes to."""
    for assessment in Round.objects.filter(stage="published").order_by("code"):
        if bundle := published_bundle(assessment):
            yield f"assessments/{assessment.code}", bundle
    for lot in published_lots().order_by("code"):
        if bundle := bundle_of(lot, signatures_of(lot)):
            yield f"lots/{lot.code}", bundle


def _unpacked(archive: bytes) -> Iterator[tuple[str, bytes]]:
    """The files of a zip without the folder that holds them all."""
    with ZipFile(io.BytesIO(archive)) as packed:
        for name in packed.namelist():
            yield name.partition("/")[2], packed.read(name)


def _ranks(session: Session) -> list[list[Any]]:
    return [
        [row.rank or "", row.application.code, row.application.unit.name, row.shown or row.reason, row.exact or "",
         "是" if row.tied else ""]
        for row in ranking(session)
    ]  # fmt: skip


def _json(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode() + b"\n"


def _csv(head: tuple[str, ...], rows: list[list[Any]]) -> bytes:
    """UTF-8 with a byte-order mark, so that spreadsheets read it; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(head)
    writer.writerows([[_cell(value) for value in row] for row in rows])
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> str:
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t")) else text


def _put(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path
