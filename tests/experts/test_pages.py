"""The pages of the pool, as each role sees them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from haizhi.experts import acts
from haizhi.experts.models import Expert, FirstDiscipline
from haizhi.kernel.models import Act
from haizhi.regulation.roles import Role
from tests.applications.factories import university
from tests.experts.factories import CLERK, NOW, expert, pool

pytestmark = pytest.mark.django_db
SignIn = Callable[..., Client]
FORM = {
    "name": "单晓堃",
    "discipline": "materials",
    "employer": "重庆大学",
    "within_city": "on",
    "mobile": "13912345678",
}


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_the_list_masks_phones_and_can_be_narrowed(sign_in: SignIn) -> None:
    expert("欧阳慧龑", FirstDiscipline.ENERGY, "重庆大学", mobile="13900001234")
    expert("王珺", FirstDiscipline.MATERIALS, "西南大学")
    office = sign_in(Role.OFFICE_CLERK)
    page = text(office.get("/experts/"))
    assert "欧阳慧龑" in page
    assert "139****1234" in page
    assert "13900001234" not in page
    assert "王珺" not in text(office.get("/experts/?q=欧阳"))
    assert "欧阳慧龑" not in text(office.get("/experts/?discipline=materials"))


def test_the_list_costs_the_same_for_one_expert_and_for_thirty(
    sign_in: SignIn, django_assert_max_num_queries: Any
) -> None:
    office = sign_in(Role.OFFICE_CLERK)
    counts = []
    for size in (1, 29):
        pool(size)
        with django_assert_max_num_queries(12) as captured:
            office.get("/experts/")
        counts.append(len(captured))
    assert counts[0] == counts[1]


def test_an_empty_pool_says_how_to_begin(sign_in: SignIn) -> None:
    page = text(sign_in(Role.OFFICE_CLERK).get("/experts/"))
    assert "专家库还没有专家" in page
    assert "/experts/new/" in page


def test_an_expert_is_entered_and_the_page_hides_most_of_the_contact(sign_in: SignIn) -> None:
    office = sign_in(Role.OFFICE_CLERK)
    answer = office.post("/experts/new/", FORM, follow=True)
    assert "已办理“入库”" in text(answer)
    assert "139****5678" in text(answer)
    assert "13912345678" not in text(answer)
    assert Expert.objects.get().name == "单晓堃"


def test_bad_input_keeps_what_was_typed(sign_in: SignIn) -> None:
    answer = sign_in(Role.OFFICE_CLERK).post("/experts/new/", FORM | {"mobile": "123", "name": "仇𬭎"})
    assert answer.status_code == 422
    assert "不是有效的手机号码" in text(answer)
    assert "仇𬭎" in text(answer)
    assert not Expert.objects.exists()


def test_a_form_posted_twice_enters_one_expert(sign_in: SignIn) -> None:
    office = sign_in(Role.OFFICE_CLERK)
    once = {"once": "0b0e5a3e-0000-4000-8000-000000000001"}
    office.post("/experts/new/", FORM | once)
    answer = office.post("/experts/new/", FORM | once, follow=True)
    assert "无需重复提交" in text(answer)
    assert Act.objects.filter(verb="expert.enter").count() == 1


def test_the_supervisor_reads_the_pool_with_masked_phones_and_changes_nothing(sign_in: SignIn) -> None:
    one = expert("王珺", mobile="13900001234")
    supervisor = sign_in(Role.SUPERVISOR)
    page = text(supervisor.get(one.get_absolute_url()))
    assert "139****1234" in page
    assert "13900001234" not in page
    assert "可办理" not in page
    assert supervisor.get("/experts/new/").status_code == 403


def test_an_expert_is_led_to_the_own_entry_sees_no_other_and_declares_an_interest(sign_in: SignIn) -> None:
    own, other = acts.invite(expert("王珺", mobile="13900005678"), by=CLERK, at=NOW), expert("别人")
    client = sign_in(own.person)
    assert "13900005678" in text(client.get("/experts/", follow=True))
    assert client.get(other.get_absolute_url()).status_code == 404
    unit = university("重庆示范大学")
    said = {"unit": unit.name, "ground": "adviser", "detail": "2024年起任顾问"}
    page = text(client.post(own.get_absolute_url() + "declare_interest/", said, follow=True))
    assert "2024年起任顾问" in page
    assert own.interests.get().unit == unit


def test_an_interest_in_an_unknown_unit_is_asked_again(sign_in: SignIn) -> None:
    own = acts.invite(expert(), by=CLERK, at=NOW)
    answer = sign_in(own.person).post(
        own.get_absolute_url() + "declare_interest/", {"unit": "没有的单位", "ground": "kin", "detail": "其妻任职"}
    )
    assert answer.status_code == 422
    assert "没有找到这个单位" in text(answer)
    assert "其妻任职" in text(answer)


def test_units_have_no_way_into_the_pool(sign_in: SignIn) -> None:
    one, unit = expert(), university()
    client = sign_in(Role.SIGNATORY, unit)
    assert client.get("/experts/").status_code == 403
    assert client.get(one.get_absolute_url()).status_code == 403


def test_the_public_is_asked_to_sign_in() -> None:
    answer = Client().get("/experts/")
    assert answer.status_code == 302
    assert "/login" in answer["Location"]


def test_retiring_asks_for_its_reason(sign_in: SignIn) -> None:
    one = expert()
    answer = sign_in(Role.OFFICE_HEAD).post(one.get_absolute_url() + "retire/", {"opinion": ""})
    assert answer.status_code == 422
    assert "请填写理由" in text(answer)
    one.refresh_from_db()
    assert one.stage == "active"
