"""What the worker does for archives: bind what was filed; erase and bind anew what holds a file that was purged."""

import logging
from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from haizhi.archives.acts import bind, supplement
from haizhi.archives.models import Archive, Package, PackageItem
from haizhi.archives.queries.contents import pieces_of
from haizhi.archives.queries.flow import checkpoint_of
from haizhi.documents.packages import Altered, Kept, write_package
from haizhi.files.keeping import erase, keep
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.findings import Refused

log = logging.getLogger("haizhi.archives")

_BLOCK = 1 << 20

_AWAY = "文件存储暂时取不到或写不进卷内文件，稍后自动再试。"
_ALTERED = "有原件与提交时的指纹不符，可能已损坏或被改动。请系统管理员从备份恢复后，自动再试。"


def bind_waiting(clock: Callable[[], datetime], stopping: Callable[[], bool]) -> int:
    """Bind every file that waits for it; one that can't be bound says why, and is tried again the next time."""
    done = 0
    for archive in Archive.objects.filter(stage="binding").order_by("filed_at", "code"):
        if stopping():
            break
        done += _bound(archive, clock)
    return done


def _bound(archive: Archive, clock: Callable[[], datetime]) -> bool:
    """Whether it is bound now: by this worker, or by another that was quicker."""
    try:
        with TemporaryDirectory(prefix="haizhi-archive-") as folder:
            path = Path(folder, "package.zip")
            entries, kept = write(archive, path)
            with path.open("rb") as file:
                digest = sha256()
                while block := file.read(_BLOCK):
                    digest.update(block)
            named, size = digest.hexdigest(), path.stat().st_size
            keep(path, Package(archive=archive, sha256=named).stored_at)
            items = [_item(serial, each) for serial, each in enumerate(kept, start=1)]
            bind(archive, items, by=SYSTEM, at=clock(), sha256=named, size=size, count=len(items), entries=entries)
    except Refused:
        return True
    except OSError as fault:
        log.warning("%s can't be bound: %s", archive.code, fault)
        problem = _ALTERED if isinstance(fault, Altered) else _AWAY
        Archive.objects.filter(pk=archive.pk, stage="binding").update(problem=problem)
        return False
    return True


def write(archive: Archive, path: Path) -> tuple[int, list[Kept]]:
    """Write the package of a file to a path: the entries of the ledger that it proves over, and what is in it.

    Raises OSError when a content can't be reached.
    """
    checkpoint = checkpoint_of(archive)
    about = {
        "code": archive.code,
        "title": archive.title,
        "case": archive.application.code,
        "year": archive.year,
        "retention": archive.get_retention_display(),
        "ledger_entries": checkpoint.size,
        "ledger_root": checkpoint.root,
    }
    with path.open("wb") as file:
        return checkpoint.size, write_package(file, about, pieces_of(archive), at=checkpoint.at)


def _item(serial: int, kept: Kept) -> PackageItem:
    piece = kept.piece
    return PackageItem(
        serial=serial,
        path=piece.path,
        title=piece.title,
        author=piece.author,
        reference=piece.reference,
        dated=piece.dated,
        pages=piece.pages,
        sha256=kept.sha256,
        size=kept.size,
    )


def erase_purged(at: datetime) -> int:
    """Erase packages that hold a file that was purged (办法·15), and bind their cases anew; how many there were."""
    purged = Upload.objects.filter(erased_at__isnull=False).values("sha256")
    still = Upload.objects.filter(erased_at__isnull=True).values("sha256")
    held = PackageItem.objects.filter(sha256__in=purged).exclude(sha256__in=still).values("package")
    packages = list(Package.objects.filter(pk__in=held, erased_at=None).select_related("archive"))
    for package in packages:
        erase([package.stored_at])
        Package.objects.filter(pk=package.pk).update(erased_at=at)
    for archive in {package.archive_id: package.archive for package in packages}.values():
        if archive.stage == "filed" and archive.packages.order_by("serial").last() in packages:
            supplement(archive, by=SYSTEM, at=at, opinion="卷内材料已应急清除，重新装订。")
    return len(packages)
