"""The child process that reads files: a question a line in, an answer a line out, both JSON.

It knows nothing of the settings but the folder of fonts, where a question names it.
"""

import base64
import json
import resource
import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from haizhi.documents.dossiers import Attachment, bind
from haizhi.documents.raster import Unreadable, as_pdf, grey
from haizhi.documents.scans import read_marks
from haizhi.documents.watermarks import laid_over
from haizhi.files.inspection.answer import answer_about
from haizhi.files.inspection.raster import png
from haizhi.files.inspection.tables import Unreadable as UnreadableTable
from haizhi.files.inspection.tables import table

MOST_MEMORY = 2 * 1024**3
"""Bytes of address space: a scan of 120 million pixels needs half of it."""

Question = Mapping[str, Any]


def look(question: Question) -> dict[str, Any]:
    """What a file is and says, as `Answer` tells it."""
    return answer_about(Path(question["path"])).said()


def marks(question: Question) -> dict[str, Any]:
    """The marks on each page of a scan."""
    try:
        scan = read_marks(Path(question["path"]).read_bytes(), question["media_type"])
    except Unreadable:
        return {"unreadable": True}
    return {"pages": [[str(mark) for mark in page.marks] for page in scan.pages]}


def page(question: Question) -> dict[str, Any]:
    """A page as a PNG in base64."""
    try:
        pdf = as_pdf(Path(question["path"]).read_bytes(), question["media_type"])
        drawn = grey(pdf, question["index"], long_side=question["long_side"])
    except Unreadable:
        return {"unreadable": True}
    picture = png(drawn.width, drawn.height, drawn.stride, 1, drawn.pixels)
    return {"picture": base64.b64encode(picture).decode()}


def binding(question: Question) -> dict[str, Any]:
    """Bind the dossier of a form and attachments, which lie in files, into another."""
    if not settings.configured:
        settings.configure(HAIZHI_FONT_DIR=Path(question["fonts"]) if question["fonts"] else None)
    attachments = [Attachment(**said, open=_opening(path)) for path, said in question["attachments"]]
    with Path(question["into"]).open("wb") as into:
        bound = bind(
            Path(question["form"]).read_bytes(),
            title=question["title"],
            number=question["number"],
            made_at=datetime.fromisoformat(question["made_at"]),
            attachments=attachments,
            into=into,
        )
    return {"bound": len(bound)}


def _opening(path: str) -> Callable[[], IO[bytes]]:
    return lambda: Path(path).open("rb")


def marking(question: Question) -> dict[str, Any]:
    """Lay a watermark over every page of a file, into another; what cannot be shown so is unreadable."""
    content, mark = Path(question["path"]).read_bytes(), Path(question["mark"]).read_bytes()
    try:
        with Path(question["into"]).open("wb") as into:
            return {"pages": laid_over(content, question["media_type"], mark, into)}
    except Exception:  # noqa: BLE001 - a broken file fails in as many ways as pypdf has lines
        return {"unreadable": True}


def rows(question: Question) -> dict[str, Any]:
    """The first sheet of a workbook, as texts."""
    try:
        return {"rows": table(Path(question["path"]), question["most_rows"])}
    except UnreadableTable:
        return {"unreadable": True}


_ANSWERS: dict[str, Callable[[Question], dict[str, Any]]] = {
    "look": look,
    "marks": marks,
    "page": page,
    "bind": binding,
    "table": rows,
    "mark": marking,
}


def main() -> None:
    """Answer until the parent closes the pipe, which it also does by ending."""
    memory = int(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    for line in sys.stdin.buffer:
        question = json.loads(line)
        answer = _ANSWERS[question["ask"]](question)
        sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
