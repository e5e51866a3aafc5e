"""The log of work: what it needs, how it goes to the Office, what counts, how it is amended."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.regulation.ties import TieSort
from haizhi.regulation.work import (
    WorkFigures,
    WorkSort,
)
from haizhi.stations import acts, facts
from haizhi.stations.drafts.work import attach_proof, detach_proof, save_work
from haizhi.stations.facts import work_figures
from haizhi.stations.models import FormerState, Station, WorkEntry
from tests.applications.factories import upload
from tests.decisions.factories import CLERK, HEAD
from tests.stations.factories import standing
from tests.stations.work_factories import DAY, LATER, TOLD, confirmed, filed, of_station, submitted, written


@pytest.fixture
def station(db: None) -> Station:
    """A station, awarded on 20 July 2026."""
    return standing(1)[0]


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
    clerk, item = of_station(station), filed(station).items.get(quarter=3)
    tie = acts.register_tie(
        station, by=clerk, at=LATER, sort=TieSort.GROUP, name="IEEE", country="美国", fields="传感器"
    )
    entry = written(station, item=item)
    save_work(entry, {}, by=clerk, at=LATER, ties=[tie])
    acts.confirm_work(acts.submit_work(entry, by=clerk, at=LATER), by=CLERK, at=LATER)
    acts.amend_work(entry, by=clerk, at=LATER, opinion="想改日期")
    save_work(entry, {"began_on": DAY + timedelta(1), "economic": None, "item": None}, by=clerk, at=LATER, ties=[])
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
    assert (entry.item, list(entry.ties.all())) == (item, [tie])
    assert not FormerState.objects.exists()


def test_a_station_knows_its_newest_confirmed_work_whatever_becomes_of_it(station: Station) -> None:
    def newest() -> date | None:
        return Station.objects.values_list("worked_on", flat=True).get(pk=station.pk)

    clerk, early = of_station(station), written(station)
    assert newest() is None
    acts.confirm_work(acts.submit_work(early, by=clerk, at=LATER), by=CLERK, at=LATER)
    late = written(station)
    save_work(late, {"began_on": DAY + timedelta(1)}, by=clerk, at=LATER)
    acts.submit_work(late, by=clerk, at=LATER)
    assert newest() == DAY, "what was only handed in does not count"
    acts.confirm_work(late, by=CLERK, at=LATER)
    acts.amend_work(early, by=clerk, at=LATER, opinion="改一处")
    acts.keep_work(early, by=clerk, at=LATER)
    assert newest() == DAY + timedelta(1), "older work does not take its place"
    acts.amend_work(late, by=clerk, at=LATER, opinion="改一处")
    assert newest() == DAY
    acts.keep_work(late, by=clerk, at=LATER)
    assert newest() == DAY + timedelta(1)
    acts.strike_work(late, by=CLERK, at=LATER, opinion="与另一项重复")
    acts.strike_work(early, by=CLERK, at=LATER, opinion="与另一项重复")
    assert newest() is None


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
