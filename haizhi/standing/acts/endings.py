"""How a station ends, by its own wish, with its term or by a merger, and is settled: plaque, money (办法·13, 14)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q

from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.standing import day_has_come, nothing_else_open, plaque_is_gone, said
from haizhi.regulation.term import has_expired
from haizhi.standing import facts
from haizhi.standing.acts.ceasing import cease_others
from haizhi.standing.acts.filing import demand, it_exists, keep, usable
from haizhi.standing.models import OPEN_REVOCATIONS, WEIGHED_RENEWALS, Ending, Renewal, Revocation
from haizhi.stations.acts import give_up, lapse
from haizhi.stations.facts import latest_plaque
from haizhi.stations.models import Station


def _new(station: Station, sort: Ending.Sort, at: datetime, reason: str, ended_on: date | None = None) -> Ending:
    code = next_number("SH", day_of(at).year)
    return Ending(code=code, station=station, sort=sort, reason=reason.strip(), ended_on=ended_on)


def _not_asked_yet(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from it_exists(station, by, at)
    found = Ending.objects.filter(station=station, stage="requested").first()
    reason = f"已有终止申请（{found.code}）待审定" if found else ""
    yield Finding(found is None, moves.REQUEST_ENDING.cite, reason, "请等待审定，或撤回后重新申请。")


@creates(moves.REQUEST_ENDING, requires=_not_asked_yet)
def request_ending(
    station: Station, *, by: Actor, at: datetime, reason: str, evidence: Sequence[Upload] = ()
) -> Ending:
    """The unit's head asks to give the station up, with the reason."""
    demand(said(reason, "申请终止的理由", "reason"), *usable(evidence))
    ending = _new(station, Ending.Sort.GIVEN_UP, at, reason)
    keep(evidence, by, ending=ending)
    return ending


@act(moves.WITHDRAW_ENDING)
def withdraw_ending(ending: Ending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Keep the station after all."""


def _nothing_against(ending: Ending, by: Actor, at: datetime) -> Iterable[Finding]:
    yield from it_exists(ending.station, by, at)
    found = Revocation.objects.filter(station=ending.station, stage__in=OPEN_REVOCATIONS)
    yield nothing_else_open(f"撤销资格（{one.code}）" for one in found)


@act(moves.AGREE_ENDING, requires=_nothing_against)
def agree_ending(ending: Ending, *, by: Actor, at: datetime, ended_on: date, opinion: str = "") -> None:
    """Agree: the station ends on that day. Nobody leaves while a revocation is under way."""
    demand(day_has_come(ended_on, day_of(at), "ended_on"))
    ending.ended_on = ended_on
    give_up(ending.station, by=by, at=at, ended_on=ended_on, opinion=opinion)
    cease_others(ending.station, at, besides=ending)


@act(moves.REFUSE_ENDING)
def refuse_ending(ending: Ending, *, by: Actor, at: datetime, opinion: str) -> None:
    """Not agreed, with the reason."""
    demand(said(opinion, "理由", "opinion"))


def may_expire(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """The term is over, and nothing about the station is still to be decided."""
    over = station.stage == "due" or (station.stage == "suspended" and has_expired(station.valid_to, day_of(at)))
    reason = f"该站现为“{station.stage_label}”，有效期至{chinese_date(station.valid_to)}"
    yield Finding(over, moves.EXPIRE.cite, reason, "有效期届满、转为“到期待评”后办理。")
    asked = Renewal.objects.filter(station=station, stage__in=WEIGHED_RENEWALS)
    charged = Revocation.objects.filter(station=station, stage__in=OPEN_REVOCATIONS)
    yield nothing_else_open(
        [*(f"重新授牌（{one.code}）" for one in asked), *(f"撤销资格（{one.code}）" for one in charged)]
    )


@creates(moves.EXPIRE, requires=may_expire)
def expire(station: Station, *, by: Actor, at: datetime, reason: str) -> Ending:
    """The station was not awarded anew and ends with its term: decided by the head, with reasons."""
    demand(said(reason, "理由", "reason"))
    ended = lapse(station, by=by, at=at, opinion=reason)
    cease_others(station, at)
    return _new(station, Ending.Sort.LAPSED, at, reason, ended.ended_on)


def expire_due(at: datetime) -> int:
    """End with their term the stations that were judged not good enough: what the worker does; how many."""
    judged = Renewal.objects.filter(station=OuterRef("pk"), valid_to=OuterRef("valid_to"), stage="unqualified")
    over = Q(stage="due") | Q(stage="suspended", valid_to__lt=day_of(at))
    found = Station.objects.filter(Exists(judged)).filter(over).order_by("code")
    due = [station for station in found if not unmet(*may_expire(station, SYSTEM, at))]
    for station in due:
        expire(station, by=SYSTEM, at=at, reason="综合评判不合格，有效期届满。")
    return len(due)


@creates(moves.FOLLOW_REVOCATION)
def follow_revocation(station: Station, *, by: Actor, at: datetime, ended_on: date, document_number: str) -> Ending:
    """After a revocation plaque and money are settled like after any end."""
    return _new(station, Ending.Sort.REVOKED, at, f"撤销资格（{document_number}）", ended_on)


@creates(moves.FOLLOW_MERGER)
def follow_merger(station: Station, *, by: Actor, at: datetime) -> Ending:
    """After a merger plaque and money are settled like after any end: the station that stays has its own."""
    reason = f"并入{station.merged_into}" if station.merged_into else ""
    return _new(station, Ending.Sort.MERGED, at, reason, station.ended_on)


def follow_mergers(at: datetime) -> int:
    """Begin the settlement of every station that was merged and has none: what the worker does; how many."""
    settling = Ending.objects.filter(station=OuterRef("pk"), sort=Ending.Sort.MERGED)
    merged = list(Station.objects.filter(~Exists(settling), stage="merged").order_by("code"))
    for station in merged:
        follow_merger(station, by=SYSTEM, at=at)
    return len(merged)


def settled(ending: Ending, by: Actor, at: datetime) -> Iterable[Finding]:
    """The plaque is gone and the books are settled."""
    plaque = latest_plaque(ending.station)
    yield plaque_is_gone(*((plaque.state, plaque.get_state_display()) if plaque else ("", "")))
    yield from facts.settling_findings(ending.station)


@act(moves.CLOSE_ENDING, requires=settled)
def close_ending(ending: Ending, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Nothing is left to be settled."""
    ending.closed_on = day_of(at)
