"""A unit's 负责人 sees to its people; whoever leaves hands over; the Office helps where nobody is left."""

from datetime import timedelta

import pytest
from django.urls import reverse

from haizhi.accounts.acts import delegate, end_membership, grant, hand_over, install, invite, suspend
from haizhi.accounts.models import Membership, Organisation, Person
from haizhi.accounts.queries import actor_for, colleagues
from haizhi.kernel.actor import SYSTEM
from haizhi.kernel.models import Act
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NOW, PASSWORD, TODAY, actor, member, mobile, person, scan, unit

pytestmark = pytest.mark.django_db

NEXT_DAY = NOW + timedelta(days=1)


def at_work(*, second: bool = False) -> tuple[Organisation, Membership, Membership]:
    """A unit with its 负责人 and a drafter."""
    signatory = member(Role.SIGNATORY, name="甲某")
    assert signatory.organisation is not None
    drafter = member(Role.DRAFTER, name="乙某", at_unit=signatory.organisation)
    if second:
        member(Role.SIGNATORY, name="丙某", at_unit=signatory.organisation)
    return signatory.organisation, signatory, drafter


def test_a_signatory_gives_a_colleague_a_further_role() -> None:
    of, signatory, drafter = at_work()
    given = grant(drafter.person, by=actor(signatory), at=NOW, role=Role.SIGNATORY, valid_from=TODAY, organisation=of)
    assert given.stage == "active"
    assert of.signatories(TODAY).count() == 2


def test_a_signatory_gives_strangers_nothing_and_other_roles_to_nobody() -> None:
    of, signatory, drafter = at_work()
    with pytest.raises(Refused, match="还不是本单位人员"):
        grant(person("路人"), by=actor(signatory), at=NOW, role=Role.DRAFTER, valid_from=TODAY, organisation=of)
    with pytest.raises(Refused, match="不在您的办理范围内"):
        grant(drafter.person, by=actor(signatory), at=NOW, role=Role.OFFICE_CLERK, valid_from=TODAY)
    other = member(Role.DRAFTER)
    with pytest.raises(Refused, match="不在您的办理范围内"):
        grant(
            other.person,
            by=actor(signatory),
            at=NOW,
            role=Role.SIGNATORY,
            valid_from=TODAY,
            organisation=other.organisation,
        )


def test_the_only_signatory_does_not_leave_without_handing_over() -> None:
    _, signatory, drafter = at_work()
    with pytest.raises(Refused, match="唯一的负责人") as refused:
        end_membership(signatory, by=actor(signatory), at=NOW, opinion="离职")
    assert "交接" in refused.value.findings[0].remedy
    end_membership(drafter, by=actor(signatory), at=NOW, opinion="离职")
    assert drafter.stage == "ended"


def test_one_of_two_signatories_may_leave_and_a_suspended_one_does_not_count() -> None:
    of, signatory, _ = at_work(second=True)
    other = of.signatories(TODAY).exclude(pk=signatory.pk).get()
    suspend(other.person, by=actor(member(Role.SYSTEM_ADMIN)), at=NOW, opinion="核查")
    with pytest.raises(Refused, match="唯一的负责人"):
        end_membership(signatory, by=actor(signatory), at=NOW)
    Person._base_manager.filter(pk=other.person_id).update(stage="active")
    end_membership(signatory, by=actor(signatory), at=NOW)
    assert list(of.signatories(TODAY)) == [other]


def test_another_unit_s_signatory_ends_nothing_here() -> None:
    _, _, drafter = at_work()
    with pytest.raises(Refused, match="不在您的办理范围内"):
        end_membership(drafter, by=actor(member(Role.SIGNATORY)), at=NOW)


def test_handing_over_gives_the_successor_every_role_and_ends_the_leaver_s_in_one_act() -> None:
    of, signatory, drafter = at_work()
    clerk = member(Role.STATION_CLERK, at_unit=of, who=signatory.person)
    assistant = person()
    delegate(signatory, by=actor(signatory), at=NOW, to=assistant, valid_from=TODAY, valid_to=TODAY)
    hand_over(of, by=actor(signatory), at=NOW, leaver=signatory.person, to=drafter.person, opinion="退休")
    held = actor_for(drafter.person, NOW)
    assert held.holds(Role.DRAFTER)
    assert held.holds(Role.SIGNATORY)
    assert held.holds(Role.STATION_CLERK)
    assert not actor_for(signatory.person, NOW).places(Role.SIGNATORY, Role.STATION_CLERK)
    assert not actor_for(assistant, NOW).holds(Role.SIGNATORY)
    clerk.refresh_from_db()
    assert clerk.stage == "ended"
    caused = Act.objects.filter(cause__verb="organisation.hand_over").values_list("verb", flat=True)
    assert sorted(caused) == ["membership.end", "membership.end", "membership.grant", "membership.grant"]
    assert Act.objects.get(verb="organisation.hand_over").detail["granted"] == ["signatory", "station_clerk"]


def test_a_handing_over_names_two_people_of_the_unit() -> None:
    of, signatory, drafter = at_work()
    by = actor(signatory)
    with pytest.raises(Refused, match="同一人"):
        hand_over(of, by=by, at=NOW, leaver=drafter.person, to=drafter.person)
    with pytest.raises(Refused, match="还不是本单位人员"):
        hand_over(of, by=by, at=NOW, leaver=signatory.person, to=person("路人"))
    with pytest.raises(Refused, match="没有岗位"):
        hand_over(of, by=by, at=NOW, leaver=person("路人"), to=drafter.person)
    with pytest.raises(Refused, match="由申报单位负责人办理"):
        hand_over(of, by=actor(drafter), at=NOW, leaver=signatory.person, to=drafter.person)


def test_the_office_installs_a_signatory_on_a_proof_where_nobody_is_left() -> None:
    of, clerk, paper = unit(), actor(member(Role.OFFICE_CLERK)), scan()
    install(
        of, PASSWORD, by=clerk, at=NOW, name="李㛃", mobile="13912345678", proof=paper, opinion="单位证明，电话核实"
    )
    who = Person.objects.get(mobile="13912345678")
    assert who.password_is_initial
    assert actor_for(who, NOW).places(Role.SIGNATORY) == (str(of.pk),)
    assert set(of.memberships.values_list("proof", flat=True)) == {paper.pk}
    act = Act.objects.get(verb="organisation.install")
    assert act.opinion == "单位证明，电话核实"
    assert "13912345678" not in str(act.body)


def test_the_office_installs_nobody_beside_a_signatory_in_office() -> None:
    of, signatory, drafter = at_work()
    clerk = actor(member(Role.OFFICE_CLERK))
    with pytest.raises(Refused, match="现有负责人"):
        install(of, PASSWORD, by=clerk, at=NOW, name="李四", mobile=mobile(), opinion="来函")
    end_membership(signatory, by=SYSTEM, at=NOW)
    with pytest.raises(Refused, match="不是此人的"):
        install(of, PASSWORD, by=clerk, at=NOW, name="李四", mobile=drafter.person.mobile or "", opinion="来函")
    install(of, PASSWORD, by=clerk, at=NOW, name="乙某", mobile=drafter.person.mobile or "", opinion="来函")
    assert [m.person for m in of.memberships.filter(role=Role.SIGNATORY, stage="active")] == [drafter.person]
    assert not drafter.person.password_is_initial


def test_a_term_that_ran_out_leaves_the_unit_to_the_office() -> None:
    of, signatory, _ = at_work()
    Membership.objects.filter(pk=signatory.pk).update(valid_to=TODAY)
    assert of.has_signatory(TODAY)
    assert not of.has_signatory(TODAY + timedelta(days=1))


def test_whoever_s_term_as_signatory_ran_out_takes_over_again() -> None:
    of, signatory, drafter = at_work()
    former = member(Role.SIGNATORY, at_unit=of, who=drafter.person)
    Membership.objects.filter(pk=former.pk).update(valid_to=TODAY)
    hand_over(of, by=actor(signatory), at=NEXT_DAY, leaver=signatory.person, to=drafter.person)
    assert [m.person for m in of.signatories(TODAY + timedelta(days=1))] == [drafter.person]


def test_handing_over_gives_nothing_that_the_leaver_no_longer_held() -> None:
    of, signatory, drafter = at_work()
    clerk = member(Role.STATION_CLERK, at_unit=of, who=signatory.person)
    Membership.objects.filter(pk=clerk.pk).update(valid_to=TODAY)
    hand_over(of, by=actor(signatory), at=NEXT_DAY, leaver=signatory.person, to=drafter.person)
    assert not actor_for(drafter.person, NEXT_DAY).holds(Role.STATION_CLERK)


def test_the_office_installs_again_whoever_s_term_ran_out() -> None:
    of, signatory, _ = at_work()
    Membership.objects.filter(pk=signatory.pk).update(valid_to=TODAY)
    number = signatory.person.mobile or ""
    install(of, by=actor(member(Role.OFFICE_CLERK)), at=NEXT_DAY, name="甲某", mobile=number, opinion="续任证明")
    assert of.has_signatory(TODAY + timedelta(days=1))


def test_the_people_of_a_unit_are_listed_by_pinyin_each_once() -> None:
    of, signatory, _ = at_work()
    member(Role.DRAFTER, at_unit=of, who=signatory.person)
    member(Role.DRAFTER, name="单雄信", at_unit=of)
    member(Role.DRAFTER, name="仇英", at_unit=of)
    seen = colleagues(of, actor(signatory), TODAY)
    assert [c.person.name for c in seen] == ["甲某", "仇英", "单雄信", "乙某"]
    assert [len(c.memberships) for c in seen] == [2, 1, 1, 1]


def test_the_page_of_the_people_offers_a_signatory_what_to_do_and_warns_of_being_alone(signed_in: SignIn) -> None:
    of, signatory, drafter = at_work()
    url = reverse("accounts:unit_people", args=[of.code])
    page = signed_in(signatory).get(url).content.decode()
    assert "本单位只有一名负责人" in page
    for offered in ("邀请", "交接", "增设岗位"):
        assert offered in page
    page = signed_in(drafter).get(url).content.decode()
    assert "甲某" in page
    assert "交接" not in page
    assert signed_in(member(Role.SIGNATORY)).get(url).status_code == 404
    assert signed_in(member(Role.DISTRICT_HEAD)).get(url).status_code == 403
    assert "甲某" in signed_in(member(Role.OFFICE_CLERK)).get(url).content.decode()


def test_a_role_is_added_and_the_unit_handed_over_on_the_pages(signed_in: SignIn) -> None:
    of, signatory, drafter = at_work()
    client = signed_in(signatory)
    said = {"person": str(drafter.person_id), "role": "station_clerk", "valid_from": "2026-03-20"}
    page = client.post(reverse("accounts:unit_grant", args=[of.code]), said, follow=True).content.decode()
    assert "工作站工作人员" in page
    stranger = said | {"person": str(person().pk)}
    assert client.post(reverse("accounts:unit_grant", args=[of.code]), stranger).status_code == 422
    over = reverse("accounts:organisation_act", args=[of.code, "hand_over"])
    said = {"leaver": str(signatory.person_id), "to": str(drafter.person_id)}
    response = client.post(over, said, follow=True)
    assert response.redirect_chain[-1][0] == reverse("accounts:profile")
    assert "已办理“交接”" in response.content.decode()
    assert [m.person for m in of.memberships.filter(role=Role.SIGNATORY, stage="active")] == [drafter.person]


def test_the_office_installs_on_the_page_and_reads_the_initial_password_once(signed_in: SignIn) -> None:
    of, clerk = unit(), member(Role.OFFICE_CLERK)
    client = signed_in(clerk)
    assert "确认负责人" in client.get(of.get_absolute_url()).content.decode()
    url = reverse("accounts:organisation_act", args=[of.code, "install"])
    said = {"name": "李㛃", "mobile": "12345", "opinion": "来函"}
    assert "不是有效的手机号码" in client.post(url, said).content.decode()
    page = client.post(url, said | {"mobile": "13912345678"}, follow=True).content.decode()
    assert "李㛃的初始密码：" in page
    page = client.get(of.get_absolute_url()).content.decode()
    assert "初始密码：" not in page
    assert "确认负责人" not in page.partition("流程轨迹")[0]


def test_an_invited_person_appears_among_the_people_only_once_they_accepted() -> None:
    of, signatory, _ = at_work()
    invite(by=actor(signatory), at=NOW, roles=[Role.DRAFTER], organisation=of, name="李四", mobile=mobile())
    assert "李四" not in [c.person.name for c in colleagues(of, actor(signatory), TODAY)]
