"""What speaks against a spending, and the days on which money can have come back."""

from datetime import date, timedelta

import pytest

from haizhi.funding import acts
from haizhi.funding.models import Recovery, Spending
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.stations.acts import confirm_work
from tests.decisions.factories import CLERK, HEAD
from tests.funding.factories import NOW, misused, paid, submitted
from tests.stations.work_factories import LATER
from tests.stations.work_factories import submitted as handed_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def test_an_invoice_from_before_its_grant_is_flagged_for_a_decision() -> None:
    early = submitted(paid(), invoice_on=date(2026, 7, 19))
    assert early.stage == "flagged"
    said = Act.objects.get(verb="spending.submit").detail["flagged"]
    assert "建站经费资助用于2026年7月20日起发生的支出，发票开于2026年7月19日（《办法》第十四条）" in said
    assert acts.allow_spending(early, by=HEAD, at=NOW, opinion="合同订于批文之后，属实。").stage == "confirmed"


def test_a_spending_is_confirmed_after_the_work_that_it_was_for() -> None:
    grant = paid()
    work = handed_in(grant.station)
    waiting = submitted(grant, work=work)
    with pytest.raises(Refused, match="所列的工作记录现为“待海智办审核”（《办法》第十四条）"):
        acts.confirm_spending(waiting, by=CLERK, at=NOW)
    confirm_work(work, by=CLERK, at=LATER)
    waiting = Spending.objects.get(pk=waiting.pk)
    assert acts.confirm_spending(waiting, by=CLERK, at=NOW).stage == "confirmed"


def test_money_comes_back_after_it_was_paid_and_is_refunded_after_it_came() -> None:
    recovery = Recovery.objects.get(spending=misused(paid()))
    with pytest.raises(Refused, match="自2026年9月1日起拨付"):
        acts.repay_recovery(recovery, by=CLERK, at=NOW, amount=100, received_on=date(2026, 8, 31), voucher="收1")
    later = NOW + timedelta(days=9)
    acts.repay_recovery(recovery, by=CLERK, at=later, amount=100, received_on=date(2026, 9, 9), voucher="收1")
    with pytest.raises(Refused, match="2026年9月9日至今日"):
        acts.revoke_recovery(
            recovery, by=HEAD, at=later, opinion="属实", refunded_on=date(2026, 9, 8), refund_voucher="付1"
        )
