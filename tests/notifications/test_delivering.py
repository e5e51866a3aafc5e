"""The outbox is delivered: each person addressed is told once of an act, and what matters is sent out."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from haizhi.accounts.acts import delegate, grant
from haizhi.accounts.models import Membership
from haizhi.kernel.actor import PUBLIC, SYSTEM
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Delivery, Notice, Preference
from haizhi.notifications.queries import unread_count
from haizhi.notifications.tasks import deliver
from haizhi.regulation.roles import Role
from tests.accounts.factories import NANAN, NOW, TODAY, YUZHONG, actor, member, person, unit
from tests.notifications.conftest import Gateway, Sink
from tests.notifications.factories import drafter, reachable, tell, told_drafter


def told(membership: Membership) -> int:
    return Notice.objects.filter(person=membership.person).count()


@pytest.mark.django_db
def test_the_people_of_the_role_and_the_place_are_told() -> None:
    mine = unit("甲公司")
    its_drafter, other = member(Role.DRAFTER, at_unit=mine), member(Role.DRAFTER)
    near, far = member(Role.DISTRICT_CLERK, district=YUZHONG), member(Role.DISTRICT_CLERK, district=NANAN)
    clerk, judge, colleague = member(Role.OFFICE_CLERK), member(Role.JUDGE), member(Role.JUDGE)
    tell(Role.DRAFTER, mine.pk)
    tell(Role.DISTRICT_CLERK, YUZHONG)
    tell(Role.OFFICE_CLERK)
    tell(Role.JUDGE, judge.person_id)
    assert deliver(NOW) == 4
    assert [told(m) for m in (its_drafter, near, clerk, judge)] == [1, 1, 1, 1]
    assert [told(m) for m in (other, far, colleague)] == [0, 0, 0]
    assert not Outgoing.objects.filter(delivered_at__isnull=True).exists()


@pytest.mark.django_db
def test_who_holds_two_roles_is_told_once_in_the_one_in_which_it_matters() -> None:
    mine = unit("甲公司")
    both = member(Role.OFFICE_CLERK)
    member(Role.DRAFTER, at_unit=mine, who=both.person)
    about = tell(Role.OFFICE_CLERK)
    tell(Role.DRAFTER, mine.pk, about)
    assert deliver(NOW) == 1
    notice = Notice.objects.get(person=both.person)
    assert (notice.role, notice.place, notice.important) == ("drafter", str(mine.pk), True)


@pytest.mark.django_db
def test_whoever_acted_is_not_told() -> None:
    unit()
    clerk = member(Role.OFFICE_CLERK)
    about = tell(Role.OFFICE_CLERK)
    Act.objects.filter(pk=about.pk).update(by_id=clerk.person_id)
    assert deliver(NOW) == 0


@pytest.mark.django_db
def test_the_delegate_is_told_too_while_the_delegation_lasts() -> None:
    unit()
    head, colleague = member(Role.OFFICE_HEAD), person()
    delegate(head, by=actor(head), at=NOW, to=colleague, valid_from=TODAY, valid_to=TODAY)
    about = tell(Role.OFFICE_HEAD)
    deliver(NOW)
    assert set(Notice.objects.values_list("person_id", flat=True)) == {head.person_id, colleague.pk}
    unit()
    tell(Role.OFFICE_HEAD)
    deliver(NOW + timedelta(1))
    assert Notice.objects.exclude(act=about).get().person_id == head.person_id


@pytest.mark.django_db
def test_a_role_not_in_force_and_a_suspended_person_are_passed_over() -> None:
    unit()
    coming = grant(person(), by=SYSTEM, at=NOW, role=Role.OFFICE_CLERK, valid_from=TODAY + timedelta(1))
    gone = member(Role.OFFICE_CLERK)
    type(gone.person).objects.filter(pk=gone.person_id).update(stage="suspended")
    tell(Role.OFFICE_CLERK)
    assert deliver(NOW) == 0
    assert (told(coming), told(gone)) == (0, 0)


@pytest.mark.django_db
def test_delivering_again_tells_nobody_again() -> None:
    unit()
    clerk = member(Role.OFFICE_CLERK)
    tell(Role.OFFICE_CLERK)
    assert (deliver(NOW), deliver(NOW)) == (1, 0)
    Outgoing.objects.update(delivered_at=None)  # as a restored backup of half the tables would have it
    assert deliver(NOW) == 0
    assert told(clerk) == 1


@pytest.mark.django_db
def test_more_rows_than_fit_in_one_go_are_all_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haizhi.notifications.tasks.outbox.AT_ONCE", 2)
    member(Role.OFFICE_CLERK)
    for _ in range(5):
        unit()
        tell(Role.OFFICE_CLERK)
    assert deliver(NOW) == 5


@pytest.mark.django_db(transaction=True)
def test_three_workers_at_once_tell_everybody_once() -> None:
    member(Role.OFFICE_CLERK)
    member(Role.OFFICE_CLERK)
    for _ in range(6):
        unit()
        tell(Role.OFFICE_CLERK)
    made: list[int] = []

    def work() -> None:
        made.append(deliver(NOW))
        connection.close()

    workers = [threading.Thread(target=work) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sum(made) == Notice.objects.count() == 12


@pytest.mark.django_db
def test_what_matters_is_written_once_for_each_channel_that_is_set_up(sink: Sink, gateway: Gateway) -> None:
    notice = told_drafter("drafter@example.cn")
    deliver(NOW)
    written = Delivery.objects.filter(notice=notice).order_by("channel").values_list("channel", "address", "state")
    assert list(written) == [
        ("mail", "drafter@example.cn", "waiting"),
        ("sms", notice.person.mobile, "waiting"),
    ]


@pytest.mark.django_db
def test_what_is_only_for_information_is_kept_quietly(sink: Sink) -> None:
    unit()
    clerk = member(Role.OFFICE_CLERK, who=reachable())
    tell(Role.OFFICE_CLERK)
    deliver(NOW)
    assert Notice.objects.get(person=clerk.person).important is False
    assert unread_count(actor(clerk)) == 0
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_without_a_relay_or_gateway_nothing_is_written(without_mail: None) -> None:
    told_drafter("drafter@example.cn")
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_old_news_is_not_sent_out(sink: Sink) -> None:
    notice = told_drafter("drafter@example.cn", at=NOW + timedelta(days=7))
    assert notice.important
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_whoever_turned_a_channel_off_is_not_written_to_and_that_is_on_record(sink: Sink, gateway: Gateway) -> None:
    held = drafter()
    Preference.objects.create(person=held.person, mail=False)
    tell(Role.DRAFTER, held.organisation_id)
    deliver(NOW)
    said = Delivery.objects.order_by("channel").values_list("channel", "state", "last_error")
    assert list(said) == [("mail", "skipped", "本人已关闭邮件通知"), ("sms", "waiting", "")]
    assert Notice.objects.get(person=held.person).important


@pytest.mark.django_db
def test_who_has_no_mailbox_is_told_on_the_platform_alone(sink: Sink) -> None:
    held = member(Role.DRAFTER)
    tell(Role.DRAFTER, held.organisation_id)
    assert deliver(NOW) == 1
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_the_public_has_no_notices(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert unread_count(PUBLIC) == 0


@pytest.mark.django_db
def test_nothing_is_mailed_to_the_accounts_of_the_demonstration(sink: Sink) -> None:
    held = drafter()
    type(held.person).objects.filter(pk=held.person_id).update(email="drafter@demo.haizhi.invalid")
    tell(Role.DRAFTER, held.organisation_id)
    deliver(NOW)
    assert list(Delivery.objects.values_list("state", "last_error")) == [("skipped", "演示账号的信箱并不存在")]
