"""An auditor reads what became of a year's money, from the budget down to what was recovered."""

from datetime import date

import pytest
from playwright.sync_api import expect

from haizhi.funding import acts
from haizhi.funding.models import Recovery
from haizhi.regulation.roles import Role
from tests.decisions.factories import CLERK, HEAD
from tests.funding.factories import NOW, TODAY, YUAN, confirmed, misused, paid, signatory
from tests.journeys.desks import Desks
from tests.stations.factories import standing

pytestmark = pytest.mark.journey


def test_an_auditor_follows_the_money_from_the_budget_to_the_recovery(desks: Desks) -> None:
    station = standing(1)[0]
    grant = paid(station)
    confirmed(grant, 30_000 * YUAN)
    misused(grant, 20_000 * YUAN)
    recovery = Recovery.objects.get()
    acts.repay_recovery(recovery, by=CLERK, at=NOW, amount=5_000 * YUAN, received_on=TODAY, voucher="收1")
    acts.hold_accountable(
        recovery,
        by=HEAD,
        at=NOW,
        decided_by="市科协机关纪委",
        decided_on=TODAY,
        rules="有关规定",
        measure="诫勉谈话",
    )
    check = acts.open_check(by=HEAD, at=NOW, station=station, opinion="群众反映经费用于招待。")
    acts.announce_check(check, by=CLERK, at=NOW, visit_on=TODAY, matters="拨付和支出凭证")
    found = {"checkers": "李某、王某", "account": "查阅凭证12份。", "findings": "设备未建台账。"}
    acts.enter_check(check, by=CLERK, at=NOW, visited_on=TODAY, due_on=date(2026, 10, 8), **found)
    acts.report_check(check, by=signatory(station), at=NOW, opinion="已建台账。")

    auditor = desks.sit("审计员", Role.AUDITOR)
    auditor.open("/desk/todo/")
    auditor.go("经费", "年度预算")
    auditor.follow("2026年度")
    page = auditor.page
    expect(page.get_by_role("img", name="已确认支出（按用途）")).to_contain_text("30,000")
    expect(page.locator("main")).to_contain_text("20,000.00元（已追回5,000.00元，尚欠15,000.00元）")
    auditor.follow("列出本年度各项资助")
    auditor.follow(grant.code)
    expect(page.locator("main")).to_contain_text("账面结存50,000.00元")
    expect(page.get_by_role("heading", name="可办理")).to_have_count(0)
    auditor.follow("ZC-2026-0002", first=True)
    expect(page.locator("main")).to_contain_text("专款专用，请限于改善条件、开展活动项目")
    auditor.follow(recovery.code)
    expect(page.locator("main")).to_contain_text("诫勉谈话")
    expect(page.locator("main")).to_contain_text("15,000.00尚欠（元）")
    auditor.go("经费", "抽查")
    auditor.follow(check.code)
    expect(page.locator("main")).to_contain_text("已建台账。")
    expect(page.get_by_role("heading", name="可办理")).to_have_count(0)
