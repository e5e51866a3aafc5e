"""The public registers and asks to join only so often from one address and for one unit; the page says until when."""

import pytest
from django.contrib.auth import get_user
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from haizhi.accounts.models import Joining, Organisation
from haizhi.accounts.views.joinings import FOR_A_CODE, FROM_AN_ADDRESS
from haizhi.kernel.limits import count
from haizhi.kernel.models import Act, Attempts
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import PASSWORD, code, member, mobile, person, unit
from tests.accounts.test_entrance import registration

pytestmark = pytest.mark.django_db


def refused_for(client: Client, url: str, said: dict[str, str]) -> str:
    """The page of a refusal with 429, which says when to come again."""
    response = client.post(reverse(url), said)
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 3600
    return response.content.decode()


def test_an_address_registers_so_often_and_what_was_typed_stays_on_the_page(client: Client) -> None:
    for _ in range(FROM_AN_ADDRESS.most):
        count(FROM_AN_ADDRESS, "127.0.0.1", timezone.now())
    page = refused_for(client, "accounts:register", registration())
    assert "同一网络地址一小时内最多提交30次登记或加入申请" in page
    assert "请稍后再提交" in page
    assert "以后再提交，您填写的内容仍在本页" in page
    for typed in ("重庆𬭎智造有限公司", code(7), "张㛃", "63000000"):
        assert f'value="{typed}"' in page
    assert not Organisation.objects.exists()
    assert not get_user(client).is_authenticated
    other = Client(REMOTE_ADDR="192.0.2.7")
    assert other.post(reverse("accounts:register"), registration()).status_code == 302


def test_a_unit_is_asked_so_often_whoever_asks_and_whether_it_is_there_is_told_no_more(signed_in: SignIn) -> None:
    of = unit()
    for _ in range(FOR_A_CODE.most):
        count(FOR_A_CODE, of.code, timezone.now())
    newcomer = {"person_name": "李四", "mobile": mobile(), "password": PASSWORD, "repeated": PASSWORD}
    said = newcomer | {"code": of.code.lower()}
    page = refused_for(Client(), "accounts:join", said)
    assert "同一统一社会信用代码一小时内最多提交10次" in page
    assert 'value="李四"' in page
    assert "此单位已有账号" not in refused_for(Client(), "accounts:register", registration(code=of.code))
    refused_for(signed_in(person("王五")), "accounts:join", {"code": of.code})
    assert not Joining.objects.exists()


def test_ordinary_mistakes_cost_nothing(client: Client) -> None:
    for _ in range(3):
        assert client.post(reverse("accounts:register"), registration(repeated="x")).status_code == 422
    assert not Attempts.objects.exists()


def test_who_registered_asked_to_join_or_accepted_stands_in_the_trail_by_name(signed_in: SignIn) -> None:
    Client().post(reverse("accounts:register"), registration())
    of = Organisation.objects.get()
    newcomer = {
        "code": of.code,
        "person_name": " 李四 ",
        "mobile": mobile(),
        "password": PASSWORD,
        "repeated": PASSWORD,
    }
    Client().post(reverse("accounts:join"), newcomer)
    assert list(Act.objects.filter(role="public").values_list("verb", "by_name").order_by("entry_id")) == [
        ("organisation.register", "张㛃"),
        ("joining.ask", "李四"),
    ]
    page = signed_in(member(Role.OFFICE_CLERK)).get(of.get_absolute_url()).content.decode()
    assert "张㛃（公众）" in page.partition("流程轨迹")[2]
    assert "张㛃" not in str(Act.objects.get(verb="organisation.register").body)


def test_somebody_who_waits_to_join_reads_for_whom_since_when_and_what_to_do(signed_in: SignIn) -> None:
    of, newcomer = unit(), person("李四")
    client = signed_in(newcomer)
    begin = reverse("applications:begin")
    nothing = client.get(begin)
    assert nothing.status_code == 403
    assert "您还没有岗位" in nothing.content.decode()
    client.post(reverse("accounts:join"), {"code": of.code})
    waiting = client.get(begin)
    page = waiting.content.decode()
    assert waiting.status_code == 403
    assert "现由<b>海智办</b>答复" in page
    assert of.name in page
    assert Joining.objects.get().get_absolute_url() in page
    member(Role.SIGNATORY, at_unit=of)
    assert "现由<b>该单位负责人</b>答复" in client.get(begin).content.decode()
    assert "没有办理权限" in signed_in(member(Role.JUDGE)).get(begin).content.decode()
