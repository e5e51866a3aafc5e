"""撤销资格 (办法·13): A and (B or C), notice, hearing, reasons, document; then the station is one no more."""

from datetime import date, timedelta

import pytest

from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Reminder
from haizhi.regulation.findings import Refused
from haizhi.regulation.revocation import in_good_standing
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.standing import acts, drafts, facts, queries
from haizhi.standing.models import Ending, Observation, Renewal, Revocation
from haizhi.standing.tasks import remind_of_standing, run_out
from haizhi.stations.acts import merge, return_plaque
from haizhi.stations.models import Station
from tests.accounts.factories import member
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD
from tests.standing.factories import (
    NOW,
    ending_soon,
    failed,
    head_of,
    heard,
    later,
    missed,
    noticed,
    observed,
    signed,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def station() -> Station:
    return ending_soon()[0]


def _prepare(station: Station) -> Revocation:
    return acts.prepare_revocation(station, by=CLERK, at=NOW, grounds="长期无人。", hear_by=later(14).date())


@pytest.mark.parametrize(
    ("a", "years", "c", "alert"),
    [
        (True, (), False, False),
        (False, (2024, 2025), True, False),
        (True, (2023, 2025), False, False),
        (True, (2024, 2025), False, True),
        (True, (), True, True),
    ],
)
def test_an_alert_is_a_and_b_or_c(station: Station, years: tuple[int, ...], *, a: bool, c: bool, alert: bool) -> None:
    """The list, which asks the database, and the rule, which asks the evidence, say the same."""
    if a:
        observed(station)
    missed(station, *years)
    if c:
        failed(station)
    found = queries.alerts(HEAD, NOW.date())
    assert [each.station for each in found] == ([station] if alert else [])
    assert in_good_standing(facts.revocation_facts(station, NOW.date())).met is not alert
    listed = queries.of_station(queries.concerns(HEAD, NOW.date()))
    assert [row.alert for row in listed] == [alert]
    if alert:
        assert _prepare(station).stage == "prepared"
    else:
        with pytest.raises(Refused, match="不具备撤销资格的情形"):
            _prepare(station)


def test_what_was_weighed_with_the_last_award_is_no_ground_any_more(station: Station) -> None:
    observed(station)
    missed(station, 2021, 2022)
    failed(station, published_on=date(2023, 12, 9))
    assert queries.alerts(HEAD, NOW.date()) == []
    assert in_good_standing(facts.revocation_facts(station, NOW.date())).reason.startswith("不能正常开展工作")


def test_a_check_missed_while_the_request_waits_counts_as_it_does_for_the_alert(station: Station) -> None:
    observed(station)
    missed(station, 2026, 2027)
    waiting = date(2028, 3, 1)
    record = facts.term_record(station, waiting)
    assert record.missed == (2026,), "the term ended with 2026"
    assert (record.reported.met, record.reported.reason) == (False, queries.alerts(HEAD, waiting)[0].finding.reason)


def test_no_work_is_a_hint_and_no_ground(station: Station) -> None:
    (row,) = queries.of_station(queries.concerns(HEAD, NOW.date()))
    assert (row.idle, row.observed, row.alert) == (True, False, False)


def test_an_observation_that_was_withdrawn_is_no_evidence(station: Station) -> None:
    observed(station)
    missed(station, 2024, 2025)
    acts.withdraw_observation(Observation.objects.get(), by=CLERK, at=NOW, opinion="已恢复。")
    assert queries.alerts(HEAD, NOW.date()) == []


def test_the_notice_says_grounds_and_day_and_stays_as_it_went_out(station: Station) -> None:
    observed(station)
    missed(station, 2024, 2025)
    revocation = _prepare(station)
    drafts.revise_revocation(revocation, grounds="两年未报。", hear_by=later(20).date(), meeting="", at=NOW)
    acts.notify_revocation(revocation, by=HEAD, at=NOW)
    text = "\n".join(facts.revocation_notice_lines(revocation, NOW.date()))
    assert "连续未参加年度总结检查：2024年、2025年" in text
    assert "无工作人员，办公场地移作他用" in text
    assert "2026年11月1日24:00前" in text
    with pytest.raises(Refused, match="不能再修改"):
        drafts.revise_revocation(revocation, grounds="改。", hear_by=later(20).date(), meeting="", at=NOW)
    acts.postpone_revocation(revocation, by=HEAD, at=NOW, hear_by=later(30).date(), opinion="单位申请")
    assert "\n".join(facts.revocation_notice_lines(revocation, later(5).date())) == text


def test_nobody_is_revoked_unheard(station: Station) -> None:
    revocation = noticed(station)
    with pytest.raises(Refused, match="只有处于“待决定”"):
        acts.decide_revocation(revocation, by=HEAD, at=NOW, reasons="情形属实。")
    assert run_out(later(14)) == 0
    assert run_out(later(15)) == 1
    revocation.refresh_from_db()
    assert (revocation.stage, revocation.heard_on) == ("heard", later(14).date())
    with pytest.raises(Refused, match="撤销资格须写明理由"):
        acts.decide_revocation(revocation, by=HEAD, at=later(15), reasons=" ")
    acts.decide_revocation(revocation, by=HEAD, at=later(15), reasons="情形属实。")
    assert "你单位逾期没有陈述" in "".join(facts.decision_lines(revocation, later(15).date()))


def test_who_was_heard_in_person_has_minutes(station: Station) -> None:
    revocation = noticed(station)
    with pytest.raises(Refused, match="不得早于通知日期"):
        acts.record_hearing(revocation, by=CLERK, at=NOW, heard_on=date(2026, 10, 1), minutes="听取。")
    acts.record_hearing(
        revocation, by=CLERK, at=NOW, heard_on=NOW.date(), minutes="单位称已恢复。", evidence=[upload()]
    )
    with pytest.raises(Refused, match="现为“听取意见中”"):
        acts.decide_revocation(revocation, by=HEAD, at=NOW, reasons="情形属实。")
    (act,) = Act.objects.filter(verb="revocation.record_hearing")
    assert "单位称已恢复" not in str(act.detail)
    assert run_out(later(15)) == 1, "until then it may still answer in writing"
    revocation.refresh_from_db()
    assert (revocation.stage, revocation.heard_on) == ("heard", NOW.date())
    assert "于2026年10月12日听取了你单位的意见" in "".join(facts.decision_lines(revocation, later(15).date()))
    again = acts.record_hearing(revocation, by=CLERK, at=later(16), heard_on=later(15).date(), minutes="单位补充说明。")
    assert again.stage == "heard"


def test_the_decision_waits_for_its_document_then_the_station_is_gone(station: Station) -> None:
    renewal = signed(station)
    acts.submit_renewal(renewal, by=head_of(station), at=NOW)
    revocation = acts.decide_revocation(heard(station), by=HEAD, at=NOW, reasons="单位所述不能证明恢复。")
    station.refresh_from_db()
    assert station.stage == "active"
    said = {"number": "渝科协发〔2026〕91号", "issued_on": date(2026, 10, 13), "public": True}
    with pytest.raises(Refused, match="没有确认不含个人信息"):
        acts.issue_revocation(revocation, by=CLERK, at=later(1), **said)  # type: ignore[arg-type]  # as a form does
    acts.issue_revocation(revocation, by=CLERK, at=later(1), no_persons=True, **said)  # type: ignore[arg-type]  # as above
    station.refresh_from_db()
    assert (station.stage, station.ended_on) == ("revoked", date(2026, 10, 13))
    assert list(queries.public_revocations()) == [revocation]
    assert Renewal.objects.get().stage == "ceased"
    ending = Ending.objects.get()
    assert (ending.sort, ending.stage) == ("revoked", "settling")
    with pytest.raises(Refused, match="牌匾状态为“在用”"):
        acts.close_ending(ending, by=CLERK, at=later(2))
    return_plaque(station, by=CLERK, at=later(2), ended_on=later(2).date(), opinion="交回")
    assert acts.close_ending(ending, by=CLERK, at=later(2)).stage == "closed"
    assert station.terms.count() == 1


def test_a_merger_ends_the_procedure_and_says_why() -> None:
    charged, drafted, stays = ending_soon(3)
    revocation, order = (
        heard(charged),
        acts.prepare_rectification(charged, by=CLERK, at=NOW, matters="报送总结。", due_on=later(30).date()),
    )
    observed(drafted)
    missed(drafted, 2024, 2025)
    draft = _prepare(drafted)
    for station in (charged, drafted):
        merge(station, by=HEAD, at=NOW, into=stays, ended_on=NOW.date(), opinion="同一园区。")
    assert [run_out(NOW), run_out(later(1))] == [5, 0]
    for matter in (revocation, order, draft):
        matter.refresh_from_db()
    assert [revocation.stage, order.stage, draft.stage] == ["ceased", "dropped", "dropped"]
    ceased, dropped = Act.objects.filter(verb="revocation.cease").order_by("entry_id")
    assert ceased.opinion == f"工作站自2026年10月12日起已并入其他站（{stays}），不再办理。"
    assert not Revocation.objects.visible_to(head_of(drafted)).exists(), "what it was never told stays unseen"
    told = Outgoing.objects.filter(act=dropped).values_list("role", flat=True)
    assert told
    assert not set(told) & UNIT_ROLES
    with pytest.raises(Refused, match="现为“不再办理”"):
        acts.decide_revocation(revocation, by=HEAD, at=NOW, reasons="情形属实。")


def test_a_ground_that_fell_away_stops_the_decision(station: Station) -> None:
    revocation = heard(station)
    acts.withdraw_observation(Observation.objects.get(), by=CLERK, at=NOW, opinion="已恢复。")
    with pytest.raises(Refused, match="不具备撤销资格的情形"):
        acts.decide_revocation(revocation, by=HEAD, at=NOW, reasons="情形属实。")
    assert acts.spare_station(revocation, by=HEAD, at=NOW, opinion="已恢复办公。").stage == "spared"


def test_the_unit_is_reminded_of_the_last_day_to_speak(station: Station) -> None:
    member(head_of(station).grants[0].role, at_unit=station.unit)
    noticed(station)
    Reminder.objects.all().delete()
    told = [day for day in range(16) if remind_of_standing(later(day))]
    labels = set(Reminder.objects.filter(kind="revocation").values_list("mark", flat=True))
    assert labels == {3, 1}
    assert told
    assert timedelta(days=max(told)) < timedelta(days=15)
