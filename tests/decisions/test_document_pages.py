import pytest

from haizhi.decisions.models import JointDocument
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    ISSUED,
    cleared,
    client_of,
    countersigned,
    drafted,
    hidden,
    issued,
    queries_of,
    shown,
    text_of,
)

pytestmark = pytest.mark.django_db
LIST = "/decisions/documents/"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(ISSUED)


def test_the_clerk_drafts_the_document_with_every_cleared_unit_ticked() -> None:
    named = cleared()
    clerk = client_of(Role.OFFICE_CLERK)
    assert "有 5 家单位公示无异议，尚未列入发文" in shown(clerk, LIST)
    page = shown(clerk, f"{LIST}new/")
    assert page.count("checked") == 5
    assert "关于设立2026年度重庆海智工作站的通知" in page
    data = {
        "applications": [a.code for a in named[:3]],
        "heading": "关于设立工作站的通知",
        "body": "第一段\n第二段",
        "directed_to": "各有关单位",
        "once": hidden(page, "once"),
    }
    assert clerk.post(f"{LIST}new/", data).url == f"{LIST}FW-2026-01/"  # type: ignore[attr-defined]  # a redirect
    assert clerk.post(f"{LIST}new/", data).status_code in {302, 422}
    assert JointDocument.objects.count() == 1
    page = shown(clerk, f"{LIST}FW-2026-01/")
    assert "<p>第一段</p><p>第二段</p>" in page
    assert "（待编号）" in page
    assert "有 2 家单位公示无异议" in shown(clerk, LIST)


def test_the_clerk_has_the_term_counted_by_months_and_a_new_draft_keeps_it() -> None:
    named = cleared()
    clerk = client_of(Role.OFFICE_CLERK)
    page = shown(clerk, f"{LIST}new/")
    assert "有效期按月计算" in page
    data = {
        "applications": [a.code for a in named],
        "heading": "通知",
        "directed_to": "各有关单位",
        "body": "正文",
        "month_grained": "on",
    }
    assert clerk.post(f"{LIST}new/", data | {"once": hidden(page, "once")}).status_code == 302
    document = JointDocument.objects.get()
    assert "建站期限按月计算，至第三十六个月的月末止。" in shown(clerk, document.get_absolute_url())
    clerk.post(f"{document.get_absolute_url()}recall/", {"opinion": "标题有误"})
    assert shown(clerk, f"{LIST}new/?from={document.code}").count("checked") == 6


def test_a_draft_without_units_or_text_is_refused_with_the_rest_kept() -> None:
    cleared()
    answer = client_of(Role.OFFICE_CLERK).post(f"{LIST}new/", {"heading": "通知标题", "body": ""})
    assert answer.status_code == 422
    assert "请选择建站单位" in text_of(answer)
    assert "请填写正文" in text_of(answer)
    assert 'value="通知标题"' in text_of(answer)


def test_a_unit_that_is_not_cleared_can_not_be_slipped_in() -> None:
    cleared(8)
    data = {"applications": ["HZ-2026-0008"], "heading": "通知", "directed_to": "各有关单位", "body": "正文"}
    answer = client_of(Role.OFFICE_CLERK).post(f"{LIST}new/", data)
    assert answer.status_code == 422
    assert "HZ-2026-0008 不在可用的选项中" in text_of(answer)


def test_both_sign_on_its_page_and_the_clerk_issues_it() -> None:
    document = drafted()
    url = document.get_absolute_url()
    signer, cosigner = client_of(Role.ASSOCIATION_SIGNER), client_of(Role.BUREAU_SIGNER)
    clerk = client_of(Role.OFFICE_CLERK)
    assert cosigner.post(f"{url}countersign/", {}).status_code == 422
    page = shown(signer, url)
    read = hidden(page, "read")
    version = f"{read[:4]} {read[4:8]} {read[8:12]}".upper()
    assert page.count(version) == 2
    assert signer.post(f"{url}sign/", {"opinion": "同意印发。", "read": read}).status_code == 302
    page = shown(cosigner, url)
    assert "同意印发。" in page
    assert version in page
    assert cosigner.post(f"{url}countersign/", {"read": hidden(page, "read")}).status_code == 302
    page = shown(clerk, f"{url}issue/")
    assert "成文日期为最后签发机关的签发日期：2026年7月20日" in page
    assert "2026年7月20日至2029年7月20日" in page
    data = {"number": "渝科协发〔2026〕60号", "once": hidden(page, "once")}
    assert clerk.post(f"{url}issue/", data).status_code == 302
    assert clerk.post(f"{url}issue/", data).status_code == 302
    assert Act.objects.filter(verb="document.issue").count() == 1
    page = shown(clerk, url)
    assert "渝科协发〔2026〕60号" in page
    assert "重庆市人力资源和社会保障局" in page
    assert "中国科协“海智计划”重庆工作基地重庆第1大学工作站" in page


@pytest.mark.parametrize(
    ("number", "words"),
    [("渝科协发[2026]60号", "年份用六角括号"), ("", "请填写发文字号")],
    ids=["square brackets", "no number"],
)
def test_a_wrong_number_is_said_beside_its_field(number: str, words: str) -> None:
    document = countersigned()
    answer = client_of(Role.OFFICE_CLERK).post(f"{document.get_absolute_url()}issue/", {"number": number})
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert number in text_of(answer)


def test_a_recalled_draft_is_the_beginning_of_the_next() -> None:
    document = drafted()
    clerk = client_of(Role.OFFICE_CLERK)
    assert clerk.post(f"{document.get_absolute_url()}recall/", {"opinion": "标题有误"}).status_code == 302
    page = shown(clerk, document.get_absolute_url())
    assert "本稿已撤回" in page
    assert f"?from={document.code}" in page
    JointDocument.objects.update(heading="原来的标题")
    assert "原来的标题" in shown(clerk, f"{LIST}new/?from={document.code}")


@pytest.mark.parametrize("role", [Role.PARTY_RECORDER, Role.AUDITOR])
def test_who_reads_documents(role: Role) -> None:
    document = issued()
    client = client_of(role)
    assert client.get(LIST).status_code == 200
    assert client.get(document.get_absolute_url()).status_code == 200
    assert client.get(f"{LIST}new/").status_code == 403


@pytest.mark.parametrize("role", [Role.JUDGE, Role.SIGNATORY, Role.SECURITY_ADMIN])
def test_others_read_an_issued_document_where_all_do(role: Role) -> None:
    document = issued()
    client = client_of(role)
    assert client.get(LIST).status_code == 403
    assert client.get(document.get_absolute_url())["Location"] == f"/public/documents/{document.code}/"
    JointDocument.objects.update(stage="recalled")
    assert client.get(document.get_absolute_url()).status_code == 404


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    document = drafted()
    clerk = client_of(Role.OFFICE_CLERK)
    one = queries_of(clerk, LIST)
    for n in range(2, 31):
        JointDocument.objects.create(code=f"FW-2026-{n:02d}", heading="通知", body="正文", stage="recalled", version=1)
    assert queries_of(clerk, LIST) == one
    assert one <= 12
    assert "没有符合条件的记录" in shown(clerk, f"{LIST}?q=查无此件")
    assert queries_of(clerk, document.get_absolute_url()) <= 12


def test_an_empty_list_says_how_a_document_comes_about() -> None:
    assert "还没有联合发文" in shown(client_of(Role.BUREAU_SIGNER), LIST)
