"""What people see and fill in."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from python_calamine import load_workbook

from haizhi.files.models import Upload
from haizhi.files.queries import may_read
from haizhi.funding import acts
from haizhi.funding.models import (
    Budget,
    Check,
    CheckRound,
    FinalAccount,
    FinanceRules,
    Grant,
    Plea,
    Recovery,
    Spending,
)
from haizhi.kernel.source import new_id
from haizhi.regulation.funding import Purpose
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import HEAD, client_of, hidden, holding, queries_of, shown, text_of
from tests.files.samples import pdf
from tests.funding.factories import (
    NOW,
    TODAY,
    YUAN,
    approved,
    budget,
    client_at,
    confirmed,
    misused,
    on_file,
    paid,
    pay,
    signatory,
    staff,
    submitted,
)
from tests.funding.test_checks import drawing
from tests.stations.factories import standing

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(NOW)


def post(client: Client, url: str, status: int = 302, **said: Any) -> str:
    """What a form answers: where it leads, or the page."""
    answer: Any = client.post(url, said)
    assert answer.status_code == status, text_of(answer)
    return str(answer.url) if status == 302 else text_of(answer)


def file(name: str) -> BytesIO:
    """A PDF to hand in."""
    found = BytesIO(pdf())
    found.name = name
    return found


def upload_of(spending: Spending) -> Upload:
    """The scan of its invoice."""
    assert spending.invoice is not None
    return spending.invoice


def test_the_head_lays_down_a_budget_and_sees_where_its_money_is() -> None:
    head = client_of(Role.OFFICE_HEAD)
    assert "还没有年度预算" in shown(head, "/funding/budgets/")
    page = post(head, "/funding/budgets/new/", 422, year="2026", amount="一百万", basis="渝财教〔2026〕1号")
    assert "请填写数字，单位为元" in page
    assert 'value="一百万"' in page
    assert post(head, "/funding/budgets/new/", year="2026", amount="1,000,000", basis="渝财教〔2026〕1号") == (
        "/funding/budgets/2026/"
    )
    grant = paid()
    confirmed(grant, 30_000 * YUAN)
    misused(grant)
    page = shown(head, "/funding/budgets/2026/")
    for said in ("100 万元", "90 万元", "30,000.00元", "20,000.00元（已追回0.00元，尚欠20,000.00元）", "50,000.00元"):
        assert said in page
    assert "改善条件30,000元" in page
    assert "这个年度已被使用" in post(head, "/funding/budgets/new/", 422, year="2026", amount="1", basis="重复")
    assert client_of(Role.AUDITOR).get("/funding/budgets/new/").status_code == 403
    for form, sort in (("pdf", "application/pdf"), ("docx", "application/vnd.openxml")):
        answer = client_of(Role.AUDITOR).get(f"/funding/budgets/2026/statement.{form}")
        assert answer["Content-Type"].startswith(sort)


def test_a_payment_is_offered_while_something_is_left_to_pay() -> None:
    clerk, grant = client_of(Role.OFFICE_CLERK), approved()
    on_file(grant.station)
    for part, offered in ((40_000 * YUAN, True), (60_000 * YUAN, False)):
        assert f"{grant.get_absolute_url()}pay/" in clerk.get(grant.get_absolute_url()).content.decode()
        pay(grant, part)
        grant.refresh_from_db()
        page = clerk.get(grant.get_absolute_url()).content.decode()
        assert (f"{grant.get_absolute_url()}pay/" in page) is offered


def test_many_are_granted_at_once_after_a_look_at_what_would_come_of_it() -> None:
    first, second, third = standing(3)
    budget(amount=150_000 * YUAN)
    clerk, url = client_of(Role.OFFICE_CLERK), "/funding/budgets/2026/granting/founding/"
    page = shown(clerk, url)
    assert "近三年没有公布的结果" in page
    assert "财务管理制度未备案" in page
    basis: dict[str, Any] = {"sort": "founding", "basis": "渝科协发〔2026〕60号", "basis_on": "2026-07-20"}
    assert "没有填写金额" in post(clerk, url, 422, **basis)
    amounts: dict[str, Any] = {
        f"amount_{first.code}": "100000.50",
        f"amount_{third.code}": "60,000",
        f"reason_{first.code}": "首批",
    }
    page = post(clerk, url, 200, **basis, **amounts)
    assert "将拟定 1 项，共100,000.50元" in page
    assert "当年预算尚余49,999.50元，拟资助60,000.00元" in page
    assert not Grant.objects.exists()
    assert 'value="100000.50"' in post(clerk, url, 200, **basis, **amounts, edit="1")
    once: dict[str, Any] = {f"once_{first.code}": hidden(page, f"once_{first.code}")}
    for _ in range(2):
        page = post(clerk, url, 200, **basis, **amounts, **once, apply="1")
    assert "ZZ-2026-0001" in page
    assert Grant.objects.get().amount == 10_000_050
    assert second.code in shown(clerk, url)
    assert first.code not in shown(clerk, url)
    head = client_of(Role.OFFICE_HEAD)
    assert "将批准" in shown(head, "/funding/approving/")
    assert "请至少选择一项" in post(head, "/funding/approving/", 422)
    assert "已批准" in post(head, "/funding/approving/", 200, grant=["ZZ-2026-0001", "ZZ-2026-0009"])
    assert Grant.objects.get().stage == "approved"
    assert "没有待批准的资助" in shown(head, "/funding/approving/")


def test_a_grant_is_proposed_paid_and_reduced_on_its_pages() -> None:
    (station,) = standing(1)
    budget()
    clerk, head = client_of(Role.OFFICE_CLERK), client_of(Role.OFFICE_HEAD)
    said: dict[str, Any] = {
        "sort": "founding",
        "amount": "50000",
        "basis": "渝科协发〔2026〕60号",
        "basis_on": "2026-07-20",
    }
    page = post(clerk, "/funding/budgets/2026/propose/", 422, station="GZ-2026-9999", **said)
    assert "没有这个编号的在册工作站" in page
    url = post(clerk, "/funding/budgets/2026/propose/", station=station.code.lower(), **said)
    assert client_at(station).get(url).status_code == 404
    post(head, f"{url}approve/")
    payment: dict[str, Any] = {"amount": "20000", "paid_on": "2026-09-01", "voucher": "银付1"}
    assert "财务管理制度未备案" in shown(clerk, f"{url}pay/")
    on_file(station)
    assert post(clerk, f"{url}pay/", **payment, receipt=file("回单.pdf")) == url
    post(head, f"{url}reduce/", amount="20000", opinion="不再拨付")
    page = shown(client_at(station), url)
    assert "核减资助" in page
    assert "凭证银付1" in page
    assert "报送决算" not in page
    assert "报送决算" in shown(client_at(station, Role.SIGNATORY), url)
    found = shown(clerk, "/funding/payments/BF-2026-0001/")
    assert "回单.pdf" in found
    post(head, "/funding/payments/BF-2026-0001/reverse/", opinion="重复登记")
    assert Grant.objects.get().paid == 0


def test_the_station_enters_a_spending_with_a_photo_and_hands_it_in() -> None:
    station, elsewhere = standing(2)
    grant = paid(station)
    staff, url = client_at(grant.station), f"/funding/{grant.code}/spend/"
    page = post(staff, url, 422, amount="12.345", issuer="重庆示范仪器有限公司")
    assert "最多填写2位小数（精确到分）" in page
    assert 'value="重庆示范仪器有限公司"' in page
    assert "金额须大于零" in post(staff, url, 422, amount="0")
    own = post(staff, url, amount="12.34", purpose="other", invoice=file("发票.pdf"))
    page = shown(staff, own)
    assert "支出凭证缺少发票号码、开票日期、开票单位、用途说明" in page
    assert "用于其他用途（《办法》第十四条）" in page
    submitted(grant, invoice_number="26502000001")
    said: dict[str, Any] = {
        "amount": "12.34",
        "purpose": "activities",
        "invoice_number": "2650 2000 001",
        "invoice_on": "2026-08-20",
        "issuer": "重庆示范会务有限公司",
        "text": "学术沙龙场租",
    }
    assert "金额须大于零" in post(staff, f"{own}edit/", 422, **said | {"amount": "0.00"}, seen="0")
    assert "另一位同事保存过" in post(staff, f"{own}edit/", 422, **said, seen="7")
    post(staff, f"{own}edit/", **said, seen="0")
    page = shown(staff, own)
    assert "发票号码重复登记" in page
    assert "ZC-2026-0002" in page
    post(staff, f"{own}submit/")
    one = Spending.objects.get(code="ZC-2026-0001")
    assert (one.amount, one.stage, one.invoice_number) == (1234, "submitted", "26502000001")
    assert post(staff, f"{own}edit/") == own
    clerk = client_of(Role.OFFICE_CLERK)
    assert "重复登记" in shown(clerk, "/funding/spendings/?doubled=yes")
    assert post(clerk, f"{own}confirm/") == own
    assert client_at(elsewhere).get(own).status_code == 404


def test_finance_rules_are_filed_by_the_unit_and_accepted_by_the_office() -> None:
    station, other = standing(2)
    grant = approved(station)
    staff, clerk = client_at(grant.station), client_of(Role.OFFICE_CLERK)
    assert grant.station.unit.name in shown(clerk, "/funding/rules/")
    said: dict[str, Any] = {"unit": grant.station.unit.code, "name": "经费管理办法", "in_force_on": "2026-01-01"}
    assert "请上传制度文本" in post(staff, "/funding/rules/new/", 422, **said)
    url = post(staff, "/funding/rules/new/", **said, upload=file("制度.pdf"))
    page = post(client_at(other), "/funding/rules/new/", 422, **said, upload=file("制度.pdf"))
    assert "请选择本人任职的单位" in page
    post(clerk, f"{url}accept/", opinion="")
    assert "已备案" in shown(staff, url)
    assert "有资助而没有备案的单位" not in shown(clerk, "/funding/rules/")


def test_what_was_misused_is_recovered_and_the_unit_does_not_read_who_answered_for_it() -> None:
    grant = paid()
    flagged = submitted(grant, purpose=Purpose.OTHER)
    head, clerk, unit = client_of(Role.OFFICE_HEAD), client_of(Role.OFFICE_CLERK), client_at(grant.station)
    url = flagged.get_absolute_url()
    assert "请填写退回期限" in post(head, f"{url}misuse/", 422, opinion="用于招待")
    post(head, f"{url}misuse/", opinion="用于招待", repay_by="2026-10-31")
    found = Recovery.objects.get()
    there = found.get_absolute_url()
    repay: dict[str, Any] = {"amount": "5,000", "received_on": "2026-09-01", "voucher": "收1"}
    post(clerk, f"{there}repay/", **repay)
    decided: dict[str, Any] = {
        "decided_by": "市科协机关纪委",
        "decided_on": "2026-09-01",
        "rules": "有关规定",
        "measure": "诫勉谈话",
    }
    post(head, f"{there}hold_accountable/", **decided, decision=file("决定.pdf"))
    decision = found.accountabilities.get().decision
    assert decision is not None
    for reader, sees in ((client_of(Role.AUDITOR), True), (unit, False)):
        page = shown(reader, there)
        assert "15,000.00" in page
        assert ("诫勉谈话" in page) is ("登记责任追究" in page) is sees
        assert ("登记责任追究" in shown(reader, grant.get_absolute_url())) is sees
    assert may_read(holding(Role.AUDITOR), decision)
    assert not may_read(staff(grant.station), decision)
    assert may_read(staff(grant.station), upload_of(flagged))
    assert unit.get(f"{there}notice.pdf").content.startswith(b"%PDF")
    gone: dict[str, Any] = {"amount": "1000", "repay_by": "2026-10-31", "opinion": "转入其他账户"}
    assert post(head, f"/funding/{grant.code}/recover/", **gone) == "/funding/recoveries/ZH-2026-0002/"
    assert "账面结存</dt><dd><b>79,000.00元" in shown(unit, grant.get_absolute_url())


def test_the_book_of_a_grant_is_read_as_a_workbook_and_on_paper() -> None:
    grant = paid()
    confirmed(grant, 1_234_567)
    auditor = client_of(Role.AUDITOR)
    answer: Any = auditor.get(f"/funding/{grant.code}/statement.xlsx")
    rows = load_workbook(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()
    assert [row[2] for row in rows[2:]] == ["批准资助", "拨付", "支出确认"]
    assert rows[4][7:9] == [1.234567, 8.765433]
    assert auditor.get(f"/funding/{grant.code}/statement.pdf").content.startswith(b"%PDF")
    assert auditor.get(f"/funding/{grant.code}/statement.docx").content.startswith(b"PK")
    account = acts.sign_account(grant, by=signatory(grant.station), at=NOW, opinion="购置设备。")
    assert auditor.get(f"{account.get_absolute_url()}account.pdf").content.startswith(b"%PDF")
    clerk = client_of(Role.OFFICE_CLERK)
    post(clerk, f"{account.get_absolute_url()}accept/", opinion="")
    assert "尚有87,654.33元结余应退回海智办" in shown(clerk, account.get_absolute_url())


def test_a_check_for_a_reason_is_seen_by_the_unit_once_it_is_told() -> None:
    grant = paid()
    head, clerk = client_of(Role.OFFICE_HEAD), client_of(Role.OFFICE_CLERK)
    unit = client_at(grant.station, Role.SIGNATORY)
    url = post(head, "/funding/checks/new/", station=grant.station.code, opinion="群众反映")
    assert unit.get(url).status_code == 404
    assert "还没有抽查" in shown(unit, "/funding/checks/")
    post(clerk, f"{url}announce/", visit_on="2026-09-01", matters="拨付和支出凭证")
    page = shown(unit, url)
    assert "拨付和支出凭证" in page
    assert "群众反映" not in page
    assert "群众反映" in shown(client_of(Role.AUDITOR), url)
    said: dict[str, Any] = {
        "visited_on": "2026-09-01",
        "checkers": "李某、王某",
        "account": "核对凭证",
        "findings": "未建台账",
    }
    assert "请填写整改期限" in post(clerk, f"{url}enter/", 422, **said)
    post(clerk, f"{url}enter/", **said, due_on="2026-10-01")
    assert "决定追回" in shown(head, url)
    assert f'value="{url.split("/")[-2]}" selected' in shown(
        head, f"/funding/{grant.code}/recover/?check={url.split('/')[-2]}"
    )
    post(unit, f"{url}report/", opinion="已建台账", report_file=file("台账.pdf"))
    assert "台账.pdf" in shown(clerk, url)
    assert clerk.get(f"{url}record.pdf").content.startswith(b"%PDF")


def test_a_drawing_is_begun_among_those_with_money() -> None:
    from tests.reviews.factories import keys

    keys()
    clerk = client_of(Role.OFFICE_CLERK)
    assert "没有可以抽查的工作站" in shown(clerk, "/funding/checks/rounds/new/")
    grant = paid()
    page = shown(clerk, "/funding/checks/rounds/new/")
    assert f"{grant.station.unit.name}（账面结存100,000.00元）" in page
    assert "2025年度建站经费随机抽查" in shown(clerk, "/funding/checks/rounds/new/?year=2025")


LISTS: dict[str, str] = {
    "/funding/": "经费资助",
    "/funding/budgets/": "预算",
    "/funding/spendings/": "支出",
    "/funding/rules/": "财务管理制度",
    "/funding/accounts/": "决算",
    "/funding/checks/": "抽查",
    "/funding/checks/rounds/": "随机抽查",
    "/funding/recoveries/": "追回",
    "/funding/pleas/": "延期和异议",
}


def _more(row: Any, count: int, change: Callable[[Any, int], None]) -> None:
    """More rows like one, each with its own number."""
    for n in range(count):
        row.pk, row._state.adding = new_id(), True
        if hasattr(row, "code"):
            row.code = f"{row.kind[:12]}-{n}"
        change(row, n)
        row.save(force_insert=True)


def test_every_list_says_when_it_is_empty_and_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    auditor = client_of(Role.AUDITOR)
    for url, words in LISTS.items():
        page = shown(auditor, url)
        assert "还没有" in page or "没有追回" in page or "没有延期申请和异议" in page, words
    found = drawing()
    grant = Grant.objects.order_by("code")[0]
    misused(grant, YUAN)
    check = acts.open_check(by=HEAD, at=NOW, station=grant.station, opinion="群众反映")
    other = Grant.objects.order_by("code")[1]
    account = acts.sign_account(other, by=signatory(other.station), at=NOW, opinion="完")
    rules, spending, recovery = FinanceRules.objects.first(), Spending.objects.get(), Recovery.objects.get()
    year = Budget.objects.get()
    plea = acts.object_to_recovery(recovery, by=signatory(grant.station), at=NOW, opinion="用途属实")
    before = {url: queries_of(auditor, url) for url in LISTS}
    _more(plea, 29, lambda row, n: setattr(row, "stage", "withdrawn"))
    _more(year, 29, lambda row, n: setattr(row, "year", 2027 + n))
    _more(rules, 29, lambda row, n: row.__dict__.update(serial=9 + n, stage="superseded"))
    _more(spending, 29, lambda row, n: None)
    _more(check, 29, lambda row, n: None)
    _more(found, 29, lambda row, n: None)
    _more(account, 29, lambda row, n: setattr(row, "stage", "returned"))
    _more(recovery, 29, lambda row, n: setattr(row, "stage", "revoked"))
    _more(grant, 29, lambda row, n: setattr(row, "stage", "withdrawn"))
    after = {url: queries_of(auditor, url) for url in LISTS}
    assert after == before
    assert max(after.values()) <= 12
    assert all(
        model.objects.count() >= 30 for model in (Budget, Check, CheckRound, FinalAccount, Grant, Plea, Recovery)
    )
    for url in LISTS:
        answer: Any = auditor.get(f"{url}?export=xlsx")
        assert len(load_workbook(BytesIO(answer.getvalue())).get_sheet_by_index(0).to_python()) >= 32, url


def test_lists_are_narrowed_by_name_number_stage_year_and_sort() -> None:
    grant = paid()
    clerk = client_of(Role.OFFICE_CLERK)
    for query, hits in (
        (f"q={grant.station.unit.name[2:6]}", True),
        ("q=ZZ-2026-0001", True),
        ("q=无此单位", False),
        ("stage=approved", True),
        ("stage=settled", False),
        ("year=2027", False),
        ("sort_of=follow_up", False),
        ("left=unpaid", False),
        ("left=unsettled", False),
    ):
        assert (grant.code in shown(clerk, f"/funding/?{query}")) is hits, query
    grant.station.stage, grant.station.ended_on = "given_up", TODAY
    grant.station.save()
    assert "有 1 项资助的工作站已经终止而没有决算" in shown(clerk, "/funding/")
    assert grant.code in shown(clerk, "/funding/?left=unsettled")


def test_what_is_still_to_be_paid_is_counted_and_listed_until_the_last_fen() -> None:
    grant, clerk = approved(amount=20_000 * YUAN), client_of(Role.OFFICE_CLERK)
    on_file(grant.station)
    for amount, left in ((20_000 * YUAN - 1, "资助已批准，尚未拨付。"), (1, "尚有0.01元未拨付。")):
        assert "有 1 项资助批准后还没有拨付完" in shown(clerk, "/funding/")
        assert grant.code in shown(clerk, "/funding/?left=unpaid")
        assert left in shown(clerk, grant.get_absolute_url())
        pay(grant, amount)
    assert "还没有拨付完" not in shown(clerk, "/funding/")
    assert grant.code not in shown(clerk, "/funding/?left=unpaid")
    assert "下一步由海智办登记拨付" not in shown(clerk, grant.get_absolute_url())


def test_what_was_written_off_is_not_said_to_be_asked_back() -> None:
    grant, clerk = paid(), client_of(Role.OFFICE_CLERK)
    assert "追回中" not in shown(clerk, "/funding/")
    Grant.objects.filter(pk=grant.pk).update(misused=YUAN)
    assert "追回中" in shown(clerk, "/funding/")
    Grant.objects.filter(pk=grant.pk).update(waived=YUAN)
    assert "追回中" not in shown(clerk, "/funding/")


def test_a_grant_page_takes_few_queries_however_long_its_book() -> None:
    grant = paid()
    confirmed(grant, YUAN)
    auditor = client_of(Role.AUDITOR)
    one = queries_of(auditor, grant.get_absolute_url())
    for _ in range(5):
        confirmed(grant, YUAN)
    assert queries_of(auditor, grant.get_absolute_url()) == one <= 12


def test_the_home_page_of_a_station_tells_of_its_money() -> None:
    grant = paid()
    assert "结存100,000.00元" in shown(client_at(grant.station), grant.station.get_absolute_url())
    assert "结存100,000.00元" not in shown(client_of(Role.JUDGE), grant.station.get_absolute_url())
