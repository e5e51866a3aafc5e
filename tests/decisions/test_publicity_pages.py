import pytest
from django.test import Client

from haizhi.decisions.models import Publicity, PublicityItem, Resolution
from haizhi.kernel.models import Act, Calendar
from haizhi.regulation.roles import Role
from tests.decisions.conftest import Travel
from tests.decisions.factories import (
    IN_TIME,
    OVER,
    PUBLISHED,
    SUPERVISION_PHONE,
    accepted,
    applied,
    client_of,
    hidden,
    lodge,
    named,
    publicity,
    queries_of,
    running,
    shown,
    text_of,
)

pytestmark = pytest.mark.django_db
LIST = "/decisions/publicities/"


@pytest.fixture(autouse=True)
def _on_the_day(today: Travel) -> None:
    today(PUBLISHED)


def test_the_clerk_draws_a_publicity_up_from_the_resolution_with_the_usual_words() -> None:
    resolution = applied()
    clerk = client_of(Role.OFFICE_CLERK)
    assert "待公示的党组决议" in shown(clerk, LIST)
    page = shown(clerk, f"{LIST}new/?resolution={resolution.code}")
    assert 'value="关于2026年度拟设立重庆海智工作站单位的公示"' in page
    assert 'value="023-63002858"' in page
    said = {
        "resolution": resolution.code,
        "heading": "关于2026年度拟设立重庆海智工作站单位的公示",
        "phone": "023-63002858",
        "supervision_phone": SUPERVISION_PHONE,
        "address": "重庆市渝中区双钢路3号",
        "once": hidden(page, "once"),
    }
    assert clerk.post(f"{LIST}new/", said).url == f"{LIST}GS-2026-01/"  # type: ignore[attr-defined]  # a redirect
    page = shown(clerk, f"{LIST}GS-2026-01/")
    assert "如今日发布，公示期自2026年7月2日（周四）至2026年7月8日（周三）" in page
    assert "起止日期在发布时确定" in page


def test_the_same_phone_twice_is_refused_with_everything_kept() -> None:
    resolution = applied()
    said = {
        "resolution": resolution.code, "heading": "公示标题", "phone": "023-1", "supervision_phone": "023-1",
        "address": "重庆市渝中区",
    }  # fmt: skip
    answer = client_of(Role.OFFICE_CLERK).post(f"{LIST}new/", said)
    assert answer.status_code == 422
    assert "纪检监督电话与受理电话相同" in text_of(answer)
    assert 'value="公示标题"' in text_of(answer)


def test_without_a_resolution_the_page_says_what_has_to_come_first() -> None:
    page = shown(client_of(Role.OFFICE_CLERK), f"{LIST}new/")
    assert "目前没有待公示的决议" in page


def test_the_head_publishes_and_the_notice_shows_the_dates() -> None:
    found = publicity()
    head = client_of(Role.OFFICE_HEAD)
    page = shown(head, found.get_absolute_url())
    said = {"once": hidden(page, "once"), "seen": hidden(page, "seen")}
    url = f"{found.get_absolute_url()}publish/"
    assert head.post(url, said).status_code == 302
    assert head.post(url, said).status_code == 302
    assert Act.objects.filter(verb="publicity.publish").count() == 1
    page = shown(head, found.get_absolute_url())
    assert "自2026年7月2日（星期四）至2026年7月8日（星期三）24:00（7月2日、7月3日、7月6日、7月7日、7月8日）" in page
    assert "纪检监督电话" in page
    assert SUPERVISION_PHONE in page
    assert "公示期至2026年7月8日24:00，未满" in page


def test_in_a_year_without_a_calendar_the_button_says_who_has_to_enter_it(today: Travel) -> None:
    found = publicity()
    today(PUBLISHED.replace(month=12, day=30))
    head = client_of(Role.OFFICE_HEAD)
    Calendar.objects.filter(year=2027).delete()
    page = shown(head, found.get_absolute_url())
    assert "2027年的节假日和调休安排尚未录入" in page
    assert "如今日发布" not in page


def test_the_notice_holds_units_and_nothing_of_their_people() -> None:
    found = running()
    unit = named(found).unit
    page = shown(client_of(Role.SUPERVISOR), found.get_absolute_url())
    assert unit.name in page
    for secret in (unit.code, unit.address, unit.phone):
        assert secret not in page


def test_each_units_state_and_open_matters_are_shown_to_who_may_know_of_them(today: Travel) -> None:
    found = running()
    accepted(found)
    lodge(found, 1)
    today(OVER)
    page = shown(client_of(Role.OFFICE_CLERK), found.get_absolute_url())
    assert "公示中止" in page
    assert "未办结异议" in page
    assert "有异议尚未决定是否受理的单位，待决定后再办" in page
    assert "未办结异议" not in shown(client_of(Role.AUDITOR), found.get_absolute_url())


def test_the_clerk_concludes_after_the_last_day(today: Travel) -> None:
    found = running()
    today(IN_TIME)
    clerk = client_of(Role.OFFICE_CLERK)
    assert clerk.post(f"{found.get_absolute_url()}conclude/").status_code == 422
    today(OVER)
    assert clerk.post(f"{found.get_absolute_url()}conclude/").status_code == 302
    assert "公示结束" in shown(clerk, found.get_absolute_url())


def test_a_dropped_publicity_says_that_it_was_not_published() -> None:
    found = publicity()
    clerk = client_of(Role.OFFICE_CLERK)
    assert clerk.post(f"{found.get_absolute_url()}drop/", {"opinion": ""}).status_code == 422
    assert clerk.post(f"{found.get_absolute_url()}drop/", {"opinion": "电话有误"}).status_code == 302
    assert "本公示已撤销，没有发布" in shown(clerk, found.get_absolute_url())


@pytest.mark.parametrize("role", [Role.DRAFTER, Role.DISTRICT_CLERK, Role.JUDGE, Role.STATION_CLERK])
def test_units_districts_and_judges_read_the_public_page_instead(role: Role) -> None:
    found = running()
    client = client_of(role)
    assert client.get(LIST).status_code == 403
    assert client.get(found.get_absolute_url())["Location"] == f"/public/publicities/{found.code}/"


def test_nobody_reads_it_here_without_signing_in() -> None:
    assert Client().get(running().get_absolute_url()).status_code == 302


def test_the_list_takes_as_many_queries_for_thirty_rows_as_for_one() -> None:
    found = running()
    clerk = client_of(Role.OFFICE_CLERK)
    one = queries_of(clerk, LIST)
    for n in range(2, 31):
        more = Publicity.objects.create(
            code=f"GS-2026-{n:02d}", heading="公示", resolution=Resolution.objects.get(), phone="1",
            supervision_phone="2", address="重庆", stage="cancelled", version=1,
        )  # fmt: skip
        PublicityItem.objects.create(publicity=more, application=named(found))
    assert queries_of(clerk, LIST) == one
    assert one <= 12
    assert "没有符合条件的记录" in shown(clerk, f"{LIST}?stage=prepared")
    assert queries_of(clerk, found.get_absolute_url()) <= 12
