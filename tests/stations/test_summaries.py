"""年度工作总结: asked of the stations, handed in, looked through, missed (办法·12)."""

from datetime import date, timedelta
from typing import Any

import pytest

from haizhi.kernel.models import Act
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks import deliver
from haizhi.regulation.findings import Refused
from haizhi.regulation.revocation import RevocationFacts, in_good_standing
from haizhi.regulation.roles import Role
from haizhi.stations import acts
from haizhi.stations.drafts.summaries import fill_in, save_summary, standing_in
from haizhi.stations.drafts.writing import ChangedMeanwhile
from haizhi.stations.facts import counted_in, missed_summaries, summaries_of, summary_lines
from haizhi.stations.models import Assignment, Plan, PlanItem, Station, Summary, SummaryRound, Task
from haizhi.stations.tasks import remind_of_station_work
from tests.accounts.factories import member
from tests.decisions.factories import CLERK, HEAD, SUPERVISOR
from tests.stations.factories import standing
from tests.stations.summing import (
    DUE,
    IN_TIME,
    OPENED,
    TEXTS,
    TOO_LATE,
    YEAR,
    accept,
    asked,
    hand_in,
    of_unit,
    work,
    write,
)


@pytest.mark.django_db
def test_a_summary_is_asked_for_written_handed_in_and_accepted() -> None:
    summary = asked()[0]
    assert (summary.stage, summary.due, summary.station.unit.name) == ("draft", DUE, summary.station.unit.name)
    hand_in(summary)
    assert (summary.stage, summary.due, summary.counted["exchange"]) == ("submitted", None, 2)
    accept(summary)
    assert (summary.stage, summary.is_late) == ("accepted", False)
    assert [s.round.year for s in summaries_of(summary.station)] == [YEAR]
    assert missed_summaries(summary.station) == ()


@pytest.mark.django_db
def test_the_figures_come_from_the_log_the_plan_and_the_tasks_of_the_year() -> None:
    station = standing(1)[0]
    work(station, 1, people=30, overseas=4)
    work(station, 2, sort="talent", economic=1)
    work(station, 3, stage="questioned", people=500)
    work(station, 4, began_on=date(2025, 12, 31), ended_on=date(2026, 1, 2))
    plan = Plan.objects.create(code="JH-1", station=station, year=YEAR, stage="revising", version=1)
    for name in ("一", "二"):
        PlanItem.objects.create(plan=plan, family="exchange", quarter=1, name=name)
    done = work(station, 5)
    done.item = plan.items.get(name="一")
    done.save()
    _assignments(station)
    counted = counted_in([station.pk], YEAR)[station.pk]
    shown = {key: counted[key] for key in ("exchange", "talent", "people", "overseas", "economic")}
    assert shown == {"exchange": 2, "talent": 1, "people": 30, "overseas": 4, "economic": 1}
    assert (counted["planned"], counted["carried_out"], counted["tasks"], counted["tasks_done"]) == (2, 1, 2, 1)
    assert counted_in([station.pk], YEAR - 1)[station.pk]["exchange"] == 1


def _assignments(station: Station) -> None:
    """Of three tasks one is done, one waits, one was taken back."""
    for serial, stage in enumerate(("done", "sent", "withdrawn")):
        task = Task.objects.create(
            code=f"RW-{serial}", name="任务", issuer="city", text="办", due_on=DUE, drafted_at=OPENED, issued_at=OPENED,
            stage="issued", version=1,
        )  # fmt: skip
        Assignment.objects.create(
            code=f"RW-{serial}-1", task=task, station=station, due_on=date(YEAR, 11, 1), sent_at=OPENED,
            asked_at=OPENED, reported_at=OPENED, done_at=OPENED, report="已办", stage=stage, version=1,
        )  # fmt: skip


@pytest.mark.django_db
def test_a_station_founded_late_in_the_year_or_suspended_is_left_out_and_may_be_asked_with_a_reason() -> None:
    first, late, suspended = standing(3)
    Station.objects.filter(pk=late.pk).update(approved_on=date(2026, 10, 1))
    Station.objects.filter(pk=suspended.pk).update(stage="suspended")
    opened = acts.open_summaries(by=HEAD, at=OPENED, year=YEAR, due_on=DUE)
    assert [s.station_id for s in opened.summaries.all()] == [first.pk]
    with pytest.raises(Refused, match="没有写明补入的理由"):
        acts.include_station(opened, by=HEAD, at=OPENED, station=late, opinion=" ")
    acts.include_station(opened, by=HEAD, at=OPENED, station=late, opinion="已开展工作")
    assert opened.summaries.count() == 2
    with pytest.raises(Refused, match="已在本年度名单中"):
        acts.include_station(opened, by=HEAD, at=OPENED, station=late, opinion="再次")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"year": 2027}, "2027年还没有结束"),
        ({"due_on": date(2026, 12, 19)}, "报送期限2026年12月19日已过"),
    ],
)
def test_a_round_that_can_not_be_is_not_opened(changed: dict[str, Any], reason: str) -> None:
    said: dict[str, Any] = {"year": YEAR, "due_on": DUE} | changed
    with pytest.raises(Refused, match=reason):
        acts.open_summaries(by=HEAD, at=OPENED, **said)


@pytest.mark.django_db
def test_a_year_is_opened_once_and_by_the_head_of_the_office_alone() -> None:
    asked(1)
    with pytest.raises(Refused, match="已经布置"):
        acts.open_summaries(by=HEAD, at=OPENED, year=YEAR, due_on=DUE)
    for wrong in (CLERK, SUPERVISOR):
        with pytest.raises(Refused, match="由海智办负责人办理"):
            acts.open_summaries(by=wrong, at=OPENED, year=YEAR - 1, due_on=DUE)


@pytest.mark.django_db
def test_a_summary_leaves_the_house_complete_and_by_the_head_of_the_unit() -> None:
    own, foreign = asked()
    clerk, head = of_unit(own.station, Role.STATION_CLERK), of_unit(own.station, Role.SIGNATORY)
    assert own.texts == {"exchange": "学术交流2项：学术交流1、学术交流2。"}, "begun from the log"
    with pytest.raises(Refused) as refused:
        acts.submit_summary(own, by=head, at=IN_TIME)
    assert {f.field for f in refused.value.findings} == {*TEXTS} - {"exchange"}
    write(own, given_exchange=5)
    with pytest.raises(Refused, match="“学术交流”与工作记录不一致，没有说明原因"):
        acts.submit_summary(own, by=head, at=IN_TIME)
    write(own, given_exchange=5, why_exchange="三次未及时登记", problems="机密★1年")
    with pytest.raises(Refused, match="国家秘密标志"):
        acts.submit_summary(own, by=head, at=IN_TIME)
    write(own)
    for wrong in (clerk, CLERK, of_unit(foreign.station, Role.SIGNATORY)):
        with pytest.raises(Refused):
            acts.submit_summary(own, by=wrong, at=IN_TIME)
    acts.submit_summary(own, by=head, at=IN_TIME)
    assert Act.objects.get(verb="summary.submit").detail["corrected"] == {"exchange": [5, "三次未及时登记"]}
    work(own.station, 9)
    assert {line.figure.key: line.counted for line in summary_lines(own)}["exchange"] == 2, "as it was handed in"


@pytest.mark.django_db
def test_who_hands_in_after_the_last_day_says_why() -> None:
    summary = write(asked(1)[0])
    head = of_unit(summary.station, Role.SIGNATORY)
    with pytest.raises(Refused, match="没有写明逾期原因"):
        acts.submit_summary(summary, by=head, at=TOO_LATE)
    acts.submit_summary(summary, by=head, at=TOO_LATE, opinion="经办人调离")
    assert (summary.is_late, summary.late_reason) == (True, "经办人调离")


@pytest.mark.django_db
def test_the_office_looks_at_every_item_and_says_what_is_to_be_changed_where() -> None:
    summary = hand_in(asked(1)[0])
    with pytest.raises(Refused, match=r"还没有核对：.*不含涉密内容"):
        acts.accept_summary(summary, by=CLERK, at=IN_TIME, checked=["figures", "plan", "tasks", "whole"])
    with pytest.raises(Refused, match="没有写明退回的理由"):
        acts.return_summary(summary, by=CLERK, at=IN_TIME, reasons={"next": " "}, due_on=DUE, opinion="")
    reasons = {"problems": "请写具体", "next": ""}
    acts.return_summary(summary, by=CLERK, at=IN_TIME, reasons=reasons, due_on=DUE, opinion="请写具体")
    assert (summary.stage, summary.returned, summary.due) == ("returned", {"problems": "请写具体"}, DUE)
    acts.submit_summary(summary, by=of_unit(summary.station, Role.SIGNATORY), at=IN_TIME)
    assert (summary.stage, summary.returned) == ("submitted", {})


@pytest.mark.django_db
def test_whoever_has_not_handed_in_is_missed_by_a_move_that_tells_the_station() -> None:
    done, never, returned, excused = asked(4)
    somebody = member(Role.STATION_CLERK, at_unit=never.station.unit).person
    found = done.round
    hand_in(returned)
    with pytest.raises(Refused, match="有1份年度工作总结待审核"):
        acts.close_summaries(found, by=HEAD, at=TOO_LATE)
    acts.return_summary(returned, by=CLERK, at=IN_TIME, reasons={"next": "补"}, due_on=DUE, opinion="补")
    accept(hand_in(done))
    acts.excuse_summary(excused, by=HEAD, at=IN_TIME, opinion="停产检修")
    with pytest.raises(Refused, match="尚未届满"):
        acts.close_summaries(found, by=HEAD, at=IN_TIME)
    acts.close_summaries(found, by=HEAD, at=TOO_LATE)
    stages = [Summary.objects.get(pk=s.pk).stage for s in (done, never, returned, excused)]
    assert stages == ["accepted", "missed", "missed", "excused"]
    assert missed_summaries(never.station) == (YEAR,)
    assert missed_summaries(excused.station) == ()
    act = Act.objects.get(verb="summary.miss", subject_id=never.pk)
    assert (act.detail["year"], act.detail["in_a_row"], act.cause_id is not None) == (YEAR, [], True)
    deliver(TOO_LATE)
    assert list(Notice.objects.filter(act=act).values_list("person_id", flat=True)) == [somebody.pk]
    acts.readmit_summary(never, by=HEAD, at=TOO_LATE, due_on=TOO_LATE.date(), opinion="自然灾害")
    remind_of_station_work(TOO_LATE + timedelta(days=1))
    late = Notice.objects.filter(reminder__isnull=False, person_id=somebody.pk)
    assert list(late.values_list("reminder__title", flat=True)) == [never.title]
    accept(hand_in(never, TOO_LATE), TOO_LATE)
    assert missed_summaries(never.station) == ()


@pytest.mark.django_db
def test_two_in_a_row_are_the_evidence_for_the_alert() -> None:
    summary = asked(1)[0]
    earlier = SummaryRound.objects.create(
        code="ND-2025",
        year=2025,
        due_on=date(2026, 1, 31),
        opened_at=OPENED,
        closed_at=OPENED,
        stage="closed",
        version=1,
    )
    Summary.objects.create(
        code="ND-2025-0001", round=earlier, station=summary.station, due_on=earlier.due_on, asked_at=OPENED,
        stage="missed", version=1,
    )  # fmt: skip
    acts.close_summaries(summary.round, by=HEAD, at=TOO_LATE)
    assert Act.objects.get(verb="summary.miss").detail["in_a_row"] == [2025, 2026]
    facts = RevocationFacts(not_operating=("无人值守",), missed_summaries=missed_summaries(summary.station))
    assert "连续未参加年度总结检查：2025年、2026年" in in_good_standing(facts).reason


@pytest.mark.django_db
def test_a_later_day_for_all_leaves_those_who_have_a_later_one() -> None:
    first, second, handed = asked(3)
    hand_in(handed)
    acts.extend_summary(second, by=HEAD, at=IN_TIME, due_on=DUE + timedelta(days=60), opinion="搬迁")
    acts.extend_summaries(first.round, by=HEAD, at=IN_TIME, due_on=DUE + timedelta(days=10), opinion="春节")
    days = [Summary.objects.get(pk=s.pk).due_on - DUE for s in (first, second, handed)]
    assert [day.days for day in days] == [10, 60, 0]


@pytest.mark.django_db
def test_two_people_who_write_the_same_part_notice_each_other() -> None:
    summary = asked(1)[0]
    clerk = of_unit(summary.station, Role.STATION_CLERK)
    save_summary(summary, by=clerk, at=IN_TIME, values={"overview": "甲"}, over={"overview": ""})
    save_summary(summary, by=clerk, at=IN_TIME, values={"next": "乙"}, over={"next": ""})
    with pytest.raises(ChangedMeanwhile) as changed:
        save_summary(
            summary, by=clerk, at=IN_TIME, values={"overview": "丙", "next": "丁"}, over={"overview": "", "next": "乙"}
        )
    assert changed.value.stands == {"overview": "甲"}
    assert (standing_in(summary, "overview"), standing_in(summary, "next")) == ("甲", "乙")
    assert fill_in(summary, by=clerk, at=IN_TIME) == 0
    save_summary(summary, by=clerk, at=IN_TIME, values={"exchange": ""}, over={})
    assert fill_in(summary, by=clerk, at=IN_TIME) == 1
    with pytest.raises(Refused, match="不能再修改"):
        save_summary(summary, by=CLERK, at=IN_TIME, values={"overview": "戊"}, over={})


@pytest.mark.django_db
def test_the_stations_are_reminded_until_they_have_handed_in() -> None:
    first, second = asked()
    somebody = member(Role.SIGNATORY, at_unit=first.station.unit).person
    hand_in(second)
    Summary.objects.update(due_on=date(2026, 12, 31), asked_at=OPENED - timedelta(days=10))
    for _ in range(2):
        remind_of_station_work(OPENED + timedelta(days=9))
    told = Notice.objects.filter(reminder__isnull=False)
    assert list(told.values_list("person_id", "reminder__title")) == [(somebody.pk, first.title)]
