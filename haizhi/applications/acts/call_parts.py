"""What the Office publishes beside a call, before and after it opens: answers to questions, files to download."""

from datetime import datetime
from typing import TypeVar

from django.db.models import Max, QuerySet

from haizhi.applications.models import Call, CallDownload, CallQuestion
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import notice
from haizhi.regulation.findings import Finding, Refused

P = TypeVar("P", CallQuestion, CallDownload)


@act(moves.ANSWER)
def answer(
    call: Call,
    *,
    by: Actor,
    at: datetime,
    question: str,
    answer: str,
    which: int | None = None,
    place: int | None = None,
) -> str:
    """答复常见问题: a new one, or other words or another place for the one that `which` (its id) names.

    Raises Refused for one that is not there any more.
    """
    found = _named(call.questions.filter(taken_back_at=None), which) or CallQuestion(call=call)
    found.question, found.answer, found.answered_at = question, answer, at
    found.place = place or found.place or _next(call.questions.all())
    found.save()
    return call.stage


@act(moves.TAKE_BACK_ANSWER)
def take_back_answer(call: Call, *, by: Actor, at: datetime, which: int) -> str:
    """撤下常见问题: it is not shown any more, and stays as history. Raises Refused for one that is not there."""
    found = _named(call.questions.filter(taken_back_at=None), which)
    if found:
        record(question=found.question)
        found.taken_back_at = at
        found.save()
    return call.stage


@act(moves.SUPPLY)
def supply(
    call: Call,
    *,
    by: Actor,
    at: datetime,
    title: str,
    upload: Upload | None = None,
    which: int | None = None,
    place: int | None = None,
) -> str:
    """提供下载: a file with its title, or another file, title or place for the one that `which` (its id) names.

    A file that is replaced stays as history. Raises Refused without a file, and for one that is not there any more.
    """
    found = _named(call.downloads.filter(withdrawn_at=None), which)
    file = upload or (found.upload if found else None)
    if file is None:
        raise Refused(Finding(False, notice(), "没有选择文件", "请选择要提供下载的文件", "upload"))
    where = place or (found.place if found else 0) or _next(call.downloads.all())
    if found and file != found.upload:
        found.withdrawn_at = at
        found.save()
        found = None
    offered = found or CallDownload(call=call, upload=file, offered_at=at)
    offered.title, offered.place = title, where
    offered.save()
    record(sha256=file.sha256)
    return call.stage


@act(moves.WITHDRAW_DOWNLOAD)
def withdraw_download(call: Call, *, by: Actor, at: datetime, which: int) -> str:
    """撤下下载: it is not handed out any more, and stays as history. Raises Refused for one that is not there."""
    found = _named(call.downloads.filter(withdrawn_at=None), which)
    if found:
        record(title=found.title, sha256=found.upload.sha256)
        found.withdrawn_at = at
        found.save()
    return call.stage


def copy_parts(former: Call, call: Call, at: datetime) -> None:
    """Give a call that is being composed the questions and downloads of a former one; the answers keep their dates."""
    for asked in former.questions.filter(taken_back_at=None):
        CallQuestion.objects.create(
            call=call, place=asked.place, question=asked.question, answer=asked.answer, answered_at=asked.answered_at
        )
    for offered in former.downloads.filter(withdrawn_at=None):
        CallDownload.objects.create(
            call=call, place=offered.place, title=offered.title, upload=offered.upload, offered_at=at
        )


def _named(rows: QuerySet[P], which: int | None) -> P | None:
    if which is None:
        return None
    found = rows.filter(pk=which).first()
    if found is None:
        raise Refused(Finding(False, notice(), "没有找到这一条", "可能已被撤下，请看现在的内容", "which"))
    return found


def _next(rows: QuerySet[P]) -> int:
    return (rows.aggregate(last=Max("place"))["last"] or 0) + 1
