"""Stored papers: the marks on a scan, a page of it as a picture, many bound into one; all of it in a child process."""

import base64
import os
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from django.conf import settings

from haizhi.documents.marks import parse
from haizhi.documents.raster import Unreadable
from haizhi.documents.scans import Scan, ScannedPage
from haizhi.files.isolation import READER, Reader, command
from haizhi.files.models import Upload

BINDING_SECONDS = 120.0
"""For one dossier: the largest case that a call takes by itself, 500 MB, needs a third of it."""

MARKS_SECONDS = 60.0
"""For one scan: its honest pages, some dozen, take a second; four hundred without a legible mark all of it."""

_PATIENCE = 10.0
"""Seconds that a paper waits for those before it."""

_BINDER = Reader(command(memory=6 * 1024**3))
"""One dossier at a time in a process: it is held in memory, some four times the size of its files."""


def marks_on(upload: Upload) -> Scan:
    """What a stored PDF, JPG or PNG shows, page by page.

    Raises Unreadable for a broken file, Unanswered for one that takes too long, OSError when storage has lost it.
    """
    with upload.laid_out() as path:
        question = {"ask": "marks", "path": str(path), "media_type": upload.media_type}
        said = READER.ask(question, MARKS_SECONDS, patience=_PATIENCE)
    if "pages" not in said:
        raise Unreadable(upload.name)
    return Scan(
        tuple(
            ScannedPage(number, tuple(mark for text in texts if (mark := parse(text))))
            for number, texts in enumerate(said["pages"], start=1)
        )
    )


def page_of(upload: Upload, index: int, *, long_side: int) -> bytes:
    """A page (from 0) as a PNG whose longer side has `long_side` pixels. Raises as `marks_on` does."""
    with upload.laid_out() as path:
        question = {"path": str(path), "media_type": upload.media_type, "index": index, "long_side": long_side}
        said = READER.ask(question | {"ask": "page"}, MARKS_SECONDS, patience=_PATIENCE)
    if "picture" not in said:
        raise Unreadable(upload.name)
    return base64.b64decode(said["picture"])


def watermarked(source: Upload | IO[bytes], mark: bytes) -> IO[bytes]:
    """A stored PDF, JPG or PNG, or a PDF open for reading, with the mark (one page of PDF) over each page.

    Raises Unreadable for a broken file, Unanswered for one that takes too long, OSError when storage has lost it.
    """
    with tempfile.TemporaryDirectory(prefix="haizhi-read-") as folder, ExitStack() as laid:
        over, into = Path(folder, "mark.pdf"), Path(folder, "read.pdf")
        over.write_bytes(mark)
        if isinstance(source, Upload):
            path, media_type = laid.enter_context(source.laid_out()), source.media_type
        else:
            path, media_type = Path(folder, "source.pdf"), "application/pdf"
            with path.open("wb") as copy:
                shutil.copyfileobj(source, copy)
        question = {"path": str(path), "media_type": media_type, "mark": str(over), "into": str(into)}
        if "pages" not in READER.ask(question | {"ask": "mark"}, MARKS_SECONDS, patience=_PATIENCE):
            raise Unreadable(path.name)
        return into.open("rb")  # what is open outlives its folder


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A stored file to be bound: its kind in words, and the file."""

    label: str
    upload: Upload


def dossier(
    form: bytes,
    enclosures: Iterable[Enclosure],
    *,
    title: str,
    number: str,
    made_at: datetime,
    binder: Reader = _BINDER,
) -> IO[bytes]:
    """The form's PDF with everything bound behind it, open for reading; a file that is gone is listed as such.

    Raises Unanswered when it takes too long, or (`busy`) while others are being bound.
    """
    with tempfile.TemporaryDirectory(prefix="haizhi-dossier-") as folder, ExitStack() as laid:
        front, into = Path(folder, "form.pdf"), Path(folder, "dossier.pdf")
        front.write_bytes(form)
        question = {
            "ask": "bind",
            "fonts": str(settings.HAIZHI_FONT_DIR or ""),
            "form": str(front),
            "title": title,
            "number": number,
            "made_at": made_at.isoformat(),
            "attachments": [_attachment(each, laid) for each in enclosures],
            "into": str(into),
        }
        _BINDER.ask(question, BINDING_SECONDS, patience=_PATIENCE, once=True)
        return into.open("rb")  # what is open outlives its folder


def _attachment(enclosure: Enclosure, laid: ExitStack) -> tuple[str, dict[str, Any]]:
    """Where an enclosure lies (nowhere when it is gone), and what the list says of it."""
    upload = enclosure.upload
    try:
        path = str(laid.enter_context(upload.laid_out()))
    except OSError:
        path = os.devnull
    return path, {
        "label": enclosure.label,
        "name": upload.name,
        "media_type": upload.media_type,
        "size": upload.size,
        "sha256": upload.sha256,
        "gone": "已应急清除" if upload.erased_at else "",
    }
