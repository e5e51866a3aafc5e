"""Checks: drawn by a sealed lot or for a reason, told, made, put right."""

from datetime import date, timedelta
from typing import Any

import pytest

from haizhi.accounts.models import Person
from haizhi.funding import acts
from haizhi.funding.models import Check, CheckRound
from haizhi.funding.tasks import remind_of_money
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.models import Act, Outgoing
from haizhi.lots.acts import confirm_seal, confirm_void, void
from haizhi.lots.models import Lot
from haizhi.notifications.models import Notice
from haizhi.regulation import moves
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.experts.factories import CLERK, HEAD, SUPERVISOR
from tests.funding.factories import NOW, TODAY, YUAN, on_file, pay, proposed, signatory, staff
from tests.lots.factories import led, signed
from tests.replay import replayed
from tests.reviews.factories import keys
from tests.stations.factories import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SAID: dict[str, Any] = {"by": CLERK, "at": NOW}
FOUND: dict[str, Any] = SAID | {"visited_on": TODAY, "checkers": "李某、王某", "account": "核对了凭证。"}


@replayed
def with_money(count: int) -> list[Station]:
    """So many stations with money, and one without."""
    stations = standing(count + 1)
    for station in stations[:count]:
        grant = acts.approve_grant(proposed(station, 10_000 * YUAN), by=HEAD, at=NOW)
        on_file(station)
        pay(grant, 10_000 * YUAN)
    return stations


@replayed
def drawing(count: int = 3) -> CheckRound:
    """A drawing whose lot is sealed by the Office."""
    keys()
    chosen = with_money(count)[:count]
    return acts.open_check_round(**SAID, year=2026, name="2026年度经费抽查", count=2, stations=chosen)


def refusal(call: Any) -> str:
    """What a call was refused with."""
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


def told_of(verb: str) -> set[str]:
    """The roles that were told of the last act of a verb."""
    act = Act.objects.filter(verb=verb).order_by("-entry_id")[0]
    return set(Outgoing.objects.filter(act=act).values_list("role", flat=True))


def test_whom_the_lot_falls_on_is_checked_and_the_lot_is_public_once_all_were_told() -> None:
    found = drawing()
    assert "请海智办和纪检监督人员先办完抽签" in refusal(lambda: acts.take_up_check_round(found, **SAID))
    led(found.lot, CLERK, SUPERVISOR, NOW)
    assert "已经抽出结果" in refusal(lambda: acts.drop_check_round(found, by=HEAD, at=NOW, opinion="不查了"))
    acts.take_up_check_round(found, **SAID)
    first, second = found.checks.order_by("code")
    assert {first.station.code, second.station.code} <= {"GZ-2026-0001", "GZ-2026-0002", "GZ-2026-0003"}
    assert not CheckRound.objects.awaiting(CLERK)
    assert not Check.objects.visible_to(staff(first.station)).exists()
    acts.announce_check(first, **SAID, visit_on=TODAY, matters="凭证")
    assert Check.objects.visible_to(staff(first.station)).get() == first
    assert "还有1家没有通知" in refusal(lambda: acts.publish_check_round(found, **SAID))
    acts.cancel_check(second, by=HEAD, at=NOW, opinion="正在搬迁")
    assert told_of("check.cancel") == {Role.OFFICE_CLERK}
    assert CheckRound.objects.awaiting(CLERK).get() == found
    acts.publish_check_round(found, **SAID)
    assert Lot.objects.get().opened_at == NOW
    assert not CheckRound.objects.visible_to(PUBLIC).exists()


def test_a_lot_that_was_voided_is_drawn_again_among_the_same_stations() -> None:
    found = drawing()
    assert "抽签作废后才能重新抽取" in refusal(lambda: acts.redraw_check_round(found, **SAID))
    first = signed(confirm_seal(found.lot, by=SUPERVISOR, at=NOW), CLERK, SUPERVISOR, NOW)
    void(first, **SAID, opinion="名称写错")
    assert not CheckRound.objects.awaiting(CLERK)
    signed(confirm_void(first, by=SUPERVISOR, at=NOW), CLERK, SUPERVISOR, NOW)
    assert CheckRound.objects.awaiting(CLERK).get().waits_for(moves.REDRAW_CHECK_ROUND)
    acts.redraw_check_round(found, **SAID)
    assert found.lot != first
    led(found.lot, CLERK, SUPERVISOR, NOW)
    acts.take_up_check_round(found, **SAID)
    assert found.checks.count() == 2


def test_who_had_no_money_is_not_drawn_and_who_is_left_out_is_with_a_reason() -> None:
    keys()
    *rich, poor = with_money(2)

    def draw(stations: list[Station], **more: Any) -> CheckRound:
        return acts.open_check_round(**SAID | {"year": 2026, "name": "抽查", "count": 1, "stations": stations} | more)

    assert "有当年没有经费的工作站" in refusal(lambda: draw([*rich, poor]))
    assert "有1家有经费的工作站未列入抽取范围" in refusal(lambda: draw(rich[:1]))
    assert "从2家中抽取3家" in refusal(lambda: draw(rich, count=3))
    assert draw(rich[:1], left_out="上年刚查过").left_out == "上年刚查过"


def test_what_was_found_is_put_right_by_its_day() -> None:
    (station,) = standing(1)
    check = acts.open_check(by=HEAD, at=NOW, station=station, opinion="群众反映")
    assert "日期早于今日" in refusal(
        lambda: acts.announce_check(check, **SAID, visit_on=TODAY - timedelta(days=1), matters="凭证")
    )
    acts.announce_check(check, **SAID, visit_on=TODAY, matters="凭证")
    assert check.due == TODAY
    assert "请填写整改期限" in refusal(lambda: acts.enter_check(check, **FOUND, findings="未建台账"))
    acts.enter_check(check, **FOUND, findings="未建台账", due_on=date(2026, 10, 1))
    assert (check.stage, check.due) == ("rectifying", date(2026, 10, 1))
    assert "sealed" in Act.objects.get(verb="check.enter").detail["checkers"]
    report: dict[str, Any] = {"by": signatory(station), "at": NOW, "opinion": "已建台账。"}
    acts.report_check(check, **report)
    acts.reject_check(check, **SAID, due_on=date(2026, 10, 8), opinion="台账不全")
    acts.report_check(check, **report)
    assert acts.accept_check(check, **SAID).stage == "closed"
    off = acts.open_check(by=HEAD, at=NOW, station=station, opinion="举报")
    acts.announce_check(off, **SAID, visit_on=TODAY, matters="凭证")
    acts.cancel_check(off, by=HEAD, at=NOW, opinion="改由审计")
    assert Role.STATION_CLERK in told_of("check.cancel")
    other = acts.open_check(by=HEAD, at=NOW, station=station, opinion="复查")
    acts.announce_check(other, **SAID, visit_on=TODAY, matters="凭证")
    assert acts.enter_check(other, **FOUND).stage == "closed"


def test_the_unit_is_reminded_of_what_is_to_be_put_right_and_of_what_is_to_come_back() -> None:
    station = with_money(1)[0]
    somebody = member(Role.STATION_CLERK, at_unit=station.unit).person
    clerk = member(Role.OFFICE_CLERK).person
    check = acts.open_check(by=HEAD, at=NOW, station=station, opinion="群众反映")
    acts.announce_check(check, **SAID, visit_on=TODAY, matters="凭证")
    acts.enter_check(check, **FOUND, findings="未建台账", due_on=TODAY + timedelta(days=30))
    repaid: dict[str, Any] = {"repay_by": TODAY + timedelta(days=30), "opinion": "转入其他账户", "check": check}
    acts.open_recovery(station.grants.get(), by=HEAD, at=NOW, amount=YUAN, **repaid)
    titles = Notice.objects.filter(reminder__isnull=False).order_by("pk")

    def told(person: Person) -> list[str]:
        found = titles.filter(person=person).select_related("reminder")
        return [notice.reminder.label for notice in found if notice.reminder]

    assert remind_of_money(NOW) == 0
    remind_of_money(NOW + timedelta(days=29))
    assert told(somebody) == ["报送抽查整改报告期限临近", "退回违规使用的经费期限临近"]
    assert told(clerk) == []
    remind_of_money(NOW + timedelta(days=31))
    assert told(clerk) == ["报送抽查整改报告已逾期", "退回违规使用的经费已逾期"]
