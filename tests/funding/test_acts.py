"""What is done with money, and what is refused, in the order in which it happens."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from haizhi.funding import acts
from haizhi.funding.models import Budget, FinanceRules, Grant, Movement, Recovery
from haizhi.funding.queries import books_are_closed, grant_page, money_of
from haizhi.kernel.models import Act
from haizhi.regulation.books import Balance
from haizhi.regulation.findings import Refused
from haizhi.regulation.funding import GrantKind, Purpose
from haizhi.regulation.roles import Role
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD, holding
from tests.funding.factories import (
    BASIS,
    NOW,
    TODAY,
    YUAN,
    approved,
    begun,
    budget,
    confirmed,
    misused,
    on_file,
    paid,
    pay,
    proposed,
    signatory,
    staff,
    submitted,
)
from tests.stations.factories import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]
LATER = NOW + timedelta(days=150)


def refusal(call: Any) -> str:
    """What a call was refused with."""
    with pytest.raises(Refused) as refused:
        call()
    return str(refused.value)


def test_a_budget_is_never_below_what_is_granted_out_of_it() -> None:
    grant = approved()
    year = Budget.objects.get()
    assert (year.granted, year.left) == (100_000 * YUAN, 900_000 * YUAN)
    amend = acts.amend_budget
    assert "当年已资助100,000.00元，预算99,999.99元（《办法》第十一条）" in refusal(
        lambda: amend(year, by=HEAD, at=NOW, amount=100_000 * YUAN - 1, opinion="压减")
    )
    assert amend(year, by=HEAD, at=NOW, amount=100_000 * YUAN, opinion="压减").left == 0
    assert Act.objects.filter(verb="budget.amend").get().detail["former"] == 1_000_000 * YUAN
    with pytest.raises(IntegrityError, match=r"a_budget_covers|CHECK"), transaction.atomic():
        Budget.objects.update(granted=100_000 * YUAN + 1)
    assert "“调整年度预算”由海智办负责人办理" in refusal(lambda: amend(year, by=CLERK, at=NOW, amount=1, opinion="x"))
    assert money_of([grant.station_id], 2026) == {grant.station_id: Balance(granted=100_000 * YUAN)}
    assert money_of([grant.station_id], 2027) == {}


def test_what_is_proposed_counts_against_the_budget_already() -> None:
    first, second = standing(2)
    budget(amount=150_000 * YUAN)
    grant = proposed(first)
    assert "当年预算尚余50,000.00元，拟资助100,000.00元" in refusal(lambda: proposed(second))
    acts.refuse_grant(grant, by=HEAD, at=NOW, opinion="材料不齐")
    other = proposed(second)
    assert acts.withdraw_grant(other, by=CLERK, at=NOW, opinion="金额有误").stage == "withdrawn"
    assert Budget.objects.get().granted == 0


def test_a_grant_rests_on_a_document_and_each_sort_on_what_the_articles_ask() -> None:
    (station,) = standing(1)
    year, next_year = budget(), budget(2027)

    def propose(of: Budget, sort: GrantKind, **more: Any) -> Grant:
        said = BASIS | {"station": station, "sort": sort, "amount": YUAN} | more
        return acts.propose_grant(of, by=CLERK, at=NOW, **said)

    assert "没有写明" in refusal(lambda: propose(year, GrantKind.FOUNDING, basis=" "))
    assert "日期晚于今日" in refusal(lambda: propose(year, GrantKind.FOUNDING, basis_on=date(2026, 9, 2)))
    assert "请写明所参照的规定" in refusal(lambda: propose(year, GrantKind.ACADEMICIAN))
    told = refusal(lambda: propose(year, GrantKind.FOLLOW_UP))
    assert "后续资助面向发挥作用较好的工作站（《办法》第十二条）。请写明理由" in told
    assert "2026年的后续资助用于2027年度的工作" in told
    assert propose(next_year, GrantKind.FOLLOW_UP, reason="引进人才成效突出").code == "ZZ-2027-0001"
    assert propose(year, GrantKind.ACADEMICIAN, talent_rules="渝府发〔2025〕3号").code == "ZZ-2026-0001"
    station.stage, station.ended_on = "revoked", TODAY
    station.save()
    assert "工作站现为“已撤销”" in refusal(lambda: propose(year, GrantKind.FOUNDING))


def test_nothing_is_paid_without_finance_rules_on_file_nor_more_than_was_granted() -> None:
    grant = approved()
    assert "财务管理制度未备案（《办法》第十四条）" in refusal(lambda: pay(grant, YUAN))
    on_file(grant.station)
    assert "尚未拨付100,000.00元，本次拨付100,000.01元" in refusal(lambda: pay(grant, 100_000 * YUAN + 1))
    first = pay(grant, 60_000 * YUAN, "银付7")
    assert "该凭证号已登记过拨付" in refusal(lambda: pay(grant, 1, "银付7"))
    submitted(grant, 50_000 * YUAN)
    assert "工作站账上可动用10,000.00元，涉及60,000.00元" in refusal(
        lambda: acts.reverse_payment(first, by=HEAD, at=NOW, opinion="重复登记")
    )
    small = pay(grant, 5_000 * YUAN)
    acts.reverse_payment(small, by=HEAD, at=NOW, opinion="重复登记")
    grant.refresh_from_db()
    assert (grant.paid, grant.in_hand) == (60_000 * YUAN, 10_000 * YUAN)
    assert "请填写不少于已拨付" in refusal(lambda: acts.reduce_grant(grant, by=HEAD, at=NOW, amount=1, opinion="核减"))
    acts.reduce_grant(grant, by=HEAD, at=NOW, amount=60_000 * YUAN, opinion="核减")
    assert (Grant.objects.get().balance.unpaid, Budget.objects.get().granted) == (0, 60_000 * YUAN)


def test_a_new_version_of_the_finance_rules_takes_the_place_of_the_old_one() -> None:
    (station,) = standing(1)
    said: dict[str, Any] = {"by": staff(station), "at": NOW, "name": "办法", "in_force_on": TODAY}
    first = on_file(station)
    second = acts.file_finance_rules(station.unit, upload=upload(), **said)
    assert "第2版正在核对" in refusal(lambda: acts.file_finance_rules(station.unit, upload=upload(), **said))
    acts.return_finance_rules(second, by=CLERK, at=NOW, opinion="没有盖章")
    third = acts.file_finance_rules(station.unit, upload=upload(), **said)
    acts.accept_finance_rules(third, by=CLERK, at=NOW)
    stages = dict(FinanceRules.objects.values_list("serial", "stage"))
    assert (first.serial, stages) == (1, {1: "superseded", 2: "returned", 3: "accepted"})
    stranger = holding(Role.STATION_CLERK, "00000000-0000-4000-8000-000000000000")
    assert "不在您的办理范围内" in refusal(
        lambda: acts.file_finance_rules(station.unit, upload=upload(), **said | {"by": stranger})
    )


def test_a_spending_is_whole_before_it_is_handed_in_and_within_what_was_paid() -> None:
    grant = paid()
    empty = acts.begin_spending(grant, by=staff(grant.station), at=NOW)
    told = refusal(lambda: acts.submit_spending(empty, by=staff(grant.station), at=NOW))
    assert "支出凭证缺少发票号码、开票日期、开票单位、发票扫描件、用途说明" in told
    assert "没有选择用途" in told
    assert "资助经费尚余100,000.00元，本次支出0.00元" in told
    submitted(grant, 70_000 * YUAN)
    assert "资助经费尚余30,000.00元，本次支出40,000.00元" in refusal(lambda: submitted(grant, 40_000 * YUAN))
    assert Grant.objects.get().in_hand == 30_000 * YUAN
    with pytest.raises(IntegrityError, match=r"no_more_is_spent|CHECK"), transaction.atomic():
        Grant.objects.update(spent=30_000 * YUAN + 1)


def test_the_office_asks_the_station_answers_and_what_is_given_back_is_free_meanwhile() -> None:
    grant = paid()
    one = submitted(grant)
    acts.question_spending(one, by=CLERK, at=NOW, opinion="请说明设备存放地点")
    acts.answer_spending(one, by=staff(grant.station), at=NOW, opinion="工作站实验室")
    acts.return_spending(one, by=CLERK, at=NOW, opinion="发票不清晰")
    assert Grant.objects.get().reserved == 0
    acts.submit_spending(one, by=staff(grant.station), at=NOW)
    acts.confirm_spending(one, by=CLERK, at=NOW)
    two = submitted(grant)
    acts.withdraw_spending(two, by=staff(grant.station), at=NOW)
    after = Grant.objects.get()
    assert (after.reserved, after.spent) == (0, 20_000 * YUAN)
    trail = Act.objects.filter(case_id=grant.pk, subject_id=one.pk).order_by("entry_id").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in trail] == [
        "begin",
        "submit",
        "question",
        "answer",
        "return",
        "submit",
        "confirm",
    ]


@pytest.mark.parametrize(
    ("sort", "purpose", "against"),
    [
        (GrantKind.FOUNDING, Purpose.ACTIVITIES, ""),
        (GrantKind.FOUNDING, Purpose.EXCHANGE, "专款专用"),
        (GrantKind.FOUNDING, Purpose.OTHER, "专款专用"),
        (GrantKind.FOLLOW_UP, Purpose.EXCHANGE, "用于2027年1月1日起发生的支出"),
        (GrantKind.FOLLOW_UP, Purpose.CONDITIONS, "专款专用"),
    ],
)
def test_what_the_grant_is_not_for_is_flagged(sort: GrantKind, purpose: Purpose, against: str) -> None:
    budget(2027 if sort is GrantKind.FOLLOW_UP else 2026)
    grant = paid(sort=sort, reason="作用发挥较好")
    assert submitted(grant, purpose=purpose).stage == ("flagged" if against else "submitted")
    said = Act.objects.filter(verb="spending.submit").get().detail["flagged"]
    assert against in said
    assert bool(said) is bool(against)


def test_a_person_decides_on_what_was_flagged() -> None:
    grant = paid()
    first, second = submitted(grant, purpose=Purpose.OTHER), submitted(grant, purpose=Purpose.OTHER)
    assert "“认定符合规定”由海智办负责人办理" in refusal(
        lambda: acts.allow_spending(first, by=CLERK, at=NOW, opinion="可以")
    )
    acts.allow_spending(first, by=HEAD, at=NOW, opinion="属活动项目的必要支出")
    late = date(2026, 8, 31)
    assert "日期早于今日" in refusal(
        lambda: acts.misuse_spending(second, by=HEAD, at=NOW, repay_by=late, opinion="招待")
    )
    acts.misuse_spending(second, by=HEAD, at=NOW, repay_by=TODAY, opinion="招待")
    acts.misuse_spending(confirmed(grant), by=HEAD, at=NOW, repay_by=TODAY, opinion="虚开发票")
    after = Grant.objects.get()
    assert after.balance == Balance(100_000 * YUAN, 100_000 * YUAN, 20_000 * YUAN, 40_000 * YUAN)
    assert [r.code for r in Recovery.objects.order_by("code")] == ["ZH-2026-0001", "ZH-2026-0002"]


def test_money_comes_back_in_parts_and_somebody_answers_for_it() -> None:
    grant = paid()
    misused(grant)
    recovery = Recovery.objects.get()

    def repay(amount: int) -> Recovery:
        return acts.repay_recovery(recovery, by=CLERK, at=NOW, amount=amount, received_on=TODAY, voucher="收1")

    assert repay(5_000 * YUAN).stage == "running"
    assert "尚应退回15,000.00元，本次收到15,000.01元" in refusal(lambda: repay(15_000 * YUAN + 1))
    decided: dict[str, Any] = {
        "decided_by": "市科协机关纪委",
        "decided_on": TODAY,
        "rules": "有关规定",
        "measure": "诫勉",
    }
    acts.hold_accountable(recovery, by=HEAD, at=NOW, **decided)
    assert "已退回的5,000.00元应退还工作站" in refusal(
        lambda: acts.revoke_recovery(recovery, by=HEAD, at=NOW, opinion="有误")
    )
    assert repay(15_000 * YUAN).stage == "done"
    acts.hold_accountable(recovery, by=HEAD, at=NOW, **decided)
    assert recovery.accountabilities.count() == 2
    assert Grant.objects.get().balance.outstanding == 0


def test_a_decision_that_was_wrong_is_revoked_and_the_spending_counts_again() -> None:
    grant = paid()
    spending = misused(grant)
    acts.revoke_recovery(Recovery.objects.get(), by=HEAD, at=NOW, opinion="经复核属实")
    spending.refresh_from_db()
    after = Grant.objects.get()
    assert (spending.stage, after.spent, after.misused) == ("confirmed", 20_000 * YUAN, 0)
    sorts = [line.movement.sort for line in grant_page(after).lines]
    assert sorts == ["granted", "paid", "misused", "cleared", "spent"]


def test_an_account_is_signed_when_nothing_is_open_and_the_rest_comes_back() -> None:
    grant = approved()
    on_file(grant.station)
    pay(grant, 90_000 * YUAN)
    one, written = submitted(grant), begun(grant)

    def sign() -> Any:
        return acts.sign_account(grant, by=signatory(grant.station), at=LATER, opinion="购置设备一台。")

    told = refusal(sign)
    assert "尚有10,000.00元未拨付" in told
    assert "有1笔支出尚未办结" in told
    assert "有1笔支出尚未提交" in told
    acts.confirm_spending(one, by=CLERK, at=NOW)
    acts.withdraw_spending(written, by=staff(grant.station), at=NOW)
    acts.reduce_grant(grant, by=HEAD, at=NOW, amount=90_000 * YUAN, opinion="不再拨付")
    account = sign()
    assert "只有资助处于“使用中”时才能办理" in refusal(lambda: begun(grant))
    acts.misuse_spending(one, by=HEAD, at=LATER, repay_by=LATER.date(), opinion="虚开")
    assert "决算报送后账面有变动" in refusal(lambda: acts.accept_account(account, by=CLERK, at=LATER))
    acts.return_account(account, by=CLERK, at=LATER, opinion="账面有变动")
    account = sign()
    assert (account.spent, account.misused, account.rest) == (0, 20_000 * YUAN, 70_000 * YUAN)
    assert acts.accept_account(account, by=CLERK, at=LATER).stage == "owing"
    (open_still,) = books_are_closed(grant.station)
    assert "经费尚未结清：JS-2027-0002、ZH-2027-0001" in open_still.reason
    rest: dict[str, Any] = {"by": CLERK, "at": LATER, "received_on": LATER.date(), "voucher": "收2"}
    assert acts.return_rest(account, amount=30_000 * YUAN, **rest).stage == "owing"
    assert "尚应退回40,000.00元" in refusal(lambda: acts.return_rest(account, amount=40_000 * YUAN + 1, **rest))
    assert acts.return_rest(account, amount=40_000 * YUAN, **rest).stage == "closed"
    grant.refresh_from_db()
    assert (grant.stage, grant.balance.held) == ("settled", 0)
    years = [(y.year, y.opening, y.closing) for y in grant_page(grant).years]
    assert years == [(2026, 0, 70_000 * YUAN), (2027, 70_000 * YUAN, 0)]


def test_a_check_found_money_gone_that_no_spending_names() -> None:
    station, other = standing(2)
    grant = paid(station)
    check = acts.open_check(by=HEAD, at=NOW, station=other, opinion="群众反映")
    said: dict[str, Any] = {"by": HEAD, "at": NOW, "repay_by": TODAY, "opinion": "转入其他账户"}
    assert "抽查的不是这家工作站" in refusal(lambda: acts.open_recovery(grant, amount=YUAN, check=check, **said))
    submitted(grant, 90_000 * YUAN)
    assert "工作站账上可动用10,000.00元" in refusal(lambda: acts.open_recovery(grant, amount=20_000 * YUAN, **said))
    acts.open_recovery(grant, amount=10_000 * YUAN, **said)
    assert Movement.objects.filter(sort="misused").get().source == "ZH-2026-0001"
    assert Grant.objects.get().in_hand == 0
