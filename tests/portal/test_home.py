"""What a passer-by sees on the home page."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from haizhi.applications.acts import close_due, extend
from haizhi.applications.models import Call
from haizhi.kernel import ledger
from haizhi.kernel.models import Calendar
from haizhi.regulation.deadlines import Track
from tests.portal.factories import SPRING, a_call, a_document, a_publicity, a_station, office, past_the_door

pytestmark = pytest.mark.django_db

END = datetime(2026, 5, 30, 16, 0, tzinfo=UTC)
"""Midnight in Chongqing at the end of 30 May, the deadline of the call of 2026."""


def home(client: Client) -> str:
    return client.get(reverse("portal:home")).content.decode()


def test_an_empty_project_says_what_will_appear(client: Client) -> None:
    page = home(client)
    assert "申报通知发布后，这里会写明截止时间。" in page
    assert "现在没有公示" in page
    assert "还没有通知公告" in page
    assert "0 个工作站，39 家推荐单位。" in page
    assert "现有 0 条记录" in page
    assert "开始申报" not in page
    assert "单位登记" in page


def test_the_open_call_stands_with_its_deadline_and_what_is_left_of_it(client: Client) -> None:
    a_call()
    page = home(client)
    assert "2026年度建站申报" in page
    assert "2026年5月30日 24:00</span>（周六），" in page
    assert ">还有 5 个工作日（含今日），共 5 天 14 小时</time>。" in page
    assert f'href="{reverse("applications:begin")}">开始申报' in page
    assert '<li class="now" aria-current="step"><b>初评' in page
    assert "受理至2026年5月30日 24:00" in page


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (timedelta(seconds=1), "今日截止，还有不足 1 分钟<"),
        (timedelta(hours=1), "今日截止，还有 1 小时<"),
        (timedelta(days=1), "今日截止，还有 24 小时<"),
        (timedelta(days=1, seconds=1), "还有 1 个工作日（含今日），共 1 天<"),
    ],
)
def test_the_countdown_runs_to_the_last_second(
    client: Client, clock: time_machine.Traveller, left: timedelta, words: str
) -> None:
    a_call()
    clock.move_to(END - left)
    assert words in home(client)


def test_where_the_working_days_of_the_year_are_not_known_none_are_guessed(client: Client) -> None:
    a_call()
    Calendar.objects.filter(year=2026).delete()
    page = home(client)
    assert "还有 5 天 14 小时（2026年工作日安排尚未录入，未计工作日）" in page
    assert "个工作日（含今日）" not in page


@pytest.mark.parametrize("closed", [False, True])
def test_at_the_deadline_the_call_takes_nothing_more_whether_or_not_it_was_closed_yet(
    client: Client, clock: time_machine.Traveller, closed: bool
) -> None:
    a_call()
    clock.move_to(END)
    if closed:
        close_due(END)
    page = home(client)
    assert '已于 <span class="deadline">2026年5月30日 24:00</span> 截止' in page
    assert "开始申报" not in page
    assert '<li class="now" aria-current="step"><b>评审' in page


def test_an_extended_call_stands_with_its_new_deadline(client: Client) -> None:
    call = a_call()
    extend(call, by=office(), at=SPRING, opinion="申报单位较多", deadline=END + timedelta(days=7))
    assert "2026年6月6日 24:00" in home(client)


def test_the_stages_follow_what_was_published(client: Client, clock: time_machine.Traveller) -> None:
    call = a_call()
    clock.move_to(datetime(2026, 6, 25, tzinfo=UTC))
    publicity = a_publicity(call, "甲研究院")
    assert '<li class="now" aria-current="step"><b>公示' in home(client)
    type(publicity).objects.update(stage="concluded")
    past_the_door()
    assert '<li class="now" aria-current="step"><b>授牌' in home(client)
    a_document(call, "甲研究院", stage="countersigned")
    past_the_door()
    assert '<li class="now" aria-current="step"><b>授牌' in home(client), "what is not issued is not public"
    a_document(call, "甲研究院")
    past_the_door()
    page = home(client)
    assert 'aria-current="step"' not in page
    assert page.count('<li class="done">') == 4


def test_the_intake_for_academicians_stands_beside_the_annual_call(client: Client) -> None:
    a_call()
    academicians = a_call(track=Track.ACADEMICIAN)
    page = home(client)
    assert "同时受理" in page
    assert academicians.heading in page
    assert "2026年5月30日 24:00" in page


def test_where_only_academicians_are_taken_the_page_says_so(client: Client) -> None:
    a_call(track=Track.ACADEMICIAN)
    page = home(client)
    assert "引进海外院士的建站申请适时受理，没有截止日期。" in page
    assert "开始申报" in page
    assert "同时受理" not in page


def test_a_running_publicity_names_its_units_with_explicit_dates_and_the_way_to_object(
    client: Client, clock: time_machine.Traveller
) -> None:
    publicity = a_publicity(a_call(), "甲研究院", "乙研究院", first_day=date(2026, 6, 24))
    clock.move_to(datetime(2026, 7, 1, 15, 59, tzinfo=UTC))
    page = home(client)
    assert "公示时间：2026年6月24日至2026年7月1日" in page
    for item in publicity.items.select_related("application__unit"):
        assert item.application.unit.name in page
        assert f"{reverse('decisions:object', args=[publicity.code])}?unit={item.application.code}" in page
    assert reverse("decisions:follow") in page
    clock.move_to(datetime(2026, 7, 1, 16, 0, tzinfo=UTC))
    page = home(client)
    assert "现在没有公示" in page
    assert "?unit=" not in page


def test_the_latest_notices_come_newest_first_and_are_no_more_than_eight(client: Client) -> None:
    call = a_call()
    for day in range(1, 6):
        a_publicity(call, stage="concluded", first_day=date(2026, 6, day))
        a_document(call, issued_on=date(2026, 7, day))
    page = home(client).split('id="news"')[1].split("</ul>")[0]
    shown = page.split('class="due">')[1:]
    assert [line.split("<")[0] for line in shown] == [
        "2026年7月5日", "2026年7月4日", "2026年7月3日", "2026年7月2日", "2026年7月1日",
        "2026年6月4日", "2026年6月3日", "2026年6月2日",
    ]  # fmt: skip


def test_drafts_are_no_news(client: Client) -> None:
    call = a_call()
    for stage in ("prepared", "cancelled"):
        a_publicity(call, "甲研究院", stage=stage)
    a_document(call, "甲研究院", stage="signed")
    page = home(client)
    assert "甲研究院" not in page
    assert "的公示" not in page
    assert "关于设立" not in page


def test_the_sketch_links_every_body_with_its_number_of_stations(client: Client) -> None:
    call = a_call()
    for district in ("500101", "500101", "500105", "500157"):
        a_station(call, district=district)
    page = home(client)
    assert page.count(f'href="{reverse("portal:stations")}?district=') == 39
    assert "万州区：2 家" in page
    assert "两江新区：2 家" in page, "江北区 went over to it"
    assert "江北区" not in page
    assert "4 个工作站，39 家推荐单位。" in page
    assert "跳过示意图" in page


def test_the_ledgers_root_and_the_published_contact_stand_on_the_page(client: Client) -> None:
    call = a_call()
    size, root = ledger.size_and_root()
    page = home(client)
    assert f"现有 {size} 条记录" in page
    assert root.hex() in page
    for value in (call.department, call.contact, call.phone, call.mailbox, call.address):
        assert value in page


def test_the_newest_of_several_closed_calls_is_the_current_one(client: Client) -> None:
    a_call(2024), a_call(2025)
    Call.objects.update(stage="closed")
    assert "2025年度申报已于" in home(client)
