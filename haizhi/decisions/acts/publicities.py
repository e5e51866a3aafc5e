"""公示: prepared from a resolution, published for five working days, concluded."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.applications.acts import clear, publicise
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import Publicity, PublicityItem, Resolution
from haizhi.kernel import workdays
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.publicity import period_over
from haizhi.regulation.workdays import publicity_period


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
    if phone.strip() == supervision_phone.strip():
        cite, reason = moves.PREPARE_PUBLICITY.cite, "纪检监督电话与受理电话相同"
        raise Refused(Finding(False, cite, reason, "请填写纪检机构单独设置的电话。", "supervision_phone"))
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
    some = facts.publishable(publicity).exists()
    yield Finding(some, moves.PUBLISH_PUBLICITY.cite, "没有可以公示的单位", "名单内单位均已退出程序，请撤销本公示。")
    # an unknown year refuses here, so that the button is greyed with what to do
    publicity_period(day_of(at), workdays.table(), count_first=publicity.count_first)


@act(moves.PUBLISH_PUBLICITY, requires=_publishable)
def publish_publicity(publicity: Publicity, *, by: Actor, at: datetime) -> None:
    """Publish now: the five working days are counted and written down, every unit enters 公示."""
    period = publicity_period(day_of(at), workdays.table(), count_first=publicity.count_first)
    publicity.published_at = at
    publicity.first_day, publicity.last_day = period
    named = list(facts.publishable(publicity))
    left = publicity.items.exclude(application__in=named)
    record(first_day=period.first_day, last_day=period.last_day, left_out=[item.application_id for item in left])
    left.delete()
    for application in named:
        publicise(application, by=by, at=at)


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
    frozen, waiting = list(named.filter(stage="frozen")), list(named.filter(stage="in_publicity"))
    held = []
    for application, free in zip(waiting, facts.nothing_open_against(waiting), strict=True):
        if free.met:
            clear(application, by=by, at=at)
        else:
            held.append(application)
    record(frozen=frozen, undecided=held)
