"""Taking files in. An upload by itself is no act: it counts once an act names it."""

import hashlib
import re
import unicodedata
from datetime import datetime
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import default_storage

from haizhi.files.facts import content_is_taken, content_of
from haizhi.files.kinds import KINDS, LARGEST, MEGABYTE, Kind
from haizhi.files.models import Upload, stored_at
from haizhi.files.scanning import scanned
from haizhi.kernel.actor import Actor
from haizhi.regulation.findings import Finding, Refused

_LONGEST_NAME = 120
"""Characters: 480 bytes at most in UTF-8, and short enough to read."""

_FORBIDDEN = re.compile(r'[<>:"|?*]')


def receive(
    file: "File[Any]", *, by: Actor, at: datetime, kinds: tuple[Kind, ...] = KINDS, largest: int = LARGEST
) -> Upload:
    """Check a file by its content, scan it, store it under its SHA-256, and note who handed it in.

    `largest` in megabytes. Raises Refused when it is empty, too large, not one of `kinds`, not what its name says,
    encrypted, damaged, with macros, infected, or can't be scanned.
    """
    name = safe_name(file.name or "")
    size = file.size
    if not size:
        raise Refused(Finding(False, None, f"“{name}”是空文件", "请在本机打开确认，重新导出后上传。"))
    if size > largest * MEGABYTE:
        megabytes = -(-size // MEGABYTE)
        reason = f"“{name}”约{megabytes} MB，超过{largest} MB的上限"
        raise Refused(Finding(False, None, reason, "请压缩图片或降低扫描分辨率后上传。"))
    content = content_of(file)
    wrong = content_is_taken(content, name, kinds)
    if wrong or content.kind is None:
        raise Refused(*wrong)
    if settings.HAIZHI_CLAMD is not None:
        clean = scanned(file.chunks(), settings.HAIZHI_CLAMD)
        if not clean.met:
            raise Refused(clean)
    sha256 = _fingerprint(file)
    _keep(file, sha256, size)
    return Upload.objects.create(
        name=name,
        sha256=sha256,
        size=size,
        media_type=content.kind.media_type,
        uploaded_by_id=by.id,
        uploaded_at=at,
    )


def safe_name(name: str) -> str:
    """A file's name without path, control and direction-changing characters; 汉字 outside the BMP stay as they are."""
    last = PurePosixPath(unicodedata.normalize("NFC", name).replace("\\", "/")).name
    shown = "".join(c for c in last if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    shown = _FORBIDDEN.sub("_", shown).strip(" .")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    kept = stem[: _LONGEST_NAME - len(ending) - 1] or "未命名"
    return f"{kept}{dot}{ending[:16]}"


def _fingerprint(file: "File[Any]") -> str:
    digest = hashlib.sha256()
    for piece in file.chunks():
        digest.update(piece)
    return digest.hexdigest()


def _keep(file: "File[Any]", sha256: str, size: int) -> None:
    """Store the content once; what a crash left unfinished under its name is written anew."""
    path = stored_at(sha256)
    if default_storage.exists(path):
        if default_storage.size(path) == size:
            return
        default_storage.delete(path)
    file.seek(0)
    written = default_storage.save(path, file)
    if written != path:  # somebody else stored the same content in the same moment
        default_storage.delete(written)
