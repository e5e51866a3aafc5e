"""The clerk's console, its timer, the big screen."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from haizhi.kernel import ledger
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.reviews import acts, drafts
from haizhi.reviews.models import Session, Timer
from haizhi.reviews.queries import hall_of, phase_rows
from haizhi.reviews.queries.hall import Clock
from haizhi.reviews.queries.screen import ROOM
from tests.experts.factories import CLERK, SUPERVISOR
from tests.reviews.concluded import concluded
from tests.reviews.factories import HELD, rules
from tests.reviews.hall import called, in_hearing, judge_of, locked, result_of, scored

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def later(seconds: float) -> datetime:
    return HELD + timedelta(seconds=seconds)


def press(session: Session, verb: str, seconds: float) -> Timer:
    row = Timer.objects.filter(session=session).first()
    return drafts.move_timer(session, verb, at=later(seconds), seen=row.revision if row else 0)


def clock(session: Session, seconds: float) -> Clock:
    found = hall_of(Session.objects.get(pk=session.pk), later(seconds)).clock
    assert found
    return found


# The timer


def test_the_timer_counts_down_the_minutes_of_the_rules_and_shows_how_long_it_is_over() -> None:
    session = in_hearing(units=1, rules=rules(presentation=8, defence=4))
    called(session)
    assert (clock(session, 0).text, clock(session, 60).running) == ("08:00", False)
    press(session, "start", 60)
    assert clock(session, 90).text == "07:30"
    press(session, "pause", 120)
    assert clock(session, 500).text == "07:00"
    press(session, "start", 600)
    assert (clock(session, 600 + 7 * 60 + 5).text, clock(session, 600 + 7 * 60 + 5).over) == ("+00:05", True)
    press(session, "next", 700)
    assert (clock(session, 700).label, clock(session, 700).text) == ("答辩", "04:00")


def test_the_times_of_the_phases_go_into_the_record_and_no_press_does() -> None:
    session = in_hearing(units=2)
    turn = called(session)
    size = ledger.size_and_root()
    press(session, "start", 0)
    press(session, "next", 300)
    press(session, "start", 330)
    assert ledger.size_and_root() == size
    acts.open_scoring(turn, by=CLERK, at=later(450))
    turn.refresh_from_db()
    assert phase_rows(turn, later(9000)) == [
        {"label": "陈述", "said": "5分00秒"},
        {"label": "答辩", "said": "2分00秒"},
    ]
    recorded = Act.objects.get(verb="turn.open_scoring").detail["phases"]
    assert [line["spent"] for line in recorded] == [300, 120]
    locked(turn)
    acts.announce(turn, by=CLERK, at=later(500))
    called(session)
    press(session, "start", 600)
    assert len(phase_rows(turn, later(9000))) == 2


def test_after_a_power_cut_the_clerk_decides_whether_the_gap_counts() -> None:
    session = in_hearing(units=1, rules=rules(presentation=10))
    called(session)
    timer = press(session, "start", 0)
    drafts.hear(timer, at=later(10))
    timer.refresh_from_db()
    assert (timer.heard_at, clock(session, 15).lost) == (later(10), None)
    drafts.hear(timer, at=later(400))
    assert clock(session, 400).lost == timedelta(seconds=390)
    press(session, "deduct", 400)
    assert (clock(session, 400).text, clock(session, 400).lost) == ("09:50", None)
    assert {"label": "陈述", "said": "中断6分30秒，已扣除"} in phase_rows(session.turns.get(), later(401))
    timer = press(session, "pause", 410)
    with pytest.raises(Refused, match="没有中断过"):
        press(session, "count", 420)


def test_whoever_presses_on_an_older_state_changes_nothing() -> None:
    session = in_hearing(units=1)
    called(session)
    press(session, "start", 0)
    with pytest.raises(Refused, match="已由另一处操作过"):
        drafts.move_timer(session, "next", at=later(1), seen=0)
    assert clock(session, 2).label == "陈述"


def test_the_timer_needs_a_unit_that_presents() -> None:
    with pytest.raises(Refused, match="没有单位在陈述或答辩"):
        press(in_hearing(units=1), "start", 0)


# The console


def test_the_clerk_runs_a_unit_from_call_to_announcement_on_one_page(sign_in: SignIn) -> None:
    session = in_hearing(units=2)
    client, console = sign_in(Role.OFFICE_CLERK), f"/reviews/{session.code}/console/"
    turn = session.turns.order_by("position")[0]
    page = text(client.get(console))
    assert f"下一家：第 1 家　{turn}" in page
    answer = client.post(f"{turn.get_absolute_url()}call_in/?back=console", follow=True)
    assert answer.redirect_chain[-1][0] == console
    assert "开始陈述" in text(answer)
    answer = client.post(f"{console}timer/", {"verb": "start", "seen": "0"}, follow=True)
    assert "暂停" in text(answer)
    assert "转入答辩" in text(answer)
    answer = client.post(f"{turn.get_absolute_url()}open_scoring/?back=console", follow=True)
    assert "0 / 7" in text(answer)
    turn.refresh_from_db()
    locked(turn, 1, 2, 4, 5, 6, 7)
    page = text(client.get(console))
    assert "6 / 7" in page
    assert "等待锁定：3 号" in page
    assert "还有1份评分表没有锁定" in page
    locked(turn)
    assert "打分截止，可以公布得分" in text(client.get(console))
    page = text(client.post(f"{turn.get_absolute_url()}announce/?back=console", follow=True))
    assert f"{result_of(turn)['shown']} 分" in page
    assert "下一家：第 2 家" in page


def test_a_console_that_asks_by_itself_gets_what_changes_and_is_told_of_news(sign_in: SignIn) -> None:
    session = in_hearing(units=1)
    client, console = sign_in(Role.OFFICE_CLERK), f"/reviews/{session.code}/console/"
    stamp = client.get(console).context["stamp"]
    live = text(client.get(console, {"stamp": stamp}, headers={"HX-Request": "true"}))
    assert "<html" not in live
    assert "会场状态已变化" not in live
    called(session)
    assert "会场状态已变化" in text(client.get(console, {"stamp": stamp}, headers={"HX-Request": "true"}))


def test_a_running_timer_is_heard_by_the_clerk_s_console_alone(sign_in: SignIn) -> None:
    session = in_hearing(units=1)
    called(session)
    now = timezone.now()
    timer = drafts.move_timer(session, "start", at=now - timedelta(seconds=10), seen=0)
    sign_in(Role.SUPERVISOR).get(f"/reviews/{session.code}/console/")
    timer.refresh_from_db()
    assert timer.heard_at == now - timedelta(seconds=10)
    sign_in(Role.OFFICE_CLERK).get(f"/reviews/{session.code}/console/")
    timer.refresh_from_db()
    assert timer.heard_at is not None
    assert timer.heard_at >= now


@pytest.mark.parametrize("posted", [{}, {"verb": "stop", "seen": "0"}, {"verb": "start", "seen": "x"}])
def test_a_press_that_nobody_knows_is_told_so(posted: dict[str, str], sign_in: SignIn) -> None:
    session = in_hearing(units=1)
    answer = sign_in(Role.OFFICE_CLERK).post(f"/reviews/{session.code}/console/timer/", posted, follow=True)
    assert "计时操作无法识别" in text(answer)


def test_the_console_names_what_waits_without_a_value(sign_in: SignIn) -> None:
    session = in_hearing(units=1)
    turn = scored(session)
    sheet = locked(turn, 2)[0]
    acts.void_sheet(sheet, by=judge_of(sheet.seat), at=HELD, opinion="误填")
    acts.depart(session, by=CLERK, at=HELD, serial=3, opinion="公务")
    page = text(sign_in(Role.OFFICE_CLERK).get(f"/reviews/{session.code}/console/"))
    assert "2 号评委申请更正" in page
    assert "3号评委离会" in page
    page = text(sign_in(Role.SUPERVISOR).get(f"/reviews/{session.code}/console/"))
    assert sheet.get_absolute_url() in page


def test_a_departure_is_registered_on_a_page_and_agreed_to_on_its_own(sign_in: SignIn) -> None:
    session = in_hearing(units=2)
    turn = scored(session)
    new = f"/reviews/{session.code}/departures/new/"
    clerk = sign_in(Role.OFFICE_CLERK)
    assert clerk.post(new, {"serial": "99", "opinion": "x"}).status_code == 422
    page = text(clerk.post(new, {"serial": "4", "opinion": "突发急病"}, follow=True))
    assert "4号评委离会" in page
    departure = session.departures.get()
    answer = sign_in(Role.SUPERVISOR).post(f"{departure.get_absolute_url()}agree/", {"opinion": "同意"}, follow=True)
    assert str(turn) in text(answer)
    assert "重庆第2大学" in text(answer)
    assert "0 / 6" in text(clerk.get(f"/reviews/{session.code}/console/"))


def test_the_console_asks_no_more_for_thirty_units(
    sign_in: SignIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = sign_in(Role.OFFICE_CLERK)
    session = in_hearing(units=30)
    scored(session)
    with django_assert_max_num_queries(20) as asked:
        client.get(f"/reviews/{session.code}/console/")
    session.turns.filter(position__gt=1).delete()
    with django_assert_max_num_queries(len(asked), exact=True):  # type: ignore[call-arg]
        client.get(f"/reviews/{session.code}/console/")


# The big screen


def screen_of(session: Session) -> str:
    return drafts.open_screen(session, at=HELD).get_absolute_url()


def test_the_screen_shows_the_unit_the_timer_and_counts_and_no_value_before_the_announcement(client: Client) -> None:
    session = in_hearing(units=2)
    address = screen_of(session)
    assert "请第一家单位准备" in text(client.get(address))
    turn = called(session)
    assert str(turn) in text(client.get(address))
    acts.open_scoring(turn, by=CLERK, at=HELD)
    locked(turn, 1, 2, 3)
    page = text(client.get(address))
    assert "3 / 7" in page
    assert "评委1" not in page
    locked(turn)
    assert "评分表已齐，等待公布" in text(client.get(address))
    acts.announce(turn, by=CLERK, at=HELD)
    page = text(client.get(address))
    assert result_of(turn)["shown"] in page
    assert "下一家：重庆第2大学" in page
    assert "名次在全部评审结束、纪检会签闭会后公布" in page
    assert 'aria-label="账本根的二维码"' in page


def test_ranks_come_with_the_scores_where_the_rules_say_so(client: Client) -> None:
    session = in_hearing(units=2, rules=rules(rank_at_end=False))
    for _ in range(2):
        turn = scored(session)
        locked(turn)
        acts.announce(turn, by=CLERK, at=HELD)
    page = text(client.get(screen_of(session)))
    assert "得分与名次" in page
    assert "<td>1</td>" in page


def test_a_screen_that_asks_again_costs_one_query_and_is_told_that_nothing_changed(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    session = in_hearing(units=1)
    turn = scored(session)
    board = f"{screen_of(session)}board/"
    first = client.get(board)
    with django_assert_max_num_queries(1):
        again = client.get(board, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    locked(turn, 1)
    fresh = client.get(board, headers={"If-None-Match": first["ETag"]})
    assert fresh.status_code == 200
    assert "1 / 7" in text(fresh)
    assert int(fresh["X-Now"]) > 0


def test_what_happens_elsewhere_changes_no_screen(client: Client) -> None:
    session = in_hearing(units=1)
    board = f"{screen_of(session)}board/"
    first = client.get(board)
    acts.schedule(session.call, by=CLERK, at=HELD, name="另一场", held_at=later(9000), place="二楼")
    assert client.get(board, headers={"If-None-Match": first["ETag"]}).status_code == 304


def test_an_address_that_was_closed_leads_nowhere(client: Client, sign_in: SignIn) -> None:
    session = in_hearing(units=1)
    clerk, console = sign_in(Role.OFFICE_CLERK), f"/reviews/{session.code}/console/"
    clerk.post(f"{console}screen/", {"open": "1"})
    address = session.screens.get().get_absolute_url()
    assert address in text(clerk.get(console))
    assert client.get(address).status_code == 200
    clerk.post(f"{console}screen/", {"close": "1"})
    assert (client.get(address).status_code, client.get(f"{address}board/").status_code) == (404, 404)
    clerk.post(f"{console}screen/", {"open": "1"})
    assert session.screens.get(closed_at=None).get_absolute_url() != address


def test_a_long_day_leaves_room_for_the_root(client: Client) -> None:
    session = in_hearing(units=ROOM + 2)
    session.turns.filter(position__gt=1).update(stage="absent")
    page = text(client.get(screen_of(session)))
    assert f"共公布 {ROOM + 1} 家，这里是最近 {ROOM} 家" in page
    board = page.partition("<tbody>")[2]
    assert board.index(f"重庆第{ROOM + 2}大学") < board.index("重庆第3大学")
    assert "重庆第2大学" not in board
    assert "下一家：重庆第1大学" in page


def test_when_all_is_over_the_screen_lists_every_unit_by_rank(client: Client) -> None:
    session = concluded(units=5)
    page = text(client.get(screen_of(session)))
    listed = page.partition('<ol class="final">')[2].partition("</ol>")[0]
    assert listed.count("<li>") == 5
    assert listed.index("重庆第1大学") < listed.index("重庆第2大学")
    assert "缺席" in listed
    assert "<table>" not in page


def test_a_unit_without_a_result_is_shown_as_such(client: Client) -> None:
    session = in_hearing(units=1, judges=5)
    turn = scored(session)
    departure = acts.depart(session, by=CLERK, at=HELD, serial=3, opinion="公务")
    acts.agree_departure(departure, by=SUPERVISOR, at=HELD)
    locked(turn)
    acts.announce(turn, by=CLERK, at=HELD)
    assert "有效评分表 4 份，不足规定份数，不产生结果" in text(client.get(screen_of(session)))
