"""A file arrives in pieces, over as many connections as it takes; joined, it is taken in like any other.

Pieces are objects of the same storage as the files, so that any web node may receive the next one and none has to
keep anything. Each but the last has the same length, so a piece cut short is known as such.
"""

import hashlib
import tempfile
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import IO

from django.db import IntegrityError, transaction
from django.db.models import Q, Sum

from haizhi.files.drafts.names import safe_name
from haizhi.files.drafts.taking import take
from haizhi.files.facts import size_is_taken
from haizhi.files.keeping import Unavailable, away, erase, keep_piece, piece_at
from haizhi.files.kinds import MEGABYTE, PIECE, Kind
from haizhi.files.models import Reception, Upload
from haizhi.kernel.actor import Actor
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.secrecy import Passage, bears_no_mark, marks

HEAD = 64 * 1024
"""Bytes at the beginning by whose SHA-256 a file is known again."""

_MOST_UNDER_WAY = 1024 * MEGABYTE
"""Bytes that one person may have announced and not yet sent."""

_LONGEST_JOINING = timedelta(minutes=3)
"""After it, whoever was joining the pieces is taken to have been interrupted."""


class Displaced(Exception):
    """A piece does not begin where the reception stands; `received` bytes have arrived."""

    def __init__(self, received: int) -> None:
        super().__init__(received)
        self.received = received


class Joining(Exception):
    """Another request is just joining the pieces: ask again in a moment."""


@dataclass(frozen=True, slots=True)
class Announced:
    """What a sender says of a file before the first piece: `modified` in milliseconds, `head` in hex."""

    target: str
    name: str
    size: int
    modified: int
    head: str


def announce(announced: Announced, *, owner: str, at: datetime, kinds: tuple[Kind, ...], largest: int) -> Reception:
    """The reception of a file, begun now or long ago. Raises Refused for what would be refused anyway."""
    name = safe_name(announced.name)
    for finding in (
        size_is_taken(name, announced.size, largest),
        _ending_is_taken(name, kinds),
        bears_no_mark(marks([Passage("文件名", name)])),
    ):
        if not finding.met:
            raise Refused(finding)
    known = {
        "owner": owner,
        "target": announced.target,
        "name": name,
        "size": announced.size,
        "modified": announced.modified,
        "head": announced.head,
    }
    found = Reception.objects.filter(**known).select_related("upload").first()
    if found is not None:
        return found
    under_way = Reception.objects.filter(owner=owner, upload=None).aggregate(size=Sum("size"))["size"] or 0
    if under_way + announced.size > _MOST_UNDER_WAY:
        reason = f"您还没有传完的文件已超过{_MOST_UNDER_WAY // MEGABYTE} MB"
        raise Refused(Finding(False, None, reason, "请等它们传完，或取消一些，再上传新的。"))
    try:
        with transaction.atomic():
            return Reception.objects.create(**known, started_at=at, last_at=at)
    except IntegrityError:  # another window of the same person announced it in the same moment
        return Reception.objects.select_related("upload").get(**known)


def take_piece(reception: Reception, offset: int, content: bytes, *, at: datetime) -> None:
    """Add a piece (bytes from `offset`). One that arrived before changes nothing.

    Raises Displaced when something before it is missing, ValueError for a piece of a wrong length, Unavailable.
    """
    if not content or len(content) != min(PIECE, reception.size - offset):
        raise ValueError(f"a piece of {len(content)} bytes at {offset} of {reception.size}")
    if offset > reception.received:
        raise Displaced(reception.received)
    if offset < reception.received:
        return
    place = keep_piece(content, f"receiving/{reception.pk}-{offset}")
    with transaction.atomic():
        added = Reception.objects.select_for_update().filter(pk=reception.pk, received=offset, upload=None).first()
        if added is not None:
            added.received, added.last_at = offset + len(content), at
            added.pieces = [*added.pieces, place]
            added.save(update_fields=["received", "last_at", "pieces"])
    if added is None:
        erase([place])  # the same piece came over another connection
    reception.refresh_from_db()


def join(reception: Reception, *, by: Actor, at: datetime, kinds: tuple[Kind, ...], largest: int) -> Upload:
    """Make the file of its pieces and take it in; asked again, answer with the same upload.

    Raises Joining while another request does it, Refused as `receive` does: then nothing of the file is left.
    """
    if reception.upload is not None:
        return reception.upload
    free = Q(joining_since=None) | Q(joining_since__lte=at - _LONGEST_JOINING)
    mine = Reception.objects.filter(free, pk=reception.pk, upload=None, received=reception.size)
    if not mine.update(joining_since=at):
        done = Upload.objects.filter(pk__in=Reception.objects.filter(pk=reception.pk).values("upload")).first()
        if done is None:
            raise Joining
        return done
    try:
        with tempfile.NamedTemporaryFile(prefix="haizhi-upload-") as whole:
            _write(reception, whole)
            upload = take(Path(whole.name), reception.name, by=by, at=at, kinds=kinds, largest=largest)
    except Unavailable as unavailable:
        Reception.objects.filter(pk=reception.pk).update(joining_since=None)
        raise Refused(away()) from unavailable
    except Refused:
        reception.forget()
        raise
    except BaseException:
        Reception.objects.filter(pk=reception.pk).update(joining_since=None)
        raise
    pieces, reception.pieces, reception.upload = reception.pieces, [], upload
    reception.save(update_fields=["pieces", "upload"])
    erase(pieces)
    return upload


def _write(reception: Reception, whole: IO[bytes]) -> None:
    head = hashlib.sha256()
    left = HEAD
    for place in reception.pieces:
        content = piece_at(place)
        head.update(content[:left])
        left -= min(left, len(content))
        whole.write(content)
    whole.flush()
    if whole.tell() != reception.size or head.hexdigest() != reception.head:
        raise Refused(
            Finding(False, None, f"“{reception.name}”在上传过程中有改动", "请关闭正在编辑它的程序，重新上传。")
        )


def _ending_is_taken(name: str, kinds: tuple[Kind, ...]) -> Finding:
    labels = "、".join(kind.label for kind in kinds)
    fits = name.lower().endswith(tuple(ending for kind in kinds for ending in kind.endings))
    return Finding(fits, None, f"“{name}”不是 {labels} 文件", f"请转换为 {labels} 后上传。")
