"""公示: prepared from a resolution, published for five working days at once or at a set time, extended, concluded."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.applications.acts import clear, publicise
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import Publicity, PublicityExtension, PublicityItem, Resolution
from haizhi.kernel import workdays
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.publicity import (
    ends_on_a_workday,
    extended_far_enough,
    extended_not_shortened,
    later_by_calendar,
    period_is_running,
    period_over,
    publication_lies_ahead,
)
from haizhi.regulation.workdays import UnknownYear, WorkdayTable, publicity_period


def _to_publicise(resolution: Resolution) -> list[Application]:
    found = Application.objects.filter(resolution_lines__resolution=resolution, stage="proposed")
    return list(found.filter(resolution_lines__decision=facts.PROPOSE).distinct().order_by("code"))


def _resolved(resolution: Resolution, by: Actor, at: datetime) -> Iterable[Finding]:
    cite = moves.PREPARE_PUBLICITY.cite
    applied = resolution.stage == "applied"
    yield Finding(applied, cite, "党组决议尚未登记", "请待市科协党组记录人登记决议后再拟定公示。")
    if applied:
        waiting = bool(_to_publicise(resolution))
        yield Finding(waiting, cite, "本决议没有待公示的拟建站单位", "请核对是否已经公示。")


@creates(moves.PREPARE_PUBLICITY, requires=_resolved)
def prepare_publicity(
    resolution: Resolution,
    *,
    by: Actor,
    at: datetime,
    heading: str,
    phone: str,
    supervision_phone: str,
    address: str,
    count_first: bool = False,
) -> Publicity:
    """Draw up the 公示 of every unit that the resolution proposed and that was not publicised yet."""
    if lacking := unmet(facts.phones_apart(phone, supervision_phone)):
        raise Refused(*lacking)
    publicity = Publicity(
        code=next_number("GS", resolution.session.call.year, 2),
        heading=heading,
        resolution=resolution,
        phone=phone.strip(),
        supervision_phone=supervision_phone.strip(),
        address=address,
        count_first=count_first,
    )
    named = _to_publicise(resolution)
    PublicityItem.objects.bulk_create(PublicityItem(publicity=publicity, application=found) for found in named)
    record(applications=named)
    return publicity


def _publishable(publicity: Publicity, by: Actor, at: datetime) -> Iterable[Finding]:
    yield _names_somebody(publicity)
    # an unknown year refuses here, so that the button is greyed with what to do
    publicity_period(day_of(at), workdays.table(), count_first=publicity.count_first)


def _names_somebody(publicity: Publicity) -> Finding:
    some = facts.publishable(publicity).exists()
    return Finding(some, moves.PUBLISH_PUBLICITY.cite, "没有可以公示的单位", "名单内单位均已退出程序，请撤销本公示。")


@act(moves.PUBLISH_PUBLICITY, requires=_publishable)
def publish_publicity(publicity: Publicity, *, by: Actor, at: datetime) -> None:
    """Publish now: the five working days are counted and written down, every unit enters 公示."""
    _publish(publicity, by, at)


@act(moves.RELEASE_PUBLICITY, requires=_publishable)
def release_publicity(publicity: Publicity, *, by: Actor, at: datetime) -> None:
    """Publish because the set time has come: the period is counted now, by the calendar of this day."""
    _publish(publicity, by, at)


def _publish(publicity: Publicity, by: Actor, at: datetime) -> None:
    period = publicity_period(day_of(at), workdays.table(), count_first=publicity.count_first)
    publicity.published_at, publicity.counted_last_day = at, None
    publicity.first_day, publicity.last_day = period
    named = list(facts.publishable(publicity))
    left = publicity.items.exclude(application__in=named)
    record(first_day=period.first_day, last_day=period.last_day, left_out=[item.application_id for item in left])
    left.delete()
    for application in facts.as_the_log_tells(named):
        publicise(application, by=by, at=at)


@act(moves.SCHEDULE_PUBLICITY)
def schedule_publicity(publicity: Publicity, *, by: Actor, at: datetime, publish_at: datetime) -> None:
    """Have it published at a set time; what the period will be is counted for that day and said."""
    if lacking := unmet(_names_somebody(publicity), publication_lies_ahead(publish_at, at)):
        raise Refused(*lacking)
    period = publicity_period(day_of(publish_at), workdays.table(), count_first=publicity.count_first)
    publicity.publish_at, publicity.planned_last_day = publish_at, period.last_day
    record(first_day=period.first_day, last_day=period.last_day)


@act(moves.UNSCHEDULE_PUBLICITY)
def unschedule_publicity(publicity: Publicity, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take the set time back; the text can be changed again."""
    _unscheduled(publicity)


@act(moves.MISS_PUBLICITY)
def miss_publicity(publicity: Publicity, *, by: Actor, at: datetime, opinion: str) -> None:
    """The set time came and something stood against it: back to the Office, which is told what (`opinion`)."""
    _unscheduled(publicity)


def _unscheduled(publicity: Publicity) -> None:
    publicity.publish_at = publicity.planned_last_day = publicity.counted_last_day = None


def publish_due(at: datetime) -> int:
    """Publish whatever was set for a time that has come: what the worker does at each turn; how many."""
    due = Publicity.objects.filter(stage="scheduled", publish_at__lte=at).order_by("publish_at", "code")
    for publicity in (found := list(due)):
        try:
            release_publicity(publicity, by=SYSTEM, at=at)
        except Refused as refused:
            publicity.refresh_from_db()
            if publicity.stage == "scheduled":  # else somebody was quicker
                miss_publicity(publicity, by=SYSTEM, at=at, opinion=str(refused))
    return len(found)


@act(moves.RECOUNT_PUBLICITY)
def recount_publicity(publicity: Publicity, *, by: Actor, at: datetime, last_day: date | None) -> str:
    """An amended calendar counts to another last day: the Office is told; what was announced stays as it is.

    `last_day` is None when the calendar counts again as was announced.
    """
    publicity.counted_last_day = last_day
    record(announced=publicity.last_day or publicity.planned_last_day)
    return publicity.stage


def recount_all(at: datetime) -> int:
    """Compare what was announced or planned with the calendar as it is now: what the worker does; how many differ."""
    table, changed = workdays.table(), 0
    for publicity in Publicity.objects.filter(stage__in=["scheduled", "running"]).order_by("code"):
        try:
            counted = _counted(publicity, table)
        except UnknownYear:  # nothing is guessed; publication itself refuses
            continue
        if counted != publicity.counted_last_day and not _is_over(publicity, at):
            recount_publicity(publicity, by=SYSTEM, at=at, last_day=counted)
            changed += 1
    return changed


def _is_over(publicity: Publicity, at: datetime) -> bool:
    return publicity.last_day is not None and period_over(at, publicity.last_day).met


def _counted(publicity: Publicity, table: WorkdayTable) -> date | None:
    """The last day by the calendar where it is a later one than was announced, or another than was planned."""
    if publicity.last_day and publicity.published_at:
        published_on = day_of(publicity.published_at)
        return later_by_calendar(published_on, publicity.last_day, table, count_first=publicity.count_first)
    if publicity.publish_at is None:
        return None
    counted = publicity_period(day_of(publicity.publish_at), table, count_first=publicity.count_first).last_day
    return counted if counted != publicity.planned_last_day else None


def _still_running(publicity: Publicity, by: Actor, at: datetime) -> Iterable[Finding]:
    if publicity.last_day:
        yield period_is_running(at, publicity.last_day)


@act(moves.EXTEND_PUBLICITY, requires=_still_running)
def extend_publicity(publicity: Publicity, *, by: Actor, at: datetime, last_day: date, opinion: str) -> None:
    """Let it run to a later working day by a notice with both days; objections are in time until the new one."""
    former = publicity.last_day
    if former is None:
        raise ValueError("a running publicity has its last day")
    said = Finding(bool(opinion.strip()), moves.EXTEND_PUBLICITY.cite, "没有写明延长原因", "请填写。", "opinion")
    lacking = unmet(
        extended_not_shortened(last_day, former),
        extended_far_enough(last_day, publicity.counted_last_day),
        ends_on_a_workday(last_day, workdays.table()),
        said,
    )
    if lacking:
        raise Refused(*lacking)
    PublicityExtension.objects.create(
        publicity=publicity,
        serial=publicity.extensions.count() + 1,
        former_last_day=former,
        last_day=last_day,
        reason=opinion.strip(),
        at=at,
    )
    publicity.last_day, publicity.counted_last_day = last_day, None
    record(former_last_day=former)


@act(moves.DROP_PUBLICITY)
def drop_publicity(publicity: Publicity, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give up a 公示 that was not published; its units can be named in another."""


def _over(publicity: Publicity, by: Actor, at: datetime) -> Iterable[Finding]:
    if publicity.last_day:
        yield period_over(at, publicity.last_day)


@act(moves.CONCLUDE_PUBLICITY, requires=_over)
def conclude_publicity(publicity: Publicity, *, by: Actor, at: datetime) -> None:
    """The period is over: every unit against which nothing is open is clear (interpretation 12).

    The frozen ones wait for the finding; one with an objection that is not decided on waits for that decision.
    """
    publicity.concluded_at = at
    named = publicity.applications.select_related("unit").order_by("code")
    frozen = list(named.filter(stage="frozen"))
    waiting = facts.as_the_log_tells(named.filter(stage="in_publicity"))
    held = []
    for application, free in zip(waiting, facts.nothing_open_against(waiting), strict=True):
        if free.met:
            clear(application, by=by, at=at)
        else:
            held.append(application)
    record(frozen=frozen, undecided=held)
