"""A password that nobody else may know: set by a link to the own mailbox, announced, on record."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from haizhi.accounts.acts import delegate, grant, install, open_account, reset_password, send_reset, take_password
from haizhi.accounts.facts.resetting import LINK_LASTS, NO_MAIL, person_by_reset, reset_token
from haizhi.accounts.models import Person
from haizhi.accounts.queries import reset_path
from haizhi.kernel.actor import PUBLIC, SYSTEM
from haizhi.kernel.models import Act
from haizhi.notifications.models import Delivery, Notice, Preference
from haizhi.notifications.tasks import deliver, send_mail, send_reset_links
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import ADMIN_ROLES, OFFICE_ROLES, Role
from tests.accounts.factories import NOW, PASSWORD, actor, member, person, unit
from tests.decisions.conftest import Travel, today
from tests.notifications.conftest import Sink
from tests.notifications.factories import at, never

__all__ = ["today"]

pytestmark = [pytest.mark.django_db, pytest.mark.once]
FRESH = "another-horse-battery"


def head(email: str = "head@example.cn") -> Person:
    """The head of the Office, who can sign in."""
    return member(Role.OFFICE_HEAD, who=person("王主任", PASSWORD, email=email)).person


@pytest.mark.parametrize("role", sorted(OFFICE_ROLES | ADMIN_ROLES | {Role.SUPERVISOR, Role.PARTY_RECORDER}))
def test_nobody_sets_the_password_of_whoever_is_trusted_with_the_city(role: Role) -> None:
    admin, who = actor(member(Role.SYSTEM_ADMIN)), member(role).person
    with pytest.raises(Refused, match="其密码不得由他人设置（《办法》第三条）。请办理“发出重设密码链接”"):
        reset_password(who, FRESH, by=admin, at=NOW, opinion="忘记密码")


def test_nor_of_whoever_holds_such_a_role_from_tomorrow_on_or_judges_and_has_a_mailbox() -> None:
    admin, tomorrow = actor(member(Role.SYSTEM_ADMIN)), NOW.date() + timedelta(1)
    coming = person("来任职", PASSWORD)
    grant(coming, by=SYSTEM, at=NOW, role=Role.OFFICE_CLERK, valid_from=tomorrow)
    judge = member(Role.JUDGE, who=person("何评委", PASSWORD, email="judge@example.cn")).person
    for who in (coming, judge):
        with pytest.raises(Refused, match="全市岗位或者评委，其密码不得由他人设置"):
            reset_password(who, FRESH, by=admin, at=NOW, opinion="忘记密码")


def test_a_judge_without_a_mailbox_keeps_the_seat_and_who_watches_is_told() -> None:
    admin, watcher = actor(member(Role.SYSTEM_ADMIN)), member(Role.SUPERVISOR).person
    judge = member(Role.JUDGE, who=person("何评委", PASSWORD)).person
    assert reset_password(judge, FRESH, by=admin, at=NOW, opinion="忘记密码").password_is_initial
    deliver(NOW)
    assert [n.act.verb for n in Notice.objects.filter(person=watcher) if n.act] == ["person.reset_password"]


def test_nor_of_whoever_was_delegated_such_a_role() -> None:
    lender, colleague = member(Role.OFFICE_HEAD), person()
    day = NOW.date()
    delegate(lender, by=actor(lender), at=NOW, to=colleague, valid_from=day, valid_to=day + timedelta(5))
    with pytest.raises(Refused, match="不得由他人设置"):
        reset_password(colleague, FRESH, by=actor(member(Role.SYSTEM_ADMIN)), at=NOW, opinion="忘记密码")


def test_the_link_reaches_the_own_mailbox_alone_and_who_watches_is_told(sink: Sink, today: Travel) -> None:
    admin, watcher, who = member(Role.SYSTEM_ADMIN), member(Role.SUPERVISOR).person, head()
    Preference.objects.create(person=who, mail=False)
    client = Client()
    client.force_login(admin.person)
    today(NOW)
    answer = client.post(f"{who.get_absolute_url()}send_reset/", {"opinion": "本人来电，已核实"}, follow=True)
    assert "已办理“发出重设密码链接”" in answer.content.decode()
    who.refresh_from_db()
    assert reset_token(who) not in answer.content.decode()
    deliver(NOW)
    assert [n.act.verb for n in Notice.objects.filter(person=watcher) if n.act] == ["person.send_reset"]
    assert (send_reset_links(NOW), send_reset_links(NOW)) == (1, 0)
    send_mail(at(NOW), never)
    (letter,) = [letter for letter in sink.letters if letter["To"] == "head@example.cn"]
    (path,) = re.findall(r"https://haizhi.example.cn(/accounts/reset/\S+)", letter.get_content())
    assert path == reset_path(who)
    assert who.check_password(PASSWORD), "the old password is good until another is set"
    page = Client().get(path)
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "same-origin")
    weak = Client().post(path, {"password": "1234567890", "repeated": "1234567890"})
    assert weak.status_code == 422
    Client().post(path, {"password": FRESH, "repeated": FRESH})
    who.refresh_from_db()
    assert who.check_password(FRESH)
    assert not who.password_is_initial
    assert Client().get(path).status_code == 404, "it is good once"
    act = Act.objects.get(verb="person.take_password")
    assert (act.by_name, FRESH in str(act.body), reset_token(who) in str(act.body)) == ("王主任", False, False)
    deliver(NOW)
    told = {n.person_id for n in Notice.objects.filter(act=act)}
    assert told == {who.pk, watcher.pk}


def test_a_new_account_with_a_mailbox_gets_the_link_and_nobody_reads_its_password(sink: Sink, today: Travel) -> None:
    client = Client()
    client.force_login(member(Role.SYSTEM_ADMIN).person)
    today(NOW)
    said = {"name": "李四", "email": "li@example.cn", "once": str(uuid4())}
    page = client.post(reverse("accounts:new_person"), said, follow=True).content.decode()
    assert client.post(reverse("accounts:new_person"), said).status_code == 302, "sent twice it is one account"
    who = Person.objects.get(email="li@example.cn")
    assert "设置密码的链接将发到李四的电子信箱" in page
    assert "本人尚未设置" in page
    assert "初始密码：" not in page
    assert not who.has_usable_password()
    assert send_reset_links(NOW) == 1
    send_mail(at(NOW), never)
    (letter,) = [letter for letter in sink.letters if letter["To"] == "li@example.cn"]
    assert reset_path(who) in letter.get_content()
    Client().post(reset_path(who), {"password": FRESH, "repeated": FRESH})
    who.refresh_from_db()
    assert who.check_password(FRESH)
    assert not who.password_is_initial


def test_the_office_installs_a_head_who_sets_the_password_by_the_link() -> None:
    of = unit()
    install(of, by=actor(member(Role.OFFICE_CLERK)), at=NOW, name="李四", email="li@example.cn", opinion="来函")
    who = Person.objects.get(email="li@example.cn")
    assert (who.has_usable_password(), person_by_reset(reset_token(who), NOW)) == (False, who)


def test_without_a_relay_a_new_account_has_an_initial_password_to_be_changed(settings: Settings) -> None:
    settings.EMAIL_BACKEND = NO_MAIL
    admin = actor(member(Role.SYSTEM_ADMIN))
    who = open_account(PASSWORD, by=admin, at=NOW, name="李四", email="li@example.cn")
    assert who.check_password(PASSWORD)
    assert (who.password_is_initial, who.reset_sent_at) == (True, None)


def test_a_link_is_void_after_its_time_by_another_link_and_for_anybody_else() -> None:
    admin, who, other = actor(member(Role.SYSTEM_ADMIN)), head(), person(email="other@example.cn")
    first = reset_token(send_reset(who, by=admin, at=NOW, opinion="忘记密码"))
    assert person_by_reset(first, NOW + LINK_LASTS - timedelta(seconds=1)) == who
    assert person_by_reset(first, NOW + LINK_LASTS) is None
    with pytest.raises(Refused, match="链接已失效"):
        take_password(other, first, FRESH, by=PUBLIC, at=NOW)
    later = NOW + timedelta(minutes=1)
    second = reset_token(send_reset(who, by=admin, at=later, opinion="没有收到"))
    assert (person_by_reset(first, later), person_by_reset(second, later)) == (None, who)
    assert [person_by_reset(token, later) for token in ("", "x", "A" * 64, "𬭎", second[:-1])] == [None] * 5


def test_a_letter_with_a_link_that_is_void_is_not_sent(sink: Sink) -> None:
    admin, who = actor(member(Role.SYSTEM_ADMIN)), head()
    send_reset(who, by=admin, at=NOW, opinion="忘记密码")
    assert send_reset_links(NOW) == 1
    assert send_mail(at(NOW + LINK_LASTS), never) == 0
    assert Delivery.objects.get(address="head@example.cn").last_error == "链接已失效"
    assert sink.letters == []


def test_without_a_mailbox_or_a_relay_it_takes_two_administrators(settings: Settings) -> None:
    admin, who = actor(member(Role.SYSTEM_ADMIN)), member(Role.OFFICE_CLERK).person
    with pytest.raises(Refused, match="没有登记电子信箱（《办法》第三条）。没有电子信箱的，请停用后重新开户"):
        send_reset(who, by=admin, at=NOW, opinion="忘记密码")
    settings.EMAIL_BACKEND = NO_MAIL
    with pytest.raises(Refused, match="没有设置发信服务器"):
        send_reset(head(), by=admin, at=NOW, opinion="忘记密码")
