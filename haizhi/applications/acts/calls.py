"""Calls: compose, publish, extend, close (通知, 办法·7·4)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from haizhi.applications.acts.call_parts import copy_parts
from haizhi.applications.models import ANNOUNCED, SET, Call, Extension
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, notice
from haizhi.regulation.civil_time import day_of, end_of_day
from haizhi.regulation.deadlines import Track, closing_words, extension_is_later
from haizhi.regulation.editions import EDITIONS, edition_on
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.notices import NOTICES, CallNotice, notice_findings, notice_title

REGULATION = "regulation"
"""The name of the pattern that is no former call."""


@creates(moves.COMPOSE_CALL)
def compose(*, by: Actor, at: datetime, year: int, track: Track = Track.ANNUAL, pattern: str = "") -> Call:
    """拟定: a call from the pattern named: a former call by its code, or `REGULATION`.

    Without one: the notice of its year, else the last call of its track, else the newest notice. With a former call
    its questions and downloads come along. Raises Refused for a year that is none of this procedure's, or that has
    such a call already, and for a pattern that is none.
    """
    first, last = EDITIONS[0].valid_from.year, day_of(at).year + 1
    if not first <= year <= last:
        raise Refused(Finding(False, measures(7, 4), f"年度应在{first}年至{last}年之间", "请核对年度", "year"))
    code = str(year) if track is Track.ANNUAL else f"{year}-Y"
    if Call.objects.filter(code=code).exists():
        raise Refused(Finding(False, measures(7, 4), f"{year}年度已有同类申报通知", "请在原通知上办理", "year"))
    former = _former(pattern, year, track)
    call = Call(
        code=code,
        year=year,
        track=track,
        issued_on=day_of(at),
        edition=edition_on(day_of(at)).key,
        **_defaults(year, track, former),
    )
    record(pattern=former.code if former else REGULATION)
    if former:
        copy_parts(former, call, at)
    return call


def _former(pattern: str, year: int, track: Track) -> Call | None:
    """The call to compose from, None for the regulation's defaults."""
    if pattern and pattern != REGULATION:
        found = Call.objects.filter(code=pattern).first()
        if found is None:
            raise Refused(Finding(False, measures(7, 4), "没有找到作为底稿的通知", "请重新选择底稿", "pattern"))
        return found
    if pattern or (year in NOTICES and track is Track.ANNUAL):
        return None
    return Call.objects.filter(track=track, year__lt=year).order_by("-year").first()


def _defaults(year: int, track: Track, former: Call | None) -> dict[str, Any]:
    known = NOTICES.get(year)
    said = former.announced if former else known or NOTICES[max(NOTICES)]
    kept: dict[str, Any] = {name: getattr(said, name) for name in ANNOUNCED} | {"annexes": "\n".join(said.annexes)}
    if former:
        kept |= {name: getattr(former, name) for name in SET}
    if track is Track.ACADEMICIAN or said.deadline is None:
        own_words = former.body if former and said.track is track else ""
        kept |= {"heading": notice_title(year, track), "body": own_words.replace(str(said.year), str(year))}
        newest = NOTICES[max(NOTICES)]
        source: CallNotice = said if said.deadline else newest
        return kept | {"deadline": None if track is Track.ACADEMICIAN else _same_day(source, year)}
    return kept | {
        "heading": said.title.replace(str(said.year), str(year)),
        "document_number": said.document_number if said is known else "",
        "deadline": _same_day(said, year),
        "body": former.body.replace(str(said.year), str(year)) if former else "",
    }


def _same_day(said: CallNotice, year: int) -> datetime:
    """The end of the last day of a notice, in another year; of 28 February where there is no 29."""
    if said.deadline is None:
        raise ValueError("an annual call has a deadline")
    last = day_of(said.deadline - timedelta(microseconds=1))
    then = last.year + year - said.year
    try:
        return end_of_day(last.replace(year=then))
    except ValueError:
        return end_of_day(last.replace(year=then, day=28))


def _publishable(call: Call, by: Actor, at: datetime) -> Iterable[Finding]:
    return notice_findings(call.announced, at)


@act(moves.PUBLISH_CALL, requires=_publishable)
def publish(call: Call, *, by: Actor, at: datetime) -> None:
    """发布: the call is open from now on, its text stays. A new intake for academicians replaces the former one."""
    call.published_text = call.text
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
def extend(call: Call, *, by: Actor, at: datetime, opinion: str, deadline: datetime, document_number: str = "") -> None:
    """延期: a notice of its own with a later exclusive deadline, the reason in `opinion` (interpretation 9).

    Raises Refused if not later, or without a reason.
    """
    if call.deadline is None:
        raise ValueError("what has no deadline is refused before")
    missing = Finding(bool(opinion.strip()), notice(2), "延期须说明理由", "请填写理由", "opinion")
    if wrong := unmet(extension_is_later(call.deadline, deadline), missing):
        raise Refused(*wrong)
    Extension.objects.create(
        call=call,
        serial=call.extensions.count() + 1,
        document_number=document_number,
        old_deadline=call.deadline,
        new_deadline=deadline,
        reason=opinion.strip(),
        at=at,
    )
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
