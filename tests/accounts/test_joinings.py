"""A unit is registered once: whoever registers it again asks to join it."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from haizhi.accounts.acts import approve_joining, ask_to_join, end_membership, refuse_joining, withdraw_joining
from haizhi.accounts.models import Joining, Membership, Organisation, Person
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import PUBLIC, SYSTEM
from haizhi.kernel.models import Act, Outgoing
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks import deliver
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NOW, PASSWORD, TODAY, YUZHONG, actor, member, mobile, person, unit

pytestmark = pytest.mark.django_db


def asked(of: Organisation, name: str = "李四") -> Joining:
    """A stranger's request."""
    return ask_to_join(of, None, by=PUBLIC, at=NOW, person_name=name, mobile=mobile(), note="研发部")


def registering(of: Organisation, **other: str) -> dict[str, str]:
    said = {
        "name": "随便写的名称",
        "code": of.code,
        "applicant_kind": "enterprise",
        "affiliation": "private",
        "district": YUZHONG,
        "person_name": "李㛃",
        "mobile": "13912345678",
        "password": PASSWORD,
        "repeated": PASSWORD,
        "once": str(uuid4()),
    }
    return said | other


def test_registering_a_known_code_becomes_a_request_that_loses_nothing_typed(client: Client) -> None:
    known = member(Role.SIGNATORY, name="王五负责").organisation
    assert known is not None
    page = client.post(reverse("accounts:register"), registering(known)).content.decode()
    assert "此单位已有账号" in page
    assert known.name in page
    assert "由该单位的负责人答复" in page
    assert "王五负责" not in page
    for typed in ("李㛃", "13912345678", known.code):
        assert f'value="{typed}"' in page
    assert Organisation.objects.count() == 1
    assert not Joining.objects.exists()


def test_whoever_asked_is_signed_in_and_sees_what_they_wait_for_and_nothing_of_the_unit(client: Client) -> None:
    signatory = member(Role.SIGNATORY, name="王五负责")
    known = signatory.organisation
    assert known is not None
    said = {"code": known.code, "person_name": "李㛃", "mobile": "13912345678", "note": "研发部"}
    said |= {"password": PASSWORD, "repeated": PASSWORD}
    page = client.post(reverse("accounts:join"), said, follow=True).content.decode()
    assert "正在等待答复" in page
    assert f"您的申请已送{known.name}的负责人" in page
    assert "王五负责" not in page
    assert client.get(known.get_absolute_url()).status_code == 403
    again = Client()
    home = again.post(reverse("account_login"), {"login": "13912345678", "password": PASSWORD})
    assert home.headers["Location"] == Joining.objects.get().get_absolute_url()


def test_a_wrong_password_or_unknown_code_keeps_the_form(client: Client) -> None:
    said = {"code": "9150010", "person_name": "李㛃", "mobile": "13912345678", "password": "a", "repeated": "b"}
    response = client.post(reverse("accounts:join"), said)
    page = response.content.decode()
    assert response.status_code == 422
    assert "没有使用这个统一社会信用代码登记的单位" in page
    assert "两次输入的密码不一致" in page
    assert 'value="李㛃"' in page
    assert not Person.objects.filter(mobile="13912345678").exists()


def test_the_signatory_chooses_the_roles_and_the_requester_is_told() -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    joining = asked(signatory.organisation)
    assert set(Outgoing.objects.filter(act__verb="joining.ask").values_list("role", flat=True)) == {"signatory"}
    assert list(Joining.objects.awaiting(actor(signatory))) == [joining]
    approve_joining(joining, by=actor(signatory), at=NOW, roles=[Role.DRAFTER, Role.SIGNATORY])
    held = actor_for(joining.person, NOW)
    assert held.places(Role.DRAFTER) == held.places(Role.SIGNATORY) == (str(signatory.organisation_id),)
    deliver(NOW)
    told = Notice.objects.filter(person=joining.person, act__verb="joining.approve")
    assert told.exists()


def test_a_refusal_gives_its_reason_and_hides_who_refused(signed_in: SignIn) -> None:
    signatory = member(Role.SIGNATORY, name="王五负责")
    assert signatory.organisation is not None
    joining = asked(signatory.organisation)
    refuse_joining(joining, by=actor(signatory), at=NOW, opinion="查无此人")
    page = signed_in(joining.person).get(joining.get_absolute_url()).content.decode()
    assert "未同意加入" in page
    assert "查无此人" in page
    assert "王五负责" not in page
    deliver(NOW)
    assert Notice.objects.filter(person=joining.person, act__verb="joining.refuse").exists()
    assert not Membership.objects.filter(person=joining.person).exists()


@pytest.mark.parametrize("roles", [[], [Role.OFFICE_CLERK], [Role.DRAFTER, Role.JUDGE]])
def test_only_the_unit_s_own_roles_are_given_and_at_least_one(roles: list[Role]) -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    joining = asked(signatory.organisation)
    with pytest.raises(Refused) as refused:
        approve_joining(joining, by=actor(signatory), at=NOW, roles=roles)
    assert refused.value.findings[0].field == "roles"
    assert not Membership.objects.filter(person=joining.person).exists()


def test_another_unit_s_signatory_and_the_drafter_do_not_answer() -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    joining = asked(signatory.organisation)
    for other in (member(Role.SIGNATORY), member(Role.DRAFTER, at_unit=signatory.organisation)):
        assert not Joining.objects.visible_to(actor(other)).exists()
        with pytest.raises(Refused):
            approve_joining(joining, by=actor(other), at=NOW, roles=[Role.DRAFTER])


def test_the_office_answers_only_where_nobody_is_left_in_charge() -> None:
    clerk, signatory = actor(member(Role.OFFICE_CLERK)), member(Role.SIGNATORY)
    left = signatory.organisation
    assert left is not None
    joining = asked(left)
    assert not Joining.objects.awaiting(clerk).exists()
    with pytest.raises(Refused, match="现有负责人，由其答复"):
        approve_joining(joining, by=clerk, at=NOW, roles=[Role.SIGNATORY])
    end_membership(signatory, by=SYSTEM, at=NOW)
    assert list(Joining.objects.awaiting(clerk)) == [joining]
    second = asked(left, "赵六")
    assert Outgoing.objects.filter(act__subject_id=second.pk, role="office_clerk").exists()
    approve_joining(joining, by=clerk, at=NOW, roles=[Role.SIGNATORY])
    assert left.has_signatory(NOW.date())


def test_whoever_asked_takes_the_request_back_and_nobody_else_does() -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    joining = asked(signatory.organisation)
    with pytest.raises(Refused, match="由申请人本人办理"):
        withdraw_joining(joining, by=actor(signatory), at=NOW)
    withdraw_joining(joining, by=actor_for(joining.person, NOW), at=NOW)
    assert joining.stage == "withdrawn"


def test_nobody_asks_twice_or_for_a_unit_they_are_in() -> None:
    drafter, stranger = member(Role.DRAFTER), person("赵六")
    assert drafter.organisation is not None
    with pytest.raises(Refused, match="您已是该单位人员"):
        ask_to_join(drafter.organisation, None, by=actor(drafter), at=NOW)
    ask_to_join(drafter.organisation, None, by=actor_for(stranger, NOW), at=NOW)
    with pytest.raises(Refused, match="正在等待答复"):
        ask_to_join(drafter.organisation, None, by=actor_for(stranger, NOW), at=NOW)


def test_whoever_s_term_in_a_unit_ran_out_may_ask_to_join_it_again() -> None:
    drafter = member(Role.DRAFTER)
    Membership.objects.filter(pk=drafter.pk).update(valid_to=TODAY)
    later = NOW + timedelta(days=1)
    assert drafter.organisation is not None
    asked_again = ask_to_join(drafter.organisation, None, by=actor_for(drafter.person, later), at=later)
    assert asked_again.stage == "waiting"


def test_an_administrator_does_not_join_a_unit() -> None:
    with pytest.raises(Refused, match="不得办理业务"):
        ask_to_join(unit(), None, by=actor(member(Role.AUDITOR)), at=NOW)


def test_the_record_of_a_request_hides_who_asked_and_their_words() -> None:
    joining = asked(unit(), "李㛃")
    act = Act.objects.get(verb="joining.ask")
    for private in ("李㛃", "研发部", joining.person.mobile or "no number"):
        assert private not in str(act.body)


def test_the_answer_is_given_on_the_page_and_a_second_answer_is_refused(signed_in: SignIn) -> None:
    signatory = member(Role.SIGNATORY)
    assert signatory.organisation is not None
    joining = asked(signatory.organisation)
    client = signed_in(signatory)
    page = client.get(joining.get_absolute_url()).content.decode()
    assert joining.person.mobile is not None
    assert joining.person.mobile in page
    assert "请先核实本人" in page
    assert "撤回申请" not in page
    url = f"{joining.get_absolute_url()}approve/"
    assert client.post(url, {"roles": []}).status_code == 422
    assert "已办理“同意加入”" in client.post(url, {"roles": ["drafter"]}, follow=True).content.decode()
    assert client.post(url, {"roles": ["drafter"]}).status_code == 422
