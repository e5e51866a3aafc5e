"""A drawing of stations to be checked: by a sealed lot, drawn by two people (办法·14)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from haizhi.funding import facts
from haizhi.funding.acts.checks import draw_check
from haizhi.funding.models import CheckRound
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.lots.acts import open_lot, seal_lot
from haizhi.lots.facts import chosen_of
from haizhi.lots.models import Lot, Purpose
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.stations.models import Station


@creates(moves.OPEN_CHECK_ROUND)
def open_check_round(
    *, by: Actor, at: datetime, year: int, name: str, count: int, stations: Sequence[Station], left_out: str = ""
) -> CheckRound:
    """Begin a drawing of `count` among these stations that had money in the year; who is left out, is with a reason."""
    cite, there = moves.OPEN_CHECK_ROUND.cite, {station.pk for station in facts.money_in_the_year(year)}
    chosen = {station.pk for station in stations}
    refuse_unmet(
        Finding(chosen <= there, cite, "抽取范围内有当年没有经费的工作站", "请重新选择范围。", "stations"),
        Finding(
            chosen == there or bool(left_out.strip()),
            cite,
            f"有{len(there - chosen)}家有经费的工作站未列入抽取范围",
            "请写明未列入的理由。",
            "left_out",
        ),
        Finding(
            0 < count <= len(chosen), cite, f"从{len(chosen)}家中抽取{count}家", "请填写1至范围家数之间的数。", "count"
        ),
    )
    found = CheckRound(
        code=next_number("SJ", day_of(at).year), year=year, name=name.strip(), count=count, left_out=left_out.strip()
    )
    through = CheckRound.members.through
    through.objects.bulk_create(through(checkround_id=found.pk, station_id=pk) for pk in sorted(chosen))
    found.lot = _sealed(name, list(stations), count, by, at)
    return found


def _sealed(name: str, stations: Sequence[Station], count: int, by: Actor, at: datetime) -> Lot:
    members = [{"id": s.code, "name": s.unit.name} for s in sorted(stations, key=lambda s: s.code)]
    return seal_lot(by=by, at=at, purpose=Purpose.CHECK, title=name.strip(), members=members, count=count)


def _lot_was_voided(check_round: CheckRound, by: Actor, at: datetime) -> Iterable[Finding]:
    reason = f"抽签现为“{check_round.lot.stage_label}”"
    yield Finding(check_round.lot.stage == "voided", moves.REDRAW_CHECK_ROUND.cite, reason, "抽签作废后才能重新抽取。")


@act(moves.REDRAW_CHECK_ROUND, requires=_lot_was_voided)
def redraw_check_round(check_round: CheckRound, *, by: Actor, at: datetime) -> None:
    """Seal a new lot in the place of the one that was voided, of the same stations."""
    stations = list(check_round.members.select_related("unit"))
    check_round.lot = _sealed(check_round.name, stations, check_round.count, by, at)


def _lot_is_drawn(check_round: CheckRound, by: Actor, at: datetime) -> Iterable[Finding]:
    yield facts.ready_to_take_up(check_round)


@act(moves.TAKE_UP_CHECK_ROUND, requires=_lot_is_drawn)
def take_up_check_round(check_round: CheckRound, *, by: Actor, at: datetime) -> None:
    """Take up what was drawn: a check for each station."""
    stations = {station.code: station for station in check_round.members.select_related("unit")}
    for code in chosen_of(check_round.lot):
        draw_check(by=by, at=at, check_round=check_round, station=stations[code])


def _all_were_told(check_round: CheckRound, by: Actor, at: datetime) -> Iterable[Finding]:
    waiting = check_round.checks.filter(stage="drawn").count()
    yield Finding(waiting == 0, moves.PUBLISH_CHECK_ROUND.cite, f"还有{waiting}家没有通知", "全部通知以后才能公开。")


@act(moves.PUBLISH_CHECK_ROUND, requires=_all_were_told)
def publish_check_round(check_round: CheckRound, *, by: Actor, at: datetime) -> None:
    """Let everybody compute the drawing again, once nobody drawn is taken by surprise any more."""
    open_lot(check_round.lot, by=SYSTEM, at=at)


def _not_drawn_yet(check_round: CheckRound, by: Actor, at: datetime) -> Iterable[Finding]:
    drawn = check_round.lot.stage == "drawn"
    yield Finding(
        not drawn, moves.DROP_CHECK_ROUND.cite, "已经抽出结果", "抽中的须逐家抽查，个别确不能抽查的逐家取消。"
    )


@act(moves.DROP_CHECK_ROUND, requires=_not_drawn_yet)
def drop_check_round(check_round: CheckRound, *, by: Actor, at: datetime, opinion: str) -> None:
    """Call the drawing off before its outcome is known, with the reason."""
