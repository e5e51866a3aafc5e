"""Revocation: nobody loses the standing without grounds, hearing and reasons (办法·13, interpretation 16)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.issuing import number_of_the_year
from haizhi.regulation.naming import document_number_written_well
from haizhi.regulation.presentations import looked_for_persons
from haizhi.regulation.revocation import may_revoke, revocation_explained, station_was_heard
from haizhi.regulation.standing import day_ahead, day_has_come, day_later, hearing_is_over, said, stated_in_time
from haizhi.standing import facts
from haizhi.standing.acts.ceasing import cease_others
from haizhi.standing.acts.endings import follow_revocation
from haizhi.standing.acts.filing import demand, it_exists, keep, usable
from haizhi.standing.acts.judging import close_renewal_hearings
from haizhi.standing.models import OPEN_REVOCATIONS, Revocation
from haizhi.stations.acts import revoke
from haizhi.stations.models import Station


def has_grounds(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """A and (B or C) stand on record, and no other procedure is under way."""
    yield from it_exists(station, by, at)
    for other in Revocation.objects.filter(station=station, stage__in=OPEN_REVOCATIONS)[:1]:
        yield Finding(
            False, moves.PREPARE_REVOCATION.cite, f"已有一件（{other.code}，{other.stage_label}）", "请在那一件上办理。"
        )
    yield may_revoke(facts.revocation_facts(station, day_of(at)), None, "")[0]


@creates(moves.PREPARE_REVOCATION, requires=has_grounds)
def prepare_revocation(
    station: Station, *, by: Actor, at: datetime, grounds: str, hear_by: date, meeting: str = ""
) -> Revocation:
    """Draft the notice: facts and reasons, until when (inclusive) the unit may answer, where it may speak."""
    demand(said(grounds, "事实和理由", "grounds"), day_ahead(hear_by, day_of(at), "hear_by"))
    return Revocation(
        code=next_number("CX", day_of(at).year),
        station=station,
        grounds=grounds.strip(),
        hear_by=hear_by,
        meeting=meeting.strip(),
    )


def _grounds_stand(revocation: Revocation, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from it_exists(revocation.station, by, at)
    yield may_revoke(facts.revocation_facts(revocation.station, day_of(at)), None, "")[0]


def _may_notify(revocation: Revocation, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from _grounds_stand(revocation, by, at)
    if revocation.hear_by is not None:
        yield day_ahead(revocation.hear_by, day_of(at), "hear_by")


@act(moves.NOTIFY_REVOCATION, requires=_may_notify)
def notify_revocation(revocation: Revocation, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Tell the unit what it is charged with, in these words, and hear it."""
    revocation.notice = "\n".join(facts.revocation_notice_lines(revocation, day_of(at)))
    revocation.noticed_on = day_of(at)
    record(notice=revocation.notice)


@act(moves.DROP_REVOCATION)
def drop_revocation(revocation: Revocation, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give up a draft that was not sent."""


@act(moves.POSTPONE_REVOCATION)
def postpone_revocation(revocation: Revocation, *, by: Actor, at: datetime, hear_by: date, opinion: str) -> None:
    """Give the unit more time."""
    former = revocation.hear_by or hear_by
    demand(
        said(opinion, "延长的理由", "opinion"),
        day_ahead(hear_by, day_of(at), "hear_by"),
        day_later(hear_by, former, "hear_by"),
    )
    record(former=former)
    revocation.hear_by = hear_by


def _in_time(revocation: Revocation, by: Actor, at: datetime) -> Iterable[Finding]:
    if revocation.hear_by is not None:
        yield stated_in_time(at, revocation.hear_by)


@act(moves.STATE_ON_REVOCATION, requires=_in_time)
def state_on_revocation(
    revocation: Revocation, *, by: Actor, at: datetime, statement: str, evidence: Sequence[Upload] = ()
) -> None:
    """The unit answers."""
    demand(said(statement, "意见", "statement"), *usable(evidence))
    revocation.statement, revocation.stated_by, revocation.stated_at = statement.strip(), by.name, at
    revocation.heard_on = day_of(at)
    keep(evidence, by, revocation=revocation)


@act(moves.RECORD_HEARING, private=("minutes",))
def record_hearing(
    revocation: Revocation, *, by: Actor, at: datetime, heard_on: date, minutes: str, evidence: Sequence[Upload] = ()
) -> str:
    """Enter what the unit said in person, with the signed minutes; until its last day it may still write as well."""
    demand(
        day_has_come(heard_on, day_of(at), "heard_on"),
        Finding(
            revocation.noticed_on is None or heard_on >= revocation.noticed_on,
            moves.RECORD_HEARING.cite,
            "听取意见不得早于通知日期",
            "请核对日期。",
            "heard_on",
        ),
        said(minutes, "听取意见的记录", "minutes"),
        *usable(evidence),
    )
    revocation.minutes, revocation.heard_on = minutes.strip(), heard_on
    keep(evidence, by, revocation=revocation)
    open_still = revocation.hear_by is not None and not hearing_is_over(day_of(at), revocation.hear_by).met
    return "noticed" if revocation.stage == "noticed" and open_still else "heard"


def _over(revocation: Revocation, by: Actor, at: datetime) -> Iterable[Finding]:
    if revocation.hear_by is not None:
        yield hearing_is_over(day_of(at), revocation.hear_by)


@act(moves.CLOSE_REVOCATION_HEARING, requires=_over)
def close_revocation_hearing(revocation: Revocation, *, by: Actor, at: datetime) -> None:
    """The day passed without an answer in writing: the occasion was given."""
    revocation.heard_on = revocation.heard_on or revocation.hear_by


def close_hearings(at: datetime) -> int:
    """Note who let the day pass, in either procedure: what the worker does; how many."""
    due = list(Revocation.objects.filter(stage="noticed", hear_by__lt=day_of(at)).order_by("hear_by", "code"))
    for revocation in due:
        close_revocation_hearing(revocation, by=SYSTEM, at=at)
    return len(due) + close_renewal_hearings(at)


def _heard_on_grounds(revocation: Revocation, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from _grounds_stand(revocation, by, at)
    yield station_was_heard(revocation.heard_on)


@act(moves.DECIDE_REVOCATION, requires=_heard_on_grounds)
def decide_revocation(revocation: Revocation, *, by: Actor, at: datetime, reasons: str) -> None:
    """Decide, with reasons that answer what the unit said; the station stands until the document is issued."""
    demand(revocation_explained(reasons))
    revocation.reasons, revocation.decided_on, revocation.decided_by = reasons.strip(), day_of(at), by.id


@act(moves.SPARE_STATION)
def spare_station(revocation: Revocation, *, by: Actor, at: datetime, opinion: str) -> None:
    """Decide not to revoke, with reasons; 整改 may be asked for besides."""
    demand(said(opinion, "不予撤销的理由", "opinion"))
    revocation.decided_on = day_of(at)


@act(moves.ISSUE_REVOCATION, requires=_heard_on_grounds)
def issue_revocation(
    revocation: Revocation,
    *,
    by: Actor,
    at: datetime,
    number: str,
    issued_on: date,
    public: bool = False,
    no_persons: bool = False,
) -> None:
    """Enter number and date of the document: the standing is gone, plaque and money are to be settled.

    Raises Refused for a public one of which nobody made sure that it names no person.
    """
    decided = revocation.decided_on or issued_on
    demand(
        document_number_written_well(number),
        number_of_the_year(number, issued_on),
        day_has_come(issued_on, day_of(at), "issued_on"),
        Finding(
            issued_on >= decided, moves.ISSUE_REVOCATION.cite, "成文日期不得早于决定日期", "请核对日期。", "issued_on"
        ),
        *([looked_for_persons(no_persons)] if public else []),
    )
    revocation.decision = "\n".join(facts.decision_lines(revocation, day_of(at)))
    revocation.document_number, revocation.issued_on, revocation.public = number, issued_on, public
    record(decision=revocation.decision)
    station = revoke(revocation.station, by=by, at=at, ended_on=issued_on, document_number=number)
    cease_others(station, at, besides=revocation)
    follow_revocation(station, by=by, at=at, ended_on=issued_on, document_number=number)
