"""归档: a closed case becomes a file; the worker binds it; it is added to, kept and consulted on record (办法·3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from haizhi.applications.models import Application
from haizhi.archives import facts
from haizhi.archives.models import Archive, Package, PackageItem
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.archiving import Retention, closed
from haizhi.regulation.findings import Finding, Refused


def to_be_filed(application: Application, by: Actor, at: datetime) -> Iterable[Finding]:
    """A case is filed once, when it is closed."""
    yield closed(application.stage)
    filed = Archive.objects.filter(application=application).first()
    reason = f"已归档，档号{filed.code}" if filed else ""
    yield Finding(filed is None, moves.FILE_CASE.cite, reason, "有新增材料的，请在案卷页办理“补充归档”。")


@creates(moves.FILE_CASE, requires=to_be_filed)
def file(application: Application, *, by: Actor, at: datetime, retention: str) -> Archive:
    """File a closed case. The ledger's root is signed with it: what the package proves is in that root."""
    if retention not in set(Retention):
        raise Refused(Finding(False, moves.FILE_CASE.cite, "没有确定保管期限", "请选择。", "retention"))
    year = application.call.year
    return Archive(code=next_number("DA", year), application=application, year=year, retention=retention, filed_at=at)


@act(moves.BIND_FILE)
def bind(
    archive: Archive,
    items: Sequence[PackageItem],
    /,
    *,
    by: Actor,
    at: datetime,
    sha256: str,
    size: int,
    count: int,
    entries: int,
) -> None:
    """Keep what the worker has bound: `count` files in `size` bytes, proofs over the first `entries` of the ledger.

    The items are not recorded one by one: the manifest in the package lists them, and the package's hash is recorded.
    """
    package = Package.objects.create(
        archive=archive,
        serial=archive.packages.count() + 1,
        sha256=sha256,
        size=size,
        entries=entries,
        bound_at=at,
    )
    for item in items:
        item.package = package
    PackageItem.objects.bulk_create(items)
    archive.problem = ""


def _has_more(archive: Archive, by: Actor, at: datetime) -> Iterable[Finding]:
    cite, remedy = moves.SUPPLEMENT_FILE.cite, "案卷与现有记录一致，不必补充。"
    yield Finding(facts.has_grown(archive), cite, "上次装订以后没有新的办理记录", remedy)


@act(moves.SUPPLEMENT_FILE, requires=_has_more)
def supplement(archive: Archive, *, by: Actor, at: datetime, opinion: str) -> None:
    """Bind the file anew, with what was done since; the former package stays."""


@act(moves.SET_RETENTION)
def set_retention(archive: Archive, *, by: Actor, at: datetime, retention: str, opinion: str) -> None:
    """Keep the file for another time than usual, with the reason."""
    if retention == archive.retention or retention not in set(Retention):
        finding = Finding(False, moves.SET_RETENTION.cite, "保管期限没有变化", "请选择另一期限。", "retention")
        raise Refused(finding)
    archive.retention = retention


@act(moves.CONSULT_FILE)
def consult(archive: Archive, *, by: Actor, at: datetime, opinion: str) -> None:
    """Ask for the package with the reason; for a day whoever asked may take it."""
