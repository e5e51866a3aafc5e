"""The pages of the log: written from a phone, looked through by the Office, counted."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from haizhi.regulation.work import WorkSort
from haizhi.stations import acts
from haizhi.stations.models import Station, WorkEntry
from haizhi.stations.queries.sections import Section
from haizhi.stations.queries.work import work_section
from tests.accounts.factories import member
from tests.decisions.conftest import Travel
from tests.decisions.factories import SUPERVISOR, client_of, hidden, queries_of, shown, text_of
from tests.files.samples import jpg
from tests.stations.factories import standing
from tests.stations.work_factories import LATER, TOLD, confirmed, logged, of_station, submitted, written


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


@pytest.fixture
def office(station: Station) -> Client:
    """The browser of somebody of the Office."""
    return client_of(Role.OFFICE_CLERK)


def saved(client: Client, entry: WorkEntry, field: str, value: str, over: str | None = None) -> Any:
    said = {"field": field, field: value} | ({f"initial-{field}": over} if over is not None else {})
    return client.post(f"{entry.get_absolute_url()}save/", said)


def test_a_piece_of_work_is_begun_with_one_tap_and_handed_in_from_a_phone(clerk: Client, station: Station) -> None:
    begins = f"/stations/{station.code}/work/new/"
    assert clerk.get("/stations/work/new/")["Location"] == begins, "of one station only"
    page = shown(clerk, begins)
    assert all(sort.label in page for sort in WorkSort)
    once = hidden(page, "once")
    for _ in range(2):  # pressed twice it is begun once
        answer = clerk.post(begins, {"sort": "exchange", "once": once})
        entry = WorkEntry.objects.get()
        assert answer["Location"] == f"{entry.get_absolute_url()}edit/"
    page = shown(clerk, answer["Location"])
    assert 'name="overseas"' in page
    assert 'name="authority"' not in page, "an exchange is nobody's order"
    photo = SimpleUploadedFile("现场.jpg", jpg(), "image/jpeg")
    assert clerk.post(f"{entry.get_absolute_url()}attach/", {"file": photo}).status_code == 302
    shows = {name: "" if value is None else str(value) for name, value in TOLD.items()} | {"economic": "12.5"}
    first = {f"initial-{name}": str(hidden(page, f"initial-{name}")) for name in ("began_on", "ended_on")}
    assert clerk.post(f"{entry.get_absolute_url()}edit/", shows | first | {"then": "submit"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.economic, entry.people, entry.account) == (12_500_000, 120, TOLD["account"])
    page = shown(clerk, entry.get_absolute_url())
    assert "提交前还要补齐" not in page
    assert clerk.post(f"{entry.get_absolute_url()}submit/", {"seen": entry.version}).status_code == 302
    assert "待海智办审核" in shown(clerk, entry.get_absolute_url())


def test_what_is_missing_is_said_on_the_page_of_a_draft_which_nobody_else_sees(
    clerk: Client, office: Client, station: Station
) -> None:
    entry = written(station, country="", proof=False)
    page = shown(clerk, entry.get_absolute_url())
    assert "没有填写国家或地区" in page
    assert "没有证明材料" in page
    assert office.get(entry.get_absolute_url()).status_code == 404
    assert entry.name not in shown(office, "/stations/work/")


def test_each_field_is_saved_by_itself_without_a_trace_in_the_ledger(clerk: Client, station: Station) -> None:
    entry = written(station)
    before = Act.objects.count()
    assert saved(clerk, entry, "people", "35").json()["saved_at"]
    assert saved(clerk, entry, "economic", "0.000001").status_code == 200
    wrong = saved(clerk, entry, "economic", "很多")
    assert (wrong.status_code, wrong.json()) == (422, {"error": "请填写数字，单位为万元"})
    assert saved(clerk, entry, "began_on", "").json() == {"error": "请填写开始日期"}
    clash = saved(clerk, entry, "people", "40", over="120")
    assert (clash.status_code, clash.json()["clash"]["theirs"]) == (409, "35")
    assert saved(clerk, entry, "stage", "confirmed").status_code == 400
    entry.refresh_from_db()
    assert (entry.people, entry.economic, entry.stage) == (35, 1, "draft")
    assert Act.objects.count() == before
    acts.submit_work(entry, by=of_station(station), at=LATER)
    late = saved(clerk, entry, "people", "36")
    assert (late.status_code, "现为“待海智办审核”" in late.json()["error"]) == (409, True)


def test_a_whole_page_keeps_what_was_typed_beside_what_a_colleague_saved(clerk: Client, station: Station) -> None:
    entry = written(station)
    typed = {"name": "改过的名称", "began_on": "2026-09-01", "ended_on": "2026-09-01", "initial-name": "较早的名称"}
    answer = clerk.post(f"{entry.get_absolute_url()}edit/", typed)
    assert answer.status_code == 422
    assert 'value="改过的名称"' in text_of(answer)
    assert f"同事刚改为“{entry.name}”" in text_of(answer)
    answer = clerk.post(f"{entry.get_absolute_url()}edit/", typed | {"name": "", "began_on": "昨天"})
    assert answer.status_code == 422


def test_another_sort_asks_for_other_things_and_a_file_can_be_taken_out(clerk: Client, station: Station) -> None:
    entry = written(station)
    base = entry.get_absolute_url()
    assert clerk.post(f"{base}sort/", {"sort": "city_task"}).status_code == 302
    page = shown(clerk, f"{base}edit/")
    assert "交办或立项单位" in page
    assert clerk.post(f"{base}sort/", {"sort": "dancing"}).status_code == 422
    assert clerk.post(f"{base}detach/", {"file": str(entry.files.get().upload_id)}).status_code == 302
    assert clerk.post(f"{base}detach/", {"file": "none"}).status_code == 302
    assert not entry.files.exists()


def test_the_office_asks_the_station_answers_and_what_was_confirmed_before_stays_readable(
    clerk: Client, office: Client, station: Station
) -> None:
    entry = submitted(station)
    base = entry.get_absolute_url()
    assert office.post(f"{base}question/", {"opinion": "专家来自哪里？"}).status_code == 302
    assert "海智办请你们说明" in shown(clerk, base)
    answer = {"opinion": "新加坡国立大学。", "paper": SimpleUploadedFile("名单.jpg", jpg(), "image/jpeg")}
    assert clerk.post(f"{base}answer/", answer).status_code == 302
    assert office.post(f"{base}confirm/", {}).status_code == 302
    assert clerk.post(f"{base}amend/", {"opinion": "人数有误"}).status_code == 302
    page = shown(office, base)
    for words in ("更正中", "更正前的内容", "人数有误", "120人次", "名单.jpg"):
        assert words in page


def test_several_are_confirmed_at_once_after_everyone_saw_what_would_happen(office: Client, station: Station) -> None:
    whole, lacking = submitted(station), submitted(station, name="缺材料的活动")
    lacking.files.all().delete()
    assert f"{station.short_name}　审核工作记录" in shown(office, "/desk/todo/"), "whose it is stands beside it"
    page = shown(office, "/stations/work/confirm/")
    assert "可以确认" in page
    assert "没有证明材料" in page
    codes = {"entry": [whole.code, lacking.code]}
    check = text_of(office.post("/stations/work/confirm/", codes))
    assert "将确认 1 项，不能确认 1 项" in check
    assert WorkEntry.objects.filter(stage="submitted").count() == 2, "nothing happened yet"
    apply = codes | {"apply": "1", f"seen_{whole.code}": str(whole.version)}
    done = text_of(office.post("/stations/work/confirm/", apply))
    assert "已确认 1 项" in done
    assert "没有证明材料" in done
    assert "已不在待审核之列" in text_of(office.post("/stations/work/confirm/", apply))
    assert office.post("/stations/work/confirm/", {}).status_code == 422
    assert WorkEntry.objects.get(stage="confirmed") == whole


@pytest.mark.parametrize(
    "url",
    ["/stations/work/", "/stations/work/confirm/", "/stations/work/figures/", "/stations/{code}/work/?year=2026"],
)
def test_lists_take_as_many_queries_for_thirty_rows_as_for_one(office: Client, station: Station, url: str) -> None:
    address = url.format(code=station.code)
    stage = "submitted" if "confirm" in url else "confirmed"
    logged(station, 1, stage)
    one = queries_of(office, address)
    WorkEntry.objects.all().update(code="GJ-2026-0001")
    logged(station, 29, stage)
    assert queries_of(office, address) == one <= 12


def test_the_list_is_filtered_searched_and_taken_away(office: Client, station: Station) -> None:
    confirmed(station, name="量子通信论坛")
    confirmed(station, name="联合攻关", sort=WorkSort.TACKLED)
    for condition, there in (
        ("q=量子", {"量子通信论坛"}),
        (f"q={station.code}", {"量子通信论坛", "联合攻关"}),
        ("q=GJ-2026", {"量子通信论坛", "联合攻关"}),
        ("q=nobody", set()),
        ("family=service", set()),
        ("sort_of_work=tackled", {"联合攻关"}),
        ("stage=submitted", set()),
        ("since=2026-09-01&until=2026-09-01", {"量子通信论坛", "联合攻关"}),
        ("until=2026-08-31", set()),
        (f"station={station.code}&district={station.district}", {"量子通信论坛", "联合攻关"}),
    ):
        page = shown(office, f"/stations/work/?{condition}")
        assert {name for name in ("量子通信论坛", "联合攻关") if name in page} == there, condition
    assert "123.456789" in text_of_stream(office.get("/stations/work/?export=csv"))


def text_of_stream(answer: Any) -> str:
    return b"".join(answer.streaming_content).decode()


def test_a_year_is_shown_in_figures_charts_and_tables(clerk: Client, office: Client, station: Station) -> None:
    confirmed(station)
    submitted(station)
    page = shown(clerk, f"/stations/{station.code}/work/")
    assert '<b class="big">1</b><span>项已确认的工作</span>' in page
    assert "学术交流1项" in page, "the chart says its figures in words"
    assert "还没有工作记录" in shown(clerk, f"/stations/{station.code}/work/?year=2025")
    assert '<b class="big">1</b><span>项已确认的工作</span>' in shown(office, "/stations/work/figures/?year=2026")
    exported = text_of_stream(office.get("/stations/work/figures/?export=csv"))
    assert "123.456789" in exported
    assert "2026年工作统计" in shown(office, "/stations/work/figures/?year=nonsense&district=500103")


def test_the_stations_home_shows_its_newest_work_to_whom_it_concerns(station: Station) -> None:
    entries = logged(station, 7)
    found = work_section(station, of_station(station), LATER)
    assert isinstance(found, Section)
    assert (len(found.rows), found.summary, found.act) == (5, "2026年登记7项，已确认7项。", "记一笔")
    assert found.rows[0].text == entries[-1].name
    watched = work_section(station, SUPERVISOR, LATER + timedelta(days=200))
    assert watched
    assert (watched.summary, watched.act) == ("", "")
    assert work_section(station, Actor(uuid4(), "评委", (Grant(Role.JUDGE),)), LATER) is None
