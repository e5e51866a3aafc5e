"""The first administrators of a new installation."""

import json

import pytest
from django.test import Client

from haizhi.accounts.models import Membership
from haizhi.cli import main
from haizhi.regulation.roles import Role

pytestmark = pytest.mark.django_db


def test_the_first_administrator_is_opened_and_must_change_the_password(
    capsys: pytest.CaptureFixture[str], client: Client
) -> None:
    assert main(["appoint", "系统管理员", "王堃", "admin@example.cn", "--json"]) == 0
    told = json.loads(capsys.readouterr().out.splitlines()[-1])
    person = Membership.objects.get(role=Role.SYSTEM_ADMIN).person
    assert person.check_password(told["password"])
    client.force_login(person)
    assert client.get("/desk/todo/")["Location"] == "/accounts/password/"


def test_a_second_one_is_left_to_the_administrators(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appoint", "安全管理员", "李琎", "first@example.cn"]) == 0
    assert main(["appoint", "安全管理员", "李琎", "second@example.cn"]) == 1
    assert "已有安全管理员" in capsys.readouterr().err
    assert Membership.objects.filter(role=Role.SECURITY_ADMIN).count() == 1


def test_a_wrong_mailbox_opens_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["appoint", "审计员", "张三", "不是信箱"]) == 1
    assert "电子信箱" in capsys.readouterr().err
    assert not Membership.objects.exists()
