"""What a unit says to a recovery, and how money ends whose unit is no more: nothing silently, nothing by one person."""

from datetime import date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.funding import acts
from haizhi.funding.models import FinalAccount, Grant, Plea, Recovery, Spending
from haizhi.funding.queries import books_are_closed, grant_page, recoveries_of
from haizhi.kernel.models import Act
from haizhi.regulation.books import Balance
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.applications.factories import upload
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, HEAD, client_of, holding
from tests.funding.factories import (
    NOW,
    TODAY,
    YUAN,
    begun,
    budget,
    client_at,
    misused,
    paid,
    proposed,
    signatory,
    submitted,
)
from tests.funding.test_pages import file
from tests.ui.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]
OTHER = holding(Role.OFFICE_HEAD)
DUE = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(NOW)


def refusal(call: Any) -> str:
    """What a call was refused with."""
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


def days(count: int) -> datetime:
    """So many days after NOW."""
    return NOW + timedelta(days=count)


def ended(station: Station) -> Station:
    """The station is one no more, and nobody of its unit does anything."""
    Station.objects.filter(pk=station.pk).update(stage="given_up", ended_on=TODAY)
    station.refresh_from_db()
    return station


def decided() -> dict[str, Any]:
    """What a write-off rests on."""
    return {"basis": "渝科协办〔2026〕8号", "opinion": "单位已注销，无可追回财产。", "proof": upload("批准.pdf")}


def recovery_of(grant: Grant) -> Recovery:
    """The recovery of 20,000 元 that were misused."""
    misused(grant)
    return Recovery.objects.get()


def test_nobody_approves_what_they_proposed_themselves() -> None:
    budget()
    grant = acts.withdraw_grant(proposed(), by=CLERK, at=NOW, opinion="重拟")
    own: dict[str, Any] = {
        "station": grant.station,
        "sort": grant.sort,
        "basis": grant.basis,
        "basis_on": grant.basis_on,
    }
    again = acts.propose_grant(grant.budget, by=HEAD, at=NOW, amount=YUAN, **own)
    told = refusal(lambda: acts.approve_grant(again, by=HEAD, at=NOW))
    assert told == (
        "这项资助由您拟定，须由另一人批准（《办法》第十一条）。请由另一位海智办负责人批准；或者撤回，由经办人重新拟定"
    )
    assert acts.approve_grant(again, by=OTHER, at=NOW).stage == "approved"


def test_more_time_is_asked_for_and_given_by_a_decision() -> None:
    recovery = recovery_of(paid())
    unit = signatory(recovery.grant.station)

    def ask(until: date) -> Plea:
        return acts.ask_for_time(recovery, by=unit, at=NOW, opinion="资金紧张", until=until, plan="11月、12月各退1万元")

    assert "原期限为2026年10月31日" in refusal(lambda: ask(DUE))
    with pytest.raises(Refused, match="由申报单位负责人办理"):
        acts.ask_for_time(recovery, by=CLERK, at=NOW, opinion="资金紧张", until=DUE)
    asked = ask(date(2026, 12, 31))
    assert "已有一份延期申请待答复" in refusal(lambda: ask(date(2026, 12, 30)))
    acts.allow_plea(asked, by=HEAD, at=NOW, allowed_until=date(2026, 11, 30), opinion="分两期退回。")
    recovery.refresh_from_db()
    assert (asked.stage, recovery.repay_by, recovery.due) == ("allowed", date(2026, 11, 30), date(2026, 11, 30))
    assert Act.objects.get(verb="recovery.defer").detail["former"] == "2026-10-31"
    assert acts.deny_plea(ask(date(2027, 3, 1)), by=HEAD, at=NOW, opinion="已延期一次。").answer == "已延期一次。"
    last = ask(date(2027, 1, 31))
    acts.repay_recovery(recovery, by=CLERK, at=NOW, amount=recovery.amount, received_on=TODAY, voucher="收1")
    last.refresh_from_db()
    assert last.stage == "ceased"
    assert "追回中才能申请延期" in refusal(lambda: ask(date(2027, 2, 1)))


def test_an_objection_that_is_upheld_gives_the_money_back() -> None:
    recovery = recovery_of(paid())
    unit = signatory(recovery.grant.station)
    acts.repay_recovery(recovery, by=CLERK, at=NOW, amount=recovery.amount, received_on=TODAY, voucher="收1")
    objected = acts.object_to_recovery(recovery, by=unit, at=days(3), opinion="用于合同约定的检测费。")
    assert "已提出过异议" in refusal(lambda: acts.object_to_recovery(recovery, by=unit, at=days(3), opinion="再提。"))
    assert [plea.due for plea in Plea.objects.awaiting(HEAD)] == [objected.due_on]
    told = refusal(lambda: acts.uphold_plea(objected, by=HEAD, at=days(5), opinion="合同属实。"))
    assert "已退回的20,000.00元应退还工作站" in told
    acts.uphold_plea(
        objected, by=HEAD, at=days(5), opinion="合同属实。", refunded_on=days(4).date(), refund_voucher="退1"
    )
    recovery.refresh_from_db()
    after = Grant.objects.get()
    assert (objected.stage, recovery.stage, recovery.refunded) == ("upheld", "revoked", 20_000 * YUAN)
    assert after.balance == Balance(100_000 * YUAN, 100_000 * YUAN, spent=20_000 * YUAN)
    assert Spending.objects.get().stage == "confirmed"
    sorts = [line.movement.sort for line in grant_page(after).lines]
    assert sorts == ["granted", "paid", "misused", "recovered", "refunded", "cleared", "spent"]


def test_an_objection_is_raised_in_time_and_no_account_is_signed_before_its_answer() -> None:
    grant = paid()
    recovery = recovery_of(grant)
    unit = signatory(grant.station)
    late = refusal(lambda: acts.object_to_recovery(recovery, by=unit, at=days(15), opinion="不服。"))
    assert "对追回决定的异议应于2026年9月15日（含）前提出" in late
    objected = acts.object_to_recovery(recovery, by=unit, at=days(14), opinion="不服。")
    grant.refresh_from_db()
    assert "追回异议尚未答复：ZY-2026-0001" in refusal(
        lambda: acts.sign_account(grant, by=unit, at=days(14), opinion="完")
    )
    acts.dismiss_plea(objected, by=HEAD, at=days(15), opinion="合同不能证明。")
    assert Recovery.objects.get().stage == "running"
    assert acts.sign_account(grant, by=unit, at=days(15), opinion="完").stage == "signed"


def test_the_office_draws_up_the_account_of_a_unit_that_is_no_more() -> None:
    grant = paid()
    recovery, written, waits = recovery_of(grant), begun(grant), submitted(grant)
    proof = upload("注销证明.pdf")

    def draw_up() -> FinalAccount:
        return acts.draw_up_account(grant, by=CLERK, at=NOW, opinion="单位已注销。", report=proof)

    grant.refresh_from_db()
    assert "工作站现为“运行中”" in refusal(draw_up)
    grant.station = ended(grant.station)
    assert "有1笔支出尚未办结" in refusal(draw_up)
    acts.return_spending(waits, by=CLERK, at=NOW, opinion="没有凭证。")
    account = draw_up()
    assert set(Spending.objects.exclude(stage="misused").values_list("stage", flat=True)) == {"withdrawn"}
    assert Act.objects.filter(verb="spending.drop", subject_id=written.pk).get().opinion.startswith("单位没有提交")
    assert "这份决算由您代办，须由另一人审核" in refusal(lambda: acts.accept_account(account, by=CLERK, at=NOW))
    assert acts.accept_account(account, by=HEAD, at=NOW).stage == "owing"
    acts.return_rest(account, by=CLERK, at=NOW, amount=30_000 * YUAN, received_on=TODAY, voucher="收1")
    (waiting,) = books_are_closed(grant.station)
    assert "JS-2026-0001、ZH-2026-0001" in waiting.reason
    bare: dict[str, Any] = {"basis": " ", "opinion": "无可追回。"}
    assert "核销缺少批准文件的名称或文号、批准文件" in refusal(
        lambda: acts.write_off_rest(account, by=HEAD, at=NOW, **bare)
    )
    with pytest.raises(Refused, match="海智办负责人"):
        acts.write_off_rest(account, by=CLERK, at=NOW, **decided())
    assert acts.write_off_rest(account, by=HEAD, at=NOW, **decided()).stage == "closed"
    assert acts.write_off_recovery(recovery, by=HEAD, at=NOW, **decided()).stage == "written_off"
    after = Grant.objects.get()
    assert (after.stage, after.balance.held, after.balance.outstanding) == ("settled", 0, 0)
    assert (after.lost, after.waived, after.returned) == (50_000 * YUAN, 20_000 * YUAN, 30_000 * YUAN)
    (closed,) = books_are_closed(grant.station)
    assert closed.met
    assert grant_page(after).years[-1].closing == 0


def test_what_a_standing_station_owes_is_not_written_off() -> None:
    recovery = recovery_of(paid())
    told = refusal(lambda: acts.write_off_recovery(recovery, by=HEAD, at=NOW, **decided()))
    assert "在册的工作站由建站单位办理" in told


def test_the_pages_lead_from_the_recovery_to_the_answer() -> None:
    recovery = recovery_of(paid())
    unit, office = client_at(recovery.grant.station, Role.SIGNATORY), client_of(Role.OFFICE_HEAD)
    page = unit.get(recovery.get_absolute_url()).content.decode()
    assert "申请延期或者分期" in page
    assert "2026年9月15日（含）" in page
    refused = unit.post(f"{recovery.get_absolute_url()}extend/", {"until": "2026-10-01", "opinion": "资金紧张"})
    assert refused.status_code == 422
    assert "资金紧张" in refused.content.decode()
    unit.post(f"{recovery.get_absolute_url()}extend/", {"until": "2026-12-31", "plan": "两期", "opinion": "资金紧张"})
    unit.post(f"{recovery.get_absolute_url()}object/", {"opinion": "用途属实"})
    asked, objected = Plea.objects.order_by("code")
    page = unit.get(recovery.get_absolute_url()).content.decode()
    assert "申请延至2026年12月31日" in page
    for about, listed, other in (("time", asked, objected), ("objection", objected, asked)):
        page = unit.get(f"/funding/pleas/?about={about}&year=2026").content.decode()
        assert listed.code in page
        assert other.code not in page
    page = unit.get(recovery.get_absolute_url()).content.decode()
    assert "提出异议</a>" not in page
    told = office.get(asked.get_absolute_url()).content.decode()
    assert Page(told).find("input", name="allowed_until")[0][0]["value"] == "2026-12-31"
    office.post(f"{asked.get_absolute_url()}allow/", {"allowed_until": "2026-12-31", "opinion": "同意"})
    office.post(f"{objected.get_absolute_url()}dismiss/", {"opinion": "不能证明"})
    assert "退回期限延长到2026年12月31日" in unit.get(asked.get_absolute_url()).content.decode()
    assert "不能证明" in unit.get(objected.get_absolute_url()).content.decode()
    assert client_at(recovery.grant.station, Role.STATION_CLERK).get(asked.get_absolute_url()).status_code == 200
    stranger = member(Role.SIGNATORY).person
    unit.force_login(stranger)
    assert unit.get(asked.get_absolute_url()).status_code == 404


def test_the_pages_of_an_ended_station_offer_what_its_unit_does_not_do() -> None:
    grant = paid()
    office = client_of(Role.OFFICE_HEAD)
    assert "代办决算" not in office.get(grant.get_absolute_url()).content.decode()
    ended(grant.station)
    assert "代办决算" in office.get(grant.get_absolute_url()).content.decode()
    answer = office.post(f"{grant.get_absolute_url()}draw-up/", {"opinion": "已注销", "report": file("注销证明.pdf")})
    account = FinalAccount.objects.get()
    assert answer.headers["Location"] == account.get_absolute_url()
    page = office.get(account.get_absolute_url()).content.decode()
    assert "由海智办代办" in page
    assert "须由另一人审核" in page
    acts.accept_account(account, by=HEAD, at=NOW)
    answer = office.post(f"{account.get_absolute_url()}write_off/", {"basis": "渝科协办〔2026〕8号", "opinion": "无"})
    assert answer.status_code == 422
    assert "渝科协办〔2026〕8号" in answer.content.decode()
    acts.write_off_rest(account, by=HEAD, at=NOW, **decided())
    assert "已核销100,000.00元" in office.get(account.get_absolute_url()).content.decode()
    assert "核销结余" in office.get(grant.get_absolute_url()).content.decode()
    assert recoveries_of(HEAD).count() == 0


def test_an_objection_that_the_books_could_not_take_back_is_not_raised() -> None:
    grant = paid()
    unit = signatory(grant.station)
    gone = acts.open_recovery(grant, by=HEAD, at=NOW, amount=YUAN, repay_by=DUE, opinion="去向不明。")
    Grant.objects.filter(pk=grant.pk).update(stage="settled")
    gone.refresh_from_db()
    said = refusal(lambda: acts.object_to_recovery(gone, by=unit, at=days(1), opinion="不服。"))
    assert "此项追回已列入决算（《办法》第十四条）" in said


@pytest.mark.parametrize("verb", ["ask", "object", "allow", "uphold"])
def test_whoever_moves_a_recovery_or_its_pleas_waits_for_the_grant_first(verb: str) -> None:
    grant = paid()
    recovery, unit, until = recovery_of(grant), signatory(grant.station), date(2026, 12, 31)
    recovery.refresh_from_db()
    asked = partial(acts.ask_for_time, recovery, by=unit, at=days(1), opinion="资金紧张。", until=until)
    objected = partial(acts.object_to_recovery, recovery, by=unit, at=days(1), opinion="不服。")
    if verb == "allow":
        done = partial(acts.allow_plea, asked(), by=HEAD, at=days(2), allowed_until=until, opinion="同意。")
    elif verb == "uphold":
        done = partial(acts.uphold_plea, objected(), by=HEAD, at=days(2), opinion="属实。")
    else:
        done = asked if verb == "ask" else objected
    with CaptureQueriesContext(connection) as queries:
        done()
    read = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    assert 'FROM "funding_grant"' in read[0]
