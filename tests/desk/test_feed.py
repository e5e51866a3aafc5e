"""订阅日历: a secret address, shown once, under which a calendar program reads what the calendar says."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from haizhi.accounts.acts import end_membership, suspend
from haizhi.accounts.models import Feed, Membership
from haizhi.accounts.queries import actor_for
from haizhi.desk.queries import entries_of
from haizhi.desk.views.subscription import OF_A_FEED
from haizhi.documents.calendars import Entry, calendar_file
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Act, Attempts
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.roles import Role
from tests.accounts.factories import holding, member
from tests.desk.conftest import SignIn, cost
from tests.desk.factories import case
from tests.ui.pages import Page

pytestmark = pytest.mark.django_db

PAGE = "/desk/calendar/subscription/"
OPEN = f"{PAGE}open/"


def opened(client: Client, address: str = OPEN) -> str:
    """The path of the address that the answer to an act shows."""
    page = Page(client.post(address, {}).content.decode())
    [(_, shown)] = page.find("p", class_="hash")
    assert "只在这里显示这一次" in page.text
    return shown.removeprefix("http://testserver")


def own(membership: Membership) -> Feed:
    """The feed of the person behind a membership, the newest."""
    return Feed._base_manager.filter(person=membership.person).order_by("-opened_at")[0]


def test_a_calendar_program_reads_what_waits_by_its_day(signed_in: SignIn, client: Client) -> None:
    today = day_of(timezone.now())
    waits = case("qualifying", "重庆𬭎㛃䶮有限公司", due_on=today)
    clerk = member(Role.OFFICE_CLERK)
    address = opened(signed_in(clerk))
    answer = client.get(address)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    read = Calendar.from_ical(answer.content)
    assert (read["VERSION"], read["METHOD"], read["X-WR-CALNAME"]) == ("2.0", "PUBLISH", "海智工作站日历")
    [event] = [event for event in read.events if "重庆𬭎㛃䶮有限公司" in str(event["SUMMARY"])]
    assert event["SUMMARY"] == "资格审核：重庆𬭎㛃䶮有限公司"
    assert (event.start, event.end) == (today, today + timedelta(1))
    assert event["UID"] == f"application-{waits.pk.hex}@haizhi"
    assert event["URL"] == f"http://testserver{waits.get_absolute_url()}"
    assert event.categories == ["待办期限"]
    assert event["TRANSP"] == "TRANSPARENT"
    assert event.DTSTAMP.tzinfo is not None
    assert not event.alarms.times
    case("qualifying", "重庆又一厂", due_on=today)
    again = Calendar.from_ical(client.get(address).content)
    assert {e["UID"] for e in read.events} < {e["UID"] for e in again.events}
    assert str(waits.unit.contact or clerk.person.name) not in answer.content.decode()


def test_a_feed_has_an_end_and_says_that_there_is_more() -> None:
    today = day_of(timezone.now())
    for days in (3, 1, 2, -5, 0, 400):
        case("qualifying", f"重庆第{days}厂", due_on=today + timedelta(days))
    clerk = actor_for(member(Role.OFFICE_CLERK).person, timezone.now())
    whole = [entry.first for entry in entries_of(clerk, today, str) if "厂" in entry.text]
    assert whole == [today + timedelta(days) for days in (0, 1, 2, 3, -5)], "a month back, a year ahead"
    *kept, more = entries_of(clerk, today, str, most=2)
    assert [entry.first for entry in kept] == [today, today + timedelta(1)]
    assert more.text == "日历共5项，这里列出最近的2项，其余请在平台查看"
    assert (more.first, more.url) == (today, "/desk/calendar/")


def test_the_address_is_kept_nowhere_but_as_its_hash(signed_in: SignIn) -> None:
    clerk = member(Role.OFFICE_CLERK)
    client = signed_in(clerk)
    token = opened(client).removeprefix("/desk/feeds/").removesuffix(".ics")
    assert (len(token), int(token, 16).bit_length() <= 128) == (32, True)
    feed = own(clerk)
    assert token not in str(vars(feed))
    act = Act.objects.get(verb="feed.open", subject_id=feed.pk)
    assert token not in str(act.body) + str(vars(act))
    assert feed.digest not in str(act.body)
    assert token not in client.get(PAGE).content.decode()
    assert "地址只在开通和更换时显示一次" in Page(client.get(PAGE).content.decode()).text


def test_nothing_changed_is_not_sent_again(signed_in: SignIn, client: Client) -> None:
    address = opened(signed_in(member(Role.OFFICE_CLERK)))
    first = client.get(address)
    same = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content) == (304, b"")
    case("qualifying", "重庆缙云厂", due_on=day_of(timezone.now()))
    changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (changed.status_code, changed.headers["ETag"] != first.headers["ETag"]) == (200, True)
    assert changed.headers["Cache-Control"] == "private, no-cache"


def test_another_address_takes_the_place_of_the_former_and_an_end_ends_both(signed_in: SignIn, client: Client) -> None:
    clerk = member(Role.OFFICE_CLERK)
    signed = signed_in(clerk)
    first = opened(signed)
    renew = f"{own(clerk).get_absolute_url()}renew/"
    assert "原来的地址随即失效" in signed.get(renew).content.decode()
    second = opened(signed, renew)
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    signed.post(f"{own(clerk).get_absolute_url()}end/", {})
    assert client.get(second).status_code == 404
    assert own(clerk).digest == ""
    assert "开通后得到一个保密的地址" in signed.get(PAGE).content.decode()
    third = opened(signed)
    assert client.get(third).status_code == 200


def test_opened_twice_there_is_one_feed_and_posted_twice_one_address(signed_in: SignIn) -> None:
    clerk = member(Role.OFFICE_CLERK)
    client = signed_in(clerk)
    page = Page(client.get(PAGE).content.decode())
    once = page.find("input", name="once")[0][0]["value"]
    assert Page(client.post(OPEN, {"once": once}).content.decode()).find("p", class_="hash")
    digest = own(clerk).digest
    again = client.post(OPEN, {"once": once}, follow=True).content.decode()
    assert not Page(again).find("p", class_="hash")
    refused = client.post(OPEN, {})
    assert refused.status_code == 422
    assert "您已经开通日历订阅" in refused.content.decode()
    assert (own(clerk).digest, Feed._base_manager.count()) == (digest, 1)


def test_a_feed_is_nobody_elses(signed_in: SignIn) -> None:
    clerk = member(Role.OFFICE_CLERK)
    opened(signed_in(clerk))
    other = signed_in(member(Role.SYSTEM_ADMIN))
    address = own(clerk).get_absolute_url()
    assert other.get(address).status_code == 404
    assert other.post(f"{address}end/", {}).status_code == 404
    assert own(clerk).stage == "active"
    assert signed_in(clerk).get(address).headers["Location"] == PAGE


def test_whose_account_ended_has_no_feed_any_more(signed_in: SignIn, client: Client) -> None:
    leaves, stopped = member(Role.OFFICE_CLERK, name="离岗"), member(Role.OFFICE_CLERK, name="停用")
    addresses = [opened(signed_in(leaves)), opened(signed_in(stopped))]
    now = timezone.now()
    end_membership(leaves, by=SYSTEM, at=now)
    suspend(stopped.person, by=holding(Role.SYSTEM_ADMIN), at=now, opinion="离职")
    assert [client.get(address).status_code for address in addresses] == [404, 404]
    assert client.get("/desk/feeds/" + "0" * 32 + ".ics").status_code == 404


def test_too_often_is_too_often(signed_in: SignIn, client: Client) -> None:
    address = opened(signed_in(member(Role.AUDITOR)))
    assert client.head(address).status_code == 200
    assert Attempts.objects.update(count=OF_A_FEED.most - 1) == 1
    assert client.get(address).status_code == 200
    refused = client.get(address)
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) <= 3600
    assert "日历订阅一小时内最多刷新60次" in refused.content.decode()


def test_thirty_entries_cost_as_many_queries_as_one(signed_in: SignIn, client: Client) -> None:
    today = day_of(timezone.now())
    address = opened(signed_in(member(Role.OFFICE_CLERK)))
    case("qualifying", "重庆缙云厂", due_on=today)
    one = cost(client, address)
    for n in range(29):
        case("qualifying", f"重庆缙云{n}厂", due_on=today)
    assert cost(client, address) == one <= 12


@pytest.mark.once
def test_lines_are_folded_at_75_octets_and_never_inside_a_character() -> None:
    text = "资格审核：" + "𬭎㛃䶮" * 40 + "，有限；公司\\\n第二行"
    entry = Entry("x@haizhi", date(2026, 12, 31), date(2027, 1, 2), text, "公示期间", "https://example.cn/a?b=1,2")
    made = calendar_file("日历", [entry], timezone.now())
    lines = made.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert "\r\n".join(line.decode() for line in lines).encode() == made
    [event] = Calendar.from_ical(made).events
    assert event["SUMMARY"] == text
    assert (event.start, event.end) == (date(2026, 12, 31), date(2027, 1, 3))
    assert event["URL"] == "https://example.cn/a?b=1,2"
