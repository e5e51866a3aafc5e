from datetime import date
from typing import Any

import pytest

from haizhi.regulation.citations import measures
from haizhi.regulation.final_account import drawn_up_by_another, station_has_ended, write_off_approved
from haizhi.regulation.funding import (
    PURPOSES,
    GrantKind,
    Purpose,
    approved_by_another,
    basis_given,
    budget_covers,
    day_has_come,
    day_lies_ahead,
    finance_rules_filed,
    follow_up_explained,
    follow_up_is_for_next_year,
    talent_rules_named,
    within_budget,
    within_unpaid,
    yuan,
)
from haizhi.regulation.recovery import (
    after_payment,
    amount_to_recover,
    later_than,
    objected_in_time,
    refund_proved,
    repaid_within,
    still_in_hand,
)
from haizhi.regulation.spending import (
    activity_confirmed,
    invoice_given,
    invoiced_under_grant,
    purpose_allowed,
    within_grant,
)


def test_a_founding_grant_improves_conditions_and_runs_activities() -> None:
    for grant in (GrantKind.FOUNDING, GrantKind.ACADEMICIAN):
        allowed = [p for p in Purpose if purpose_allowed(grant, p).met]
        assert allowed == [Purpose.CONDITIONS, Purpose.ACTIVITIES]


def test_a_follow_up_grant_is_for_exchange_cooperation_and_talent() -> None:
    assert purpose_allowed(GrantKind.FOLLOW_UP, Purpose.TALENT).cite == measures(12)
    refused = purpose_allowed(GrantKind.FOLLOW_UP, Purpose.CONDITIONS)
    assert str(refused) == ("后续资助用于改善条件（《办法》第十二条）。专款专用，请限于学术交流、技术合作、人才引进")


def test_every_kind_of_grant_has_its_purposes() -> None:
    assert PURPOSES.keys() == set(GrantKind)


@pytest.mark.parametrize(("amount", "met"), [(5_000_000, True), (5_000_001, False), (0, False), (-1, False)], ids=str)
def test_money_stays_within_what_is_left_and_is_never_negative(amount: int, met: bool) -> None:
    granting = within_budget(amount, granted=20_000_000, budget=25_000_000)
    spending = within_grant(amount, spent=0, granted=5_000_000)
    assert granting.met is spending.met is met
    assert granting.reason == f"当年预算尚余50,000.00元，拟资助{yuan(amount)}元"
    assert (granting.cite, spending.cite) == (measures(11), measures(14))


def test_a_unit_files_its_own_finance_rules() -> None:
    assert finance_rules_filed(True).met
    assert finance_rules_filed(False).remedy == "请由建站单位报送财务管理制度，海智办备案后再办理"


def test_a_follow_up_grant_is_explained_and_pays_for_the_next_year() -> None:
    assert follow_up_explained("考核第一名").met
    assert not follow_up_explained("").met
    assert follow_up_is_for_next_year(2026, 2027).met
    assert follow_up_is_for_next_year(2026, 2026).reason == "2026年的后续资助用于2027年度的工作"


def test_what_was_misused_is_recovered_to_the_last_fen() -> None:
    assert amount_to_recover(100, 40) == 60
    for recovered in (-1, 101):
        with pytest.raises(ValueError, match="of 100"):
            amount_to_recover(100, recovered)


@pytest.mark.parametrize(
    ("fen", "text"), [(0, "0.00"), (5, "0.05"), (1_234_567, "12,345.67"), (-5, "-0.05"), (-1_234_567, "-12,345.67")]
)
def test_money_is_written_in_yuan_with_two_places(fen: int, text: str) -> None:
    assert yuan(fen) == text


def test_a_budget_covers_what_was_granted_and_is_not_nothing() -> None:
    assert budget_covers(100, 100).met
    assert str(budget_covers(99, 100)) == (
        "当年已资助1.00元，预算0.99元（《办法》第十一条）。预算须大于零，且不少于已资助的金额"
    )
    assert not budget_covers(0, 0).met


def test_a_grant_names_its_document_and_an_academician_s_the_rules_on_talents() -> None:
    today = date(2026, 9, 1)
    assert basis_given("渝科协发〔2026〕60号", today, today).met
    assert basis_given(" ", today, today).field == "basis"
    assert basis_given("文件", date(2026, 9, 2), today).field == "basis_on"
    assert talent_rules_named(GrantKind.FOUNDING, "").met
    assert not talent_rules_named(GrantKind.ACADEMICIAN, " ").met


@pytest.mark.parametrize("rule", [within_unpaid, repaid_within, still_in_hand], ids=lambda rule: rule.__name__)
@pytest.mark.parametrize(("amount", "met"), [(1, True), (40, True), (41, False), (0, False)])
def test_what_is_paid_taken_or_given_back_is_there(rule: Any, amount: int, met: bool) -> None:
    found = rule(amount, 60, 100) if rule is within_unpaid else rule(amount, 40)
    assert found.met is met
    assert bool(found.remedy) is not met


def test_days_are_those_on_which_it_happened_or_will() -> None:
    day, next_day = date(2026, 9, 1), date(2026, 9, 2)
    assert day_has_come(day, day, "paid_on").met
    assert day_has_come(next_day, day, "paid_on").field == "paid_on"
    assert day_lies_ahead(day, day, "visit_on").met
    assert not day_lies_ahead(day, next_day, "visit_on").met


def test_a_spending_is_proved_by_its_invoice() -> None:
    day = date(2026, 9, 1)
    assert invoice_given("1", "甲", "设备", day, day, scanned=True).met
    lacking = invoice_given("", "甲", "设备", date(2026, 9, 2), day, scanned=False)
    assert lacking.reason == "支出凭证缺少发票号码、开票日期、发票扫描件"


@pytest.mark.parametrize("rule", [approved_by_another, drawn_up_by_another])
def test_two_people_are_needed_where_one_acts_for_others(rule: Any) -> None:
    assert rule("甲", "乙").met
    assert rule(None, "乙").met
    assert not rule("甲", "甲").met
    assert "另一" in rule("甲", "甲").remedy


def test_the_office_acts_in_the_place_of_a_unit_only_when_its_station_has_ended() -> None:
    assert station_has_ended(stands=False, stage="已终止").met
    refused = station_has_ended(stands=True, stage="运行中")
    assert (refused.met, refused.cite) == (False, measures(14))
    assert "终止以后" in refused.remedy


def test_money_is_written_off_by_an_approved_paper_alone() -> None:
    assert write_off_approved("渝科协〔2026〕9号", proved=True).met
    assert write_off_approved(" ", proved=False).reason == "核销缺少批准文件的名称或文号、批准文件"
    assert write_off_approved(" ", proved=True).field == "basis"
    assert write_off_approved("渝科协〔2026〕9号", proved=False).field == "proof"


def test_an_objection_comes_by_its_last_day() -> None:
    last = date(2026, 12, 1)
    assert objected_in_time(last, last).met
    late = objected_in_time(date(2026, 12, 2), last)
    assert (late.met, "延期" in late.remedy) == (False, True)


@pytest.mark.parametrize(
    ("repaid", "voucher", "day", "met", "field"),
    [
        (0, "", None, True, "refund_voucher"),
        (100, "收1", date(2026, 11, 20), True, "refunded_on"),
        (100, "收1", date(2026, 11, 10), True, "refunded_on"),
        (100, "收1", date(2026, 11, 9), False, "refunded_on"),
        (100, " ", date(2026, 11, 20), False, "refund_voucher"),
        (100, "收1", None, False, "refunded_on"),
        (100, "收1", date(2026, 11, 24), False, "refunded_on"),
    ],
)
def test_what_was_repaid_for_nothing_goes_back_with_a_voucher_once_it_had_come(
    repaid: int, voucher: str, day: date | None, met: bool, field: str
) -> None:
    came_on = date(2026, 11, 10) if repaid else None
    finding = refund_proved(repaid, came_on, voucher, day, date(2026, 11, 23))
    assert (finding.met, finding.field) == (met, field)
    assert ("2026年11月10日" in finding.remedy) is not met


def test_money_comes_back_after_it_was_paid_out() -> None:
    paid_on = date(2026, 9, 1)
    assert after_payment(paid_on, paid_on).met
    assert after_payment(date(2026, 8, 31), paid_on).field == "received_on"


@pytest.mark.parametrize(
    ("grant", "invoice_on", "met", "article"),
    [
        (GrantKind.FOUNDING, date(2026, 9, 1), True, 14),
        (GrantKind.FOUNDING, date(2026, 8, 31), False, 14),
        (GrantKind.ACADEMICIAN, date(2026, 8, 31), False, 14),
        (GrantKind.FOLLOW_UP, date(2027, 1, 1), True, 12),
        (GrantKind.FOLLOW_UP, date(2026, 12, 31), False, 12),
        (GrantKind.FOLLOW_UP, date(2028, 3, 1), True, 12),
    ],
)
def test_an_invoice_is_of_the_time_that_its_grant_pays_for(
    grant: GrantKind, invoice_on: date, met: bool, article: int
) -> None:
    finding = invoiced_under_grant(grant, invoice_on, date(2026, 9, 1), 2027 if grant is GrantKind.FOLLOW_UP else 2026)
    assert (finding.met, finding.cite) == (met, measures(article))


def test_what_a_spending_was_for_is_confirmed_first() -> None:
    assert activity_confirmed("已确认", confirmed=True).met
    assert activity_confirmed("待海智办审核", confirmed=False).reason == "所列的工作记录现为“待海智办审核”"


def test_more_time_is_later_than_before_and_not_past() -> None:
    today, former = date(2026, 11, 23), date(2026, 11, 10)
    assert later_than(today, former, today, "until").met
    assert not later_than(date(2026, 11, 22), former, today, "until").met
    assert not later_than(former, former, former, "until").met
