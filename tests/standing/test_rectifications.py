"""整改 and the end of stations (办法·13): notice, report, review; given up, lapsed, settled."""

from datetime import date

import pytest

from haizhi.notifications.models import Notice
from haizhi.notifications.queries import steps_for
from haizhi.notifications.tasks.letters import letter_for
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.roles import Role
from haizhi.standing import acts, drafts, facts
from haizhi.standing.facts import money
from haizhi.standing.models import Ending, Rectification
from haizhi.standing.tasks import remind_of_standing, run_out
from haizhi.stations.acts import merge, suspend
from haizhi.stations.models import Station
from haizhi.ui.case import next_steps
from tests.accounts.factories import member
from tests.applications.factories import holding, upload
from tests.decisions.factories import CLERK, HEAD
from tests.standing.factories import NOW, ending_soon, head_of, later, noticed, signed

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return ending_soon()[0]


def _issued(station: Station) -> Rectification:
    prepared = acts.prepare_rectification(
        station, by=CLERK, at=NOW, matters="一是没有财务制度。\n二是没有专人。", due_on=date(2026, 10, 30)
    )
    return acts.issue_rectification(prepared, by=HEAD, at=NOW)


def test_a_report_is_returned_and_then_passes_and_both_stay(station: Station) -> None:
    order, head = _issued(station), head_of(station)
    lines = facts.rectification_lines(order, NOW.date())
    assert "一是没有财务制度。" in lines
    assert any("2026年10月30日" in line for line in lines)
    acts.report_rectification(order, by=head, at=later(5), text="已制定制度。", evidence=[upload()])
    with pytest.raises(Refused, match="期限须在今日之后"):
        acts.return_rectification(order, by=CLERK, at=later(6), due_on=later(6).date(), opinion="没有专人。")
    acts.return_rectification(order, by=CLERK, at=later(6), due_on=date(2026, 11, 5), opinion="没有专人。")
    assert order.due == date(2026, 11, 5)
    acts.report_rectification(order, by=head, at=later(26), text="已配备专人。")
    assert [(r.serial, r.late) for r in order.reports.all()] == [(1, False), (2, True)]
    assert acts.pass_rectification(order, by=CLERK, at=later(27), opinion="属实。").stage == "passed"


def test_whoever_wrote_the_report_is_told_that_the_head_hands_it_in(station: Station) -> None:
    order = _issued(station)
    drafter = holding(Role.DRAFTER, str(station.unit_id))
    assert steps_for(drafter, order) == ("填写整改报告",)
    drafts.write_report(order, text="已制定制度。", by=drafter)
    order.refresh_from_db()
    assert steps_for(drafter, order) == ("已填好，由申报单位负责人提交整改报告",)
    assert steps_for(head_of(station), order) == ("提交整改报告",)
    acts.report_rectification(order, by=head_of(station), at=later(5), text="已制定制度。")
    acts.return_rectification(order, by=CLERK, at=later(6), due_on=date(2026, 11, 5), opinion="没有专人。")
    assert steps_for(drafter, order) == ("填写整改报告",)


def test_it_fails_without_a_report_only_after_the_last_day(station: Station) -> None:
    order = _issued(station)
    with pytest.raises(Refused, match="尚未届满"):
        acts.fail_rectification(order, by=HEAD, at=later(18), opinion="没有报告。")
    with pytest.raises(Refused, match="须在原期限"):
        acts.extend_rectification(order, by=CLERK, at=NOW, due_on=date(2026, 10, 29), opinion="单位申请。")
    acts.extend_rectification(order, by=CLERK, at=NOW, due_on=date(2026, 11, 2), opinion="单位申请。")
    with pytest.raises(Refused, match="尚未届满"):
        acts.fail_rectification(order, by=HEAD, at=later(19), opinion="没有报告。")
    assert acts.fail_rectification(order, by=HEAD, at=later(22), opinion="没有报告。").stage == "failed"
    assert facts.term_record(station, later(22).date()).failed_rectifications == 1


def test_the_unit_is_reminded_of_the_report_and_the_office_of_an_overdue_one(station: Station) -> None:
    member(Role.SIGNATORY, at_unit=station.unit)
    member(Role.OFFICE_CLERK)
    order = _issued(station)
    told = {day: remind_of_standing(later(day)) for day in range(20)}
    assert {day: n for day, n in told.items() if n} == {0: 1, 15: 1, 17: 1, 19: 2}  # first of the renewal's window
    letters = [letter_for(notice, later(19)) for notice in Notice.objects.order_by("pk")[1:]]
    assert [order.code in letter.text for letter in letters] == [True] * 4
    assert "整改期限临近，请提交整改报告" in letters[0].subject
    assert {"请立即提交" in letter.text for letter in letters[2:]} == {True, False}


def test_a_station_is_given_up_and_settled(station: Station, monkeypatch: pytest.MonkeyPatch) -> None:
    order, head = _issued(station), head_of(station)
    ending = acts.request_ending(station, by=head, at=NOW, reason="单位撤并。")
    with pytest.raises(Refused, match="已有终止申请"):
        acts.request_ending(station, by=head, at=NOW, reason="单位撤并。")
    with pytest.raises(Refused, match="不得晚于今日"):
        acts.agree_ending(ending, by=HEAD, at=NOW, ended_on=date(2026, 10, 13))
    acts.agree_ending(ending, by=HEAD, at=NOW, ended_on=date(2026, 10, 12))
    for row in (station, order):
        row.refresh_from_db()
    assert (station.stage, station.ended_on, order.stage) == ("given_up", date(2026, 10, 12), "ceased")
    station.plaques.update(state="returned", ended_on=NOW.date())
    monkeypatch.setattr(money, "_SETTLINGS", [lambda _: [Finding(False, reason="还有结余", remedy="请交回")]])
    with pytest.raises(Refused, match="还有结余"):
        acts.close_ending(ending, by=CLERK, at=NOW)


def test_nobody_leaves_while_a_revocation_is_under_way(station: Station) -> None:
    noticed(station)
    ending = acts.request_ending(station, by=head_of(station), at=NOW, reason="不再建站。")
    with pytest.raises(Refused, match="撤销资格（CX-2026-0001）"):
        acts.agree_ending(ending, by=HEAD, at=NOW, ended_on=NOW.date())
    assert acts.refuse_ending(ending, by=HEAD, at=NOW, opinion="待撤销程序办结。").stage == "refused"


def test_a_station_lapses_by_the_heads_decision_once_its_term_is_over(station: Station) -> None:
    with pytest.raises(Refused, match="有效期至2026年12月10日"):
        acts.expire(station, by=HEAD, at=NOW, reason="没有申请。")
    run_out(later(60))
    station.refresh_from_db()
    assert station.stage == "due"
    assert list(Station.objects.awaiting(HEAD)) == [station]
    assert [step.label for step in next_steps(station)] == ["决定重新授牌或者到期终止"]
    acts.expire(station, by=HEAD, at=later(60), reason="没有申请重新授牌。")
    station.refresh_from_db()
    assert (station.stage, station.ended_on) == ("lapsed", date(2026, 12, 11))
    assert not Station.objects.awaiting(HEAD).exists()
    assert Ending.objects.get().stage == "settling"


def test_a_request_that_waits_keeps_the_station_from_lapsing(station: Station) -> None:
    acts.submit_renewal(signed(station), by=head_of(station), at=NOW)
    run_out(later(60))
    station.refresh_from_db()
    assert not Station.objects.awaiting(HEAD).exists()
    with pytest.raises(Refused, match="重新授牌（XQ-2026-0001）"):
        acts.expire(station, by=HEAD, at=later(60), reason="没有申请。")


def test_a_suspended_station_does_not_fall_due_but_may_lapse(station: Station) -> None:
    suspend(station, by=HEAD, at=NOW, opinion="单位搬迁。")
    assert run_out(later(60)) == 0
    assert not Station.objects.awaiting(HEAD).exists()
    acts.expire(station, by=HEAD, at=later(60), reason="没有申请重新授牌。")
    station.refresh_from_db()
    assert station.stage == "lapsed"


def test_a_merged_station_is_settled_like_any_other_that_ended() -> None:
    station, stays = ending_soon(2)
    order = _issued(station)
    merge(station, by=HEAD, at=NOW, into=stays, ended_on=NOW.date(), opinion="同一园区。")
    assert [run_out(NOW), run_out(later(1))] == [2, 0], "the order is closed, the settlement begins"
    order.refresh_from_db()
    ending = Ending.objects.get()
    assert (order.stage, ending.stage, ending.ended_on) == ("ceased", "settling", NOW.date())
    assert (ending.get_sort_display(), ending.reason) == ("并入其他工作站", f"并入{stays}")
    assert list(Ending.objects.awaiting(CLERK)) == [ending]
    with pytest.raises(Refused, match="牌匾"):
        acts.close_ending(ending, by=CLERK, at=NOW)
