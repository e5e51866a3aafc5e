"""Calls: compose, publish, extend, close (通知, 办法·7·4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from haizhi.applications.models import Call
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, notice
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.regulation.deadlines import Track, closing_words, deadline_lies_ahead, extension_is_later
from haizhi.regulation.editions import EDITIONS, edition_on
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.notices import NOTICES, CallNotice
from haizhi.regulation.parameters import ANNUAL_TARGET

_KEPT = ("department", "contact", "address", "postcode", "phone", "mailbox", "paper_copies")
_NEEDED = ("heading", "department", "contact", "address", "postcode", "phone", "mailbox")


@creates(moves.COMPOSE_CALL)
def compose(*, by: Actor, at: datetime, year: int, track: Track = Track.ANNUAL) -> Call:
    """拟定: a call from the notice of its year, else from the last call of its track, else from the newest notice.

    Raises Refused for a year that is none of this procedure's, or that has such a call already.
    """
    first, last = EDITIONS[0].valid_from.year, day_of(at).year + 1
    if not first <= year <= last:
        raise Refused(Finding(False, measures(7, 4), f"年度应在{first}年至{last}年之间", "请核对年度", "year"))
    code = str(year) if track is Track.ANNUAL else f"{year}-Y"
    if Call.objects.filter(code=code).exists():
        raise Refused(Finding(False, measures(7, 4), f"{year}年度已有同类申报通知", "请在原通知上办理", "year"))
    return Call(
        code=code,
        year=year,
        track=track,
        issued_on=day_of(at),
        edition=edition_on(day_of(at)).key,
        **_defaults(year, track),
    )


def _defaults(year: int, track: Track) -> dict[str, Any]:
    known = NOTICES.get(year)
    former = Call.objects.filter(track=track, year__lt=year).order_by("-year").first()
    source: Call | CallNotice = known or former or NOTICES[max(NOTICES)]
    target = former.soft_target if former else ANNUAL_TARGET.value
    kept = {name: getattr(source, name) for name in _KEPT} | {"soft_target": target}
    if track is Track.ACADEMICIAN:
        return kept | {"heading": f"关于{year}年引进海外院士建站申请适时受理的通知", "deadline": None}
    if source.deadline is None:
        raise ValueError("an annual call has a deadline")
    if isinstance(source, CallNotice):
        heading, number = source.title, source.document_number if known else ""
    else:
        heading, number = source.heading, ""
    return kept | {
        "heading": heading.replace(str(source.year), str(year)),
        "document_number": number,
        "deadline": _same_day(source.deadline, year - source.year),
    }


def _same_day(deadline: datetime, years: int) -> datetime:
    """The end of the same day some years on; of 28 February where there is no 29."""
    last = day_of(deadline - timedelta(microseconds=1))
    try:
        return end_of_day(last.replace(year=last.year + years))
    except ValueError:
        return end_of_day(last.replace(year=last.year + years, day=28))


def _publishable(call: Call, by: Actor, at: datetime) -> Iterable[Finding]:
    for field in Call._meta.concrete_fields:
        if field.name in _NEEDED and not str(getattr(call, field.name)).strip():
            yield Finding(False, notice(3), f"未填写“{field.verbose_name}”", "请先修改草稿", field.name)
    if call.deadline is not None:
        yield deadline_lies_ahead(call.deadline, at)


@act(moves.PUBLISH_CALL, requires=_publishable)
def publish(call: Call, *, by: Actor, at: datetime) -> None:
    """发布: the call is open from now on. A new intake for academicians takes the place of the former one."""
    call.published_at = at
    if call.track == Track.ACADEMICIAN:
        for former in Call.objects.filter(track=call.track, stage="open", year__lt=call.year).order_by("year"):
            close(former, by=SYSTEM, at=at, successor=call)


def _still_running(call: Call, by: Actor, at: datetime) -> Iterable[Finding]:
    if call.deadline is None:
        yield Finding(False, measures(7, 4), "引进海外院士的申请适时受理，没有截止时间", "无须延期")
    else:
        yield Finding(
            at < call.deadline,
            notice(2),
            f"申报截止时间为{closing_words(call.deadline)}",
            "" if at < call.deadline else "截止之后不能延期",
        )


@act(moves.EXTEND_CALL, requires=_still_running)
def extend(call: Call, *, by: Actor, at: datetime, opinion: str, deadline: datetime) -> None:
    """延期: a later exclusive deadline, the reason in `opinion` (interpretation 9). Raises Refused if not later."""
    if call.deadline is None:
        raise ValueError("what has no deadline is refused before")
    missing = Finding(bool(opinion.strip()), notice(2), "延期须说明理由", "请填写理由", "opinion")
    if wrong := unmet(extension_is_later(call.deadline, deadline), missing):
        raise Refused(*wrong)
    call.deadline = deadline


@act(moves.CLOSE_CALL)
def close(call: Call, *, by: Actor, at: datetime, successor: Call | None = None) -> None:
    """截止: by the system once the exclusive deadline has passed; an academicians' intake when its successor opens."""
    if call.deadline is not None:
        due = at >= call.deadline
        reason = f"申报截止时间为{closing_words(call.deadline)}，尚未到期"
    else:
        due = successor is not None and successor.year > call.year
        reason = "引进海外院士的申请适时受理，在下一年度受理开始时截止"
    if not due:
        raise Refused(Finding(False, notice(2), reason))
    call.closed_at = at


def close_due(at: datetime) -> list[Call]:
    """Close every call whose deadline has passed: what the worker does at each turn. Answers with those it closed."""
    due = list(Call.objects.filter(stage="open", deadline__lte=at).order_by("deadline", "code"))
    return [close(call, by=SYSTEM, at=at) for call in due]
