"""Accounts are opened, closed and reopened; what stands in the record of it."""

import pytest

from haizhi.accounts.acts import enrol, reset_password, restore, suspend
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import PUBLIC, SYSTEM
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.factories import NOW, PASSWORD, actor, member, mobile, person

pytestmark = pytest.mark.django_db


def reasons(refused: pytest.ExceptionInfo[Refused]) -> str:
    return str(refused.value)


@pytest.mark.parametrize(
    "typed", ["13812345678", " 138 1234 5678 ", "+86 138-1234-5678", "１３８１２３４５６７８", "008613812345678"]
)
def test_a_mobile_number_is_stored_in_one_form_however_it_was_typed(typed: str) -> None:
    assert enrol(by=SYSTEM, at=NOW, name="张三", mobile=typed).mobile == "13812345678"


@pytest.mark.parametrize(
    "typed", ["12345", "23812345678", "138123456789", "02363002858", "138１２３４567a", "١٣٨١٢٣٤٥٦٧٨"]
)
def test_what_is_no_mobile_number_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(Refused) as refused:
        enrol(by=SYSTEM, at=NOW, name="张三", mobile=typed)
    assert "不是有效的手机号码" in reasons(refused)
    assert refused.value.findings[0].field == "mobile"


def test_a_mailbox_is_stored_in_lower_case_and_can_be_the_only_way_to_sign_in() -> None:
    assert enrol(by=SYSTEM, at=NOW, name="张三", email=" Zhang.San@Example.CN ").email == "zhang.san@example.cn"


def test_a_person_who_could_not_sign_in_at_all_is_refused_and_every_fault_is_listed_at_once() -> None:
    with pytest.raises(Refused) as refused:
        enrol("1234567890", by=SYSTEM, at=NOW, name=" ")
    assert {f.field for f in refused.value.findings} == {"name", "mobile", "password"}


def test_the_same_number_is_enrolled_once_whatever_its_form() -> None:
    enrol(by=SYSTEM, at=NOW, name="张三", mobile="13812345678", email="a@example.cn")
    with pytest.raises(Refused) as refused:
        enrol(by=SYSTEM, at=NOW, name="李四", mobile="+8613812345678", email="A@example.cn")
    assert [f.field for f in refused.value.findings] == ["mobile", "email"]
    assert "该手机号码已开户" in reasons(refused)
    assert "请直接登录" in reasons(refused)


@pytest.mark.parametrize(("weak", "why"), [("short", "10"), ("1234567890123", "数字"), ("password123", "常见")])
def test_a_weak_password_is_refused_in_chinese(weak: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        enrol(weak, by=SYSTEM, at=NOW, name="张三", mobile=mobile())
    assert why in reasons(refused)


def test_neither_password_nor_contact_enters_the_record() -> None:
    enrol(PASSWORD, by=SYSTEM, at=NOW, name="张三", mobile="13812345678", email="san@example.cn")
    act = Act.objects.get(verb="person.enrol")
    written = str(act.body)
    assert "13812345678" not in written
    assert "san@example.cn" not in written
    assert PASSWORD not in written
    assert "pbkdf2" not in written
    assert act.by_name == "系统"


def test_a_name_with_four_byte_characters_survives() -> None:
    assert enrol(by=SYSTEM, at=NOW, name="𬭎㛃䶮", mobile=mobile()).name == "𬭎㛃䶮"


def test_only_the_system_administrator_opens_accounts() -> None:
    with pytest.raises(Refused) as refused:
        enrol(by=actor(member(Role.SECURITY_ADMIN)), at=NOW, name="张三", mobile=mobile())
    assert "系统管理员" in reasons(refused)


def test_a_suspended_person_has_no_role_left_and_gets_them_back() -> None:
    admin, clerk = actor(member(Role.SYSTEM_ADMIN)), member(Role.OFFICE_CLERK)
    suspend(clerk.person, by=admin, at=NOW, opinion="借调外出")
    assert actor_for(clerk.person, NOW) == PUBLIC
    assert not clerk.person.is_active
    restore(clerk.person, by=admin, at=NOW)
    assert actor_for(clerk.person, NOW).holds(Role.OFFICE_CLERK)
    trail = Act.objects.filter(subject_id=clerk.person_id).values_list("verb", "opinion")
    assert list(trail)[-2:] == [("person.suspend", "借调外出"), ("person.restore", "")]


def test_nobody_suspends_themselves() -> None:
    admin = member(Role.SYSTEM_ADMIN)
    with pytest.raises(Refused) as refused:
        suspend(admin.person, by=actor(admin), at=NOW, opinion="休假")
    assert "不能停用本人的账号" in reasons(refused)


def test_a_suspended_person_is_not_suspended_again() -> None:
    admin, other = actor(member(Role.SYSTEM_ADMIN)), person()
    suspend(other, by=admin, at=NOW, opinion="离职")
    with pytest.raises(Refused) as refused:
        suspend(other, by=admin, at=NOW, opinion="离职")
    assert "现为“停用”" in reasons(refused)


def test_a_reset_password_is_an_initial_one_and_stays_out_of_the_record() -> None:
    admin, other = actor(member(Role.SYSTEM_ADMIN)), person(password=PASSWORD)
    reset_password(other, "FRESH-AND-LONG-7", by=admin, at=NOW, opinion="本人忘记密码")
    other.refresh_from_db()
    assert other.check_password("FRESH-AND-LONG-7")
    assert other.password_is_initial
    assert "FRESH" not in str(Act.objects.get(verb="person.reset_password").body)


def test_a_demonstration_mailbox_exists_in_the_demonstration_only() -> None:
    with pytest.raises(Refused) as refused:
        enrol(by=SYSTEM, at=NOW, name="演示", email="office_clerk@demo.haizhi.invalid")
    assert "只供演示使用" in reasons(refused)
