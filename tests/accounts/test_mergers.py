"""The Office merges a unit that was registered twice; everything follows, nothing is lost."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haizhi.accounts.acts import (
    ask_to_join,
    invite,
    merge,
    register,
    request_renaming,
    standing_against_merging,
)
from haizhi.accounts.facts import FOLLOWERS, follows_unit, what_follows
from haizhi.accounts.models import Membership, Organisation, RdBody
from haizhi.accounts.queries import actor_for, unit_by_code
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.models import Act
from haizhi.notifications.models import Notice
from haizhi.notifications.tasks import deliver
from haizhi.regulation.applicants import Affiliation, ApplicantKind, RdLevel
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NOW, TODAY, YUZHONG, actor, member, mobile, person, scan, unit

pytestmark = pytest.mark.django_db


def pair() -> tuple[Organisation, Organisation]:
    """A duplicate with a 负责人, and the unit that stays."""
    duplicate = member(Role.SIGNATORY, at_unit=unit("重庆重复有限公司"), name="甲某").organisation
    assert duplicate is not None
    return duplicate, unit("重庆保留有限公司")


def test_everything_of_the_duplicate_follows_and_its_people_are_told() -> None:
    duplicate, stays = pair()
    signatory = Membership.objects.get(organisation=duplicate)
    joining = ask_to_join(duplicate, None, by=PUBLIC, at=NOW, person_name="李四", mobile=mobile())
    invitation = invite(by=actor(signatory), at=NOW, roles=[Role.DRAFTER], organisation=duplicate, mobile=mobile())
    Organisation.objects.filter(pk=duplicate.pk).update(fax="023-63002858", contact="丁某")
    Organisation.objects.filter(pk=stays.pk).update(contact="戊某")
    for name, of in (("同名中心", duplicate), ("同名中心", stays), ("另一中心", duplicate)):
        RdBody.objects.create(organisation=of, name=name, level=RdLevel.OTHER)
    assert [f.label for f in what_follows(duplicate)] == ["人员岗位", "加入申请", "邀请", "研发机构"]
    merge(duplicate, by=actor(member(Role.OFFICE_CLERK)), at=NOW, into=stays, opinion="同一单位")
    for row in (signatory, joining, invitation, stays):
        row.refresh_from_db()
    assert signatory.organisation == joining.organisation == invitation.organisation == stays
    assert actor_for(signatory.person, NOW).places(Role.SIGNATORY) == (str(stays.pk),)
    assert (stays.fax, stays.contact) == ("023-63002858", "戊某")
    assert set(stays.rd_bodies.values_list("name", flat=True)) == {"同名中心", "另一中心"}
    assert (duplicate.stage, duplicate.merged_into) == ("merged", stays)
    act = Act.objects.get(verb="organisation.merge")
    assert ["人员岗位", [str(signatory.pk)]] in act.detail["moved"]
    assert act.case_id == stays.pk
    deliver(NOW)
    assert Notice.objects.filter(person=signatory.person, act=act).exists()


def test_a_role_held_in_both_is_kept_once() -> None:
    duplicate, stays = pair()
    signatory = Membership.objects.get(organisation=duplicate)
    member(Role.SIGNATORY, at_unit=stays, who=signatory.person)
    merge(duplicate, by=actor(member(Role.OFFICE_CLERK)), at=NOW, into=stays, opinion="同一单位")
    assert stays.memberships.filter(person=signatory.person, stage="active").count() == 1
    assert stays.memberships.filter(person=signatory.person, stage="ended").count() == 1


def test_a_role_in_force_is_not_ended_for_one_whose_term_ran_out() -> None:
    duplicate, stays = pair()
    signatory = Membership.objects.get(organisation=duplicate)
    former = member(Role.SIGNATORY, at_unit=stays, who=signatory.person)
    Membership.objects.filter(pk=former.pk).update(valid_to=TODAY)
    later = NOW + timedelta(days=1)
    merge(duplicate, by=actor(member(Role.OFFICE_CLERK)), at=later, into=stays, opinion="同一单位")
    assert stays.has_signatory(TODAY + timedelta(days=1))


def test_the_duplicate_s_code_and_name_lead_to_the_unit_that_stays(signed_in: SignIn) -> None:
    duplicate, stays = pair()
    signatory = Membership.objects.get(organisation=duplicate)
    merge(duplicate, by=actor(member(Role.OFFICE_CLERK)), at=NOW, into=stays, opinion="同一单位")
    assert unit_by_code(duplicate.code) == stays
    assert list(Organisation.objects.existing().called("重复")) == [stays]
    assert list(Organisation.objects.existing().called(duplicate.code)) == [stays]
    for who in (signatory, member(Role.OFFICE_CLERK)):
        client = signed_in(who)
        response = client.get(duplicate.get_absolute_url(), follow=True)
        assert response.redirect_chain == [(stays.get_absolute_url(), 302)]
        page = response.content.decode()
        assert "是重复登记，已并入重庆保留有限公司" in page
        assert "并入的重复登记" in page
        assert "同一单位" in page
    assert signed_in(member(Role.SIGNATORY)).get(duplicate.get_absolute_url()).status_code == 404


def test_whoever_registers_or_joins_by_the_duplicate_s_code_comes_to_the_unit_that_stays() -> None:
    duplicate, stays = pair()
    merge(duplicate, by=actor(member(Role.OFFICE_CLERK)), at=NOW, into=stays, opinion="同一单位")
    with pytest.raises(Refused, match="已登记"):
        register(
            by=actor(member(Role.OFFICE_CLERK)),
            at=NOW,
            name="又一次",
            code=duplicate.code,
            applicant_kind=ApplicantKind.ENTERPRISE,
            affiliation=Affiliation.PRIVATE,
            district=YUZHONG,
        )
    duplicate.refresh_from_db()
    with pytest.raises(Refused, match="已并入其他单位"):
        ask_to_join(duplicate, None, by=PUBLIC, at=NOW, person_name="李四", mobile=mobile())


def test_what_stands_against_a_merger_is_said_and_refuses_it() -> None:
    duplicate, stays = pair()
    signatory = Membership.objects.get(organisation=duplicate)
    clerk = actor(member(Role.OFFICE_CLERK))
    both = actor_for(person("李四"), NOW)
    for of in (duplicate, stays):
        ask_to_join(of, None, by=both, at=NOW)
    request_renaming(duplicate, by=actor(signatory), at=NOW, name="新名称", changed_on=TODAY, proof=scan())
    reasons = [finding.reason for finding in standing_against_merging(duplicate, stays)]
    assert reasons == ["重庆重复有限公司的更名申请尚未办结", "有人同时申请加入这两家单位"]
    with pytest.raises(Refused):
        merge(duplicate, by=clerk, at=NOW, into=stays, opinion="同一单位")
    with pytest.raises(Refused, match="同一家单位"):
        merge(stays, by=clerk, at=NOW, into=stays, opinion="同一单位")
    duplicate.refresh_from_db()
    assert duplicate.stage == "active"
    assert signatory.organisation == duplicate


def test_nothing_is_merged_into_a_merged_unit_and_the_office_alone_merges() -> None:
    duplicate, stays = pair()
    third = unit()
    with pytest.raises(Refused, match="由海智办"):
        merge(duplicate, by=actor(Membership.objects.get(organisation=duplicate)), at=NOW, into=stays, opinion="试试")
    clerk = actor(member(Role.OFFICE_CLERK))
    merge(duplicate, by=clerk, at=NOW, into=stays, opinion="同一单位")
    with pytest.raises(Refused, match="已并入其他单位"):
        merge(third, by=clerk, at=NOW, into=duplicate, opinion="同一单位")
    with pytest.raises(Refused):
        merge(duplicate, by=clerk, at=NOW, into=third, opinion="同一单位")


def test_each_kind_of_row_follows_once() -> None:
    label = next(iter(FOLLOWERS))
    with pytest.raises(ValueError, match=label):
        follows_unit(label, lambda of: of.rd_bodies.all(), lambda duplicate, stays, at: None)


def test_the_dry_run_lists_what_moves_and_does_nothing(signed_in: SignIn) -> None:
    duplicate, stays = pair()
    client = signed_in(member(Role.OFFICE_CLERK))
    url = reverse("accounts:organisation_act", args=[duplicate.code, "merge"])
    assert "一、选择保留的单位" in client.get(url).content.decode()
    assert "没有登记“没有的单位”" in client.get(url, {"into": "没有的单位"}).content.decode()
    page = client.get(url, {"into": stays.name}).content.decode()
    assert "人员岗位（1）" in page
    assert "甲某·申报单位负责人" in page
    assert "确认合并重复登记" in page
    assert "所选的是同一家单位" in client.get(url, {"into": duplicate.code}).content.decode()
    assert Organisation.objects.existing().count() == 2
    response = client.post(url, {"into": stays.code, "opinion": "同一单位"}, follow=True)
    assert response.redirect_chain[-1][0] == stays.get_absolute_url()
    merged = client.get(reverse("accounts:organisations"), {"stage": "merged"}).content.decode()
    assert "重庆重复有限公司" in merged
    assert "重庆重复有限公司" not in client.get(reverse("accounts:organisations")).content.decode()
