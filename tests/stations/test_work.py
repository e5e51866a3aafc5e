"""The log of work: what it needs, how it goes to the Office, what counts, how it is amended."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused, unmet
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.roles import Role
from haizhi.regulation.task_families import TaskFamily
from haizhi.regulation.work import (
    ECONOMIC,
    SOCIAL,
    WORK,
    Detail,
    Work,
    WorkFigures,
    WorkSort,
    sorts_of,
    work_findings,
)
from haizhi.stations import acts, facts
from haizhi.stations.drafts.work import attach_proof, detach_proof, save_work
from haizhi.stations.facts import work_figures
from haizhi.stations.models import FormerState, Station, WorkEntry
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD
from tests.stations.factories import standing
from tests.stations.work_factories import DAY, LATER, TOLD, confirmed, of_station, submitted, written

SINCE = date(2026, 7, 20)


@pytest.fixture
def station(db: None) -> Station:
    """A station, awarded on 20 July 2026."""
    return standing(1)[0]


def told(**changed: Any) -> Work:
    said = TOLD | changed
    details = {detail: said.get(detail.value, "") for detail in Detail if detail in WorkSort.EXCHANGE.asks}
    return Work(
        said.get("sort", WorkSort.EXCHANGE), said["name"], said["began_on"], said["ended_on"], said["account"],
        details, said.get("evidence", 1),
    )  # fmt: skip


def reasons(**changed: Any) -> list[str]:
    found = work_findings(told(**changed), since=SINCE, today=date(2026, 9, 18))
    return [finding.reason for finding in unmet(*found)]


def test_every_indicator_of_what_a_station_does_has_a_sort_of_work() -> None:
    of_sorts = {key for sort in WORK for key in sort.indicators}
    assert of_sorts | {ECONOMIC, SOCIAL} == {f"b{n}" for n in range(7, 19)} <= ASSESSMENT.maxima.keys()
    assert sorted(sort for family in TaskFamily for sort in sorts_of(family)) == sorted(WorkSort)
    assert all(sort.needs <= sort.asks for sort in WORK)


def test_a_whole_piece_of_work_lacks_nothing_and_an_empty_one_is_told_all_that_it_lacks() -> None:
    assert reasons() == []
    empty = {"name": " ", "account": "", "partner": "", "country": "", "overseas": 0, "people": None, "place": ""}
    assert reasons(**empty, evidence=0) == [
        "没有填写名称",
        "没有填写内容与成效",
        "没有填写海外团体或机构",
        "没有填写国家或地区",
        "没有填写海外人员人数",
        "没有填写参加人数",
        "没有填写地点",
        "没有证明材料",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联系人手机13812345678", "手机号码"),
        ("证件11010519491231002X", "身份证号码"),
        ("持护照号E12345678入境", "护照号码"),
        ("致电+49 89 2890 1234", "电话号码"),
        ("来信a.b@tum.invalid", "电子邮箱"),
    ],
)
def test_numbers_and_addresses_of_persons_are_refused(text: str, found: str) -> None:
    assert reasons(account=text) == [f"内容与成效中有{found}"]


def test_a_mark_of_a_secret_is_refused_and_a_year_or_an_amount_is_no_number_of_a_person() -> None:
    assert reasons(name="机密★5年") == ["出现国家秘密标志“机密★5年”（名称）"]
    assert reasons(account="2026年投入+120万元，合同号20260901123，电话会议3次") == []


@pytest.mark.parametrize(
    ("began", "ended", "reason"),
    [
        (SINCE - timedelta(1), DAY, "开始日期早于建站有效期起始日2026年7月20日"),
        (date(2026, 9, 19), date(2026, 9, 19), "开始日期2026年9月19日还没有到"),
        (DAY, DAY - timedelta(1), "结束日期早于开始日期"),
    ],
)
def test_days_lie_in_the_stations_time_and_in_order(began: date, ended: date, reason: str) -> None:
    assert reasons(began_on=began, ended_on=ended) == [reason]
    assert reasons(began_on=SINCE, ended_on=date(2028, 1, 1)) == [], "work may go on"


SORTS = st.lists(st.sampled_from(list(WorkSort)), max_size=6).map(lambda sorts: dict(Counter(sorts)))
FIGURES = st.builds(WorkFigures, SORTS, st.just(3), st.just(2), st.integers(0, 10**12))


@settings(suppress_health_check=[HealthCheck.too_slow])  # the first draw reads the constants of the code
@given(FIGURES, FIGURES)
def test_figures_add_up_whatever_they_are_parted_by(one: WorkFigures, other: WorkFigures) -> None:
    both = one + other
    assert both == other + one
    assert both.total == one.total + other.total == sum(both.of_family(family) for family in TaskFamily)
    assert both.economic == one.economic + other.economic
    assert both.of_indicator("b8") == sum(
        both.counts.get(s, 0) for s in (WorkSort.PROJECT, WorkSort.IMPORTED, WorkSort.TACKLED)
    )


def test_work_goes_to_the_office_is_questioned_explained_and_confirmed(station: Station) -> None:
    clerk, entry = of_station(station), submitted(station)
    acts.question_work(entry, by=CLERK, at=LATER, opinion="境外专家是哪几位？")
    assert entry.question == "境外专家是哪几位？"
    acts.answer_work(entry, by=clerk, at=LATER, opinion="见补充的会议手册。", paper=upload("会议手册.pdf"))
    acts.confirm_work(entry, by=HEAD, at=LATER)
    entry.refresh_from_db()
    assert (entry.stage, entry.question, entry.files.count()) == ("confirmed", "", 2)
    trail = Act.objects.filter(subject_id=entry.pk).order_by("entry_id")
    assert [act.label for act in trail] == ["新建工作记录", "提交", "要求说明", "说明", "确认"]
    detail = trail.last().detail  # type: ignore[union-attr]  # there are five
    assert (detail["economic"], detail["overseas"]) == (123_456_789, 4)
    assert TOLD["partner"] not in str(detail), "names stand in the ledger as commitments"


def test_what_its_sort_does_not_ask_for_is_left_out_when_it_is_handed_in(station: Station) -> None:
    entry = written(station, WorkSort.PUBLIC_SERVICE, authority="市发展改革委")
    acts.submit_work(entry, by=of_station(station), at=LATER)
    assert (entry.authority, entry.people, entry.economic) == ("", 120, 123_456_789)


def test_only_what_is_whole_is_handed_in_and_confirmed(station: Station) -> None:
    entry = written(station, country="", proof=False)
    with pytest.raises(Refused) as refused:
        acts.submit_work(entry, by=of_station(station), at=LATER)
    assert [finding.reason for finding in refused.value.findings] == ["没有填写国家或地区", "没有证明材料"]


def test_a_station_that_has_ended_logs_no_more(station: Station) -> None:
    Station.objects.filter(pk=station.pk).update(stage="revoked", ended_on=DAY)
    with pytest.raises(Refused, match="工作站现为“已撤销”"):
        acts.begin_work(station, by=of_station(station), at=LATER, sort=WorkSort.TIES)


Verb = Callable[..., WorkEntry]


@pytest.mark.parametrize(
    ("perform", "stage"),
    [
        (acts.submit_work, "draft"),
        (acts.recall_work, "submitted"),
        (acts.question_work, "submitted"),
        (acts.answer_work, "questioned"),
        (acts.confirm_work, "submitted"),
        (acts.return_work, "submitted"),
        (acts.amend_work, "confirmed"),
        (acts.keep_work, "amending"),
        (acts.withdraw_work, "draft"),
        (acts.strike_work, "confirmed"),
    ],
)
def test_an_act_is_refused_to_the_other_side_to_other_units_and_at_another_time(
    station: Station, perform: Verb, stage: str
) -> None:
    entry = confirmed(station)
    WorkEntry.objects.filter(pk=entry.pk).update(stage=stage)
    verb = perform.__name__.removesuffix("_work")
    said = {"opinion": "理由"} if verb in ("question", "answer", "return", "amend", "strike") else {}
    office = verb in ("question", "confirm", "return", "strike")
    own, stranger = of_station(station), Actor(uuid4(), "外人", (Grant(Role.STATION_CLERK, str(uuid4())),))
    with pytest.raises(Refused, match=r"由.*办理"):
        perform(entry, by=own if office else CLERK, at=LATER, **said)
    with pytest.raises(Refused, match=r"由.*办理" if office else "此件不在您的办理范围内"):
        perform(entry, by=stranger, at=LATER, **said)
    WorkEntry.objects.filter(pk=entry.pk).update(stage="withdrawn")
    with pytest.raises(Refused, match="此件现为“已作废”"):
        perform(entry, by=CLERK if office else own, at=LATER, **said)


def test_an_amendment_keeps_the_former_state_and_counts_only_once_confirmed_anew(station: Station) -> None:
    clerk, entry = of_station(station), confirmed(station)
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert list(facts.work_of(station, first, last)) == [entry]
    acts.amend_work(entry, by=clerk, at=LATER, opinion="人数有误")
    assert not facts.work_of(station, first, last).exists()
    assert not save_work(entry, {"people": 99}, by=clerk, at=LATER)
    photo = entry.files.get().upload
    detach_proof(entry, photo.pk, by=clerk, at=LATER)
    attach_proof(entry, upload("签到表.pdf"), by=clerk, at=LATER)
    acts.submit_work(entry, by=clerk, at=LATER)
    acts.recall_work(entry, by=clerk, at=LATER)
    assert entry.stage == "amending"
    acts.submit_work(entry, by=clerk, at=LATER)
    acts.confirm_work(entry, by=CLERK, at=LATER)
    counted = facts.work_of(station, first, last).get()
    assert [file.upload.name for file in counted.files.all()] == ["签到表.pdf"]
    former = FormerState.objects.get(subject_id=entry.pk)
    assert ["参加人数", "120人次"] in former.content
    assert ["经济效益", "123.456789万元"] in former.content
    assert former.reason == "人数有误"
    assert entry.files.filter(upload=photo, current=False).exists(), "what proved it before is kept"


def test_an_amendment_given_up_leaves_what_was_confirmed(station: Station) -> None:
    clerk, entry = of_station(station), confirmed(station)
    acts.amend_work(entry, by=clerk, at=LATER, opinion="想改日期")
    save_work(entry, {"began_on": DAY + timedelta(1), "economic": None}, by=clerk, at=LATER)
    detach_proof(entry, entry.files.get().upload_id, by=clerk, at=LATER)
    with pytest.raises(Refused, match="这项工作还没有确认过"):
        acts.keep_work(acts.return_work(submitted(station), by=CLERK, at=LATER, opinion="不清楚"), by=clerk, at=LATER)
    acts.submit_work(attach(entry, clerk), by=clerk, at=LATER)
    acts.return_work(entry, by=CLERK, at=LATER, opinion="日期与通知不符")
    with pytest.raises(Refused, match="曾经确认，不能作废"):
        acts.withdraw_work(entry, by=clerk, at=LATER)
    acts.keep_work(entry, by=clerk, at=LATER)
    entry.refresh_from_db()
    assert (entry.stage, entry.began_on, entry.economic) == ("confirmed", DAY, 123_456_789)
    assert [file.upload.name for file in entry.files.filter(current=True)] == ["现场照片.jpg"]
    assert not FormerState.objects.exists()


def attach(entry: WorkEntry, clerk: Actor) -> WorkEntry:
    attach_proof(entry, upload("另一张.jpg"), by=clerk, at=LATER)
    return entry


def test_colleagues_who_write_at_once_notice_each_other(station: Station) -> None:
    clerk, entry = of_station(station), written(station)
    save_work(entry, {"country": "德国"}, by=clerk, at=LATER, over={"country": "新加坡"})
    clashes = save_work(
        entry, {"country": "法国", "people": 8}, by=clerk, at=LATER, over={"country": "新加坡", "people": 120}
    )
    entry.refresh_from_db()
    assert (clashes, entry.country, entry.people) == ({"country": "德国"}, "德国", 8)


def test_a_day_that_is_moved_takes_the_last_day_along(station: Station) -> None:
    clerk, entry = of_station(station), written(station)
    save_work(entry, {"began_on": DAY + timedelta(3), "ended_on": DAY}, by=clerk, at=LATER, over={"ended_on": DAY})
    assert (entry.began_on, entry.ended_on) == (DAY + timedelta(3), DAY + timedelta(3))
    save_work(entry, {"ended_on": DAY + timedelta(5)}, by=clerk, at=LATER, over={"ended_on": DAY + timedelta(3)})
    save_work(entry, {"began_on": DAY}, by=clerk, at=LATER)
    assert entry.ended_on == DAY + timedelta(5), "of several days only the first moves"


def test_nothing_is_written_once_it_is_handed_in_nor_by_others(station: Station) -> None:
    entry = submitted(station)
    for who in (of_station(station), CLERK):
        with pytest.raises(Refused, match="现为“待海智办审核”"):
            save_work(entry, {"people": 1}, by=who, at=LATER)
        with pytest.raises(Refused):
            attach_proof(entry, upload(), by=who, at=LATER)


def test_figures_of_stations_take_one_query_and_count_confirmed_work_of_the_span_alone(db: None) -> None:
    one, other = standing(2)
    confirmed(one)
    confirmed(one, name="联合攻关", sort=WorkSort.TACKLED, economic=50)
    confirmed(one, began_on=date(2026, 7, 21), ended_on=DAY)
    submitted(other)
    with CaptureQueriesContext(connection) as taken:
        found = work_figures([one.pk, other.pk], DAY, date(2026, 12, 31))
    assert len(taken) == 1
    assert found == {one.pk: WorkFigures({WorkSort.EXCHANGE: 1, WorkSort.TACKLED: 1}, 120, 8, 123_456_839)}
