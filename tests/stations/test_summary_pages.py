"""The pages and papers of yearly summaries, as stations and the Office see them."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from docx import Document
from docx.oxml.ns import qn
from pypdf import PdfReader

from haizhi.documents.reports import report_pdf
from haizhi.documents.word import report_docx
from haizhi.regulation.naming import chinese_date
from haizhi.regulation.roles import Role
from haizhi.stations import acts
from haizhi.stations.models import Summary, SummaryRound
from haizhi.stations.queries.sections import sections_of
from haizhi.stations.queries.summary_papers import collected_report, summary_sheet
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import HEAD, client_of, hidden, queries_of, shown, text_of
from tests.stations.factories import standing
from tests.stations.summing import DUE, IN_TIME, OPENED, TEXTS, TOO_LATE, YEAR, accept, asked, hand_in, of_unit, write

ROUNDS, LIST = "/stations/summary-rounds/", "/stations/summaries/"


def browser_of(summary: Summary, role: Role) -> Client:
    """A browser of somebody of the station's unit."""
    client = Client()
    client.force_login(member(role, at_unit=summary.station.unit).person)
    return client


@pytest.mark.django_db
@pytest.mark.once
def test_the_head_of_the_office_sees_who_is_asked_before_a_year_is_opened(today: Travel) -> None:
    today(OPENED)
    first, late = standing(2)
    type(late).objects.filter(pk=late.pk).update(approved_on=date(2026, 11, 1))
    office = client_of(Role.OFFICE_HEAD)
    assert "还没有布置年度工作总结" in shown(office, ROUNDS)
    form = shown(office, f"{ROUNDS}open/")
    typed: dict[str, Any] = {"year": "2026", "due_on": "2027-01-31", "guide": "请写实", "once": hidden(form, "once")}
    assert office.post(f"{ROUNDS}open/", typed | {"check": "1", "due_on": "明年"}).status_code == 422
    check = text_of(office.post(f"{ROUNDS}open/", typed | {"check": "1"}))
    for words in ("1 家工作站应报送，告知 0 人；1 家免报", "没有在用账号", "年末前不足3个月", first.unit.name):
        assert words in check
    assert not SummaryRound.objects.exists()
    early = office.post(f"{ROUNDS}open/", typed | {"apply": "1", "year": "2027"})
    assert early.status_code == 422
    assert "2027年还没有结束" in text_of(early)
    assert "请写实" in text_of(early)
    for _ in range(2):
        assert office.post(f"{ROUNDS}open/", typed | {"apply": "1"})["Location"] == f"{ROUNDS}ND-2026/"
    page = shown(office, f"{ROUNDS}ND-2026/")
    assert "还没有报送" in page
    assert "没有列入的工作站" in page


@pytest.mark.django_db
@pytest.mark.once
def test_a_station_writes_corrects_and_hands_in_on_its_pages(today: Travel) -> None:
    today(IN_TIME)
    own, foreign = asked()
    clerk, head, office = (
        browser_of(own, Role.STATION_CLERK),
        browser_of(own, Role.SIGNATORY),
        client_of(Role.OFFICE_CLERK),
    )
    url = own.get_absolute_url()
    assert clerk.get(foreign.get_absolute_url()).status_code == 404
    page = shown(clerk, f"{url}edit/")
    assert page.count("（提交前填）") == 7
    for words in ("请写实。", "学术交流2项：学术交流1、学术交流2。", "2项", "50万元"):
        assert words in page
    field = {"field": "overview", "overview": "总体良好。", "initial-overview": ""}
    assert clerk.post(f"{url}save/", field).status_code == 204
    clash = clerk.post(f"{url}save/", field | {"overview": "另一份"})
    assert (clash.status_code, clash.json()["clash"]["theirs"]) == (409, "总体良好。")
    wrong = clerk.post(f"{url}save/", {"field": "given_people", "given_people": "许多", "initial-given_people": ""})
    assert (wrong.status_code, wrong.json()["error"]) == (422, "更正参加人次：请填写整数")
    assert office.post(f"{url}save/", field).status_code == 403
    typed = TEXTS | {"given_economic": "60.5", "why_economic": "年底结算", "initial-overview": "总体良好。"}
    stale = clerk.post(f"{url}edit/", typed | {"initial-overview": "旧"})
    assert stale.status_code == 422
    assert TEXTS["overview"] in text_of(stale)
    assert clerk.post(f"{url}edit/", typed)["Location"] == url
    assert "提交前还要补齐" not in shown(head, url)
    assert head.post(f"{url}submit/", {}).status_code == 302
    page = shown(office, url)
    for words in (TEXTS["problems"], "60.5万元", "年底结算"):
        assert words in page
    assert office.post(f"{url}return/", {"due_on": "2027-02-10"}).status_code == 422
    assert office.post(f"{url}return/", {"due_on": "2027-02-10", "problems": "请写具体"}).status_code == 302
    assert "请写具体" in shown(clerk, url)


@pytest.mark.django_db
@pytest.mark.once
def test_before_a_year_is_ended_the_office_reads_who_would_be_missed(today: Travel) -> None:
    today(TOO_LATE)
    done, never = asked()
    accept(hand_in(done))
    office = client_of(Role.OFFICE_HEAD)
    page = shown(office, f"{ROUNDS}ND-2026/close/")
    assert never.station.unit.name in page
    assert done.station.unit.name not in page
    assert "1 家记为未参加" in page
    sent = {"once": hidden(page, "once"), "seen": hidden(page, "seen")}
    assert office.post(f"{ROUNDS}ND-2026/close/", sent).status_code == 302
    station = browser_of(never, Role.SIGNATORY)
    assert "记为未参加2026年度总结检查" in shown(station, never.get_absolute_url())
    unit = of_unit(never.station, Role.SIGNATORY)
    section = next(s for s in sections_of(never.station, unit, TOO_LATE) if s.key == "summaries")
    assert section.summary == "2026年未参加年度总结检查"
    printed = summary_sheet(Summary.objects.get(pk=never.pk), TOO_LATE)
    assert ("报送期限", chinese_date(never.due_on)) in printed.rows
    assert "没有提交2026年度工作总结，记为未参加2026年度总结检查" in printed.paragraphs[0]
    assert "再次未参加的，将列入《办法》第十三条的预警" in printed.paragraphs[1]
    assert not printed.tables


@pytest.mark.django_db
@pytest.mark.once
def test_a_summary_is_printed_with_its_text_and_its_corrected_figures(today: Travel) -> None:
    today(IN_TIME)
    summary = hand_in(asked(1)[0], given_exchange=5, why_exchange="三次未登记")
    client = browser_of(summary, Role.DRAFTER)
    answer = client.get(f"{summary.get_absolute_url()}paper.pdf")
    words = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages).split())
    for said in ("2026年度工作总结", "存在的问题和困难：已开展。", "三次未登记", "版本", summary.code):
        assert said in words
    word = Document(BytesIO(client.get(f"{summary.get_absolute_url()}paper.docx").content))
    cells = [[cell.text for cell in row.cells] for row in word.tables[1].rows]
    assert ["学术交流", "2项", "5项", "三次未登记"] in cells


@pytest.mark.django_db
@pytest.mark.once
def test_the_report_of_a_year_holds_every_station_with_charts_and_tables() -> None:
    first, second, never = asked(3)
    accept(hand_in(first))
    hand_in(second, given_exchange=5, why_exchange="三次未登记")
    report = collected_report(first.round, IN_TIME)
    words = "".join("".join(page.extract_text() for page in PdfReader(BytesIO(report_pdf(report))).pages).split())
    for said in ("已通过1家", "待海智办审核1家", "填写中1家", "学术交流7项", "学术交流由2项更正为5项（三次未登记）"):
        assert said in words, said
    for summary in (first, second, never):
        assert summary.station.unit.name in words
    word = Document(BytesIO(report_docx(report)))
    assert len(word.inline_shapes) == 2
    described = word.inline_shapes[1]._inline.docPr.get("descr")
    assert "学术交流7项" in described
    levels = {
        paragraph.text: level.get(qn("w:val"))
        for paragraph in word.paragraphs
        for level in paragraph._p.iter(qn("w:outlineLvl"))
    }
    assert [levels[text] for text in ("一、检查情况", "三、各站总结", "各项合计")] == ["0", "0", "2"]
    assert f"1. {first.station.unit.name}（{first.station.code}）" in levels
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for table in word.tables for row in table.rows)


@pytest.mark.django_db
def test_the_lists_take_as_many_queries_for_one_row_as_for_thirty(today: Travel) -> None:
    today(IN_TIME)
    office = client_of(Role.OFFICE_CLERK)
    first = asked(1)[0]
    addresses = (ROUNDS, LIST, first.round.get_absolute_url(), first.get_absolute_url())
    before = [queries_of(office, url) for url in addresses]
    for year in range(1990, 2019):
        earlier = SummaryRound.objects.create(
            code=f"ND-{year}", year=year, due_on=DUE, opened_at=OPENED, closed_at=OPENED, stage="closed", version=1
        )
        Summary.objects.create(
            code=f"ND-{year}-0001", round=earlier, station=first.station, due_on=DUE, asked_at=OPENED,
            submitted_at=OPENED, stage="submitted", version=1,
        )  # fmt: skip
    assert [queries_of(office, url) for url in addresses] == before
    assert max(before) <= 12


@pytest.mark.django_db
@pytest.mark.once
def test_the_list_is_exported_with_the_figures_of_each_station(today: Travel) -> None:
    today(IN_TIME)
    first, second = asked()
    hand_in(first, given_exchange=5, why_exchange="三次未登记")
    write(second)
    acts.extend_summary(second, by=HEAD, at=IN_TIME, due_on=date(2027, 3, 1), opinion="搬迁")
    office = client_of(Role.OFFICE_CLERK)
    answer: Any = office.get(f"{LIST}?year={YEAR}&export=csv")
    book = b"".join(answer.streaming_content).decode("utf-8-sig")
    heads, *rows = [line.split(",") for line in book.splitlines() if "ND-2026" in line or "建站单位" in line]
    place = heads.index("学术交流（项）")
    assert {row[heads.index("编号")]: row[place] for row in rows} == {first.code: "5", second.code: ""}
    assert second.code not in shown(office, f"{LIST}?stage=submitted")
