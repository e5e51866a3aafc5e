"""The joint document while it is drafted, as it is signed, and as the public has it."""

import re
from collections.abc import Sequence
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from docx import Document
from pypdf import PdfReader

from haizhi.accounts.models import Organisation
from haizhi.applications.models import Application
from haizhi.decisions import acts, drafts, facts, queries
from haizhi.decisions.models import JointDocument
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.applications.factories import upload
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    CLERK,
    COSIGNER,
    HEAD,
    ISSUED,
    OVER,
    SIGNED,
    SIGNER,
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
NUMBER = "渝科协发〔2026〕60号"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(ISSUED)


def words_of(pdf: bytes) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def revise(document: JointDocument, named: Sequence[Application] = (), **changes: str) -> None:
    said = {
        "heading": document.heading,
        "directed_to": document.directed_to,
        "body": document.body,
        "copies": "",
        "printed_by": "",
    }
    units = named or facts.founded_by(document)
    drafts.revise_document(document, said | changes, units, month_grained=False, seen=document.version)


def test_the_usual_words_say_basis_process_term_and_demands() -> None:
    document = drafted()
    paragraphs = queries.official_text(document, OVER).paragraphs
    assert "渝科协发〔2024〕60号" in paragraphs[0]
    assert "资格审核、评审、市科协党组研究和公示" in paragraphs[0]
    assert [line[:2] for line in paragraphs[1:]] == ["一、", "二、", "三、"]
    assert "建站期限自批准之日起三年" in paragraphs[1]


def test_a_draft_is_changed_on_its_page_and_its_list_too() -> None:
    document = drafted()
    url = document.get_absolute_url()
    clerk = client_of(Role.OFFICE_CLERK)
    page = shown(clerk, f"{url}edit/")
    assert page.count("checked") == 5
    codes = [a.code for a in facts.founded_by(document)]
    data = {
        "applications": codes[:4],
        "heading": "关于设立工作站的通知",
        "directed_to": "各有关单位：",
        "body": "一、总则。新的正文",
        "copies": "市财政局",
        "printed_by": "市科协办公室",
        "seen": hidden(page, "seen"),
    }
    assert clerk.post(f"{url}edit/", data).status_code == 302
    page = shown(clerk, url)
    for words in ("新的正文", "抄送：市财政局。", "市科协办公室"):
        assert words in page
    assert document.applications.count() == 4
    assert "有 1 家单位公示无异议" in shown(clerk, "/decisions/documents/")
    assert not Act.objects.filter(verb="document.edit")


def test_what_somebody_else_wrote_meanwhile_is_shown_beside_what_was_typed() -> None:
    document = drafted()
    url = f"{document.get_absolute_url()}edit/"
    clerk = client_of(Role.OFFICE_CLERK)
    page = shown(clerk, url)
    seen = hidden(page, "seen")
    first, *others = facts.founded_by(document)
    revise(document, heading="他人的标题", named=others)
    data = {
        "applications": [a.code for a in (first, *others)],
        "heading": "我的标题",
        "directed_to": document.directed_to,
        "body": "我的正文",
        "seen": seen,
    }
    answer = clerk.post(url, data)
    assert answer.status_code == 422
    page = text_of(answer)
    for words in ("他人已修改本稿", "他人保存的最新内容", "他人的标题", 'value="我的标题"', "我的正文"):
        assert words in page
    beside = page.partition("他人保存的最新内容")[2].partition("</section>")[0]
    assert others[0].code in beside
    assert first.code not in beside
    assert "主送机关" not in beside
    assert clerk.post(url, data | {"seen": hidden(page, "seen")}).status_code == 302
    document.refresh_from_db()
    assert document.heading == "我的标题"


def test_nobody_changes_what_was_signed() -> None:
    document = acts.sign(drafted(), by=SIGNER, at=SIGNED)
    with pytest.raises(Refused, match="本稿现为“待会签”，不能再修改"):
        revise(document)
    clerk = client_of(Role.OFFICE_CLERK)
    assert "修改文稿" not in shown(clerk, document.get_absolute_url())
    answer = clerk.get(f"{document.get_absolute_url()}edit/", follow=True)
    assert answer.redirect_chain == [(document.get_absolute_url(), 302)]
    assert "此件现为“待会签”，不能再修改" in text_of(answer)


def test_a_draft_takes_in_no_unit_that_is_not_clear() -> None:
    document = drafted()
    gone = facts.founded_by(document)[0]
    type(gone).objects.filter(pk=gone.pk).update(stage="frozen")
    with pytest.raises(Refused, match="现为“公示中止”，不是“公示无异议”"):
        revise(document)


def test_a_signature_is_for_the_version_that_was_read() -> None:
    document = drafted()
    read = queries.official_text(document, SIGNED).digest
    revise(document, heading="改过的标题")
    with pytest.raises(Refused, match="您打开页面之后，文稿内容有变化"):
        acts.sign(document, by=SIGNER, at=SIGNED, read=read)
    acts.sign(document, by=SIGNER, at=SIGNED, read=queries.official_text(document, SIGNED).digest)
    assert document.signed_text != read


def test_a_unit_renamed_after_the_signature_makes_it_void() -> None:
    document = acts.sign(drafted(), by=SIGNER, at=SIGNED)
    Organisation.objects.filter(name="重庆第1大学").update(name="重庆第一大学")
    with pytest.raises(Refused, match="签发之后，文稿内容有变化"):
        acts.countersign(document, by=COSIGNER, at=SIGNED)
    assert "已有的签署对现在的文稿无效" in shown(client_of(Role.BUREAU_SIGNER), document.get_absolute_url())
    acts.recall(document, by=COSIGNER, at=SIGNED, opinion="单位更名")


def test_an_issued_document_keeps_the_names_it_was_printed_with() -> None:
    document = issued()
    Organisation.objects.filter(name="重庆第1大学").update(name="重庆第一大学")
    assert queries.official_text(document, ISSUED + timedelta(days=400)).stations[0][0] == "重庆第1大学"


def test_the_paper_for_signing_bears_its_version_and_the_issued_one_its_number() -> None:
    document = countersigned()
    url = document.get_absolute_url()
    signer = client_of(Role.ASSOCIATION_SIGNER)
    version = queries.official_text(document, ISSUED).digest[:12].upper()
    words = words_of(signer.get(f"{url}paper.pdf").content)
    for said in ("〔〕号", f"送签稿FW-2026-01版本{version}", "2026年7月15日", "附件：建站名单"):
        assert said in words
    acts.issue(document, by=CLERK, at=ISSUED, number=NUMBER)
    words = words_of(signer.get(f"{url}paper.pdf").content)
    for said in (NUMBER, "2026年7月15日", "中国科协“海智计划”重庆工作基地重庆第1大学工作站"):
        assert said in words
    assert "送签稿" not in words
    answer = signer.get(f"{url}paper.docx")
    assert answer["Content-Disposition"].startswith("attachment")
    assert NUMBER in "".join(paragraph.text for paragraph in Document(BytesIO(answer.content)).paragraphs)


def test_before_the_issue_a_page_says_what_it_would_bring_about() -> None:
    document = countersigned()
    url = document.get_absolute_url()
    clerk = client_of(Role.OFFICE_CLERK)
    assert "预览并编号印发" in shown(clerk, url)
    page = shown(clerk, f"{url}issue/")
    for words in (
        "重庆第1大学",
        "2026年7月15日至2029年7月15日",
        "单位没有在用账号，请另行告知",
        "本文全文和建站名单",
        "成文日期为最后签发机关的签发日期：2026年7月15日",
        "确认编号印发",
    ):
        assert words in page
    assert "确认编号印发" not in shown(client_of(Role.BUREAU_SIGNER), f"{url}issue/")
    assert queries_of(clerk, url) <= 12


def test_a_scan_is_replaced_with_a_reason_and_the_earlier_one_stays() -> None:
    document = issued()
    acts.attach_scan(document, by=CLERK, at=ISSUED, scan=upload("第一份.pdf"))
    with pytest.raises(Refused, match="更换须写明原因"):
        acts.attach_scan(document, by=HEAD, at=ISSUED, scan=upload("第二份.pdf"))
    later = ISSUED + timedelta(hours=1)
    acts.attach_scan(document, by=HEAD, at=later, scan=upload("第二份.pdf"), opinion="缺页")
    assert [scan.upload.name for scan in document.scans.all()] == ["第二份.pdf", "第一份.pdf"]
    page = shown(client_of(Role.OFFICE_CLERK), document.get_absolute_url())
    for words in ("第二份.pdf", "第一份.pdf", "已更换，留存备查", "缺页"):
        assert words in page


def test_a_scan_may_come_before_the_number_but_not_before_the_signatures() -> None:
    document = drafted()
    with pytest.raises(Refused, match="此件现为“待签发”"):
        acts.attach_scan(document, by=CLERK, at=SIGNED, scan=upload())
    acts.countersign(acts.sign(document, by=SIGNER, at=SIGNED), by=COSIGNER, at=SIGNED)
    assert acts.attach_scan(document, by=CLERK, at=SIGNED, scan=upload(), public=True).stage == "countersigned"


def test_the_public_opens_the_scan_only_where_the_office_says_so(client: Client) -> None:
    document = countersigned()
    acts.attach_scan(document, by=CLERK, at=ISSUED, scan=(scan := upload("盖章件.pdf")))
    acts.issue(document, by=CLERK, at=ISSUED, number=NUMBER)
    public = f"/public/documents/{document.code}/"
    assert "盖章件" not in shown(client, public)
    assert client.get(scan.get_absolute_url()).status_code == 404
    acts.open_scan(document, by=CLERK, at=ISSUED, public=True)
    assert "盖章件" in shown(Client(), public)
    assert queries.scans_of_documents(CLERK, scan)
    assert client.get(f"{public}paper.pdf").content.startswith(b"%PDF")
    acts.attach_scan(document, by=CLERK, at=ISSUED + timedelta(hours=1), scan=upload("新.pdf"), opinion="更清晰")
    assert client.get(scan.get_absolute_url()).status_code == 404


def test_nothing_is_opened_where_there_is_no_scan() -> None:
    with pytest.raises(Refused, match="还没有盖章扫描件"):
        acts.open_scan(issued(), by=CLERK, at=ISSUED, public=True)


def test_the_unsigned_paper_is_not_for_everybody(client: Client) -> None:
    document = drafted()
    assert client.get(f"/public/documents/{document.code}/paper.pdf").status_code == 404
    assert client_of(Role.SIGNATORY).get(f"{document.get_absolute_url()}paper.pdf").status_code == 403


def test_a_recalled_draft_keeps_its_words_for_the_next() -> None:
    document = drafted()
    revise(document, directed_to="各区县科协", copies="市财政局")
    acts.recall(document, by=CLERK, at=OVER, opinion="标题有误")
    page = shown(client_of(Role.OFFICE_CLERK), f"/decisions/documents/new/?from={document.code}")
    assert 'value="各区县科协"' in page
    assert 'value="市财政局"' in page


def test_a_new_draft_after_a_recall_ticks_the_units_of_the_recalled_one_alone() -> None:
    document = drafted()
    left_out, *others = facts.founded_by(document)
    revise(document, named=others)
    acts.recall(document, by=CLERK, at=OVER, opinion="标题有误")
    page = shown(client_of(Role.OFFICE_CLERK), f"/decisions/documents/new/?from={document.code}")
    ticked = re.findall(r'name="applications" value="([^"]*)"[^>]*checked', page)
    assert ticked == [application.code for application in others]
    assert left_out.code in page
