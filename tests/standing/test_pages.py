"""The pages of a station's standing: who sees what, what is typed stays, papers say what the pages say."""

import io
import re
from datetime import date
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from docx import Document
from pypdf import PdfReader

from haizhi.files.models import Upload
from haizhi.regulation.renewal import CRITERIA
from haizhi.regulation.roles import Role
from haizhi.standing import acts
from haizhi.standing.models import Ending, Observation, Rectification, Renewal, Revocation
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, HEAD, client_of, hidden, queries_of, shown, text_of
from tests.standing.factories import (
    NOW,
    WRITTEN,
    checked,
    ending_soon,
    failed,
    heard,
    later,
    missed,
    observed,
    signed,
)
from tests.ui.pages import Page

pytestmark = [pytest.mark.django_db, pytest.mark.once]

LISTS = ("terms", "alerts", "renewals", "observations", "rectifications", "revocations", "endings")


@pytest.fixture
def station(db: None, today: Travel) -> Station:
    today(NOW)
    return ending_soon()[0]


@pytest.fixture
def unit(station: Station) -> Client:
    """The browser of the station's 负责人."""
    return of_unit(station)


def of_unit(station: Station, role: Role = Role.SIGNATORY) -> Client:
    client = Client()
    client.force_login(member(role, at_unit=station.unit).person)
    return client


def pdf_text(response: Any) -> str:
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(response.content)).pages).replace("\n", "")


def _of_every_kind(stations: list[Station]) -> None:
    """One matter of every kind for each, as rows: the lists alone are looked at."""
    for serial, station in enumerate(stations, Renewal.objects.count() + 1):
        said: dict[str, Any] = {"station": station, "version": 1}
        Renewal.objects.create(code=f"XQ-2026-{serial:04}", stage="submitted", valid_to=station.valid_to, **said)
        Observation.objects.create(
            code=f"YX-2026-{serial:04}", stage="noted", observed_on=NOW.date(), manner="核查", text="无人", **said
        )
        order = {"stage": "issued", "issued_on": date(2026, 9, 1), "text": "整改", "matters": "没有专人。"}
        Rectification.objects.create(code=f"ZG-2026-{serial:04}", due_on=date(2026, 9, 30), **order, **said)
        Revocation.objects.create(code=f"CX-2026-{serial:04}", stage="prepared", grounds="无人", **said)
        Ending.objects.create(code=f"ZZ-2026-{serial:04}", stage="requested", sort="given_up", reason="撤并", **said)
        missed(station, 2024, 2025)
    failed(stations[0])


def test_every_list_takes_the_same_queries_for_one_row_and_for_thirty(today: Travel) -> None:
    today(NOW)
    stations = ending_soon(30)
    head = client_of(Role.OFFICE_HEAD)
    urls = [reverse(f"standing:{name}") for name in LISTS]
    assert all("还没有" in shown(head, url) or "没有需要" in shown(head, url) for url in urls[2:])
    _of_every_kind(stations[:1])
    one = [queries_of(head, url) for url in urls]
    _of_every_kind(stations[1:])
    assert [queries_of(head, url) for url in urls] == one
    assert max(one) <= 12
    assert shown(head, f"{urls[1]}?ground=alert").count("预警</span>") == 30
    exported = head.get(f"{urls[0]}?export=csv&window=window")
    assert b"".join(exported).count(b"GZ-2026-") == 30
    assert shown(head, f"{urls[4]}?q={stations[3].code}&overdue=on").count('class="tag stop">已逾期') == 1


def test_a_request_goes_from_the_unit_by_its_signed_paper_to_the_re_award(station: Station, unit: Client) -> None:
    home = reverse("standing:station", args=[station.code])
    assert "申请重新授牌" in shown(unit, home)
    assert reverse("standing:renewal_new", args=[station.code]) in shown(unit, station.get_absolute_url())
    begin = reverse("standing:renewal_new", args=[station.code])
    unit.post(begin, {"once": hidden(shown(unit, begin), "once")})
    renewal = Renewal.objects.get()
    url = renewal.get_absolute_url()
    assert "打印签字前请先补齐" in shown(unit, url)
    assert shown(unit, f"{url}edit/").count("（选填）") == 1, "the reason for being late"
    typed = WRITTEN | {"money": "50", "office_area": "80.5", "seen": renewal.version}
    bad = unit.post(f"{url}edit/", typed | {"money": "五十"})
    assert bad.status_code == 422
    assert "请填写数字，单位为万元" in text_of(bad)
    assert "引进海外专家三人" in text_of(bad)
    assert unit.post(f"{url}edit/", typed).status_code == 302
    renewal.refresh_from_db()
    assert renewal.money == 50_000_000
    assert "打印签字前请先补齐" not in shown(unit, url)
    stale = unit.post(f"{url}edit/", typed | {"goals": "另一人所写"})
    assert stale.status_code == 422
    assert "他人已修改此件" in text_of(stale)
    paper = unit.get(f"{url}request.pdf")
    said = pdf_text(paper)
    assert "重庆海智工作站重新授牌申请书" in said
    assert "建成联合实验室" in said
    assert unit.post(f"{url}submit/", {}).status_code == 422
    scan = SimpleUploadedFile("申请书.pdf", paper.content, content_type="application/pdf")
    assert unit.post(f"{url}signed/", {"scan": scan}).status_code == 302
    renewal.refresh_from_db()
    assert renewal.scan_read
    assert unit.post(f"{url}submit/", {}).status_code == 302
    clerk, head = client_of(Role.OFFICE_CLERK), client_of(Role.OFFICE_HEAD)
    answers: dict[str, Any] = {c.key: "yes" for c in CRITERIA}
    page = shown(clerk, f"{url}judging/")
    assert clerk.post(f"{url}judging/", answers | {"seen": hidden(page, "seen")}).status_code == 302
    assert clerk.post(f"{url}check/", {"opinion": "建议重新授牌。"}).status_code == 302
    assert "建议重新授牌" not in shown(unit, url)
    assert "建议重新授牌" in shown(head, url)
    assert head.post(f"{url}qualify/", {"opinion": ""}).status_code == 422
    assert head.post(f"{url}qualify/", {"opinion": "工作记录正在补登。"}).status_code == 302
    assert head.get(f"{url}award.pdf").status_code == 404
    award = {"number": "渝科协发〔2026〕90号", "approved_on": "2026-10-12", "follows_on": "on"}
    assert head.post(f"{url}award/", award).status_code == 302
    assert "第2期" in shown(unit, home)
    page = shown(unit, station.get_absolute_url())
    assert "重新授牌 XQ-2026-0001" in page
    assert begin not in page
    assert "2029年12月11日" in pdf_text(unit.get(f"{url}award.pdf"))


def test_the_page_of_a_renewal_says_what_comes_after_its_judgement(station: Station, unit: Client) -> None:
    renewal, head = checked(station, unmet="tasks"), client_of(Role.OFFICE_HEAD)
    url, ends = renewal.get_absolute_url(), "工作站有效期至2026年12月10日（含），届满终止。"
    said = {"opinion": "任务没有完成。", "hear_by": "2026-10-20"}
    assert head.post(f"{url}hear/", said).status_code == 302
    assert "请单位负责人在2026年10月20日 24:00前陈述意见" in shown(unit, url)
    assert unit.post(f"{url}state/", {"statement": "正在补做。"}).status_code == 302
    assert ends not in shown(unit, url)
    assert head.post(f"{url}fail/", {"opinion": "说明不成立。"}).status_code == 302
    assert ends in shown(unit, url)
    Station.objects.update(stage="lapsed", ended_on=date(2026, 12, 11))
    assert ends not in shown(unit, url)
    Renewal.objects.update(stage="qualified")
    assert "综合评判合格，待印发文件重新授牌。" in shown(unit, url)


def test_the_new_term_is_offered_by_months_where_the_former_one_was(station: Station) -> None:
    renewal = acts.qualify_renewal(checked(station), by=HEAD, at=NOW, opinion="合格。")
    head, by_month = client_of(Role.OFFICE_HEAD), re.compile(r'name="month_grained"[^>]* checked')
    assert not by_month.search(shown(head, f"{renewal.get_absolute_url()}award/"))
    station.terms.update(month_grained=True)
    assert by_month.search(shown(head, f"{renewal.get_absolute_url()}award/"))


def test_the_evidence_takes_the_same_queries_however_much_there_is(station: Station) -> None:
    head = client_of(Role.OFFICE_HEAD)
    urls = [checked(station).get_absolute_url(), heard(station).get_absolute_url()]
    failed(station)
    urls.append(reverse("standing:station", args=[station.code]))
    little = [queries_of(head, url) for url in urls]
    for days in range(1, 9):
        observed(station, later(-days))
    missed(station, 2023)
    assert [queries_of(head, url) for url in urls] == little
    assert max(little) <= 19


def test_a_scan_of_an_older_version_is_refused(station: Station, unit: Client) -> None:
    renewal = signed(station)
    url = renewal.get_absolute_url()
    old = unit.get(f"{url}request.pdf").content
    Renewal.objects.update(goals="修改后的目标")
    scan = SimpleUploadedFile("申请书.pdf", old, content_type="application/pdf")
    refused = unit.post(f"{url}signed/", {"scan": scan})
    assert refused.status_code == 422
    assert "版本标识不符" in text_of(refused)


def test_a_draft_against_a_station_is_the_offices_own(station: Station, unit: Client) -> None:
    observed(station)
    missed(station, 2024, 2025)
    clerk = client_of(Role.OFFICE_CLERK)
    new = reverse("standing:revocation_new", args=[station.code])
    page = shown(clerk, new)
    typed = {"once": hidden(page, "once"), "grounds": "长期无人办公。", "hear_by": "2026-10-10"}
    refused = clerk.post(new, typed)
    assert refused.status_code == 422
    assert "期限须在今日之后" in text_of(refused)
    assert "长期无人办公。" in text_of(refused)
    assert clerk.post(new, typed | {"hear_by": "2026-10-26"}).status_code == 302
    url = reverse("standing:revocation", args=["CX-2026-0001"])
    assert unit.get(url).status_code == 404
    assert clerk.post(f"{url}edit/", {"grounds": "长期无人。", "hear_by": "2026-10-27"}).status_code == 302
    assert "长期无人。" in pdf_text(clerk.get(f"{url}notice.pdf"))
    head = client_of(Role.OFFICE_HEAD)
    assert head.post(f"{url}notify/", {}).status_code == 302
    assert "2026年10月27日 24:00前陈述意见" in shown(unit, url)
    assert unit.post(f"{url}state/", {"statement": "已恢复办公。"}).status_code == 302
    assert "已恢复办公。" in shown(head, url)


def test_a_public_decision_is_read_by_everybody_and_the_station_leaves_the_directory(station: Station) -> None:
    revocation = acts.decide_revocation(heard(station), by=HEAD, at=NOW, reasons="不能证明已恢复。")
    clerk, public = client_of(Role.OFFICE_CLERK), Client()
    url, portal = revocation.get_absolute_url(), reverse("portal:revocation", args=[revocation.code])
    assert public.get(portal).status_code == 404
    assert "（待编号）" in shown(clerk, url)
    said = {"number": "渝科协发〔2026〕91号", "issued_on": "2026-10-12", "public": "on"}
    refused = clerk.post(f"{url}revoke/", said)
    assert refused.status_code == 422
    assert "没有确认不含个人信息" in text_of(refused)
    assert clerk.post(f"{url}revoke/", said | {"no_persons": "on"}).status_code == 302
    page = shown(public, portal)
    assert "渝科协发〔2026〕91号" in page
    assert "不能证明已恢复。" in page
    assert "负责人" not in page
    assert revocation.code in shown(public, reverse("portal:notices"))
    words = Document(io.BytesIO(public.get(f"{portal}paper.docx").content))
    assert any("现决定：撤销" in paragraph.text for paragraph in words.paragraphs)
    assert "不能证明已恢复" in pdf_text(public.get(f"{portal}paper.pdf"))


def test_the_unit_reports_and_the_office_reviews(station: Station, unit: Client) -> None:
    order = acts.prepare_rectification(station, by=CLERK, at=NOW, matters="没有专人。", due_on=date(2026, 10, 30))
    url = order.get_absolute_url()
    assert unit.get(url).status_code == 404
    clerk, head = client_of(Role.OFFICE_CLERK), client_of(Role.OFFICE_HEAD)
    assert clerk.post(f"{url}edit/", {"matters": "没有专人办公。", "due_on": "2026-11-02"}).status_code == 302
    assert head.post(f"{url}issue/", {}).status_code == 302
    assert "没有专人办公。" in pdf_text(unit.get(f"{url}notice.pdf"))
    assert unit.post(f"{url}report/", {"text": ""}).status_code == 422
    drafter = of_unit(station, Role.STATION_CLERK)
    assert drafter.post(f"{url}report/edit/", {"text": "已招聘专人。"}).status_code == 302
    assert "尚未提交" in shown(drafter, url)
    assert "已招聘专人。" in shown(unit, f"{url}report/")
    assert "已招聘专人。" not in shown(clerk, url)
    assert drafter.post(f"{url}report/", {"text": "已招聘专人。"}).status_code == 422, "the 负责人 signs"
    assert unit.post(f"{url}report/", {"text": "已配备专人。"}).status_code == 302
    assert "已配备专人。" in shown(clerk, url)
    assert "已招聘专人。" not in shown(drafter, url)
    assert clerk.post(f"{url}pass/", {"opinion": "属实。"}).status_code == 302


def test_files_are_for_whoever_deals_with_the_matter(station: Station, unit: Client, today: Travel) -> None:
    clerk = client_of(Role.OFFICE_CLERK)
    new = reverse("standing:observation_new", args=[station.code])
    picture = SimpleUploadedFile("现场.pdf", unit.get(_request_of(station)).content, content_type="application/pdf")
    said = {"observed_on": "2026-10-09", "manner": "现场核查", "text": "无人办公。", "evidence": picture}
    assert clerk.post(new, said).status_code == 302
    upload = Upload.objects.get(standing_files__observation=Observation.objects.get())
    sent = unit.get(upload.get_absolute_url())
    assert b"".join(sent).startswith(b"%PDF")
    assert client_of(Role.JUDGE).get(upload.get_absolute_url()).status_code in (403, 404)
    assert "运行情况记载 YX-2026-0001" in shown(clerk, upload.page_url)


def _request_of(station: Station) -> str:
    return f"{signed(station).get_absolute_url()}request.pdf"


def test_who_has_nothing_to_do_with_it_sees_none_of_it(station: Station, unit: Client) -> None:
    renewal = checked(station)
    other = Client()
    other.force_login(member(Role.SIGNATORY).person)
    for url in (renewal.get_absolute_url(), reverse("standing:station", args=[station.code])):
        assert other.get(url).status_code == 404
        assert client_of(Role.JUDGE).get(url).status_code == 403
    assert "没有需要您办理的事项" in shown(client_of(Role.AUDITOR), reverse("standing:station", args=[station.code]))
    assert unit.get(reverse("standing:alerts")).status_code == 403
    assert unit.post(reverse("standing:expiry", args=[station.code]), {"reason": "x"}).status_code == 403


def test_the_head_lets_a_station_end_with_its_term(station: Station, today: Travel) -> None:
    today(later(60))
    Station.objects.update(stage="due")
    head = client_of(Role.OFFICE_HEAD)
    url = reverse("standing:expiry", args=[station.code])
    assert station.code in shown(head, "/desk/todo/")
    [way] = [
        link["href"] for link, text in Page(shown(head, station.get_absolute_url())).find("a") if text == "到期终止"
    ]
    assert way == url
    assert "到期失效" in shown(head, url)
    assert head.post(url, {"reason": "没有申请重新授牌。"}).status_code == 302
    page = shown(of_unit(station), reverse("standing:ending", args=["SH-2026-0001"]))
    assert "2026年12月11日" in page
    assert "收回牌匾" in page
