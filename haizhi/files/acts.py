"""Emergency purge (办法·15): two people erase a content that must not be here; the record of it stays."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.files.keeping import Unavailable, erase
from haizhi.files.models import Purge, Reception, Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused


def purgeable(upload: Upload, by: Actor, at: datetime) -> Iterable[Finding]:
    """Whether its content is still here."""
    yield Finding(upload.erased_at is None, measures(15), "这个文件已应急清除", "无需再次申请。")


@creates(moves.REQUEST_PURGE, requires=purgeable)
def request_purge(upload: Upload, *, by: Actor, at: datetime, authority: str, opinion: str) -> Purge:
    """申请应急清除：依据（文号或口头指示人）与理由。自申请起文件不再提供下载."""
    record(sha256=upload.sha256, size=upload.size)
    return Purge(
        code=next_number("QC", day_of(at).year),
        upload=upload,
        authority=authority,
        reason=opinion,
        requested_by_id=by.id,
        requested_at=at,
    )


def two_people(purge: Purge, by: Actor, at: datetime) -> Iterable[Finding]:
    """Whoever requested it does not decide on it."""
    yield Finding(
        by.id != purge.requested_by_id, measures(15), "申请人不能确认自己的申请", "请由另一位安全管理员办理。"
    )


@act(moves.CONFIRM_PURGE, requires=two_people)
def confirm_purge(purge: Purge, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """确认清除：内容与预览从存储中删除，内容相同的上传一并清除，各行记录保留.

    Erases before the transaction ends: should it fail after that, the request stays open and can be confirmed again.
    """
    content = purge.upload
    alike = [upload.pk for upload in Upload.objects.select_for_update().filter(sha256=content.sha256)]
    record(sha256=content.sha256, uploads=len(alike))
    try:
        erase([content.stored_at, content.preview_at])
        for reception in Reception.objects.filter(upload__in=alike):
            reception.forget()
    except Unavailable as unavailable:
        raise Refused(
            Finding(False, measures(15), "文件存储暂时不可用，内容还没有清除", "请稍后再次确认，并告知系统管理员。")
        ) from unavailable
    Upload.objects.filter(pk__in=alike).update(erased_at=at, has_preview=False)
    purge.erased_at = at


@act(moves.REFUSE_PURGE, requires=two_people)
def refuse_purge(purge: Purge, *, by: Actor, at: datetime, opinion: str) -> None:
    """不予清除：写明理由，文件恢复下载."""
