"""Signing in by mobile number or mailbox, the lockout, registering, and what of allauth is not there."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.auth import get_user
from django.test import Client
from django.urls import NoReverseMatch, reverse

from haizhi.accounts.acts import enrol, suspend
from haizhi.accounts.demonstration import (
    DEMONSTRATION_ACCOUNTS,
    DEMONSTRATION_PASSWORD,
    demonstration_accounts,
    mark_demonstration,
)
from haizhi.accounts.models import Demonstration, Organisation, Person
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Entry
from haizhi.regulation.roles import ADMIN_ROLES, Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NOW, PASSWORD, actor, code, member, person

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
WRONG = "手机号码（电子信箱）或密码不正确"


def enrolled() -> Person:
    return person(password=PASSWORD, number="13812345678", email="san@example.cn")


def try_in(client: Client, login: str, password: str = PASSWORD) -> tuple[int, str]:
    response = client.post(LOGIN, {"login": login, "password": password})
    return response.status_code, response.content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "13812345678",
        "138 1234 5678",
        "+86-138-1234-5678",
        "san@example.cn",
        " SAN@Example.cn ",
        "１３８１２３４５６７８",
    ],
)
def test_a_person_signs_in_by_number_or_mailbox_however_typed(client: Client, typed: str) -> None:
    who = enrolled()
    status, _ = try_in(client, typed)
    assert status == 302
    assert get_user(client).pk == who.pk


@pytest.mark.parametrize(
    ("login", "password"), [("13812345678", "wrong"), ("13900000000", PASSWORD), ("x", "y"), ("@", "y")]
)
def test_a_failed_sign_in_does_not_tell_whether_the_account_exists(client: Client, login: str, password: str) -> None:
    enrolled()
    status, page = try_in(client, login, password)
    assert status == 200
    assert WRONG in page
    assert "English" not in page
    assert f'value="{login}"' in page


def test_five_wrong_passwords_suspend_the_sign_in_and_the_page_says_until_when(client: Client) -> None:
    enrolled()
    with time_machine.travel(datetime(2026, 3, 20, 2, 0, tzinfo=UTC), tick=False):
        for typed in ["13812345678", "138 1234 5678", "+8613812345678", "13812345678"]:
            assert try_in(client, typed, "wrong")[0] == 200
        status, page = try_in(client, "13812345678", "wrong")
        assert status == 429
        assert "登录已暂停" in page
        assert "10:15" in page
    with time_machine.travel(datetime(2026, 3, 20, 2, 10, tzinfo=UTC), tick=False):
        locked = client.post(LOGIN, {"login": "138-1234-5678", "password": PASSWORD})
        assert locked.status_code == 429
        assert "10:15" in locked.content.decode()
        assert locked["Retry-After"] == "300"
    with time_machine.travel(datetime(2026, 3, 20, 2, 16, tzinfo=UTC), tick=False):
        assert try_in(client, "13812345678")[0] == 302


def test_a_lockout_is_of_one_account_from_one_place(client: Client) -> None:
    enrolled()
    other = person(password=PASSWORD, number="13912345678")
    for _ in range(5):
        try_in(client, "13812345678", "wrong")
    assert try_in(client, "13812345678")[0] == 429
    elsewhere = client.post(LOGIN, {"login": "13812345678", "password": PASSWORD}, REMOTE_ADDR="10.9.8.7")
    assert elsewhere.status_code == 302
    assert try_in(Client(), str(other.mobile))[0] == 302


def test_signing_in_forgets_earlier_mistakes(client: Client) -> None:
    enrolled()
    for _ in range(2):
        for _ in range(4):
            assert try_in(Client(), "13812345678", "wrong")[0] == 200
        assert try_in(Client(), "138 1234 5678")[0] == 302


def test_a_suspended_person_is_told_so_and_is_out_of_every_session(client: Client, signed_in: SignIn) -> None:
    who = enrolled()
    inside = signed_in(who)
    suspend(who, by=actor(member(Role.SYSTEM_ADMIN)), at=NOW, opinion="离职")
    response = client.post(LOGIN, {"login": "13812345678", "password": PASSWORD}, follow=True)
    assert "账号已停用" in response.content.decode()
    assert not get_user(client).is_authenticated
    assert inside.get(reverse("accounts:profile")).status_code == 302


def test_an_account_without_a_password_lets_nobody_in(client: Client) -> None:
    person(number="13812345678")
    for password in ("", "!", "None"):
        assert try_in(client, "13812345678", password)[0] == 200


@pytest.mark.parametrize(
    "path",
    ["signup/", "email/", "confirm-email/", "password/reset/", "password/set/", "login/code/", "2fa/", "3rdparty/"],
)
def test_nothing_else_of_allauth_can_be_reached(client: Client, path: str) -> None:
    assert client.get(f"/accounts/{path}").status_code == 404


def test_the_names_of_its_other_pages_are_unknown() -> None:
    for name in ("account_signup", "account_email", "account_reset_password", "account_set_password"):
        with pytest.raises(NoReverseMatch):
            reverse(name)


def test_passwords_are_hashed_with_argon2() -> None:
    from haizhi.config import settings as real

    assert real.PASSWORD_HASHERS[0] == "django.contrib.auth.hashers.Argon2PasswordHasher"


def registration(**other: str) -> dict[str, str]:
    return {
        "name": "重庆𬭎智造有限公司",
        "code": code(7),
        "applicant_kind": "enterprise",
        "affiliation": "private",
        "district": "500103",
        "phone_area": "023",
        "phone": "63000000",
        "person_name": "张㛃",
        "mobile": "138 1234 5678",
        "password": PASSWORD,
        "repeated": PASSWORD,
        "once": "7d9e1c1e-33f1-4a3a-8d46-5c1f0a0a8f11",
    } | other


def test_a_unit_registers_and_is_signed_in(client: Client) -> None:
    page = client.get(reverse("accounts:register")).content.decode()
    assert "登记后即可申报" in page
    assert "两江新区" in page
    assert "江北区" not in page
    response = client.post(reverse("accounts:register"), registration(), follow=True)
    shown = response.content.decode()
    assert "已办理“登记”" in shown
    assert "怎样申报" in shown
    assert "申报单位负责人" in client.get(reverse("accounts:profile")).content.decode()
    assert "重庆𬭎智造有限公司" in shown
    assert getattr(get_user(client), "name", "") == "张㛃"


def test_a_registration_posted_twice_is_one(client: Client) -> None:
    first = client.post(reverse("accounts:register"), registration())
    stranger = Client()
    second = stranger.post(reverse("accounts:register"), registration(), follow=True)
    assert first.status_code == 302
    assert Organisation.objects.count() == 1
    assert not get_user(stranger).is_authenticated
    assert second.redirect_chain


def test_a_refused_registration_keeps_what_was_typed_and_says_what_to_do(client: Client) -> None:
    client.post(reverse("accounts:register"), registration())
    typed = registration(name="另一家公司", code=code(8), once="7d9e1c1e-33f1-4a3a-8d46-5c1f0a0a8f12")
    response = Client().post(reverse("accounts:register"), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "该手机号码已开户" in page
    assert 'value="另一家公司"' in page
    assert f'value="{code(8)}"' in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"repeated": "another-password"}, "两次输入的密码不一致"),
        ({"code": "91500103"}, "应为18位，您填写了8位"),
        ({"district": "500105"}, "不在可用的选项中"),
        ({"applicant_kind": ""}, "请选择单位类别"),
        ({"mobile": "", "email": ""}, "没有登录用的手机号码或电子信箱"),
        ({"name": "名" * 121}, "120"),
        ({"applicant_kind": "park"}, "隶属关系为"),
    ],
)
def test_every_fault_of_a_registration_is_a_chinese_sentence(
    client: Client, wrong: dict[str, str], sentence: str
) -> None:
    response = client.post(reverse("accounts:register"), registration(**wrong))
    page = response.content.decode()
    assert response.status_code == 422
    assert sentence in page
    assert not re.search(r"Select a valid|This field|Enter a valid|Ensure this", page)
    assert not Organisation.objects.exists()


def test_the_sign_in_page_lists_no_accounts_outside_the_demonstration(client: Client) -> None:
    page = client.get(LOGIN).content.decode()
    assert "演示账号" not in page
    assert "单位登记" in page


def test_the_demonstration_has_one_account_for_each_role_and_its_page_lists_them(client: Client) -> None:
    mark_demonstration(NOW)
    clerk = DEMONSTRATION_ACCOUNTS[Role.OFFICE_CLERK]
    assert (clerk.name, clerk.mailbox) == ("海智办经办人（演示）", "office_clerk@demo.haizhi.invalid")
    assert len(DEMONSTRATION_ACCOUNTS) == 15
    for account in DEMONSTRATION_ACCOUNTS.values():
        enrol(account.password, by=SYSTEM, at=NOW, name=account.name, email=account.mailbox)
    assert len(demonstration_accounts()) == 15
    page = client.get(LOGIN).content.decode()
    assert DEMONSTRATION_PASSWORD in page
    for role in ADMIN_ROLES:
        assert f'value="{role.value}@demo.haizhi.invalid"' in page
    assert try_in(client, clerk.mailbox, DEMONSTRATION_PASSWORD)[0] == 302


def test_without_the_mark_a_demonstration_account_opens_nothing(client: Client) -> None:
    mark_demonstration(NOW)
    account = DEMONSTRATION_ACCOUNTS[Role.SYSTEM_ADMIN]
    enrol(account.password, by=SYSTEM, at=NOW, name=account.name, email=account.mailbox)
    Demonstration.objects.all().delete()
    assert try_in(client, account.mailbox, DEMONSTRATION_PASSWORD)[0] == 200
    assert demonstration_accounts() == ()


def test_a_database_with_anything_in_it_does_not_become_the_demonstration() -> None:
    person()
    assert Entry.objects.exists()
    with pytest.raises(ValueError, match="empty"):
        mark_demonstration(NOW)


def test_an_initial_password_is_changed_before_anything_else(signed_in: SignIn) -> None:
    who = enrol("INITIAL-PASS-9", by=SYSTEM, at=NOW, name="张三", email="san@example.cn", initial=True)
    inside = signed_in(who)
    for url in (reverse("accounts:profile"), "/"):
        assert inside.get(url).headers.get("Location") == reverse("accounts:password")
    changing = {"current": "INITIAL-PASS-9", "password": "my-own-passphrase", "repeated": "my-own-passphrase"}
    done = inside.post(reverse("accounts:password"), changing, follow=True)
    assert "密码已修改" in done.content.decode()
    assert inside.get(reverse("accounts:profile")).status_code == 200


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"current": "nonsense"}, "现在的密码不正确"),
        ({"password": "1234567890", "repeated": "1234567890"}, "数字"),
        ({"repeated": "my-other-passphrase"}, "两次输入的新密码不一致"),
        ({"password": PASSWORD, "repeated": PASSWORD}, "新密码与现在的密码相同"),
    ],
)
def test_a_password_is_changed_only_by_who_knows_the_old_one_and_to_a_better_one(
    signed_in: SignIn, other: dict[str, str], sentence: str
) -> None:
    said = {"current": PASSWORD, "password": "my-own-passphrase", "repeated": "my-own-passphrase"} | other
    who = enrolled()
    response = signed_in(who).post(reverse("accounts:password"), said)
    assert response.status_code == 422
    assert sentence in response.content.decode()
    who.refresh_from_db()
    assert who.check_password(PASSWORD)


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(signed_in: SignIn) -> None:
    who = enrolled()
    here, there = signed_in(who), signed_in(who)
    said = {"current": PASSWORD, "password": "my-own-passphrase", "repeated": "my-own-passphrase"}
    here.post(reverse("accounts:password"), said)
    assert here.get(reverse("accounts:profile")).status_code == 200
    assert there.get(reverse("accounts:profile")).status_code == 302


def test_signing_out_leads_home(signed_in: SignIn) -> None:
    inside = signed_in(enrolled())
    assert inside.post("/accounts/logout/").headers["Location"] == "/"
    assert not get_user(inside).is_authenticated
