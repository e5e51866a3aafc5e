"""My notices: by case, what matters first; that reading is noted; that nobody reads another's; how I want to be told."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from haizhi.accounts.models import Membership
from haizhi.applications.models import Application
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice, Preference
from haizhi.notifications.tasks import deliver
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, member, unit
from tests.applications.factories import begun

pytestmark = pytest.mark.django_db

LIST = "/notices/"
PREFERENCES = "/notices/preferences/"


@pytest.fixture
def clerk() -> Membership:
    return member(Role.OFFICE_CLERK)


@pytest.fixture
def inside(clerk: Membership) -> Client:
    return signed_in(clerk)


def signed_in(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.person)
    return client


def told_of(*names: str, important: bool = True) -> None:
    """Tell the Office of the registration of units, as if it mattered or not."""
    for name in names:
        unit(name)
        Outgoing.objects.create(act=Act.objects.order_by("-entry_id")[0], role=Role.OFFICE_CLERK)
    deliver(NOW)
    Notice.objects.filter(act__title__in=names).update(important=important)


def page(client: Client, url: str = LIST) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def test_an_empty_list_says_what_will_appear(inside: Client) -> None:
    assert "没有重要消息" in page(inside)
    assert "没有符合条件的记录" in page(inside, f"{LIST}?scope=all")
    assert "全部标为已读" not in page(inside)


def test_a_notice_leads_to_its_case_and_is_read_by_that(inside: Client) -> None:
    told_of("甲公司")
    assert "1 条未读" in page(inside)
    response = inside.post(reverse("notifications:follow", args=[Notice.objects.get().pk]), follow=True)
    assert "甲公司" in response.content.decode()
    assert Notice.objects.get().read_at is not None
    assert "条未读" not in page(inside)


def test_what_is_only_for_information_is_neither_counted_nor_shown_at_first(inside: Client) -> None:
    told_of("甲公司", important=False)
    told_of("乙公司")
    first = page(inside)
    assert "乙公司" in first
    assert "甲公司" not in first
    assert "（1 条未读）" in first
    assert "甲公司" in page(inside, f"{LIST}?scope=all")


def test_the_notices_of_one_case_stand_together_and_are_read_together(inside: Client) -> None:
    told_of("甲公司", "乙公司")
    of = Notice.objects.get(act__title="甲公司")
    renamed = Act.objects.get(title="甲公司")
    other = Act.objects.exclude(kind="organisation").order_by("-entry_id")[0]
    Act.objects.filter(pk=other.pk).update(
        kind="organisation",
        subject_id=renamed.subject_id,
        case_id=renamed.case_id,
        title="甲公司",
        stage_after="active",
    )
    other.refresh_from_db()
    Notice.objects.create(person=of.person, act=other, case_id=other.case_id, role=of.role, important=True, at=NOW)
    text = page(inside)
    assert text.count("甲公司") == 1
    assert "2 条未读" in text
    assert "较早的 1 条" in text
    inside.post(reverse("notifications:read", args=[of.pk]))
    assert Notice.objects.filter(read_at=None).get().act == Act.objects.get(title="乙公司", kind="organisation")


def test_cases_with_something_unread_come_first(inside: Client) -> None:
    told_of("甲公司", "乙公司")
    Notice.objects.filter(act__title="乙公司").update(read_at=NOW)
    text = page(inside)
    assert text.index("甲公司") < text.index("乙公司")
    newest_first = page(inside, f"{LIST}?sort=-at")
    assert newest_first.index("乙公司") < newest_first.index("甲公司")


def test_a_unit_sees_what_it_has_to_do_and_by_when() -> None:
    application = begun()
    Application.objects.filter(pk=application.pk).update(
        stage="returned", submitted_at=NOW, arrived_at=NOW, due_on=date(2026, 3, 27)
    )
    head = member(Role.SIGNATORY, at_unit=application.unit)
    Outgoing.objects.create(
        act=Act.objects.get(verb="application.begin"), role=Role.SIGNATORY, place=str(application.unit_id)
    )
    deliver(NOW)
    text = page(signed_in(head))
    assert "提交" in text
    assert "期限 2026年3月27日（周五）" in text


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
    stranger = signed_in(member(Role.JUDGE))
    assert "甲公司" not in page(stranger)
    pk = Notice.objects.get().pk
    for name in ("follow", "read"):
        url = reverse(f"notifications:{name}", args=[pk])
        assert stranger.post(url).status_code == 404
        assert inside.get(url).status_code == 405
    stranger.post(reverse("notifications:read_all"))
    assert Notice.objects.get().read_at is None


def test_the_public_is_led_to_the_sign_in_page(client: Client) -> None:
    for url in (LIST, PREFERENCES):
        assert client.get(url).headers["Location"].startswith(reverse("account_login"))


def test_the_list_takes_the_same_few_queries_for_one_row_and_for_thirty(inside: Client) -> None:
    counts = []
    for names in (["甲公司"], [f"第{n}公司" for n in range(29)]):
        told_of(*names)
        with CaptureQueriesContext(connection) as queries:
            page(inside)
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 12


def test_a_person_turns_a_channel_off_and_on_but_never_the_platforms_own_notices(inside: Client) -> None:
    assert page(inside, PREFERENCES).count("checked") == 2
    assert "平台消息不能关闭" in page(inside, PREFERENCES)
    response = inside.post(PREFERENCES, {"sms": "on"}, follow=True)
    assert "接收方式已保存" in response.content.decode()
    assert list(Preference.objects.values_list("mail", "sms")) == [(False, True)]
    assert page(inside, PREFERENCES).count("checked") == 1
    inside.post(PREFERENCES, {"mail": "on", "sms": "on"})
    assert list(Preference.objects.values_list("mail", "sms")) == [(True, True)]


def test_the_preferences_show_where_one_is_reached(clerk: Membership) -> None:
    type(clerk.person).objects.filter(pk=clerk.person_id).update(email="clerk@example.cn", mobile="13812345678")
    text = page(signed_in(clerk), PREFERENCES)
    assert "c***@example.cn" in text
    assert "138****5678" in text
    assert "平台目前没有开通短信通知" in text
