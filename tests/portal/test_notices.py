"""Calls, 公示 and joint documents as the public reads them."""

from datetime import UTC, date, datetime

import pypdfium2
import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from haizhi.applications.acts import compose
from haizhi.applications.models import Call
from haizhi.decisions.models import Objection
from haizhi.documents.raster import PDFIUM
from haizhi.regulation.deadlines import Track
from haizhi.regulation.eligibility import CONDITIONS
from haizhi.regulation.materials import MATERIALS
from tests.portal.factories import SPRING, a_call, a_document, a_publicity, office, past_the_door
from tests.portal.pages import NAME

pytestmark = pytest.mark.django_db

RUNNING = datetime(2026, 6, 25, 2, 0, tzinfo=UTC)


def page_of(client: Client, name: str, *codes: str, **query: str) -> str:
    answer = client.get(reverse(f"portal:{name}", args=codes), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_call_shows_every_field_of_its_notice(client: Client) -> None:
    call = a_call()
    Call.objects.update(document_number="渝科协发〔2026〕8号", published_text="第一段。\n\n第二段。", paper_copies=3)
    page = page_of(client, "call", call.code)
    for value in (
        call.heading, "渝科协发〔2026〕8号", "2026年3月16日", "2026年5月30日 24:00", "市科协国际合作部", "黄庆文",
        "重庆市渝中区双钢路3号科协大厦裙楼315室", "400013", "023-63002858", "88961219@qq.com", "一式 3 份", "5 家左右",
        "渝科协发〔2024〕60号", "<p>第一段。</p>", "<p>第二段。</p>",
    ):  # fmt: skip
        assert value in page


def test_a_call_says_who_files_where_under_which_conditions_and_with_which_materials(client: Client) -> None:
    page = page_of(client, "call", a_call().code)
    assert "中央和市属企业直接申报" in page
    assert "区县（自治县）所属园区经区县科协初审" in page
    rows = [(row.label, row.cites) for row in CONDITIONS] + [(row.label, row.cites) for row in MATERIALS.values()]
    for label, cites in rows:
        assert label in page
        assert all(str(cite) in page for cite in cites), label
    assert "不超过 1000 字" in page
    assert "各类单位（经区县（自治县）科协初审的）" in page


def test_an_open_call_leads_to_the_form_and_a_closed_one_does_not(
    client: Client, clock: time_machine.Traveller
) -> None:
    call = a_call()
    assert f"{reverse('applications:begin')}?call={call.code}" in page_of(client, "call", call.code)
    clock.move_to(datetime(2026, 5, 30, 16, 0, tzinfo=UTC))
    page = page_of(client, "call", call.code)
    assert reverse("applications:begin") not in page
    assert "已于 2026年5月30日 24:00 截止。" in page
    assert "已截止" in page_of(client, "calls")


def test_the_intake_for_academicians_has_neither_deadline_nor_target(client: Client) -> None:
    page = page_of(client, "call", a_call(track=Track.ACADEMICIAN).code)
    assert "适时受理，没有截止日期。" in page
    assert "不计入年度数量" in page


def test_a_publicity_is_the_official_notice(client: Client, clock: time_machine.Traveller) -> None:
    clock.move_to(RUNNING)
    publicity = a_publicity(a_call(), NAME, "乙研究院", first_day=date(2026, 6, 24))
    page = page_of(client, "publicity", publicity.code)
    for words in (
        f"<h1>{publicity.heading}</h1>",
        "根据《重庆海智工作站建设管理办法》（渝科协发〔2024〕60号）和《关于开展2026年重庆海智工作站建站申报工作的通知》",
        "经单位申报、资格审核、评审和市科协党组研究",
        "拟在下列2家单位设立重庆海智工作站，现予公示。",
        NAME,
        "乙研究院",
        "自2026年6月24日（星期三）至2026年7月1日（星期三）24:00",
        "公示发布当日不计入期限，法定节假日和休息日不计",
        "请在2026年7月1日24:00前以书面形式提出",
        "请署真实姓名并写明联系方式",
        "请加盖公章",
        "受理电话：023-63002858",
        "纪检监督电话：023-63659999",
        "重庆市渝中区双钢路3号",
        "严格保密",
        "2026年6月23日",
    ):
        assert words in page
    assert page.count("?unit=HZ-2026-") == 2


def test_a_publicity_does_not_tell_that_somebody_objected(client: Client, clock: time_machine.Traveller) -> None:
    clock.move_to(RUNNING)
    publicity = a_publicity(a_call(), "甲研究院")
    before = page_of(client, "publicity", publicity.code)
    case = publicity.applications.get()
    Objection.objects.create(
        stage="accepted", code="YY-2026-0001", receipt="R" * 12, sort="objection", publicity=publicity,
        application=case, identity=b"sealed", text="虚报人员", lodged_at=RUNNING,
    )  # fmt: skip
    type(case).objects.update(stage="frozen")
    assert page_of(client, "publicity", publicity.code) == before
    assert "甲研究院" in page_of(client, "home")


def test_a_unit_that_lost_its_qualification_stays_on_the_published_list_and_says_so(
    client: Client, clock: time_machine.Traveller
) -> None:
    clock.move_to(RUNNING)
    publicity = a_publicity(a_call(), "甲研究院", "乙研究院")
    first, second = publicity.applications.order_by("code")
    type(first).objects.filter(pk=first.pk).update(stage="cancelled")
    for page in (page_of(client, "publicity", publicity.code), page_of(client, "home")):
        assert page.count("已取消资格") == 1
        assert f"?unit={first.code}" not in page
        assert f"?unit={second.code}" in page


def test_after_the_last_day_only_a_report_can_be_made(client: Client, clock: time_machine.Traveller) -> None:
    publicity = a_publicity(a_call(), "甲研究院")
    clock.move_to(datetime(2026, 7, 1, 16, 0, tzinfo=UTC))
    page = page_of(client, "publicity", publicity.code)
    assert "公示期满" in page
    assert "?unit=" not in page
    assert f'href="{reverse("decisions:object", args=[publicity.code])}">举报' in page
    assert "公示期满" in page_of(client, "publicities")
    type(publicity).objects.update(stage="concluded")
    past_the_door()
    assert "公示结束" in page_of(client, "publicity", publicity.code)


def test_a_document_is_read_with_issuers_number_text_and_list(client: Client) -> None:
    document = a_document(a_call(), NAME, "乙研究院")
    page = page_of(client, "document", document.code)
    for words in (
        "重庆市科学技术协会<br>重庆市人力资源和社会保障局",
        document.document_number,
        f"<br>{document.heading}</h1>",
        "<p>请各建站单位按期完成建站任务。</p>",
        NAME,
        "中国科协“海智计划”重庆工作基地乙研究院先进制造工作站",
        "2026年7月20日",
    ):
        assert words in page


def test_what_is_not_published_is_not_there(client: Client) -> None:
    call = a_call()
    draft = compose(by=office(), at=SPRING, year=2025)
    hidden = [
        ("call", draft.code),
        *(("publicity", a_publicity(call, "甲研究院", stage=stage).code) for stage in ("prepared", "cancelled")),
        *(("document", a_document(call, "甲研究院", stage=s).code) for s in ("drafted", "signed", "countersigned", "recalled")),
        ("call", "1999"), ("publicity", "GS-1999-01"), ("document", "FW-1999-01"), ("station", "GZ-1999-0001"),
    ]  # fmt: skip
    for name, code in hidden:
        assert client.get(reverse(f"portal:{name}", args=[code])).status_code == 404, (name, code)
    assert "没有符合条件的记录" in page_of(client, "publicities", q="甲研究院")
    assert draft.heading not in page_of(client, "calls")
    assert "还没有公示" in page_of(client, "publicities")
    assert "还没有联合发文" in page_of(client, "documents")


@pytest.mark.parametrize("name", ["call", "publicity", "document", "station"])
def test_a_strange_address_is_not_found(client: Client, name: str) -> None:
    for code in ("%F0%9F%92%A9", "a'b", "x" * 500):
        address = reverse(f"portal:{name}", args=["CODE"]).replace("CODE", code)
        assert client.get(address).status_code == 404


def test_lists_are_searched_by_heading_number_and_unit(client: Client) -> None:
    call, other = a_call(2026), a_call(2025)
    publicity, document = a_publicity(call, "甲研究院", "甲大学"), a_document(call, "甲研究院")
    a_publicity(other, "乙研究院"), a_document(other, "乙研究院")
    for name, words, found in (
        ("publicities", "甲研究", publicity.code),
        ("documents", "甲研究", document.code),
        ("documents", document.document_number, document.code),
        ("calls", "2026", call.code),
        ("publicities", "2026年度", publicity.code),
    ):
        page = page_of(client, name, q=words)
        assert "共 1 份" in page, (name, words)
        assert f"/{found}/" in page
    assert "没有符合条件的记录" in page_of(client, "publicities", q="没有这个单位")
    assert '单位数" class="n">2</td>' in page_of(client, "publicities", q="甲大学"), "the count is of all units"


def test_a_list_has_pages_and_an_order(client: Client) -> None:
    call = a_call()
    for n in range(31):
        a_document(call, issued_on=date(2026, 7, n + 1))
    assert "第 1 / 2 页" in page_of(client, "documents")
    assert "2026年7月1日" in page_of(client, "documents", page="2")
    assert "2026年7月1日" in page_of(client, "documents", sort="issued")
    assert "第 2 / 2 页" in page_of(client, "documents", page="99")


@pytest.mark.parametrize("kind", ["pdf", "docx"])
def test_the_blank_form_of_a_call_is_downloaded_without_an_account(client: Client, kind: str) -> None:
    call = a_call()
    url = reverse(f"portal:call_form_{kind}", args=[call.code])
    assert url in page_of(client, "call", call.code)
    answer = client.get(url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    content = answer.content
    assert content.startswith(b"%PDF-" if kind == "pdf" else b"PK")
    if kind == "pdf":
        with PDFIUM:
            document = pypdfium2.PdfDocument(content)
            pages = [page.get_textpage().get_text_range() for page in document]
            document.close()
        text = "".join(pages)
        assert "2026" in text
        assert "重庆海智工作站申报表" in text
        assert "草稿" not in text
    again = client.get(url, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_a_draft_s_blank_form_is_nobody_s(client: Client) -> None:
    draft = compose(by=office(), at=SPRING, year=2026)
    for kind in ("pdf", "docx"):
        assert client.get(reverse(f"portal:call_form_{kind}", args=[draft.code])).status_code == 404


def test_a_call_is_described_for_search_engines(client: Client) -> None:
    page = page_of(client, "call", a_call().code)
    assert (
        '<meta name="description" content="关于开展2026年重庆海智工作站建站申报工作的通知：申报截止2026年5月30日24:00。'
        in page
    )
    assert "<title>关于开展2026年重庆海智工作站建站申报工作的通知 · 重庆海智工作站</title>" in page


def test_a_call_says_how_large_files_may_be_and_what_comes_when(client: Client) -> None:
    call = a_call()
    Call.objects.update(largest_file=20, largest_case=200, paper_copies=0)
    page = page_of(client, "call", call.code)
    assert "可上传 PDF、DOCX、XLSX、JPG、PNG 文件，单个文件不超过 20 MB，全部附件合计不超过 200 MB。" in page
    assert "不需要纸质件。" in page
    assert '<b>公示</b><span class="when">5个工作日</span>' in page
    assert "有效期3年" in page
