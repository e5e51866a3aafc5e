"""The storage of contents and pieces: a local folder or an S3-compatible service, and what to do when it is away."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage

from haizhi.regulation.findings import Finding

_BLOCK = 1024 * 1024


class Unavailable(OSError):
    """The storage can't be reached, or has no room."""


@contextmanager
def reaching() -> Iterator[None]:
    """Within it, whatever way the storage fails is Unavailable."""
    try:
        yield
    except (OSError, BotoCoreError, ClientError) as error:
        raise Unavailable(str(error)) from error


def away() -> Finding:
    """What to say while the storage is away."""
    return Finding(False, None, "文件存储暂时不可用，文件未保存", "请稍后再上传；多次失败请联系系统管理员。")


def keep(path: Path, place: str) -> None:
    """Store a content once; what a crash left unfinished in its place is written anew. Raises Unavailable."""
    with reaching():
        if default_storage.exists(place):
            if default_storage.size(place) == path.stat().st_size:
                return
            default_storage.delete(place)
        with path.open("rb") as file:
            written = default_storage.save(place, File(file))
        if written != place:  # somebody else stored the same content in the same moment
            default_storage.delete(written)


def keep_picture(picture: bytes, place: str) -> None:
    """Store a preview unless there is one. Raises Unavailable."""
    with reaching():
        if not default_storage.exists(place):
            default_storage.save(place, ContentFile(picture))


@contextmanager
def laid_out(place: str) -> Iterator[Path]:
    """A content as a file on this machine, for those who need a path; it is only read. Raises Unavailable."""
    with reaching():
        if not default_storage.exists(place):
            raise FileNotFoundError(place)
    with ExitStack() as gone_afterwards:
        with reaching():
            try:
                path = Path(default_storage.path(place))
            except NotImplementedError:  # a service holds it, not a folder
                laid = gone_afterwards.enter_context(tempfile.NamedTemporaryFile(prefix="haizhi-laid-"))
                with default_storage.open(place) as content:
                    shutil.copyfileobj(content, laid, _BLOCK)
                laid.flush()
                path = Path(laid.name)
        yield path


def keep_piece(content: bytes, place: str) -> str:
    """Store a piece under a place of its own, which is the answer. Raises Unavailable."""
    with reaching():
        return default_storage.save(place, ContentFile(content))


def piece_at(place: str) -> bytes:
    """A piece. Raises Unavailable."""
    with reaching(), default_storage.open(place) as piece:
        content: bytes = piece.read()
        return content


def opened(place: str) -> "File[bytes]":
    """A content, open for reading. Raises Unavailable."""
    with reaching():
        return default_storage.open(place)


def erase(places: Iterable[str]) -> None:
    """Remove contents; what is gone already is no fault. Raises Unavailable."""
    with reaching():
        for place in places:
            default_storage.delete(place)
