"""What changes in the life of a station: people, name, unit, district, rest, and another station that takes it in."""

from datetime import date, datetime
from typing import Any

import pytest

from haizhi.accounts.models import Organisation
from haizhi.kernel import ledger
from haizhi.kernel.actor import Actor
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from haizhi.stations import acts, facts
from haizhi.stations.models import Station
from tests.applications.factories import university
from tests.decisions.factories import CLERK, HEAD, holding
from tests.stations.factories import standing

pytestmark = pytest.mark.django_db

AT = datetime.fromisoformat("2026-11-23T10:00:00+08:00")
TODAY, EARLIER, BEFORE = date(2026, 11, 23), date(2026, 9, 1), date(2026, 7, 19)
HEAD_OF_IT = {"duty": "head", "name": "李㛃", "position": "院长", "phone": "023-63002858", "email": ""}
HELPER = {"duty": "staff", "name": "王䶮", "position": "", "phone": "", "email": ""}


def of(unit: Organisation, role: Role = Role.STATION_CLERK) -> Actor:
    return holding(role, str(unit.pk))


def amended(station: Station, by: Actor, **changed: Any) -> Station:
    said: dict[str, Any] = {
        "changed_on": EARLIER,
        "office": "科技楼305",
        "phone": "023-63002858",
        "people": [HEAD_OF_IT, HELPER],
        "partners": ["重庆光电学会"],
    } | changed
    return acts.amend(station, by=by, at=AT, **said)


def people(station: Station) -> list[tuple[str, date, date | None]]:
    return [(p.name, p.valid_from, p.valid_to) for p in station.people.order_by("pk")]


def test_a_station_keeps_its_people_with_their_days_and_tells_no_name_to_the_ledger() -> None:
    (station,) = standing()
    amended(station, of(station.unit))
    other = HEAD_OF_IT | {"name": "陈喆"}
    amended(
        station, of(station.unit, Role.SIGNATORY), changed_on=TODAY, people=[other, HELPER], partners=["重庆化学会"]
    )
    assert people(station) == [
        ("李㛃", EARLIER, date(2026, 11, 22)),
        ("王䶮", EARLIER, None),
        ("陈喆", TODAY, None),
    ]
    assert [person.name for person in facts.people_now(station)] == ["陈喆", "王䶮"]
    assert [(host.name, host.valid_to) for host in station.hosts.order_by("pk")] == [
        ("重庆光电学会", date(2026, 11, 22)),
        ("重庆化学会", None),
    ]
    amended(station, CLERK, changed_on=TODAY, people=[HELPER | {"position": "工程师"}], partners=["重庆化学会"])
    assert people(station) == [("李㛃", EARLIER, date(2026, 11, 22)), ("王䶮", EARLIER, None)]
    first = Act.objects.filter(verb="station.amend").order_by("entry_id")[0]
    assert first.detail["changed"] == ["办公场所", "办公电话", "人员", "共建单位"]
    assert "李㛃" not in str(first.body)
    assert {"李㛃", "王䶮"} <= facts.people_of(station)
    assert not list(ledger.faults())


def test_an_amendment_that_cannot_be_is_refused_with_every_reason() -> None:
    (station, other) = standing(2)
    with pytest.raises(Refused, match="不在您的办理范围"):
        amended(station, of(other.unit))
    amended(station, of(station.unit))
    with pytest.raises(Refused, match="没有改动任何一项"):
        amended(station, of(station.unit), changed_on=TODAY)
    wrong = HELPER | {"duty": "contact", "phone": "没有"}
    with pytest.raises(Refused) as refused:
        amended(station, of(station.unit), changed_on=BEFORE, phone="？", people=[wrong])
    assert {finding.field for finding in refused.value.findings} == {"changed_on", "phone", "contact_phone"}
    assert "2026年9月1日至今日" in str(refused.value)


def test_a_new_name_leaves_the_former_one_on_record_and_on_the_plaque() -> None:
    (station,) = standing()
    acts.rename(station, by=CLERK, at=AT, short_name="重庆示范", changed_on=EARLIER, opinion="学校更名")
    assert (station.short_name, station.stage) == ("重庆示范", "active")
    assert [(name.short_name, name.valid_to) for name in station.former_names.all()] == [
        ("重庆第1大学", date(2026, 8, 31))
    ]
    assert station.plaques.get().short_name == "重庆第1大学"
    for words in ("第1大学", "重庆示范"):
        assert list(Station.objects.visible_to(CLERK).matching(words)) == [station]
    said: dict[str, Any] = {"by": CLERK, "at": AT, "opinion": "再次更名"}
    with pytest.raises(Refused) as refused:
        acts.rename(station, short_name="重庆示范", changed_on=EARLIER, **said)
    assert {finding.field for finding in refused.value.findings} == {"short_name", "changed_on"}
    acts.replace_plaque(station, short_name="重庆示范大学", plaque_serial="渝海智0009", **said)
    assert [name.short_name for name in station.former_names.all()] == ["重庆示范", "重庆第1大学"]


def test_another_unit_takes_a_station_over_and_its_people_act_for_it() -> None:
    station, other = standing(2)
    former, heir = station.unit, university("重庆承接大学")
    said: dict[str, Any] = {"at": AT, "changed_on": EARLIER, "opinion": "学校合并"}
    with pytest.raises(Refused, match="已有工作站GZ-2026-0002"):
        acts.change_host(station, by=HEAD, unit=other.unit, **said)
    with pytest.raises(Refused, match="已是本站的建站单位"):
        acts.change_host(station, by=HEAD, unit=former, **said)
    amended(station, of(former), partners=["重庆承接大学"], changed_on=date(2026, 8, 1))
    acts.change_host(station, by=HEAD, unit=heir, **said)
    assert [(host.name, host.part, host.valid_to) for host in station.hosts.order_by("part")] == [
        (former.name, "former", date(2026, 8, 31)),
        ("重庆承接大学", "joint", date(2026, 8, 31)),
    ]
    amended(station, of(heir), office="新楼", partners=[], changed_on=TODAY)
    with pytest.raises(Refused, match="不在您的办理范围"):
        amended(station, of(former), changed_on=TODAY)


def test_stations_of_a_district_that_is_no_more_go_where_they_now_belong() -> None:
    first, second = standing(2)
    Station.objects.update(district="500112")
    leader = holding(Role.DISTRICT_HEAD, "500157")
    assert not first.within(leader.grants[0])
    places = [(first, "500157"), (second, "500109")]
    acts.relocate_all(places, by=CLERK, at=AT, changed_on=EARLIER, opinion="区划调整")
    assert [station.district for station in Station.objects.order_by("code")] == ["500157", "500109"]
    assert [(row.district, row.valid_to) for row in first.former_districts.all()] == [("500112", date(2026, 8, 31))]
    first.refresh_from_db()
    assert first.within(leader.grants[0])
    with pytest.raises(Refused) as refused:
        acts.relocate(second, by=CLERK, at=AT, district="500112", changed_on=TODAY, opinion="有误")
    assert "当日没有这个区县" in str(refused.value)
    with pytest.raises(Refused, match="已在这个区县"):
        acts.relocate_all([(second, "500109")], by=CLERK, at=AT, changed_on=TODAY, opinion="有误")


def test_a_station_rests_and_goes_on_or_waits_to_be_judged() -> None:
    station, other = standing(2)
    acts.suspend(station, by=HEAD, at=AT, opinion="场地改造")
    assert (station.stage, station.stands) == ("suspended", True)
    acts.resume(station, by=HEAD, at=AT)
    assert station.stage == "active"
    acts.suspend(other, by=HEAD, at=AT, opinion="场地改造")
    acts.resume(other, by=HEAD, at=datetime.fromisoformat("2029-07-21T00:00:00+08:00"))
    assert other.stage == "due"
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.suspend(station, by=CLERK, at=AT, opinion="场地改造")


def test_a_station_that_joined_another_is_one_no_more_and_its_plaque_still_comes_back() -> None:
    station, other = standing(2)
    said: dict[str, Any] = {"by": HEAD, "at": AT, "ended_on": EARLIER, "opinion": "两校合并"}
    with pytest.raises(Refused, match="不能并入自身"):
        acts.merge(station, into=station, **said)
    acts.merge(station, into=other, **said)
    assert (station.stage, station.merged_into, station.ended_on) == ("merged", other, EARLIER)
    acts.return_plaque(station, by=CLERK, at=AT, ended_on=TODAY, opinion="并入后收回")
    assert (station.stage, station.plaques.get().state) == ("merged", "returned")
    with pytest.raises(Refused, match="已不是工作站"):
        acts.merge(other, into=station, **said)
    with pytest.raises(Refused, match="现为“已并入其他站”"):
        amended(station, of(station.unit))
    assert not list(ledger.faults())
