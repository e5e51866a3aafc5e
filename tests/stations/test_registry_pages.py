"""The register as its readers see it: list, home page, people, map, districts that are no more, and the public face."""

from datetime import date, datetime

import pytest
from django.test import Client

from haizhi.accounts.models import Organisation
from haizhi.kernel.actor import Actor
from haizhi.regulation.roles import Role
from haizhi.stations import acts, queries
from haizhi.stations.models import Station
from haizhi.stations.queries import registry
from haizhi.stations.queries.sections import Section, SectionRow, station_section
from tests.accounts.factories import member
from tests.applications.factories import university
from tests.decisions.conftest import Travel
from tests.decisions.factories import CLERK, HEAD, client_of, queries_of, shown, text_of
from tests.stations.factories import standing
from tests.stations.test_registry_changes import AT, EARLIER, TODAY, amended, of

pytestmark = pytest.mark.django_db
LIST = "/stations/"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(AT)


def of_the_unit(unit: Organisation, role: Role = Role.STATION_CLERK) -> Client:
    client = Client()
    client.force_login(member(role, at_unit=unit).person)
    return client


def test_the_list_is_narrowed_by_name_stage_district_kind_year_and_end_of_term() -> None:
    first, second, third = standing(3)
    Station.objects.filter(pk=second.pk).update(stage="suspended", district="500112", valid_to="2027-01-31")
    Station.objects.filter(pk=third.pk).update(valid_to="2026-11-01", approved_on="2023-11-02", valid_from="2023-11-02")
    acts.rename(first, by=CLERK, at=AT, short_name="示范", changed_on=EARLIER, opinion="更名")
    office = client_of(Role.OFFICE_CLERK)

    def codes(query: str) -> list[str]:
        page = shown(office, f"{LIST}?{query}")
        return [code for code in ("GZ-2026-0001", "GZ-2026-0002", "GZ-2026-0003") if f">{code}<" in page]

    assert codes("") == ["GZ-2026-0001", "GZ-2026-0002", "GZ-2026-0003"]
    assert codes("q=示范") == codes("q=第1大学") == codes("q=cqd1dx") == ["GZ-2026-0001"]
    assert codes("stage=suspended") == codes("district=500157") == codes("ending=3") == ["GZ-2026-0002"]
    assert codes("ending=over") == codes("year=2023") == ["GZ-2026-0003"]
    assert codes("kind=university&stage=active") == ["GZ-2026-0001", "GZ-2026-0003"]
    assert codes("kind=park") == []
    assert "只看本单位" not in shown(office, LIST)
    district = Client()
    district.force_login(member(Role.DISTRICT_CLERK, district="500157").person)
    for browser in (of_the_unit(second.unit), district):
        own = shown(browser, f"{LIST}?mine=on")
        assert ">GZ-2026-0002<" in own
        assert ">GZ-2026-0001<" not in own


def test_the_lists_cost_the_same_for_one_station_and_for_thirty() -> None:
    station, ended = standing(2)
    office = client_of(Role.OFFICE_CLERK)
    amended(station, CLERK)
    acts.merge(ended, by=HEAD, at=AT, into=station, ended_on=EARLIER, opinion="合并")
    urls = (LIST, "/stations/people/", "/stations/map/", "/public/stations/ended/")
    few = [queries_of(office, url) for url in urls]
    for number, more in enumerate(standing(29, first=3)):
        if number % 2:
            amended(more, CLERK)
        else:
            acts.merge(more, by=HEAD, at=AT, into=station, ended_on=EARLIER, opinion="合并")
    assert [queries_of(office, url) for url in urls] == few
    assert max(few) <= 12


def test_the_home_of_a_station_shows_its_people_its_history_and_what_each_part_adds(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (station,) = standing()
    amended(station, of(station.unit))
    acts.rename(station, by=CLERK, at=AT, short_name="示范", changed_on=EARLIER, opinion="更名")
    monkeypatch.setattr("haizhi.stations.queries.sections._SECTIONS", {})

    @station_section(20)
    def later(station: Station, actor: Actor, at: datetime) -> Section | None:
        return Section("later", "后一部分", empty="这里将列出事项。", act_url="/new/", act="新建")

    @station_section(10)
    def earlier(station: Station, actor: Actor, at: datetime) -> Section | None:
        return Section("earlier", "前一部分", (SectionRow("一件事", "/x/", "昨日", "已办", "ok"),), url="/all/")

    @station_section(15)
    def hidden(station: Station, actor: Actor, at: datetime) -> Section | None:
        return None

    url = station.get_absolute_url()
    page = shown(of_the_unit(station.unit), url)
    for words in (
        "李㛃",
        "王䶮",
        "重庆光电学会",
        "重庆第1大学（至2026年8月31日）",
        "第1个建设周期",
        "更新人员和场所",
        "科技楼305",
    ):
        assert words in page, words
    assert page.index("前一部分</h2>") < page.index("后一部分</h2>")
    assert "这里将列出事项" in page
    assert "李㛃" in shown(client_of(Role.AUDITOR), url)
    assert "李㛃" not in shown(client_of(Role.PARTY_RECORDER), url)
    everybody = shown(client_of(Role.JUDGE), url)
    assert "李㛃" not in everybody
    assert "重庆光电学会" in everybody
    assert "更新人员和场所" not in everybody


def test_a_station_brings_its_people_up_to_date_and_nothing_typed_is_lost() -> None:
    (station,) = standing()
    browser = of_the_unit(station.unit)
    url = f"{station.get_absolute_url()}amend/"
    said = {
        "changed_on": "2026-11-01",
        "office": "科技楼305",
        "head_name": "李㛃",
        "head_position": "院长",
        "contact_phone": "13983121234",
        "staff": "王䶮，工程师\n陈喆",
        "partners": "重庆光电学会\n重庆化学会",
    }
    page = text_of(browser.post(url, said))
    assert "没有填写姓名" in page
    assert "王䶮，工程师" in page
    answer = browser.post(url, said | {"contact_name": "何琎"}, follow=True)
    assert "已办理“更新人员和场所”" in text_of(answer)
    assert sorted(f"{p}{p.position}" for p in station.people.all()) == [
        "工作人员王䶮工程师", "工作人员陈喆", "站长（负责人）李㛃院长", "联系人何琎"
    ]  # fmt: skip
    page = shown(browser, url)
    for kept in ('value="何琎"', "王䶮，工程师\n陈喆", "重庆光电学会\n重庆化学会"):
        assert kept in page


def test_the_address_book_masks_telephones_and_is_the_offices() -> None:
    station, other = standing(2)
    amended(station, of(station.unit))
    page = shown(client_of(Role.OFFICE_CLERK), "/stations/people/?duty=head&q=李")
    assert "李㛃" in page
    assert "王䶮" not in page
    assert "63002858" not in page
    assert not registry.address_book(of(station.unit)).exists()
    acts.merge(station, by=HEAD, at=AT, into=other, ended_on=TODAY, opinion="合并")
    assert "还没有工作站人员" in shown(client_of(Role.OFFICE_CLERK), "/stations/people/")


def test_the_office_merges_and_hands_over_by_number_and_code() -> None:
    station, other = standing(2)
    head = client_of(Role.OFFICE_HEAD)
    url = station.get_absolute_url()
    begins = ("2026年度还没有报送计划", "纳入本单位年度工作计划", "新建任务")
    assert [words for words in begins if words not in shown(head, url)] == []
    said = {"into": "GZ-2026-9999", "ended_on": "2026-11-01", "opinion": "合并"}
    assert "没有编号为“GZ-2026-9999”的工作站" in text_of(head.post(f"{url}merge/", said))
    assert "没有登记“不存在”" in text_of(head.post(f"{url}change_host/", {"unit": "不存在"}))
    page = text_of(head.post(f"{url}merge/", said | {"into": other.code.lower()}, follow=True))
    assert "自2026年11月1日起，不再是海智工作站" in page
    assert f"（{other.code}）" in page
    assert "原有效期" in page
    assert "没有记录。" in page
    assert [words for words in begins if words in page] == []
    assert station.code in shown(head, other.get_absolute_url())


def test_stations_of_a_district_that_is_no_more_are_moved_after_a_look() -> None:
    first, _ = standing(2)
    office = client_of(Role.OFFICE_CLERK)
    assert "没有需要转入的工作站" in shown(office, "/stations/succession/")
    Station.objects.update(district="500112")
    page = shown(office, "/stations/succession/")
    assert "渝北区" in page
    assert '<option value="500157" selected>两江新区</option>' in page
    said = {f"to_{first.code}": "500157", "changed_on": "2026-11-01", "opinion": "渝府发〔2025〕1号"}
    refused = office.post("/stations/succession/", said | {f"to_{first.code}": ""})
    assert (refused.status_code, "没有选择要转入的工作站" in text_of(refused)) == (422, True)
    late = text_of(office.post("/stations/succession/", said | {"changed_on": "2027-01-01"}))
    assert "至今日之间" in late
    assert "渝府发〔2025〕1号" in late
    assert "已办理 1 家" in text_of(office.post("/stations/succession/", said, follow=True))
    assert [s.district for s in Station.objects.order_by("code")] == ["500157", "500112"]
    assert "原渝北区（至2026年10月31日）" in shown(office, first.get_absolute_url())


def test_the_map_counts_what_meets_the_conditions_under_who_took_over() -> None:
    first, _second = standing(2)
    Station.objects.filter(pk=first.pk).update(district="500112")
    office = client_of(Role.OFFICE_CLERK)
    page = shown(office, "/stations/map/")
    assert "两江新区：1 家" in page
    assert "2 个工作站" in page
    page = shown(office, "/stations/map/?kind=park")
    assert "0 个工作站" in page
    assert "单位类别 园区" in page


def test_the_public_is_told_since_when_and_not_why(client: Client) -> None:
    station, other = standing(2)
    amended(station, of(station.unit))
    acts.merge(station, by=HEAD, at=AT, into=other, ended_on=EARLIER, opinion="两校合并")
    assert station.unit.name not in shown(client, "/public/stations/")
    assert station.unit.name in shown(client, "/public/stations/ended/?q=第1大学")
    page = shown(client, f"/public/stations/{station.code}/")
    assert "自2026年9月1日起，不再是海智工作站" in page
    for words in ("已并入", "两校合并", "李㛃", "科技楼305"):
        assert words not in page, words
    assert client.get(f"/api/v1/stations/{station.code}").status_code == 404
    for ended in (f"/public/stations/{station.code}/picture.png", f"/public/stations/{station.code}/plaque.png"):
        assert client.get(ended).status_code == 404


def test_a_station_that_stood_before_has_pages_and_a_certificate_too(client: Client) -> None:
    station = acts.register(
        by=CLERK,
        at=AT,
        unit=university("重庆老牌大学"),
        short_name="老牌",
        district="500103",
        document_number="渝科协发〔2025〕6号",
        approved_on=date(2025, 1, 6),
        valid_from=date(2025, 1, 6),
        valid_to=date(2028, 1, 6),
    )
    url = station.get_absolute_url()
    page = shown(client_of(Role.OFFICE_CLERK), url)
    assert "平台启用前批准建站，批准文件渝科协发〔2025〕6号" in page
    assert "登记已建工作站" in page
    assert of_the_unit(station.unit).get(f"{url}certificate/").status_code == 200
    assert queries.certificate(station, AT).facts[2] == ("批准文件", "渝科协发〔2025〕6号，2025年1月6日")
    page = shown(client, f"/public/stations/{station.code}/")
    assert "本平台启用前批准，建站文件不在平台上" in page
    assert "老牌" in shown(client, "/public/stations/")
    assert "老牌大学海智工作站授牌" not in shown(client, "/public/notices/")
