"""The outbox is delivered: each person addressed is told once of an act, and mailed where mail is set up."""

import smtplib
import threading
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from pytest_django import Settings

from haizhi.accounts.acts import delegate, grant
from haizhi.accounts.models import Membership, Organisation
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice
from haizhi.notifications.queries import unread_count
from haizhi.notifications.tasks import deliver
from haizhi.regulation.roles import Role
from tests.accounts.factories import NANAN, NOW, TODAY, YUZHONG, actor, code, member, person, unit

MEMORY = "django.core.mail.backends.locmem.EmailBackend"


def tell(role: Role, place: object = "", act: Act | None = None) -> Act:
    """Put a row into the outbox, as the door does, about the last thing that happened."""
    about = act or Act.objects.filter(kind="organisation").order_by("-entry_id")[0]
    Outgoing.objects.create(act=about, role=role, place=str(place))
    return about


def told(membership: Membership) -> int:
    return Notice.objects.filter(person=membership.person).count()


@pytest.mark.django_db
def test_the_people_of_the_role_and_the_place_are_told() -> None:
    mine = unit("甲公司")
    drafter, other = member(Role.DRAFTER, at_unit=mine), member(Role.DRAFTER)
    near, far = member(Role.DISTRICT_CLERK, district=YUZHONG), member(Role.DISTRICT_CLERK, district=NANAN)
    clerk, judge, colleague = member(Role.OFFICE_CLERK), member(Role.JUDGE), member(Role.JUDGE)
    tell(Role.DRAFTER, mine.pk)
    tell(Role.DISTRICT_CLERK, YUZHONG)
    tell(Role.OFFICE_CLERK)
    tell(Role.JUDGE, judge.person_id)
    assert deliver(NOW) == 4
    assert [told(m) for m in (drafter, near, clerk, judge)] == [1, 1, 1, 1]
    assert [told(m) for m in (other, far, colleague)] == [0, 0, 0]
    assert not Outgoing.objects.filter(delivered_at__isnull=True).exists()


@pytest.mark.django_db
def test_who_holds_two_roles_is_told_once_and_whoever_acted_is_not_told() -> None:
    mine = unit("甲公司")
    both = member(Role.DRAFTER, at_unit=mine)
    member(Role.SIGNATORY, at_unit=mine, who=both.person)
    about = tell(Role.DRAFTER, mine.pk)
    tell(Role.SIGNATORY, mine.pk, about)
    clerk = member(Role.OFFICE_CLERK)
    Act.objects.filter(pk=about.pk).update(by_id=clerk.person_id)
    tell(Role.OFFICE_CLERK, "", about)
    deliver(NOW)
    assert (told(both), told(clerk)) == (1, 0)


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
    Outgoing.objects.update(delivered_at=None)  # as after a crash between notice and mark
    assert deliver(NOW) == 0
    assert told(clerk) == 1


@pytest.mark.django_db
def test_more_rows_than_fit_in_one_go_are_all_delivered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("haizhi.notifications.tasks._AT_ONCE", 2)
    member(Role.OFFICE_CLERK)
    for _ in range(5):
        unit()
        tell(Role.OFFICE_CLERK)
    assert deliver(NOW) == 5


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_tell_everybody_once() -> None:
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


@pytest.fixture
def mailed(settings: Settings) -> list[mail.EmailMessage]:
    settings.EMAIL_BACKEND = MEMORY
    return mail.outbox


@pytest.mark.django_db
def test_a_letter_names_the_case_and_nobody_and_is_sent_once(mailed: list[mail.EmailMessage]) -> None:
    about = unit("重庆智造有限公司", serial=77)
    clerk = member(Role.OFFICE_CLERK, who=person("收信人", email="clerk@example.cn"))
    member(Role.OFFICE_CLERK, who=person("没有信箱"))
    Act.objects.filter(subject_id=about.pk).update(opinion="不宜外传的意见", by_name="某办理人")
    tell(Role.OFFICE_CLERK)
    deliver(NOW)
    deliver(NOW)
    (letter,) = mailed
    assert letter.to == ["clerk@example.cn"]
    assert letter.subject == f"登记：{code(77)} 重庆智造有限公司"
    assert "现为“正常”" in letter.body
    for private in ("收信人", "某办理人", "不宜外传的意见"):
        assert private not in letter.subject + str(letter.body)
    assert Notice.objects.get(person=clerk.person).mailed_at == NOW


@pytest.mark.django_db
def test_a_letter_about_a_person_says_only_that_it_is_about_one(mailed: list[mail.EmailMessage]) -> None:
    member(Role.OFFICE_CLERK, who=person("收信人", email="clerk@example.cn"))
    person("某某人")
    tell(Role.OFFICE_CLERK, "", Act.objects.filter(verb="person.enrol").order_by("-entry_id")[0])
    deliver(NOW)
    assert "某某人" not in mailed[0].subject + str(mailed[0].body)
    assert mailed[0].subject == "开户：人员"


@pytest.mark.django_db
def test_without_a_mail_server_nothing_is_mailed_and_old_news_never_is(settings: Settings) -> None:
    unit()
    member(Role.OFFICE_CLERK, who=person(email="clerk@example.cn"))
    tell(Role.OFFICE_CLERK)
    settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
    deliver(NOW)
    assert Notice.objects.get().mailed_at is None
    settings.EMAIL_BACKEND = MEMORY
    deliver(NOW + timedelta(days=2))
    assert mail.outbox == []


class Broken:
    """A mail server that takes one letter and then goes away."""

    def __init__(self, **_: Any) -> None:
        self.taken = 0

    def __enter__(self) -> "Broken":
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def send_messages(self, letters: list[mail.EmailMessage]) -> int:
        if self.taken:
            raise smtplib.SMTPServerDisconnected
        self.taken += len(letters)
        return len(letters)


@pytest.mark.django_db
def test_letters_that_could_not_be_sent_wait_for_the_next_time(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    unit()
    for n in range(3):
        member(Role.OFFICE_CLERK, who=person(email=f"clerk{n}@example.cn"))
    tell(Role.OFFICE_CLERK)
    settings.EMAIL_BACKEND = MEMORY
    with monkeypatch.context() as broken:
        broken.setattr("haizhi.notifications.tasks.get_connection", Broken)
        assert deliver(NOW) == 3
    assert Notice.objects.filter(mailed_at__isnull=True).count() == 2
    deliver(NOW + timedelta(minutes=1))
    assert len(mail.outbox) == 2


@pytest.mark.django_db
def test_the_public_has_no_notices(django_assert_num_queries: Any) -> None:
    from haizhi.kernel.actor import PUBLIC

    with django_assert_num_queries(0):
        assert unread_count(PUBLIC) == 0
    assert Organisation.objects.count() == 0
