"""Workbooks that are read and not kept: looked into like any other file, then read in the child process."""

import tempfile
from collections.abc import Iterable
from pathlib import Path

from haizhi.files.inspection.flaws import broken, too_much
from haizhi.files.isolation import READER, Unanswered, looked_into
from haizhi.files.kinds import XLSX
from haizhi.regulation.findings import Finding, Refused

_SECONDS = 30.0
"""For the largest workbook that people fill in by hand, a second."""


def rows_of(chunks: Iterable[bytes], *, most_rows: int) -> list[list[str]]:
    """The rows of the first sheet of an XLSX, as texts, at most `most_rows`, empty ones among them.

    Raises Refused for what is no XLSX, is broken, protected, holds macros, or bears a secrecy mark (办法·15).
    """
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as kept:
        for chunk in chunks:
            kept.write(chunk)
        kept.flush()
        path = Path(kept.name)
        answer = looked_into(path)
        if answer.flaws:
            raise Refused(*answer.flaws)
        if answer.kind is not XLSX:
            raise Refused(Finding(False, None, "这不是 Excel 工作簿（.xlsx）", "请用 Excel 或 WPS 另存为 .xlsx。"))
        if answer.marks:
            words = "、".join(trace.words for trace in answer.marks)
            raise Refused(Finding(False, None, f"文件中有密级标志“{words}”", "涉密内容不得进入本系统，请勿上传。"))
        try:
            said = READER.ask({"ask": "table", "path": str(path), "most_rows": most_rows}, _SECONDS)
        except Unanswered as unanswered:
            raise Refused(too_much("读取用时过长或超出内存")) from unanswered
    if "rows" not in said:
        raise Refused(broken())
    return [[str(cell) for cell in row] for row in said["rows"]]
