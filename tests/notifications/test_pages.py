"""My notices: what is shown, that reading is noted, that nobody reads another's."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.accounts.models import Membership
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks import deliver
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, member, unit

pytestmark = pytest.mark.django_db

LIST = "/notices/"


@pytest.fixture
def clerk() -> Membership:
    return member(Role.OFFICE_CLERK)


@pytest.fixture
def inside(clerk: Membership) -> Client:
    client = Client()
    client.force_login(clerk.person)
    return client


def told_of(*names: str) -> None:
    for name in names:
        unit(name)
        Outgoing.objects.create(act=Act.objects.order_by("-entry_id")[0], role=Role.OFFICE_CLERK)
    deliver(NOW)


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_list_says_what_will_appear(inside: Client) -> None:
    assert "还没有消息" in page(inside)
    assert "全部标为已读" not in page(inside)


def test_a_notice_leads_to_its_case_and_is_read_by_that(inside: Client) -> None:
    told_of("甲公司")
    assert "1 条未读" in page(inside)
    response = inside.post(reverse("notifications:follow", args=[Notice.objects.get().pk]), follow=True)
    assert "甲公司" in response.content.decode()
    assert Notice.objects.get().read_at is not None
    assert "条未读" not in page(inside)


def test_all_notices_are_read_at_once(inside: Client) -> None:
    told_of("甲公司", "乙公司")
    inside.post(reverse("notifications:read_all"))
    assert not Notice.objects.filter(read_at__isnull=True).exists()


def test_notices_are_found_by_case_and_by_being_read(inside: Client) -> None:
    told_of("甲公司", "乙公司")
    Notice.objects.filter(act__title="甲公司").update(read_at=NOW)
    assert "乙公司" not in page(inside, f"{LIST}?q=甲公司")
    assert "甲公司" not in page(inside, f"{LIST}?read=no")
    assert "乙公司" not in page(inside, f"{LIST}?read=yes")


def test_another_persons_notice_is_not_there(inside: Client) -> None:
    told_of("甲公司")
    stranger = Client()
    stranger.force_login(member(Role.JUDGE).person)
    assert "甲公司" not in page(stranger)
    url = reverse("notifications:follow", args=[Notice.objects.get().pk])
    assert stranger.post(url).status_code == 404
    stranger.post(reverse("notifications:read_all"))
    assert Notice.objects.get().read_at is None
    assert inside.get(url).status_code == 405


def test_the_public_is_led_to_the_sign_in_page(client: Client) -> None:
    assert client.get(LIST).headers["Location"].startswith(reverse("account_login"))


def test_the_list_takes_the_same_few_queries_for_one_row_and_for_thirty(inside: Client) -> None:
    counts = []
    for names in (["甲公司"], [f"第{n}公司" for n in range(29)]):
        told_of(*names)
        with CaptureQueriesContext(connection) as queries:
            page(inside)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12
