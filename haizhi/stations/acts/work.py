"""Work as it is handed in by a station and looked through by the Office; confirmed work is only amended in the open."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Max, Value
from django.db.models.functions import Coalesce, Greatest

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.doing import seal
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.work import Detail, WorkSort, work_findings
from haizhi.stations.acts.former import keep_former, newest_former
from haizhi.stations.facts.work import (
    WORK_VALUES,
    first_day,
    kept_values,
    lay_back,
    proofs,
    stands,
    work_rows,
    work_told,
)
from haizhi.stations.models import PlanItem, Station, Tie, WorkEntry, WorkFile

_NUMBERS = (Detail.OVERSEAS, Detail.PEOPLE, Detail.ECONOMIC)


def station_stands(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """There is the station."""
    yield stands(station, moves.BEGIN_WORK)


def work_is_complete(entry: WorkEntry, by: Actor, at: datetime) -> Iterable[Finding]:
    """Everything that its sort needs is told and proved, and nothing in it is secret or a person's."""
    yield from work_findings(work_told(entry), since=first_day(entry.station), today=day_of(at))
    for file in proofs(entry):
        yield may_be_used(file.upload)


def was_confirmed(entry: WorkEntry, by: Actor, at: datetime) -> Iterable[Finding]:
    """There is a confirmed state to go back to."""
    reason = "这项工作还没有确认过，没有可以恢复的内容"
    yield Finding(entry.confirmed_at is not None, moves.KEEP_WORK.cite, reason, "不再需要的，请作废。")


def never_confirmed(entry: WorkEntry, by: Actor, at: datetime) -> Iterable[Finding]:
    """What the Office had confirmed does not vanish by the station alone."""
    remedy = "请放弃更正；确需取消的，请联系海智办撤销确认。"
    yield Finding(entry.confirmed_at is None, moves.WITHDRAW_WORK.cite, "这项工作曾经确认，不能作废", remedy)


@creates(moves.BEGIN_WORK, requires=station_stands)
def begin_work(station: Station, *, by: Actor, at: datetime, sort: WorkSort) -> WorkEntry:
    """Begin to write down a piece of work, of today until another day is named."""
    today = day_of(at)
    return WorkEntry(
        code=next_number("GJ", today.year),
        station=station,
        sort=sort.value,
        began_on=today,
        ended_on=today,
        entered_at=at,
        saved_at=at,
    )


@act(moves.SUBMIT_WORK, requires=work_is_complete)
def submit_work(entry: WorkEntry, *, by: Actor, at: datetime) -> None:
    """Hand it in; what does not concern its sort is left out of it."""
    for detail in set(Detail) - entry.kind_of_work.asks:
        setattr(entry, detail.value, None if detail in _NUMBERS else "")
    entry.submitted_at, entry.question = at, ""
    _record(entry)


@act(moves.RECALL_WORK)
def recall_work(entry: WorkEntry, *, by: Actor, at: datetime) -> str:
    """Take it back before the Office has answered, to change it."""
    return "draft" if entry.confirmed_at is None else "amending"


@act(moves.QUESTION_WORK)
def question_work(entry: WorkEntry, *, by: Actor, at: datetime, opinion: str) -> None:
    """Ask the station to explain."""
    entry.question = opinion


@act(moves.ANSWER_WORK)
def answer_work(entry: WorkEntry, *, by: Actor, at: datetime, opinion: str, paper: Upload | None = None) -> None:
    """Explain, with one more file where it helps. Raises Refused for a file that may not be used."""
    if paper is not None:
        refuse_unmet(may_be_used(paper))
        WorkFile.objects.update_or_create(entry=entry, upload=paper, defaults={"current": True})
    entry.question = ""


@act(moves.CONFIRM_WORK, requires=work_is_complete)
def confirm_work(entry: WorkEntry, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """It counts from now on as evidence; the record names what was confirmed."""
    entry.confirmed_at = at
    _count(entry)
    _record(entry)


@act(moves.RETURN_WORK)
def return_work(entry: WorkEntry, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back with what is to be changed."""
    entry.question = opinion


@act(moves.AMEND_WORK)
def amend_work(entry: WorkEntry, *, by: Actor, at: datetime, opinion: str) -> None:
    """Open confirmed work again; its state so far is kept, and it counts no more until it is confirmed anew."""
    values = kept_values(entry, WORK_VALUES) | {
        "files": [str(file.upload_id) for file in proofs(entry)],
        "item": entry.item_id,
        "ties": [str(pk) for pk in entry.ties.order_by("code").values_list("pk", flat=True)],
    }
    content = [*work_rows(entry), ("证明材料", "、".join(file.upload.name for file in proofs(entry)))]
    keep_former(entry, content, values, by=by, at=at, reason=opinion)
    _count_no_more(entry)


@act(moves.KEEP_WORK, requires=was_confirmed)
def keep_work(entry: WorkEntry, *, by: Actor, at: datetime) -> None:
    """Leave it as it was confirmed: nothing was amended."""
    former = newest_former(entry)
    values = dict(former.values)
    files, item, ties = values.pop("files"), values.pop("item"), values.pop("ties")
    lay_back(entry, values)
    entry.item = PlanItem.objects.filter(pk=item).first()  # None once it was taken out of the plan
    entry.ties.set(Tie.objects.filter(pk__in=ties))
    entry.files.update(current=False)
    entry.files.filter(upload_id__in=files).update(current=True)
    entry.question = ""
    former.delete()
    _count(entry)


@act(moves.WITHDRAW_WORK, requires=never_confirmed)
def withdraw_work(entry: WorkEntry, *, by: Actor, at: datetime) -> None:
    """It was nothing, or stands elsewhere already."""


@act(moves.STRIKE_WORK)
def strike_work(entry: WorkEntry, *, by: Actor, at: datetime, opinion: str) -> None:
    """The Office takes back its confirmation, with the reason: it counts no more."""
    _count_no_more(entry)


def _count(entry: WorkEntry) -> None:
    """Let its station's newest work be this one, unless there is newer; written either way, which locks the station."""
    newest = Greatest(Coalesce("worked_on", entry.began_on), Value(entry.began_on))
    Station._base_manager.filter(pk=entry.station_id).update(worked_on=newest)


def _count_no_more(entry: WorkEntry) -> None:
    """Let its station's newest work be another's; the station is locked, so that none confirmed meanwhile is missed."""
    station = Station._base_manager.filter(pk=entry.station_id)
    station.select_for_update().get()
    others = WorkEntry.objects.filter(station=entry.station_id, stage="confirmed").exclude(pk=entry.pk)
    station.update(worked_on=others.aggregate(newest=Max("began_on"))["newest"])


def _record(entry: WorkEntry) -> None:
    record(
        sort=entry.sort,
        began_on=entry.began_on,
        ended_on=entry.ended_on,
        **{detail.value: getattr(entry, detail.value) for detail in _NUMBERS},
        files=sorted(file.upload.sha256 for file in entry.files.filter(current=True).select_related("upload")),
    )
    texts = {d.value: getattr(entry, d.value) for d in Detail if d not in _NUMBERS}
    seal(name=entry.name, account=entry.account, **texts)  # names of overseas experts may stand in them
