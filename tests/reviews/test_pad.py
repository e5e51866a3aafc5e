"""The judge's pad: filled in with or without JavaScript, reviewed, locked, corrected."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from haizhi.kernel import ledger
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.roles import Role
from haizhi.reviews import acts
from haizhi.reviews.models import Sheet, Turn
from tests.experts.factories import CLERK, NOW, SUPERVISOR, judge
from tests.reviews.factories import HELD, drawn, lock_all, marks, opened, scoring

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(percent: int = 80, **changes: str) -> dict[str, str]:
    return {key: tenths(mark) for key, mark in marks(percent).items()} | {"notes": ""} | changes


@pytest.fixture
def turn() -> Turn:
    return scoring(opened(units=1))


@pytest.fixture
def sheet(turn: Turn) -> Sheet:
    return turn.sheets.select_related("seat__person", "turn__session").order_by("seat__serial")[0]


@pytest.fixture
def client_of_judge(sign_in: SignIn, sheet: Sheet) -> Client:
    return sign_in(sheet.seat.person)


def test_the_desk_leads_to_the_unit_that_is_being_scored(client_of_judge: Client, sheet: Sheet) -> None:
    page = text(client_of_judge.get("/reviews/desk/"))
    assert f"正在打分：{sheet.turn}" in page
    assert sheet.get_absolute_url() in page
    assert text(client_of_judge.get("/reviews/")).count("我的评审") >= 1


def test_an_idle_judge_is_told_what_will_be_there(sign_in: SignIn) -> None:
    assert "您目前没有评审任务" in text(sign_in(Role.JUDGE).get("/reviews/desk/"))


def test_the_pad_has_every_indicator_with_its_maximum_and_the_running_total(
    client_of_judge: Client, sheet: Sheet
) -> None:
    page = text(client_of_judge.get(sheet.get_absolute_url()))
    for indicator in REVIEW.indicators:
        assert indicator.label in page
    assert page.count('step="0.5"') == 16
    assert 'max="10"' in page
    assert "已打 <b data-given>0</b> / 16 项" in page


def test_a_sheet_is_filled_in_reviewed_and_locked_without_javascript(client_of_judge: Client, sheet: Sheet) -> None:
    answer = client_of_judge.post(sheet.get_absolute_url(), typed(notes="基础好"), follow=True)
    page = text(answer)
    assert answer.redirect_chain[-1][0] == sheet.get_absolute_url() + "lock/"
    assert "基础好" in page
    assert "锁定评分表" in page
    form = answer.context["form"]
    page = text(client_of_judge.post(sheet.get_absolute_url() + "lock/", {"marks": form.initial["marks"]}, follow=True))
    assert "已锁定" in page
    sheet.refresh_from_db()
    assert (sheet.stage, sheet.marks) == ("locked", marks(80))


def test_a_mark_is_kept_field_by_field_as_it_is_typed(client_of_judge: Client, sheet: Sheet) -> None:
    save = sheet.get_absolute_url() + "save/"
    size = ledger.size_and_root()
    assert client_of_judge.post(save, {"field": "a3", "a3": "8.5"}).status_code == 204
    assert client_of_judge.post(save, {"field": "notes", "notes": "好"}).status_code == 204
    sheet.refresh_from_db()
    assert (sheet.marks, sheet.notes) == ({"a3": 85}, "好")
    assert client_of_judge.post(save, {"field": "a3", "a3": ""}).status_code == 204
    sheet.refresh_from_db()
    assert (sheet.marks, sheet.notes) == ({}, "好")
    assert ledger.size_and_root() == size


@pytest.mark.parametrize("value", ["10.5", "8.3", "-1", "八", "1e9", "NaN"])
def test_a_mark_out_of_bounds_is_not_kept(value: str, client_of_judge: Client, sheet: Sheet) -> None:
    assert client_of_judge.post(sheet.get_absolute_url() + "save/", {"field": "a3", "a3": value}).status_code == 422
    answer = client_of_judge.post(sheet.get_absolute_url(), typed(a3=value))
    assert answer.status_code == 422
    assert "请打0至10分，以0.5分为单位" in text(answer)
    assert f'value="{value}"' in text(answer)
    sheet.refresh_from_db()
    assert sheet.marks == {}


def test_a_sheet_with_gaps_is_saved_and_not_locked(client_of_judge: Client, sheet: Sheet) -> None:
    answer = client_of_judge.post(sheet.get_absolute_url(), typed(a16=""), follow=True)
    assert "还有 1 项没有打分" in text(answer)
    assert "锁定评分表</button>" not in text(answer)
    answer = client_of_judge.post(sheet.get_absolute_url() + "lock/", {"marks": '{"a1": 50}'})
    assert answer.status_code == 422
    assert "未打分" in text(answer)


def test_saving_without_leaving_stays_on_the_pad(client_of_judge: Client, sheet: Sheet) -> None:
    answer = client_of_judge.post(sheet.get_absolute_url(), typed(stay="1"))
    assert answer["Location"] == sheet.get_absolute_url()


@pytest.mark.parametrize("said", ["", "no json", "[1]", '{"a1": "5"}', '{"a1": 5.5}'])
def test_a_tampered_review_is_refused(said: str, client_of_judge: Client, sheet: Sheet) -> None:
    answer = client_of_judge.post(sheet.get_absolute_url() + "lock/", {"marks": said})
    assert answer.status_code == 422
    sheet.refresh_from_db()
    assert sheet.stage == "draft"


def test_a_second_device_finds_the_sheet_locked(client_of_judge: Client, sheet: Sheet) -> None:
    acts.lock(sheet, by=judge(sheet.seat.person_id), at=HELD, marks=marks())
    assert client_of_judge.post(sheet.get_absolute_url() + "save/", {"field": "a3", "a3": "1"}).status_code == 409
    page = text(client_of_judge.get(sheet.get_absolute_url()))
    assert "申请更正" in page
    assert "检查并锁定" not in page
    page = text(client_of_judge.post(sheet.get_absolute_url() + "lock/", {"marks": "{}"}))
    assert "此件现为“已锁定”" in page


def test_without_the_pledge_the_pad_says_what_to_do(sign_in: SignIn) -> None:
    session = drawn(units=1)
    acts.open_hearing(session, by=CLERK, at=HELD)
    one = scoring(session).sheets.select_related("seat__person").order_by("seat__serial")[0]
    client = sign_in(one.seat.person)
    assert "尚未签署本次评审的承诺" in text(client.get(one.get_absolute_url()))
    assert "请先签署评审承诺" in text(client.get("/reviews/desk/"))
    refused = client.post(session.get_absolute_url() + "pledge/", {})
    assert refused.status_code == 422
    assert "请勾选" in text(refused)
    client.post(session.get_absolute_url() + "pledge/", {"agreed": "on"})
    assert "尚未签署本次评审的承诺" not in text(client.get(one.get_absolute_url()))


def test_another_judge_the_office_and_the_supervisor_do_not_reach_a_sheet_before_it_is_announced(
    sign_in: SignIn, turn: Turn, sheet: Sheet
) -> None:
    lock_all(turn)
    other = turn.session.seats.exclude(pk=sheet.seat_id).select_related("person")[0]
    assert sign_in(other.person).get(sheet.get_absolute_url()).status_code == 404
    assert sign_in(Role.OFFICE_CLERK).get(sheet.get_absolute_url()).status_code == 403
    supervisor = sign_in(Role.SUPERVISOR)
    assert supervisor.get(sheet.get_absolute_url()).status_code == 404
    sheet.refresh_from_db()
    acts.void_sheet(sheet, by=judge(sheet.seat.person_id), at=HELD, opinion="第3项录错")
    page = text(supervisor.get(sheet.get_absolute_url()))
    assert "第3项录错" in page
    assert "得分公布之前，分数对任何人都不显示" in page
    assert supervisor.get(sheet.get_absolute_url() + "lock/").status_code == 404
    assert supervisor.post(sheet.get_absolute_url() + "save/", {"a1": "1"}).status_code == 404


def test_a_correction_goes_round_by_the_pages(sign_in: SignIn, turn: Turn, sheet: Sheet) -> None:
    lock_all(turn)
    acts.announce(turn, by=CLERK, at=HELD)
    client, supervisor = sign_in(sheet.seat.person), sign_in(Role.SUPERVISOR)
    page = text(client.post(sheet.get_absolute_url() + "void/", {"opinion": "第3项录错"}, follow=True))
    assert "待会签更正" in page
    assert sheet.get_absolute_url() in text(supervisor.get(turn.get_absolute_url()))
    page = text(supervisor.post(sheet.get_absolute_url() + "confirm_void/", {}, follow=True))
    assert "已作废" in page
    page = text(client.get(sheet.get_absolute_url()))
    assert "检查并锁定" in page


def test_a_judge_declares_a_recusal_from_the_pad(client_of_judge: Client, sheet: Sheet) -> None:
    said = {"ground": "kin", "explanation": "其妻任该单位财务总监"}
    page = text(client_of_judge.post(sheet.turn.get_absolute_url() + "declare/", said, follow=True))
    assert "待海智办决定" in page
    assert "已申报回避" in text(client_of_judge.get("/reviews/desk/")) or "填写中" in text(
        client_of_judge.get("/reviews/desk/")
    )
    recusal = sheet.turn.recusals.get()
    acts.decide(recusal, by=CLERK, at=NOW, granted=True, opinion="属实")
    acts.agree(recusal, by=SUPERVISOR, at=NOW)
    assert "应回避，无需打分" in text(client_of_judge.get("/reviews/desk/"))
    assert client_of_judge.get(sheet.get_absolute_url()).status_code == 404


def test_the_desk_costs_the_same_for_one_unit_and_for_many(sign_in: SignIn, django_assert_max_num_queries: Any) -> None:
    counts = []
    for units in (1, 6):
        session = opened(units=units)
        scoring(session)
        client = sign_in(session.seats.select_related("person")[0].person)
        with django_assert_max_num_queries(12) as captured:
            client.get("/reviews/desk/")
        counts.append(len(captured))
    assert counts[0] == counts[1]
