"""A role is handed to a colleague for some days, and never further."""

from datetime import timedelta

import pytest

from haizhi.accounts.acts import delegate, end_delegation, end_membership, suspend
from haizhi.accounts.models import Delegation, Membership, Person
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import ADMIN_ROLES, Role
from tests.accounts.factories import NANAN, NOW, TODAY, YUZHONG, actor, member, person

pytestmark = pytest.mark.django_db

WEEK = timedelta(6)


def delegated(head: Membership, to: Person, by: Actor | None = None) -> Delegation:
    return delegate(head, by=by or actor(head), at=NOW, to=to, valid_from=TODAY, valid_to=TODAY + WEEK)


def test_the_colleague_acts_in_the_role_and_both_names_are_known() -> None:
    head, colleague = member(Role.OFFICE_HEAD, name="甲"), person("乙")
    delegated(head, colleague)
    assert Grant(Role.OFFICE_HEAD, "", head.person_id, "甲") in actor_for(colleague, NOW).grants
    assert actor(head).holds(Role.OFFICE_HEAD)


def test_it_lasts_from_its_first_to_its_last_day() -> None:
    head, colleague = member(Role.OFFICE_HEAD), person()
    delegate(head, by=actor(head), at=NOW, to=colleague, valid_from=TODAY + timedelta(1), valid_to=TODAY + timedelta(2))
    held = [actor_for(colleague, NOW + timedelta(n)).holds(Role.OFFICE_HEAD) for n in range(4)]
    assert held == [False, True, True, False]


def test_only_ones_own_role_is_delegated() -> None:
    mine, theirs = member(Role.DISTRICT_HEAD), member(Role.DISTRICT_HEAD)
    with pytest.raises(Refused, match="只能委托本人的岗位"):
        delegated(theirs, person(), by=actor(mine))


def test_a_received_role_is_not_passed_on() -> None:
    head, colleague = member(Role.OFFICE_HEAD), person()
    delegated(head, colleague)
    with pytest.raises(Refused, match="受托的岗位不得转委托"):
        delegated(head, person(), by=actor_for(colleague, NOW))


@pytest.mark.parametrize("role", sorted(ADMIN_ROLES))
def test_no_administrator_is_delegated_to_or_from(role: Role) -> None:
    admin, head = member(role), member(Role.OFFICE_HEAD)
    with pytest.raises(Refused):
        delegated(admin, person())
    with pytest.raises(Refused, match="不得办理业务"):
        delegated(head, admin.person)


def test_a_head_can_not_delegate_a_role_that_is_not_for_delegating() -> None:
    head = member(Role.DISTRICT_HEAD)
    clerk = member(Role.DISTRICT_CLERK, who=head.person)
    with pytest.raises(Refused, match="区县科协经办人的岗位不得委托"):
        delegated(clerk, person(), by=actor(head))


def test_the_colleague_is_somebody_else_whose_account_is_open() -> None:
    head, gone = member(Role.OFFICE_HEAD), person()
    Person.objects.filter(pk=gone.pk).update(stage="suspended")
    with pytest.raises(Refused, match="受托人是您本人"):
        delegated(head, head.person)
    with pytest.raises(Refused, match="账号已停用"):
        delegated(head, gone)


@pytest.mark.parametrize(("first", "last", "field"), [(-1, 3, "valid_from"), (3, 1, "valid_to"), (0, 366, "valid_to")])
def test_its_days_make_sense(first: int, last: int, field: str) -> None:
    head = member(Role.OFFICE_HEAD)
    days = {"valid_from": TODAY + timedelta(first), "valid_to": TODAY + timedelta(last)}
    with pytest.raises(Refused) as refused:
        delegate(head, by=actor(head), at=NOW, to=person(), **days)
    assert {f.field for f in refused.value.findings} == {field}


def test_the_same_colleague_is_not_asked_twice_for_the_same_days() -> None:
    head, colleague = member(Role.OFFICE_HEAD), person("乙")
    delegated(head, colleague)
    with pytest.raises(Refused, match="此期间已委托乙"):
        delegated(head, colleague)


def test_an_administrator_role_is_not_granted_to_who_acts_for_a_head() -> None:
    head, colleague = member(Role.OFFICE_HEAD), person()
    delegated(head, colleague)
    with pytest.raises(Refused, match="不得兼任"):
        member(Role.AUDITOR, who=colleague)


def test_it_ends_at_once_when_ended() -> None:
    head, colleague = member(Role.OFFICE_HEAD), person()
    end_delegation(delegated(head, colleague), by=actor(head), at=NOW)
    assert not actor_for(colleague, NOW).holds(Role.OFFICE_HEAD)


def test_the_colleague_may_end_it_and_a_stranger_may_not() -> None:
    head, colleague = member(Role.DISTRICT_HEAD, district=YUZHONG), person()
    row = delegated(head, colleague)
    with pytest.raises(Refused):
        end_delegation(row, by=actor(member(Role.DISTRICT_HEAD, district=NANAN)), at=NOW)
    with pytest.raises(Refused, match="由任职人、受托人或同一岗位的同事终止"):
        end_delegation(row, by=actor(member(Role.OFFICE_HEAD)), at=NOW)
    end_delegation(row, by=actor_for(colleague, NOW), at=NOW)
    ended = Act.objects.get(verb="delegation.end")
    assert (ended.by_id, ended.behalf_id) == (colleague.pk, head.person_id)


def test_it_lapses_with_the_role_behind_it_and_while_its_holder_is_suspended() -> None:
    head, other, colleague = member(Role.OFFICE_HEAD), member(Role.BUREAU_SIGNER), person()
    delegated(head, colleague)
    delegated(other, colleague)
    suspend(head.person, by=actor(member(Role.SYSTEM_ADMIN)), at=NOW, opinion="调离")
    end_membership(other, by=actor(member(Role.SECURITY_ADMIN)), at=NOW, opinion="调离")
    roles = actor_for(colleague, NOW).roles
    assert roles == {Role.PUBLIC}


def test_the_office_sees_its_own_delegations_and_not_a_districts() -> None:
    office, district = member(Role.OFFICE_HEAD), member(Role.DISTRICT_HEAD)
    mine, theirs = delegated(office, person()), delegated(district, person())
    assert list(Delegation.objects.visible_to(actor(office))) == [mine]
    assert list(Delegation.objects.visible_to(actor(district))) == [theirs]
    assert set(Delegation.objects.visible_to(actor(member(Role.SECURITY_ADMIN)))) == {mine, theirs}
    assert not Delegation.objects.visible_to(actor(member(Role.OFFICE_CLERK))).exists()
