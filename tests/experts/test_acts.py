"""The pool of experts: who enters, who is invited, who leaves, and what is left of them (评审·7, 评审·8)."""

from typing import Any

import pytest

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.models import Membership, Person
from haizhi.experts import acts
from haizhi.experts.models import Expert, FirstDiscipline
from haizhi.kernel import ledger
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.door import available
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Refused
from haizhi.regulation.recusals import InterestGround
from haizhi.regulation.roles import Role
from tests.applications.factories import university
from tests.experts.factories import CLERK, HEAD, NOW, SUPERVISOR, expert, holding, judge, next_mobile

pytestmark = pytest.mark.django_db


def entered(**changes: Any) -> Expert:
    said: dict[str, Any] = {
        "name": "李𬭎",
        "discipline": FirstDiscipline.ENERGY,
        "employer": "重庆大学",
        "mobile": next_mobile(),
    }
    return acts.enter(by=CLERK, at=NOW, **said | changes)


def test_an_expert_enters_with_a_number_and_may_be_drawn_at_once() -> None:
    first, second = entered(), entered(name="张㛃")
    assert (first.code, second.code) == ("ZJ-2026-0001", "ZJ-2026-0002")
    assert (first.stage, first.name, first.entered_at) == ("active", "李𬭎", NOW)


def test_name_and_contact_enter_the_record_as_commitments_only() -> None:
    one = entered(email="li@example.cn")
    detail = Act.objects.get(subject_id=one.pk).detail
    assert detail["employer"] == "重庆大学"
    assert all(set(detail[key]) == {"sealed"} for key in ("name", "mobile", "email"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "姓名为空"),
        ({"employer": ""}, "回避按工作单位比对"),
        ({"discipline": "alchemy"}, "学科不在目录中"),
        ({"mobile": "12345"}, "不是有效的手机号码"),
        ({"email": "li@"}, "不是有效的电子信箱"),
        ({"employer_code": "91500103MA00000000"}, "校验位"),
    ],
)
def test_what_is_entered_wrongly_is_named(changes: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        entered(**changes)
    assert not Expert.objects.exists()


def test_every_fault_is_listed_at_once() -> None:
    with pytest.raises(Refused) as refused:
        entered(name="", employer="", mobile="1")
    assert [finding.field for finding in refused.value.findings] == ["name", "employer", "mobile"]


def test_nobody_is_entered_twice_with_one_mobile_number() -> None:
    known = entered()
    with pytest.raises(Refused, match=f"已由专家{known.code}使用"):
        entered(name="另一人", mobile=known.contact.mobile)


def test_only_the_office_enters_experts() -> None:
    with pytest.raises(Refused, match="由海智办经办人、海智办负责人办理"):
        acts.enter(by=SUPERVISOR, at=NOW, name="李", discipline=FirstDiscipline.ENERGY, employer="重庆大学")


def test_a_new_employer_is_amended_and_keeps_the_stage() -> None:
    one = acts.suspend(entered(), by=CLERK, at=NOW, opinion="出国")
    acts.amend(
        one, by=CLERK, at=NOW, name=one.name, discipline=one.discipline, employer="西南大学", mobile=one.contact.mobile
    )
    assert (one.employer, one.stage) == ("西南大学", "suspended")


def test_an_invitation_opens_an_account_as_a_judge() -> None:
    one = acts.invite(expert("陈明远"), by=CLERK, at=NOW)
    assert one.person is not None
    assert one.person.name == "陈明远"
    assert Membership.objects.get(person=one.person).role == Role.JUDGE
    assert not one.person.has_usable_password()


def test_an_invitation_uses_the_account_that_is_there() -> None:
    person = enrol(by=SYSTEM, at=NOW, name="陈明远", mobile=next_mobile())
    one = acts.invite(expert("陈明远", mobile=str(person.mobile)), by=CLERK, at=NOW)
    assert one.person == person
    assert Person._base_manager.count() == 1


def test_an_account_belongs_to_one_expert() -> None:
    first = acts.invite(expert("甲"), by=CLERK, at=NOW)
    second = expert("乙", mobile="")
    second = acts.amend(
        second, by=CLERK, at=NOW, name="乙", discipline=second.discipline, employer="西南大学", email="y@example.cn"
    )
    Person._base_manager.filter(expert=first).update(email="y@example.cn")
    with pytest.raises(Refused, match=f"已属专家{first.code}"):
        acts.invite(second, by=CLERK, at=NOW)


def test_who_can_t_be_reached_can_t_be_invited() -> None:
    with pytest.raises(Refused, match="没有手机号码或电子信箱"):
        acts.invite(expert(mobile=""), by=CLERK, at=NOW)


def test_an_invitation_is_not_sent_twice() -> None:
    one = acts.invite(expert(), by=CLERK, at=NOW)
    with pytest.raises(Refused, match="已开通评委账号"):
        acts.invite(one, by=CLERK, at=NOW)


def test_the_supervisor_can_t_be_made_a_judge() -> None:
    person = enrol(by=SYSTEM, at=NOW, name="纪正清", mobile=next_mobile())
    grant(person, by=SYSTEM, at=NOW, role=Role.SUPERVISOR, valid_from=day_of(NOW))
    with pytest.raises(Refused, match="监督与被监督"):
        acts.invite(expert(mobile=str(person.mobile)), by=CLERK, at=NOW)


def test_an_expert_signs_the_standing_pledge_once_and_in_person() -> None:
    one = acts.invite(expert(), by=CLERK, at=NOW)
    with pytest.raises(Refused, match="不在您的办理范围内"):
        acts.pledge(one, by=holding(Role.JUDGE, "00000000-0000-4000-8000-000000000000"), at=NOW)
    acts.pledge(one, by=judge(one.person_id), at=NOW)
    assert one.pledged_at == NOW
    with pytest.raises(Refused, match="您已签署入库承诺"):
        acts.pledge(one, by=judge(one.person_id), at=NOW)


def test_an_interest_is_declared_with_its_facts_and_once() -> None:
    one, unit = expert(), university()
    with pytest.raises(Refused, match="请写明具体情况"):
        acts.declare_interest(one, by=CLERK, at=NOW, unit=unit, ground=InterestGround.ADVISER, detail=" ")
    acts.declare_interest(one, by=CLERK, at=NOW, unit=unit, ground=InterestGround.ADVISER, detail="任顾问")
    assert one.interests.get().unit == unit
    with pytest.raises(Refused, match="该利益关系已申报"):
        acts.declare_interest(one, by=CLERK, at=NOW, unit=unit, ground=InterestGround.ADVISER, detail="再报")


def test_a_suspended_expert_comes_back_by_the_head_alone() -> None:
    one = acts.suspend(expert(), by=CLERK, at=NOW, opinion="被投诉，核查中")
    with pytest.raises(Refused, match="由海智办负责人办理"):
        acts.reinstate(one, by=CLERK, at=NOW)
    assert acts.reinstate(one, by=HEAD, at=NOW).stage == "active"


def test_what_stage_and_role_admit_is_offered_and_nothing_else() -> None:
    one = acts.retire(expert(), by=CLERK, at=NOW, opinion="年龄")
    assert [offer.move.verb for offer in available(HEAD, one, NOW)] == ["erase"]
    assert available(CLERK, one, NOW) == []


def test_a_judge_is_told_when_suspended() -> None:
    one = acts.invite(expert(), by=CLERK, at=NOW)
    acts.suspend(one, by=CLERK, at=NOW, opinion="核查中")
    told = Outgoing.objects.filter(act__subject_id=one.pk, act__verb="expert.suspend")
    assert [(o.role, o.place) for o in told] == [(Role.JUDGE, str(one.person_id))]


def test_erasing_leaves_nothing_personal_and_the_ledger_still_verifies() -> None:
    one = acts.invite(expert("欧阳慧龑", employer="重庆大学"), by=CLERK, at=NOW)
    acts.pledge(one, by=judge(one.person_id, "欧阳慧龑"), at=NOW)
    acts.declare_interest(one, by=CLERK, at=NOW, unit=university(), ground=InterestGround.KIN, detail="其弟任负责人")
    acts.retire(one, by=CLERK, at=NOW, opinion="欧阳慧龑本人申请")
    size = ledger.size_and_root()[0]
    acts.erase(one, by=HEAD, at=NOW, opinion="依申请删除")
    one.refresh_from_db()
    assert str(one) == "（已删除）"
    assert (one.name, one.employer, one.sealed, one.mobile_print, one.person, bytes(one.salt)) == (
        "",
        "",
        "",
        "",
        None,
        b"",
    )
    assert not one.interests.exists()
    before = Act.objects.filter(subject_id=one.pk).exclude(verb="expert.erase")
    assert all(bytes(act.salt) == b"" and act.body == {} for act in before)
    kept = [(act.title, act.by_name, act.opinion) for act in Act.objects.filter(subject_id=one.pk)]
    assert not any("欧阳慧龑" in text for row in kept for text in row)
    assert ledger.size_and_root()[0] == size + 1
    assert list(ledger.faults()) == []


def test_only_who_left_the_pool_is_erased() -> None:
    with pytest.raises(Refused, match="只有处于“已退出”时才能办理"):
        acts.erase(expert(), by=HEAD, at=NOW, opinion="删除")
