"""A whole file is looked into, scanned and stored; a refused one leaves nothing behind."""

import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.db import transaction

from haizhi.files.drafts.names import safe_name
from haizhi.files.facts import size_is_taken
from haizhi.files.inspection.answer import Answer
from haizhi.files.inspection.content import content_is_taken
from haizhi.files.isolation import looked_into
from haizhi.files.keeping import Unavailable, away, keep, keep_picture
from haizhi.files.kinds import KINDS, LARGEST, Kind
from haizhi.files.models import Purge, Upload, preview_at, stored_at
from haizhi.files.scanning import scanned
from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.secrecy import Passage, bears_no_mark, doubtful_words, marks

_PIECE = 256 * 1024


def receive(
    file: "File[Any]", *, by: Actor, at: datetime, kinds: tuple[Kind, ...] = KINDS, largest: int = LARGEST
) -> Upload:
    """Check a file by its content, scan it, store it under its SHA-256, and note who handed it in.

    `largest` in megabytes. Raises Refused when it is empty, too large, not one of `kinds`, not what its name says,
    encrypted, damaged, two files in one, with anything that runs, marked secret, infected, or can't be scanned.
    """
    name = safe_name(file.name or "")
    refuse_unmet(size_is_taken(name, file.size, largest))
    with _laid_out(file) as path:
        return take(path, name, by=by, at=at, kinds=kinds, largest=largest)


def take(path: Path, name: str, *, by: Actor, at: datetime, kinds: tuple[Kind, ...], largest: int) -> Upload:
    """As `receive`, for a file that lies on this machine; it is only read."""
    refuse_unmet(size_is_taken(name, path.stat().st_size, largest), bears_no_mark(marks([Passage("文件名", name)])))
    answer = looked_into(path)
    refuse_unmet(*answer.flaws)
    refuse_unmet(content_is_taken(answer.kind, name, kinds), bears_no_mark(answer.marks))
    if settings.HAIZHI_CLAMD is not None:
        refuse_unmet(scanned(_pieces(path), settings.HAIZHI_CLAMD))
    sha256 = _fingerprint(path)
    with transaction.atomic():
        # Whoever clears away the last upload of this content locks it first: it is not stored and lost at once.
        list(Upload.objects.select_for_update().filter(sha256=sha256).values_list("pk", flat=True))
        _refuse_purged(name, sha256)
        try:
            keep(path, stored_at(sha256))
            if answer.preview:
                keep_picture(answer.preview, preview_at(sha256))
        except Unavailable as unavailable:
            raise Refused(away()) from unavailable
        return _noted(answer, name, sha256, path.stat().st_size, by, at)


def _noted(answer: Answer, name: str, sha256: str, size: int, by: Actor, at: datetime) -> Upload:
    if answer.kind is None:
        raise ValueError("a file of no kind was not refused")
    doubts = (*doubtful_words([Passage("文件名", name)]), *answer.doubts)
    return Upload.objects.create(
        name=name,
        sha256=sha256,
        size=size,
        media_type=answer.kind.media_type,
        pages=answer.extent,
        has_preview=bool(answer.preview),
        uploaded_by_id=by.id,
        uploaded_by_name=by.name,
        uploaded_at=at,
        question="、".join(str(trace) for trace in doubts),
    )


def _refuse_purged(name: str, sha256: str) -> None:
    if Purge.objects.filter(upload__sha256=sha256, stage__in=["requested", "erased"]).exists():
        raise Refused(
            Finding(
                False,
                measures(15),
                f"“{name}”与一个已应急清除（或正待清除）的文件内容相同，没有收下，收到的内容已删除",
                "请按保密规定线下报送，并联系重庆海智办。",
            )
        )


@contextmanager
def _laid_out(file: "File[Any]") -> Iterator[Path]:
    """The file as one on this machine, which is gone afterwards."""
    there = getattr(file, "temporary_file_path", None)
    if there is not None:
        yield Path(there())
        return
    with tempfile.NamedTemporaryFile(prefix="haizhi-upload-") as laid:
        for piece in file.chunks():
            laid.write(piece)
        laid.flush()
        yield Path(laid.name)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece


def _fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
