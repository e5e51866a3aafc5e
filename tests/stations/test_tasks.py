"""交办任务: entered by the Office, given to stations, reported, accepted back or returned (办法·4·4)."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from haizhi.files.drafts import receive
from haizhi.files.queries import may_read, places_of
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act
from haizhi.notifications.models import Notice
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.rehearsal.papers import paper
from haizhi.stations import acts
from haizhi.stations.drafts.tasks import attach_to_report, attach_to_task, save_report
from haizhi.stations.drafts.writing import ChangedMeanwhile
from haizhi.stations.facts import assignments_of
from haizhi.stations.models import Assignment, Station, Summary, Task
from haizhi.stations.queries.sections import sections_of
from haizhi.stations.queries.tasks import lateness
from haizhi.stations.tasks import remind_of_station_work
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, HEAD, ISSUED, SUPERVISOR, client_of, hidden, queries_of, shown, text_of
from tests.replay import replayed
from tests.stations.factories import standing
from tests.stations.summing import DUE as SUMMED_UP_BY
from tests.stations.summing import OPENED, YEAR, work

LATER = ISSUED + timedelta(days=1)
DUE = date(2026, 9, 30)
SAID: dict[str, Any] = {
    "name": "报送海外人才需求",
    "issuer": "city",
    "text": "请填报本站海外人才和智力需求。",
    "due_on": DUE,
}


def of_unit(station: Station, role: Role) -> Actor:
    return Actor(uuid4(), role.label, (Grant(role, str(station.unit_id)),))


@replayed
def handed_down(units: int = 2) -> list[Assignment]:
    """A task with so many stations."""
    stations = standing(units)
    task = acts.draft_task(by=CLERK, at=LATER, **SAID)
    acts.issue_task(task, by=CLERK, at=LATER, stations=stations)
    return list(Assignment.objects.select_related("task", "station__unit").order_by("code"))


def report(assignment: Assignment, **more: Any) -> Assignment:
    """Accepted, written and handed in by the station."""
    clerk, head = (of_unit(assignment.station, role) for role in (Role.STATION_CLERK, Role.SIGNATORY))
    acts.accept_assignment(assignment, by=clerk, at=LATER)
    said = {"report": "已报送需求12项。", "entries": []} | more
    save_report(assignment, by=clerk, at=LATER, **said)
    return acts.report_assignment(assignment, by=head, at=LATER)


@pytest.mark.django_db
def test_a_task_goes_from_the_office_to_the_stations_and_back() -> None:
    first, second = handed_down()
    assert (first.task.stage, first.stage, second.due) == ("issued", "sent", DUE)
    report(first)
    acts.return_assignment(first, by=CLERK, at=LATER, opinion="请补充专业方向", due_on=DUE)
    assert (first.stage, first.returned) == ("returned", "请补充专业方向")
    acts.report_assignment(first, by=of_unit(first.station, Role.SIGNATORY), at=LATER)
    acts.approve_assignment(first, by=HEAD, at=LATER)
    assert (first.stage, first.returned, first.due) == ("done", "", None)
    verbs = Act.objects.filter(subject_id=first.pk).order_by("entry_id").values_list("verb", flat=True)
    assert [verb.partition(".")[2] for verb in verbs] == ["send", "accept", "report", "return", "report", "approve"]
    assert list(assignments_of(first.station, DUE, DUE)) == [first]


@pytest.mark.django_db
def test_what_was_handed_down_names_its_words_its_files_and_the_number_of_stations() -> None:
    task = acts.draft_task(by=CLERK, at=LATER, **SAID | {"issuer": "other", "issuer_name": "市外事办"})
    scan = receive(paper("来文"), by=CLERK, at=LATER)
    attach_to_task(task, scan, by=CLERK)
    acts.issue_task(task, by=CLERK, at=LATER, stations=standing(2))
    said = Act.objects.get(verb="task.issue").detail
    assert (said["issued_by"], said["text"], said["files"]) == ("市外事办", SAID["text"], [scan.sha256])
    assert len(said["stations"]) == 2
    with pytest.raises(Refused, match="已下达"):
        attach_to_task(task, scan, by=CLERK)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"issuer": "other"}, "没有写明下达单位"),
        ({"due_on": date(2026, 7, 20)}, "完成期限2026年7月20日已过"),
    ],
)
def test_a_task_without_its_issuer_or_with_a_day_that_has_passed_is_not_entered(
    changed: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Refused, match=reason):
        acts.draft_task(by=CLERK, at=LATER, **SAID | changed)


@pytest.mark.django_db
def test_a_station_gets_a_task_once_and_only_while_it_stands() -> None:
    first, second = handed_down()
    with pytest.raises(Refused, match="已有此任务"):
        acts.widen_task(first.task, by=CLERK, at=LATER, stations=[first.station])
    with pytest.raises(Refused, match="没有选择工作站"):
        acts.widen_task(first.task, by=CLERK, at=LATER, stations=[])
    Station.objects.filter(pk=second.station_id).update(stage="revoked", ended_on=DUE)
    other = acts.draft_task(by=CLERK, at=LATER, **SAID)
    with pytest.raises(Refused, match="现为“已撤销”"):
        acts.issue_task(other, by=CLERK, at=LATER, stations=[Station.objects.get(pk=second.station_id)])


@pytest.mark.django_db
def test_only_the_head_of_the_unit_reports_and_only_what_is_written() -> None:
    first, second = handed_down()
    clerk, head = of_unit(first.station, Role.STATION_CLERK), of_unit(first.station, Role.SIGNATORY)
    acts.accept_assignment(first, by=clerk, at=LATER)
    with pytest.raises(Refused, match="没有填写办理情况"):
        acts.report_assignment(first, by=head, at=LATER)
    save_report(first, by=clerk, at=LATER, report="机密★1年", over="")
    with pytest.raises(Refused, match="国家秘密标志"):
        acts.report_assignment(first, by=head, at=LATER)
    with pytest.raises(ChangedMeanwhile) as changed:
        save_report(first, by=head, at=LATER, report="好", over="")
    assert changed.value.stands == {"report": "机密★1年"}
    save_report(first, by=head, at=LATER, report="已办。", over="机密★1年")
    for wrong in (clerk, CLERK, SUPERVISOR, of_unit(second.station, Role.SIGNATORY)):
        with pytest.raises(Refused):
            acts.report_assignment(first, by=wrong, at=LATER)
    assert acts.report_assignment(first, by=head, at=LATER).stage == "reported"
    assert acts.recall_assignment(first, by=head, at=LATER).stage == "accepted"


@pytest.mark.django_db
def test_a_later_day_and_a_withdrawal_reach_all_who_are_not_done() -> None:
    first, second, third = handed_down(3)
    acts.approve_assignment(report(first), by=CLERK, at=LATER)
    longer = DUE + timedelta(days=30)
    acts.extend_assignment(third, by=CLERK, at=LATER, due_on=longer + timedelta(days=1), opinion="场地维修")
    with pytest.raises(Refused, match="不晚于原期限"):
        acts.extend_task(first.task, by=CLERK, at=LATER, due_on=DUE, opinion="顺延")
    acts.extend_task(first.task, by=CLERK, at=LATER, due_on=longer, opinion="顺延")
    days = dict(Assignment.objects.values_list("code", "due_on"))
    assert [days[a.code] for a in (first, second, third)] == [DUE, longer, longer + timedelta(days=1)]
    acts.withdraw_task(first.task, by=CLERK, at=LATER, opinion="上级取消")
    stages = dict(Assignment.objects.values_list("code", "stage"))
    assert [stages[a.code] for a in (first, second, third)] == ["done", "withdrawn", "withdrawn"]


@pytest.mark.django_db
def test_a_station_that_ends_has_nothing_left_to_do_and_what_is_with_the_office_stays() -> None:
    first, second = handed_down()
    ending, stays, clerk = first.station, second.station, of_unit(first.station, Role.STATION_CLERK)
    task = acts.draft_task(by=CLERK, at=LATER, **SAID)
    acts.issue_task(task, by=CLERK, at=LATER, stations=[ending])
    report(task.assignments.get())
    check = acts.open_summaries(by=HEAD, at=OPENED, year=YEAR, due_on=SUMMED_UP_BY)
    summary = check.summaries.get(station=ending)
    acts.merge(ending, by=HEAD, at=OPENED, into=stays, ended_on=OPENED.date(), opinion="同一园区")
    assert [a.stage for a in Assignment.objects.order_by("code")] == ["withdrawn", "sent", "reported"]
    summary.refresh_from_db()
    assert (summary.stage, summary.stage_label) == ("excused", "免报")
    assert not Assignment.objects.awaiting(clerk).exists()
    assert not Summary.objects.awaiting(clerk).exists()
    with pytest.raises(Refused, match="已并入其他站"):
        acts.readmit_summary(summary, by=HEAD, at=OPENED, due_on=SUMMED_UP_BY, opinion="补报")


@pytest.mark.django_db
def test_a_report_that_was_returned_is_overdue_after_its_new_last_day() -> None:
    assignment = report(handed_down(1)[0])
    acts.return_assignment(assignment, by=CLERK, at=LATER, opinion="请补充附件", due_on=DUE)
    assert [lateness(assignment, DUE + timedelta(days=n)) for n in (0, 3)] == ["", "已逾期3天"]


@pytest.mark.django_db
def test_the_stations_are_reminded_and_of_what_is_overdue_the_office_too(today: Travel) -> None:
    first = handed_down(1)[0]
    somebody, clerk = member(Role.STATION_CLERK, at_unit=first.station.unit).person, member(Role.OFFICE_CLERK).person
    for days, told in ((-40, []), (-1, [somebody.pk]), (0, [somebody.pk]), (1, [clerk.pk, somebody.pk, somebody.pk])):
        remind_of_station_work(LATER.replace(year=2026, month=9, day=30) + timedelta(days=days))
        people = Notice.objects.filter(reminder__isnull=False).values_list("person_id", flat=True)
        assert sorted(people) == sorted(told), days


@pytest.mark.django_db
@pytest.mark.once
def test_the_office_sees_who_gets_a_task_before_it_is_handed_down(today: Travel) -> None:
    today(LATER)
    first, second = standing(2)
    member(Role.STATION_CLERK, at_unit=first.unit)
    office = client_of(Role.OFFICE_CLERK)
    assert "还没有交办任务" in shown(office, "/stations/tasks/")
    typed = SAID | {"due_on": "2026-09-30", "reference": "渝科协办发〔2026〕12号"}
    wrong = office.post("/stations/tasks/new/", typed | {"issuer": "other"})
    assert wrong.status_code == 422
    assert SAID["text"] in text_of(wrong)
    address = office.post("/stations/tasks/new/", typed)["Location"]
    page = shown(office, f"{address}issue/")
    assert first.unit.name in page
    assert second.unit.name in page
    none = office.post(f"{address}issue/", {"check": "1"})
    assert none.status_code == 422
    assert "请至少选择一家" in text_of(none)
    check = text_of(office.post(f"{address}issue/", {"check": "1", "stations": [first.code, second.code]}))
    assert "2 家工作站将收到任务，告知 1 人" in check
    assert "1 家工作站没有在用账号" in check
    assert "市科协（重庆海智基地）交办的任务" not in check.partition("<pre")[0]
    sent = {"apply": "1", "stations": [first.code], "once": hidden(check, "once"), "seen": hidden(check, "seen")}
    for _ in range(2):
        assert office.post(f"{address}issue/", sent)["Location"] == address
    assert Assignment.objects.get().station == first
    page = shown(office, f"{address}widen/")
    assert second.unit.name in page
    assert f'value="{first.code}"' not in page


@pytest.mark.django_db
@pytest.mark.once
def test_a_station_accepts_writes_and_reports_on_its_pages(today: Travel) -> None:
    today(LATER)
    own, foreign = handed_down()
    client = Client()
    client.force_login(member(Role.STATION_CLERK, at_unit=own.station.unit).person)
    listed = shown(client, "/stations/assignments/")
    assert own.code in listed
    assert foreign.code not in listed
    assert client.get(foreign.get_absolute_url()).status_code == 404
    assert client.post(f"{own.get_absolute_url()}accept/", {}).status_code == 302
    address = f"{own.get_absolute_url()}edit/"
    assert 'name="initial-report"' in shown(client, address)
    typed = {"initial-report": "", "report": "已报送需求12项。"}
    assert client.post(f"{own.get_absolute_url()}save/", typed | {"field": "report"}).status_code == 204
    named = work(own.station, 1)
    sent = typed | {"initial-report": typed["report"], "entries": [named.code]}
    assert client.post(address, sent | {"entries": ["另一站"]}).status_code == 422
    assert client.post(address, sent).status_code == 302
    assert named.name in shown(client, own.get_absolute_url())
    stale = client.post(address, typed | {"report": "另一份。"})
    assert (stale.status_code, "另一份。" in text_of(stale)) == (422, True)
    clash = client.post(f"{own.get_absolute_url()}save/", typed | {"field": "report", "report": "另一份。"})
    assert (clash.status_code, clash.json()["clash"]["theirs"]) == (409, "已报送需求12项。")
    assert "由工作站负责人办理" not in shown(client, own.get_absolute_url())
    head = Client()
    head.force_login(member(Role.SIGNATORY, at_unit=own.station.unit).person)
    assert "填写办理情况" in shown(head, own.get_absolute_url())
    office = client_of(Role.OFFICE_HEAD)
    assert "已报送需求12项。" not in shown(office, own.get_absolute_url()), "not before it is reported"
    assert head.post(f"{own.get_absolute_url()}report/", {}).status_code == 302
    assert "已报送需求12项。" in shown(office, own.get_absolute_url())
    assert office.post(f"{own.get_absolute_url()}return/", {"opinion": "补充", "due_on": ""}).status_code == 422
    assert office.post(f"{own.get_absolute_url()}approve/", {}).status_code == 302


@pytest.mark.django_db
def test_what_is_overdue_is_seen_by_both(today: Travel) -> None:
    own = handed_down()[0]
    today(LATER.replace(year=2026, month=10, day=3))
    client = Client()
    clerk = member(Role.STATION_CLERK, at_unit=own.station.unit).person
    client.force_login(clerk)
    office = client_of(Role.OFFICE_CLERK)
    for browser in (client, office):
        assert "已逾期3天" in shown(browser, own.get_absolute_url())
        assert "已逾期3天" in shown(browser, "/stations/assignments/?late=on")
    assert "已逾期" in shown(office, own.task.get_absolute_url())
    at = LATER.replace(year=2026, month=10, day=3)
    unit = of_unit(own.station, Role.SIGNATORY)
    section = next(s for s in sections_of(own.station, unit, at) if s.key == "tasks")
    assert section.summary == "待办理1件，其中已逾期1件"
    stranger = Actor(uuid4(), "外单位", (Grant(Role.SIGNATORY, str(uuid4())),))
    assert "tasks" not in [s.key for s in sections_of(own.station, stranger, at)]
    book: Any = office.get("/stations/assignments/?export=csv")
    assert "已逾期3天" in b"".join(book.streaming_content).decode("utf-8-sig")


@pytest.mark.django_db
@pytest.mark.once
def test_the_files_of_a_task_are_for_its_stations_and_those_of_a_report_for_its_own() -> None:
    first, second = handed_down()
    Task.objects.filter(pk=first.task_id).update(stage="draft")
    first.task.refresh_from_db()
    asked = attach_to_task(first.task, receive(paper("来文"), by=CLERK, at=LATER), by=CLERK).upload
    clerk = of_unit(first.station, Role.STATION_CLERK)
    acts.accept_assignment(first, by=clerk, at=LATER)
    proof = attach_to_report(first, receive(paper("证明"), by=clerk, at=LATER), by=clerk).upload
    other = of_unit(second.station, Role.STATION_CLERK)
    assert (may_read(other, asked), may_read(other, proof)) == (True, False)
    assert (may_read(CLERK, asked), may_read(CLERK, proof)) == (True, True)
    assert [place.label for place in places_of(CLERK, proof)] == ["任务办理“报送海外人才需求”"]


@pytest.mark.django_db
def test_the_lists_take_as_many_queries_for_one_row_as_for_thirty(today: Travel) -> None:
    today(LATER)
    office = client_of(Role.OFFICE_CLERK)
    one = handed_down(1)[0]
    before = [
        queries_of(office, url)
        for url in ("/stations/tasks/", "/stations/assignments/", one.get_absolute_url(), one.task.get_absolute_url())
    ]
    for n in range(29):
        task = Task.objects.create(
            code=f"RW-2026-{n + 100}", stage="issued", issued_at=LATER, drafted_at=LATER, version=1, **SAID
        )
        Assignment.objects.create(
            code=f"{task.code}-001", task=task, station=one.station, due_on=DUE, sent_at=LATER, asked_at=LATER,
            stage="sent", version=1,
        )  # fmt: skip
    after = [
        queries_of(office, url)
        for url in ("/stations/tasks/", "/stations/assignments/", one.get_absolute_url(), one.task.get_absolute_url())
    ]
    assert after == before
    assert max(after) <= 12
