"""The judge's pad: filled in with or without JavaScript, reviewed, locked, corrected."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from haizhi.kernel import ledger
from haizhi.kernel.models import Act
from haizhi.regulation.indicators import REVIEW, tenths
from haizhi.regulation.roles import Role
from haizhi.reviews import acts, drafts
from haizhi.reviews.models import Session, Sheet, Turn
from tests.experts.factories import CLERK, NOW, SUPERVISOR, judge
from tests.reviews.factories import HELD, marks
from tests.reviews.hall import in_hearing, locked, scored

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def typed(percent: int = 80, **changes: str) -> dict[str, str]:
    return {key: tenths(mark) for key, mark in marks(percent).items()} | {"notes": ""} | changes


@pytest.fixture
def turn() -> Turn:
    return scored(in_hearing(units=1))


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


def test_the_hearing_that_is_on_stands_before_a_later_session(client_of_judge: Client, sheet: Sheet) -> None:
    later = Session.objects.create(
        code="PS-2026-89", call=sheet.turn.session.call, name="明年评审会", held_at=HELD + timedelta(days=200),
        place="会议中心", stage="preparing", version=1,
    )  # fmt: skip
    person = sheet.seat.person
    assert person
    later.seats.create(
        serial=1, origin="leader", person=person, name=person.name, employer="重庆市科协", token="0" * 64
    )
    page = text(client_of_judge.get("/reviews/desk/"))
    assert page.index(sheet.turn.session.name) < page.index("明年评审会")


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
    assert (sheet.stage, sheet.marks) == ("locked", {})


def test_a_mark_is_kept_field_by_field_as_it_is_typed(client_of_judge: Client, sheet: Sheet) -> None:
    save = sheet.get_absolute_url() + "save/"
    size = ledger.size_and_root()
    assert client_of_judge.post(save, {"field": "a3", "a3": "8.5"}).status_code == 204
    assert client_of_judge.post(save, {"field": "notes", "notes": "好"}).status_code == 204
    sheet.refresh_from_db()
    assert (drafts.marks_of(sheet), drafts.notes_of(sheet)) == ({"a3": 85}, "好")
    assert client_of_judge.post(save, {"field": "a3", "a3": ""}).status_code == 204
    sheet.refresh_from_db()
    assert (drafts.marks_of(sheet), drafts.notes_of(sheet)) == ({}, "好")
    assert ledger.size_and_root() == size


@pytest.mark.parametrize("value", ["10.5", "8.3", "-1", "八", "1e9", "NaN"])
def test_a_mark_out_of_bounds_is_not_kept(value: str, client_of_judge: Client, sheet: Sheet) -> None:
    assert client_of_judge.post(sheet.get_absolute_url() + "save/", {"field": "a3", "a3": value}).status_code == 422
    answer = client_of_judge.post(sheet.get_absolute_url(), typed(a3=value))
    assert answer.status_code == 422
    assert "请打0至10分，以0.5分为单位" in text(answer)
    assert f'value="{value}"' in text(answer)
    sheet.refresh_from_db()
    assert drafts.marks_of(sheet) == {}


def test_a_sheet_with_gaps_is_saved_and_not_locked(client_of_judge: Client, sheet: Sheet) -> None:
    answer = client_of_judge.post(sheet.get_absolute_url(), typed(a16=""), follow=True)
    assert "还有 1 项没有打分" in text(answer)
    assert "锁定评分表</button>" not in text(answer)
    said = client_of_judge.get(sheet.get_absolute_url() + "lock/").context["form"].initial["marks"]
    answer = client_of_judge.post(sheet.get_absolute_url() + "lock/", {"marks": said})
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
    session = in_hearing(units=1)
    session.seats.update(pledged_at=None)
    one = scored(session).sheets.select_related("seat__person").order_by("seat__serial")[0]
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
    locked(turn)
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
    locked(turn)
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
        session = in_hearing(units=units)
        scored(session)
        client = sign_in(session.seats.select_related("person")[0].person)
        with django_assert_max_num_queries(12) as captured:
            client.get("/reviews/desk/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


# One sheet, two devices, a line that is cut


def test_a_mark_typed_over_another_device_s_newer_one_is_shown_beside_it(client_of_judge: Client, sheet: Sheet) -> None:
    save = sheet.get_absolute_url() + "save/"
    client_of_judge.post(save, {"field": "a3", "a3": "8", "initial-a3": ""})
    stale = client_of_judge.post(save, {"field": "a3", "a3": "5", "initial-a3": ""})
    assert stale.status_code == 409
    assert (stale.json()["clash"]["theirs"], stale.json()["clash"]["by"]) == ("8", "另一台设备")
    assert drafts.marks_of(Sheet.objects.get(pk=sheet.pk)) == {"a3": 80}
    assert client_of_judge.post(save, {"field": "a3", "a3": "5", "initial-a3": "8"}).status_code == 204
    assert client_of_judge.get(sheet.get_absolute_url() + "state/").json()["values"]["a3"] == "5"


def test_the_same_mark_sent_again_after_a_lost_answer_is_no_clash(client_of_judge: Client, sheet: Sheet) -> None:
    sent = {"field": "a3", "a3": "8", "initial-a3": ""}
    for _ in range(2):
        assert client_of_judge.post(sheet.get_absolute_url() + "save/", sent).status_code == 204


def test_an_old_page_without_javascript_overwrites_nothing_unseen(client_of_judge: Client, sheet: Sheet) -> None:
    old = {f"initial-{key}": "" for key in REVIEW.maxima} | {"initial-notes": "", "notes": ""}
    client_of_judge.post(sheet.get_absolute_url() + "save/", {"a3": "8", "a4": "7", "notes": "好"})
    typed_here = old | dict.fromkeys(REVIEW.maxima, "") | {"a3": "5", "a5": "6"}
    answer = client_of_judge.post(sheet.get_absolute_url(), typed_here)
    assert answer.status_code == 422
    assert "另一台设备刚改为8" in text(answer)
    assert 'name="initial-a3" value="8"' in text(answer)
    sheet.refresh_from_db()
    assert drafts.marks_of(sheet) == {"a3": 80, "a4": 70}
    client_of_judge.post(sheet.get_absolute_url(), typed_here | {"initial-a3": "8"})
    sheet.refresh_from_db()
    assert drafts.marks_of(sheet) == {"a3": 50, "a4": 70, "a5": 60}
    assert drafts.notes_of(sheet) == "好"


def test_a_sheet_whose_answer_was_lost_is_sent_again_and_locked_once(client_of_judge: Client, sheet: Sheet) -> None:
    drafts.save_marks(sheet, marks(), at=HELD)
    lock = sheet.get_absolute_url() + "lock/"
    form = client_of_judge.get(lock).context["form"]
    sent = {"marks": form.initial["marks"], "once": str(form.initial["once"]), "seen": str(form.initial["seen"])}
    for _ in range(2):
        assert client_of_judge.post(lock, sent)["Location"] == sheet.get_absolute_url()
    assert Act.objects.filter(verb="sheet.lock", subject_id=sheet.pk).count() == 1
    page = text(client_of_judge.get(sheet.get_absolute_url()))
    assert "回执" in page
    assert Sheet.objects.get(pk=sheet.pk).commitment in page


def test_what_another_device_changed_after_the_review_is_not_locked_unread(
    client_of_judge: Client, sheet: Sheet
) -> None:
    drafts.save_marks(sheet, marks(), at=HELD)
    lock = sheet.get_absolute_url() + "lock/"
    said = client_of_judge.get(lock).context["form"].initial["marks"]
    drafts.save_marks(sheet, {"a3": 5}, at=HELD)
    answer = client_of_judge.post(lock, {"marks": said})
    assert answer.status_code == 422
    assert "您检查之后，评分表又改过" in text(answer)


def test_a_device_that_has_an_old_page_open_learns_that_the_sheet_is_locked(
    client_of_judge: Client, turn: Turn, sheet: Sheet
) -> None:
    assert client_of_judge.get(sheet.get_absolute_url() + "state/").status_code == 200
    locked(turn)
    assert client_of_judge.get(sheet.get_absolute_url() + "state/").status_code == 409
