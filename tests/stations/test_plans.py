"""Plans of the year, and overseas ties: filed, adjusted, taken over, brought up to date, ended."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.regulation.ties import TieSort
from haizhi.stations import acts, facts
from haizhi.stations.drafts.plans import save_plan
from haizhi.stations.drafts.work import save_work
from haizhi.stations.models import FormerState, Plan, Station, Tie
from haizhi.stations.queries.plans import plans_section, plans_seen, ties_section, to_take_over
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, SUPERVISOR, client_of, hidden, queries_of, shown, text_of
from tests.files.samples import pdf
from tests.stations.factories import standing
from tests.stations.work_factories import LATER, confirmed, filed, of_station, planned, told_in_the_application, written

GROUP: dict[str, Any] = {"sort": TieSort.GROUP, "name": "DCTV", "country": "德国", "fields": "制造"}


@pytest.fixture
def station(db: None, today: Travel) -> Station:
    """A station, some weeks after its award."""
    today(LATER)
    return standing(1)[0]


@pytest.fixture
def clerk(station: Station) -> Client:
    """The browser of somebody of the station's staff."""
    client = Client()
    client.force_login(member(Role.STATION_CLERK, at_unit=station.unit).person)
    return client


def test_the_head_files_the_plan_and_a_year_has_one(station: Station) -> None:
    clerk, head = of_station(station), of_station(station, Role.SIGNATORY)
    plan = planned(station)
    with pytest.raises(Refused, match=f"2026年度已有计划（{plan.code}，填写中）"):
        acts.begin_plan(station, by=clerk, at=LATER, year=2026)
    with pytest.raises(Refused, match="现在不能填报2024年度的计划"):
        acts.begin_plan(station, by=clerk, at=LATER, year=2024)
    for who in (clerk, CLERK):
        with pytest.raises(Refused, match=r"由.*办理"):
            acts.file_plan(plan, by=who, at=LATER)
    assert facts.plan_on_file(station, 2026) is None
    acts.file_plan(plan, by=head, at=LATER)
    assert facts.plan_on_file(station, 2026) == plan
    act = Act.objects.filter(subject_id=plan.pk).latest("entry_id")
    assert [item["name"] for item in act.detail["items"]] == ["国际研讨会", "引进专家"]
    with pytest.raises(Refused, match="现为“已报送”"):
        save_plan(plan, {}, [], by=clerk)


def test_an_adjusted_plan_stays_on_file_and_keeps_what_was_filed(station: Station) -> None:
    clerk, plan = of_station(station), filed(station)
    entry = written(station, item=plan.items.get(quarter=3))
    other = written(station, item=plan.items.get(quarter=4))
    acts.revise_plan(plan, by=clerk, at=LATER, opinion="会议延期")
    assert facts.plan_on_file(station, 2026) == plan
    first = plan.items.get(quarter=3)
    save_plan(
        plan, {}, [(first.pk, {"family": "exchange", "quarter": 4, "name": "国际研讨会", "target": "1次"})], by=clerk
    )
    assert plan.items.get().quarter == 4
    other.refresh_from_db()
    assert other.item is None
    former = FormerState.objects.get(subject_id=plan.pk)
    assert ["第三季度", "国际研讨会（开展国际民间科技交流），目标：1次"] in former.content
    acts.keep_plan(plan, by=clerk, at=LATER)
    assert [(item.quarter, item.name) for item in plan.items.all()] == [(3, "国际研讨会"), (4, "引进专家")]
    assert not FormerState.objects.exists()
    entry.refresh_from_db()
    other.refresh_from_db()
    assert entry.item == plan.items.get(quarter=3), "what was done for it still is"
    assert other.item == plan.items.get(quarter=4), "also for one that had been taken out"


def test_an_item_shows_the_work_that_was_done_for_it(station: Station) -> None:
    plan = filed(station)
    item = plan.items.get(quarter=3)
    confirmed(station, item=item)
    written(station, item=item)
    counted: Any = plans_seen(SUPERVISOR).get().items.first()
    assert (counted.confirmed, counted.written) == (1, 1)


def test_a_plan_is_written_line_by_line_and_nothing_typed_is_lost(clerk: Client, station: Station) -> None:
    begins = f"/stations/{station.code}/plans/"
    page = shown(clerk, begins)
    assert clerk.post(begins, {"year": "2026", "once": hidden(page, "once")}).status_code == 302
    plan = Plan.objects.get()
    edits = f"{plan.get_absolute_url()}edit/"
    line = {"item-0-name": "国际研讨会", "item-0-family": "exchange", "item-0-quarter": "3", "item-0-target": "1次"}
    half = {"way": "plan", "lines": "3"} | line | {"item-1-name": "引进专家"}
    answer = clerk.post(edits, half)
    assert answer.status_code == 422
    assert "请填写任务类别，或勾选删去" in text_of(answer)
    assert 'value="引进专家"' in text_of(answer)
    paper = SimpleUploadedFile("计划.pdf", pdf(), "application/pdf")
    assert (
        clerk.post(edits, half | {"item-1-family": "service", "item-1-quarter": "4", "paper": paper}).status_code == 302
    )
    assert [item.name for item in plan.items.all()] == ["国际研讨会", "引进专家"]
    number = plan.items.get(quarter=4).pk
    gone = {"item-1-name": "引进专家", "item-1-family": "service", "item-1-quarter": "4", "item-1-number": number}
    first = {"item-0-number": plan.items.get(quarter=3).pk}
    assert clerk.post(edits, half | first | gone | {"item-1-drop": "on"}).status_code == 302
    assert [item.name for item in plan.items.all()] == ["国际研讨会"]
    assert "报送前还要补齐" not in shown(clerk, plan.get_absolute_url())
    assert client_of(Role.OFFICE_CLERK).get(plan.get_absolute_url()).status_code == 404, "not before it is filed"


def test_the_office_sees_who_has_no_plan(db: None, today: Travel) -> None:
    today(LATER)
    one, other = standing(2)
    filed(one)
    office = client_of(Role.OFFICE_CLERK)
    without = shown(office, "/stations/plans/?year=2026&state=none")
    assert other.unit.name in without
    assert one.unit.name not in without
    assert "已报送" in shown(office, "/stations/plans/?year=2026&state=filed")
    assert queries_of(office, "/stations/plans/") <= 12


def test_ties_of_the_application_go_on_with_the_station_once(clerk: Client, station: Station) -> None:
    records = told_in_the_application(station)
    assert {each.record for each in to_take_over(station)} == set(records[:2]), "what was only wished for is no tie"
    page = shown(clerk, f"/stations/{station.code}/ties/")
    assert "以下 2 个还没有转入" in page
    clerk.post(f"/stations/{station.code}/ties/take-over/", {"mark": [str(record.mark) for record in records[:2]]})
    group, expert = Tie.objects.order_by("code")
    assert (group.title, group.country, group.since) == ("德中科技协会（DCTV）", "德国", date(2024, 5, 1))
    assert (expert.name, expert.institution, expert.fields) == ("Anna Beispiel", "慕尼黑工业大学", "机器人")
    assert "教授" not in shown(clerk, expert.get_absolute_url()), "a person's post stays in the application"
    assert to_take_over(station) == []
    with pytest.raises(Refused, match="已经转入"):
        acts.take_over_tie(station, by=of_station(station), at=LATER, mark=records[0].mark)
    with pytest.raises(Refused, match="申报时还在计划中"):
        acts.take_over_tie(station, by=of_station(station), at=LATER, mark=records[2].mark)
    with pytest.raises(Refused, match="不是本站申报时填报的海外联系"):
        acts.take_over_tie(station, by=of_station(station), at=LATER, mark=UUID(int=9))
    act = Act.objects.filter(subject_id=expert.pk).get()
    assert "Anna" not in str(act.body), "the ledger names nobody"


def test_a_tie_is_registered_brought_up_to_date_ended_and_taken_up_again(clerk: Client, station: Station) -> None:
    by = of_station(station)
    with pytest.raises(Refused) as refused:
        acts.register_tie(
            station, by=by, at=LATER, sort=TieSort.EXPERT, name="Ann", country="", fields="机器人，+49 89 2890 1234"
        )
    told = [finding.reason for finding in refused.value.findings]
    assert told == ["没有填写国家或地区", "没有填写所在机构", "专业领域中有电话号码"]
    tie = acts.register_tie(station, by=by, at=LATER, **GROUP)
    with pytest.raises(Refused, match=f"“DCTV”已登记（{tie.code}，联系中）"):
        acts.register_tie(station, by=by, at=LATER, **GROUP)
    changed = {"name": "DCTV", "country": "德国", "fields_told": "智能制造", "seen": tie.version}
    assert clerk.post(f"{tie.get_absolute_url()}amend/", changed).status_code == 302
    entry = confirmed(station)
    entry.ties.add(tie)
    page = shown(clerk, tie.get_absolute_url())
    for words in ("智能制造", "更新前的内容", entry.name):
        assert words in page
    tie.refresh_from_db()
    with pytest.raises(Refused, match="日期还没有到"):
        acts.end_tie(tie, by=by, at=LATER, ended_on=LATER.date() + timedelta(1), opinion="不再联系")
    acts.end_tie(tie, by=by, at=LATER, ended_on=LATER.date(), opinion="不再联系")
    assert (tie.stage, tie.ended_on) == ("ended", LATER.date())
    acts.resume_tie(tie, by=by, at=LATER, opinion="恢复交流")
    assert (tie.stage, tie.ended_on) == ("kept", None)
    with pytest.raises(Refused, match=r"由.*办理"):
        acts.end_tie(tie, by=CLERK, at=LATER, ended_on=LATER.date(), opinion="不再联系")


def test_work_belongs_to_items_and_ties_of_its_own_station_alone(db: None) -> None:
    one, other = standing(2)
    entry, plan = written(one), planned(other)
    tie = acts.register_tie(other, by=of_station(other), at=LATER, **GROUP)
    with pytest.raises(ValueError, match="another station"):
        save_work(entry, {"item": plan.items.first()}, by=of_station(one), at=LATER)
    with pytest.raises(ValueError, match="another station"):
        save_work(entry, {}, by=of_station(one), at=LATER, ties=[tie])


def test_lists_of_ties_take_as_many_queries_for_thirty_rows_as_for_one(station: Station) -> None:
    office = client_of(Role.OFFICE_CLERK)
    told = {"station": station, "country": "德国", "fields": "制造", "stage": "kept", "version": 1}
    rows = [Tie(code=f"HW-2026-{n:04d}", sort="group", name=f"Verein {n}", **told) for n in range(30)]
    Tie.save_new(rows[:1])
    addresses = ("/stations/ties/?q=Verein&country=德&stage=kept&sort_of_tie=group", f"/stations/{station.code}/ties/")
    before = [queries_of(office, address) for address in addresses]
    Tie.save_new(rows[1:])
    assert [queries_of(office, address) for address in addresses] == before
    assert max(before) <= 12
    assert "没有符合条件的记录" in shown(office, "/stations/ties/?q=nobody")


def test_the_stations_home_shows_its_plans_and_ties(station: Station) -> None:
    by = of_station(station)
    plans, ties = plans_section(station, by, LATER), ties_section(station, by, LATER)
    assert plans
    assert ties
    assert (plans.summary, plans.act, ties.act) == ("2026年度还没有填报计划。", "填报计划", "登记")
    filed(station)
    acts.register_tie(station, by=by, at=LATER, **GROUP)
    plans, ties = plans_section(station, SUPERVISOR, LATER), ties_section(station, SUPERVISOR, LATER)
    assert plans
    assert ties
    assert ([row.tag for row in plans.rows], [row.text for row in ties.rows]) == (["已报送"], ["DCTV"])
