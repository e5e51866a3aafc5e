from datetime import UTC, datetime

import pytest
from django.test import Client

from haizhi.applications.models import Application
from haizhi.regulation.roles import Role
from haizhi.stations.models import Plaque, Station
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    ISSUED,
    client_of,
    countersigned,
    hidden,
    issued,
    queries_of,
    shown,
    text_of,
)
from tests.stations.factories import award, standing

pytestmark = pytest.mark.django_db
LIST, AWARD = "/stations/", "/stations/award/"
SAID = {"short_name": "重庆理工示范大学", "plaque_serial": "渝海智0001", "awarded_on": "2026-07-20"}


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(ISSUED)


def first() -> Application:
    return issued().applications.order_by("code")[0]


def test_the_clerk_sees_who_waits_and_hands_the_plaque_over() -> None:
    application = first()
    clerk = client_of(Role.OFFICE_CLERK)
    page = shown(clerk, AWARD)
    assert "渝科协发〔2026〕60号" in page
    assert "2026年7月20日" in page
    url = f"{AWARD}{application.code}/"
    page = shown(clerk, url)
    assert "中国科协“海智计划”重庆工作基地重庆第1大学工作站" in page
    assert "2026年7月20日至2029年7月20日" in page
    data = SAID | {"once": hidden(page, "once")}
    assert clerk.post(url, data).url == f"{LIST}GZ-2026-0001/"  # type: ignore[attr-defined]  # a redirect
    assert clerk.post(url, data).url == f"{LIST}GZ-2026-0001/"  # type: ignore[attr-defined]
    assert Station.objects.count() == 1
    page = shown(clerk, f"{LIST}GZ-2026-0001/")
    assert "中国科协“海智计划”重庆工作基地重庆理工示范大学工作站" in page
    assert "2029年4月20日至2029年7月20日" in page
    assert clerk.get(url).status_code == 302


def test_the_preview_shows_the_name_as_it_stands_with_and_without_script() -> None:
    application = first()
    clerk = client_of(Role.OFFICE_CLERK)
    url = f"{AWARD}{application.code}/"
    page = text_of(clerk.get(url, {"short_name": "示范"}, headers={"HX-Request": "true"}))
    assert "重庆工作基地示范工作站" in page
    assert "<html" not in page
    page = text_of(clerk.get(url, {"short_name": "示范工作站", "plaque_serial": "七号"}))
    assert "工作站简称不应包含牌匾的固定部分" in page
    assert 'value="七号"' in page


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"short_name": "重庆大学工作站"}, "请只填写规范的单位简称"),
        ({"plaque_serial": ""}, "请填写牌匾编号"),
        ({"awarded_on": "2026-07-21"}, "也不得晚于今日"),
        ({"awarded_on": "明天"}, "输入一个有效的日期"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_is_kept(changed: dict[str, str], words: str) -> None:
    application = first()
    answer = client_of(Role.OFFICE_HEAD).post(f"{AWARD}{application.code}/", SAID | changed)
    assert answer.status_code == 422
    assert words in text_of(answer)
    assert "批准情况" in text_of(answer)
    assert (changed.get("short_name") or "重庆理工示范大学") in text_of(answer)
    assert not Station.objects.exists()


def test_a_unit_without_approval_has_no_award_page() -> None:
    application = countersigned().applications.order_by("code")[0]
    assert client_of(Role.OFFICE_CLERK).get(f"{AWARD}{application.code}/").status_code == 404


@pytest.mark.parametrize("role", [Role.SUPERVISOR, Role.PARTY_RECORDER, Role.SIGNATORY, Role.JUDGE])
def test_nobody_else_hands_plaques_out(role: Role) -> None:
    application = first()
    client = client_of(role)
    assert client.get(AWARD).status_code == 403
    assert client.post(f"{AWARD}{application.code}/", SAID).status_code == 403
    assert "待授牌单位" not in shown(client, LIST)


def test_everybody_signed_in_reads_stations_and_only_case_readers_the_trail() -> None:
    station = award(first())
    assert "流程轨迹" in shown(client_of(Role.SUPERVISOR), station.get_absolute_url())
    page = shown(client_of(Role.JUDGE), station.get_absolute_url())
    assert "流程轨迹" not in page
    assert station.plaque_serial in page
    assert Client().get(LIST).status_code == 302
    assert client_of(Role.JUDGE).get(f"{LIST}GZ-2026-0099/").status_code == 404


def test_a_station_whose_term_is_over_says_so(today: Travel) -> None:
    (station,) = standing(1)
    assert "已到期" not in shown(client_of(Role.OFFICE_CLERK), LIST)
    today(datetime(2029, 7, 20, 16, 0, tzinfo=UTC))
    clerk = client_of(Role.OFFICE_CLERK)
    assert "已到期" in shown(clerk, LIST)
    assert "有效期已于2029年7月20日届满" in shown(clerk, station.get_absolute_url())


def test_a_district_is_found_with_those_it_took_over() -> None:
    old, other = standing(2)
    Station.objects.filter(pk=old.pk).update(district="500105")
    page = shown(client_of(Role.OFFICE_CLERK), f"{LIST}?district=500157&year=2026&q=GZ")
    assert old.code in page
    assert other.code not in page


@pytest.mark.parametrize("query", ["year=99999", "year=abc", "district=000000", "page=x", "sort=nothing"])
def test_a_filter_that_makes_no_sense_narrows_nothing(query: str) -> None:
    (station,) = standing(1)
    assert station.code in shown(client_of(Role.OFFICE_CLERK), f"{LIST}?{query}")


def test_the_lists_take_as_many_queries_for_thirty_rows_as_for_one() -> None:
    standing(1)
    clerk = client_of(Role.OFFICE_CLERK)
    one = queries_of(clerk, LIST)
    Plaque.objects.all().delete()
    Station.objects.all().delete()
    standing(30)
    assert queries_of(clerk, LIST) == one
    assert one <= 12
    none = queries_of(clerk, AWARD)
    Application.objects.update(stage="approved")
    assert queries_of(clerk, AWARD) == none + 2  # which rows, and what stands in them
    assert "没有符合条件的记录" in shown(clerk, f"{AWARD}?q=查无此件")


def test_empty_lists_say_how_a_station_comes_about() -> None:
    clerk = client_of(Role.OFFICE_CLERK)
    assert "还没有工作站" in shown(clerk, LIST)
    assert "没有待授牌的单位" in shown(clerk, AWARD)
