"""Roles are granted and ended; the administrators are kept apart."""

from datetime import date, timedelta

import pytest

from haizhi.accounts.acts import end_membership, grant
from haizhi.accounts.models import Membership
from haizhi.accounts.queries import actor_for
from haizhi.kernel.actor import SYSTEM, Grant
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import ADMIN_ROLES, Role
from tests.accounts.factories import NANAN, NOW, TODAY, YUZHONG, actor, member, person, unit

pytestmark = pytest.mark.django_db

CASE_ROLES = sorted(frozenset(Role) - ADMIN_ROLES - {Role.PUBLIC, Role.SYSTEM})


@pytest.mark.parametrize("first", sorted(ADMIN_ROLES))
@pytest.mark.parametrize("second", sorted(ADMIN_ROLES))
def test_nobody_holds_two_of_the_three_administrators(first: Role, second: Role) -> None:
    held = member(first)
    with pytest.raises(Refused) as refused:
        member(second, who=held.person)
    assert ("不得兼任" if first != second else "已有同一岗位") in str(refused.value)


@pytest.mark.parametrize("role", CASE_ROLES)
def test_an_administrator_gets_no_case_role_and_the_other_way_round(role: Role) -> None:
    with pytest.raises(Refused, match="不得办理业务"):
        member(role, who=member(Role.AUDITOR).person)
    with pytest.raises(Refused, match="不得兼任系统管理员"):
        member(Role.SYSTEM_ADMIN, who=member(role).person)


@pytest.mark.parametrize("role", [Role.OFFICE_CLERK, Role.OFFICE_HEAD, Role.JUDGE, Role.PARTY_RECORDER])
def test_the_supervisor_is_not_one_of_the_supervised(role: Role) -> None:
    with pytest.raises(Refused, match="监督与被监督"):
        member(role, who=member(Role.SUPERVISOR).person)
    with pytest.raises(Refused, match="监督与被监督"):
        member(Role.SUPERVISOR, who=member(role).person)


def test_an_ended_role_no_longer_stands_in_the_way() -> None:
    security, clerk = actor(member(Role.SECURITY_ADMIN)), member(Role.OFFICE_CLERK)
    end_membership(clerk, by=security, at=NOW, opinion="转岗")
    assert member(Role.AUDITOR, who=clerk.person).stage == "active"


def test_a_unit_role_needs_a_unit_and_a_district_role_a_district_that_exists() -> None:
    with pytest.raises(Refused, match="须指明单位"):
        grant(person(), by=SYSTEM, at=NOW, role=Role.DRAFTER, valid_from=TODAY)
    with pytest.raises(Refused, match="须指明区县"):
        grant(person(), by=SYSTEM, at=NOW, role=Role.DISTRICT_HEAD, valid_from=TODAY)
    with pytest.raises(Refused, match="任职当日存在的区县"):
        grant(person(), by=SYSTEM, at=NOW, role=Role.DISTRICT_HEAD, valid_from=TODAY, district="500112")
    with pytest.raises(Refused) as refused:
        grant(person(), by=SYSTEM, at=NOW, role=Role.JUDGE, valid_from=TODAY, organisation=unit(), district=YUZHONG)
    assert [f.field for f in refused.value.findings] == ["organisation", "district"]


@pytest.mark.parametrize("role", [Role.PUBLIC, Role.SYSTEM])
def test_nobody_is_made_the_public_or_the_system(role: Role) -> None:
    with pytest.raises(Refused, match="不是可以授予的岗位"):
        grant(person(), by=SYSTEM, at=NOW, role=role, valid_from=TODAY)


def test_dates_of_a_role_make_sense() -> None:
    for last in (TODAY - timedelta(1), TODAY - timedelta(40)):
        with pytest.raises(Refused) as refused:
            grant(person(), by=SYSTEM, at=NOW, role=Role.JUDGE, valid_from=TODAY - timedelta(30), valid_to=last)
        assert {f.field for f in refused.value.findings} == {"valid_to"}


def test_the_same_role_in_the_same_place_is_granted_once_at_a_time() -> None:
    who = person()
    first = {"by": SYSTEM, "at": NOW, "role": Role.DISTRICT_CLERK, "district": YUZHONG}
    grant(who, valid_from=TODAY, valid_to=date(2026, 12, 31), **first)  # type: ignore[arg-type]  # spread for brevity
    with pytest.raises(Refused, match="已有同一岗位"):
        grant(who, valid_from=date(2026, 12, 31), **first)  # type: ignore[arg-type]  # as above
    grant(who, valid_from=date(2027, 1, 1), **first)  # type: ignore[arg-type]  # as above
    grant(who, valid_from=TODAY, **first | {"district": NANAN})  # type: ignore[arg-type]  # as above
    assert Membership.objects.filter(person=who).count() == 3


def test_a_suspended_person_gets_no_role() -> None:
    who = person()
    type(who).objects.filter(pk=who.pk).update(stage="suspended")
    with pytest.raises(Refused, match="账号已停用"):
        member(Role.JUDGE, who=who)


def test_only_the_security_administrator_grants_and_ends() -> None:
    system = actor(member(Role.SYSTEM_ADMIN))
    clerk = member(Role.OFFICE_CLERK)
    with pytest.raises(Refused, match=r"由.*安全管理员.*办理"):
        grant(person(), by=system, at=NOW, role=Role.JUDGE, valid_from=TODAY)
    with pytest.raises(Refused, match="由安全管理员、申报单位负责人、系统办理"):
        end_membership(clerk, by=system, at=NOW, opinion="转岗")


def test_an_ended_role_ends_at_once_and_says_why() -> None:
    clerk = member(Role.OFFICE_CLERK)
    end_membership(clerk, by=actor(member(Role.SECURITY_ADMIN)), at=NOW + timedelta(3), opinion="转岗")
    clerk.refresh_from_db()
    assert clerk.valid_to == TODAY + timedelta(3)
    assert not actor_for(clerk.person, NOW + timedelta(3)).holds(Role.OFFICE_CLERK)
    assert Act.objects.get(verb="membership.end").opinion == "转岗"


def test_a_role_that_never_began_ends_on_its_first_day() -> None:
    coming = grant(person(), by=SYSTEM, at=NOW, role=Role.JUDGE, valid_from=TODAY + timedelta(9))
    end_membership(coming, by=actor(member(Role.SECURITY_ADMIN)), at=NOW)
    assert coming.valid_to == coming.valid_from


def test_a_role_counts_from_its_first_to_its_last_day() -> None:
    who = person()
    grant(who, by=SYSTEM, at=NOW, role=Role.JUDGE, valid_from=TODAY + timedelta(1), valid_to=TODAY + timedelta(2))
    held = [actor_for(who, NOW + timedelta(n)).holds(Role.JUDGE) for n in range(4)]
    assert held == [False, True, True, False]


def test_a_judge_judges_in_their_own_person() -> None:
    judge = member(Role.JUDGE)
    assert Grant(Role.JUDGE, str(judge.person_id)) in actor(judge).grants


def test_an_actor_takes_one_query(django_assert_num_queries: pytest.FixtureRequest) -> None:
    clerk = member(Role.OFFICE_CLERK)
    for district in (YUZHONG, NANAN):
        member(Role.DISTRICT_CLERK, who=clerk.person, district=district)
    with django_assert_num_queries(1):  # type: ignore[operator]  # pytest-django's fixture
        actor_for(clerk.person, NOW)


@pytest.mark.parametrize(
    ("first", "second"),
    [(Role.ASSOCIATION_SIGNER, Role.BUREAU_SIGNER), (Role.BUREAU_SIGNER, Role.ASSOCIATION_SIGNER)],
)
def test_nobody_signs_a_joint_document_for_both_offices(first: Role, second: Role) -> None:
    held = member(first)
    with pytest.raises(Refused, match="联合发文的签发和会签须由不同的人办理") as refused:
        member(second, who=held.person)
    assert str(refused.value.findings[0].cite) == "《办法》第九条第2项"
