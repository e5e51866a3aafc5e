"""The result of a session: what each role sees of it, its papers, its export, its diagnostics."""

import logging
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from python_calamine import load_workbook

from haizhi.regulation.roles import Role
from haizhi.reviews.models import Session
from haizhi.reviews.queries import (
    given_ballots,
    minutes,
    pending_ranking,
    ranking_page,
    result_paper,
    scores_of,
    summary_paper,
)
from haizhi.ui.reads import LOOK
from tests.documents.papers import texts
from tests.experts.factories import NOW
from tests.reviews.concluded import JUDGES, concluded
from tests.reviews.hall import by_seat

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]

UNNAMED = (Role.OFFICE_CLERK, Role.OFFICE_HEAD, Role.AUDITOR, Role.PARTY_RECORDER)
"""Who works with a result without knowing who gave what."""

NAMED = ("result/scores/", "result/scores.pdf", "result/sheets/2.pdf")
"""The addresses that show who gave what."""


@pytest.fixture
def session() -> Session:
    return concluded()


def text(answer: Any) -> str:
    return str(answer.content.decode())


def url(session: Session, rest: str) -> str:
    return session.get_absolute_url() + rest


def said(sheet: Any) -> str:
    """Everything that stands in the tables and facts of a paper."""
    return "\n".join([*("：".join(row) for row in sheet.rows), *("｜".join(r) for t in sheet.tables for r in t.rows)])


def test_the_ranking_says_how_each_score_came_about(session: Session) -> None:
    first, second, third, fourth, last = pending_ranking(session)
    assert (first.rank, first.valid, first.kept, first.aside) == (1, 6, 4, 1)
    assert [total.dropped for total in first.totals] == ["最低分", "", "", "", "", "最高分"]
    assert (second.exact, second.tied) == (third.exact, False)
    assert second.application.unit.name == "重庆第3大学"
    assert second.tie.startswith("同分，比较第3项")
    assert third.tie == second.tie.replace("32.50", "32.00")
    assert (fourth.tie, fourth.aside) == ("", 0)
    assert (last.rank, last.reason, last.totals) == (None, "缺席，不产生结果", ())


def test_what_no_group_tells_apart_is_declared_for_the_party_group() -> None:
    tied = [row for row in pending_ranking(concluded(units=6)) if row.tied]
    assert [row.rank for row in tied] == [4, 4]
    assert all(row.tie.startswith("同分，第3项") and row.tie.endswith("仍相同，并列，提交党组研究") for row in tied)


def test_the_page_shows_trims_recusals_ties_and_who_was_absent(session: Session, sign_in: SignIn) -> None:
    page = text(sign_in(Role.OFFICE_CLERK).get(url(session, "result/")))
    for phrase in (
        "回避 1 名",
        "有效 6 份，计入 4 份",
        "同分，比较第3项",
        "缺席，不产生结果",
        "去掉的最低分",
        "评审会纪要",
    ):
        assert phrase in page
    assert "result/scores" not in page


def test_many_units_cost_as_many_queries_as_three(sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    office, counts = sign_in(Role.SUPERVISOR), []
    for size in (3, 35):
        held = concluded(units=size)
        for rest in ("result/", "result/scores/", "result/diagnostics/"):
            with django_assert_max_num_queries(12) as captured:
                assert office.get(url(held, rest)).status_code == 200
            counts.append(len(captured))
    assert counts[:3] == counts[3:]
    assert [row.rank for row in ranking_page(held, "2")] == [4] * 14 + [None]


def test_nobody_but_the_supervisor_sees_who_gave_what(session: Session, sign_in: SignIn) -> None:
    unit = session.turns.order_by("position")[0].application.unit
    clients = [sign_in(role) for role in UNNAMED] + [sign_in(Role.SIGNATORY, unit)]
    for client in clients:
        assert [client.get(url(session, rest)).status_code for rest in NAMED] == [403] * 3
    supervisor = sign_in(Role.SUPERVISOR)
    assert [supervisor.get(url(session, rest)).status_code for rest in NAMED] == [200] * 3


def test_a_look_at_who_gave_what_leaves_one_line_in_the_log_an_hour(
    session: Session, sign_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    scores, plots, own = (url(session, f"result/{rest}") for rest in ("scores/", "diagnostics/", "sheets/2.pdf"))
    supervisor, judge, clerk = sign_in(Role.SUPERVISOR), sign_in(by_seat(session, 2).person), sign_in(Role.OFFICE_CLERK)
    who = supervisor.session["_auth_user_id"]
    with caplog.at_level(logging.INFO, logger="haizhi.reads"):
        for page in (scores, scores, f"{scores}?page=2", plots):
            supervisor.get(page)
        with time_machine.travel(timezone.now() + LOOK, tick=False):
            supervisor.get(scores)
        judge.get(own)
        clerk.get(plots)
    assert caplog.messages == [f"{who} looked at {page}" for page in (scores, plots, scores)]


def test_a_judge_gets_their_own_sheets_and_no_colleague_s(session: Session, sign_in: SignIn) -> None:
    client = sign_in(by_seat(session, 2).person)
    assert client.get(url(session, "result/sheets/2.pdf"))["Content-Type"] == "application/pdf"
    assert client.get(url(session, "result/sheets/3.pdf")).status_code == 404
    assert [client.get(url(session, rest)).status_code for rest in NAMED[:2]] == [403, 403]
    assert client.get(url(session, "result/diagnostics/")).status_code == 403
    page = text(client.get(url(session, "result/")))
    assert "我的评分表" in page
    assert "评分汇总表" not in page


def test_before_the_co_signature_units_and_the_party_group_see_nothing(session: Session, sign_in: SignIn) -> None:
    Session.objects.filter(pk=session.pk).update(stage="closing", closed_at=None)
    assert sign_in(Role.PARTY_RECORDER).get(url(session, "result/")).status_code == 404
    assert sign_in(Role.PARTY_RECORDER).get(url(session, "result/minutes.pdf")).status_code == 404
    page = text(sign_in(Role.OFFICE_CLERK).get(url(session, "result/")))
    assert "纪检会签后生效" in page
    assert result_paper(Session.objects.get(pk=session.pk), NOW).draft


def test_the_supervisor_s_matrix_has_every_judge_and_the_trims(session: Session) -> None:
    found = scores_of(session)
    assert [seat.serial for seat in found.seats] == list(range(1, JUDGES + 1))
    first, *_, last = found.rows
    assert first.cells[0].why == "回避"
    assert sorted(cell.dropped for cell in first.cells)[-2:] == ["最低分", "最高分"]
    assert {cell.why for cell in last.cells} == {"缺席"}
    paper = said(summary_paper(session, NOW))
    assert "1号评委" in paper
    assert "统分人" in paper
    assert "回避" in paper


def test_the_papers_without_names_say_the_result_and_nothing_of_a_judge_s_score(session: Session) -> None:
    result, record = result_paper(session, NOW), minutes(session, NOW)
    for paper in (result, record):
        assert not paper.draft
        assert "重庆第1大学" in said(paper)
        assert [sign.label for sign in paper.signatures][-1] == "纪检监督"
    assert "号" not in said(result)
    for phrase in ("到会7名：成员单位领导7名", "应到5家，到会4家，缺席1家", "重庆第1大学｜评委1｜评委申报", "1家缺席"):
        assert phrase in said(record)
    totals = {f"{total.tenths / 10}" for row in pending_ranking(session) for total in row.totals}
    assert not any(total in said(record).split("｜") for total in totals)


def test_a_judge_s_sheet_is_printed_with_every_mark(session: Session, sign_in: SignIn) -> None:
    answer = sign_in(by_seat(session, 2).person).get(url(session, "result/sheets/2.pdf"))
    pages = texts(answer.content)
    assert len(pages) == 4
    assert "申报单位重庆第1大学" in pages[0]
    sheet = session.turns.get(position=1).sheets.get(seat__serial=2)
    assert f"合计100{sum(sheet.marks.values()) / 10:g}" in pages[0]
    assert "统分人：" in pages[0]
    assert given_ballots(session, [sheet])[0].groups[0].marks == ("4.5", "4.5")


def test_the_export_says_what_the_page_shows_with_codes_as_text(session: Session, sign_in: SignIn) -> None:
    answer = sign_in(Role.PARTY_RECORDER).get(url(session, "result/"), {"export": "xlsx"})
    sheet = load_workbook(BytesIO(answer.getvalue())).get_sheet_by_index(0)
    note, heads, first, *_, last = sheet.to_python()
    row = pending_ranking(session)[0]
    assert str(note[0]).startswith(session.name)
    named = dict(zip(heads, first, strict=True))
    assert (named["申报编号"], named["得分"], named["精确值"]) == (row.application.code, row.shown, row.exact)
    assert named["各评分表总分（由低到高）"] == row.said
    assert last[4] == "缺席，不产生结果"


def test_diagnostics_are_marked_as_without_effect_and_name_judges_to_the_supervisor_alone(
    session: Session, sign_in: SignIn
) -> None:
    before = Session.objects.values().get(pk=session.pk)
    supervisor, party = (
        text(sign_in(role).get(url(session, "result/diagnostics/"))) for role in (Role.SUPERVISOR, Role.PARTY_RECORDER)
    )
    for page in (supervisor, party):
        assert "仅供参考，不影响结果" in page
        for phrase in ("肯德尔和谐系数", "前 5 名是否稳定", "学生化残差", "得分范围", "<circle"):
            assert phrase in page
        assert "style=" not in page.partition("<main")[2]
    assert "评委2" in supervisor
    assert not any(f"评委{serial}" in party or f"{serial} 号" in party for serial in range(1, JUDGES + 1))
    assert Session.objects.values().get(pk=session.pk) == before


def test_a_session_in_which_nobody_was_scored_has_diagnostics_that_say_so(sign_in: SignIn) -> None:
    page = text(sign_in(Role.SUPERVISOR).get(url(concluded(units=1), "result/diagnostics/")))
    assert "没有可供诊断的评分" in page


def test_a_unit_sees_the_announced_result_without_papers(session: Session, sign_in: SignIn) -> None:
    unit = session.turns.order_by("position")[0].application.unit
    page = text(sign_in(Role.SIGNATORY, unit).get(url(session, "result/")))
    assert "缺席，不产生结果" in page
    assert "评审会纪要" not in page
