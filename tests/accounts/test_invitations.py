"""People are invited by a link that works once, for some days, and can be called back."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from haizhi.accounts.acts import accept_invitation, invite, renew_invitation, revoke_invitation
from haizhi.accounts.facts import invitation_of, token_of
from haizhi.accounts.models import Invitation, Membership, Organisation, Person
from haizhi.accounts.queries import actor_for, invitation_path
from haizhi.kernel.actor import PUBLIC
from haizhi.kernel.models import Act, Outgoing
from haizhi.regulation.findings import Refused
from haizhi.regulation.roles import Role
from tests.accounts.conftest import SignIn
from tests.accounts.factories import NOW, PASSWORD, TODAY, YUZHONG, actor, member, mobile, person, unit

pytestmark = pytest.mark.django_db


def invited(inviter: Membership | None = None, **other: Any) -> Invitation:
    """An invitation of a drafter by a 负责人."""
    inviter = inviter or member(Role.SIGNATORY)
    said = {"roles": [Role.DRAFTER], "organisation": inviter.organisation, "mobile": mobile(), "name": "李四"} | other
    return invite(by=actor(inviter), at=NOW, **said)


def test_the_invited_opens_an_account_by_the_link_and_holds_the_role(client: Client) -> None:
    invitation = invited()
    path = invitation_path(invitation)
    Invitation.objects.update(expires_at=NOW + timedelta(days=36_500))
    page = client.get(path).content.decode()
    assert invitation.organisation is not None
    assert f"{invitation.organisation.name}邀请您" in page
    said = {"person_name": "李㛃", "password": PASSWORD, "repeated": PASSWORD}
    page = client.post(path, said, follow=True).content.decode()
    assert "已接受邀请" in page
    who = Person.objects.get(mobile=invitation.mobile)
    assert who.name == "李㛃"
    assert who.check_password(PASSWORD)
    assert actor_for(who, NOW + timedelta(days=40_000)).places(Role.DRAFTER) == (str(invitation.organisation_id),)
    assert Client().get(path).status_code == 410


def test_a_link_works_once_and_says_so(client: Client) -> None:
    invitation = invited()
    accept_invitation(invitation, token_of(invitation), None, by=PUBLIC, at=NOW, person_name="李四")
    response = client.get(invitation_path(invitation))
    assert response.status_code == 410
    assert "链接只能使用一次" in response.content.decode()
    with pytest.raises(Refused):
        accept_invitation(invitation, token_of(invitation), None, by=PUBLIC, at=NOW, person_name="王五")


def test_an_expired_or_revoked_link_says_what_to_do(client: Client) -> None:
    inviter = member(Role.SIGNATORY)
    late, called_back = invited(inviter), invited(inviter)
    assert "过期" in client.get(invitation_path(late)).content.decode()  # the clock of a request is today's
    with pytest.raises(Refused, match="邀请已过期"):
        accept_invitation(late, token_of(late), None, by=PUBLIC, at=NOW + timedelta(days=14), person_name="李四")
    revoke_invitation(called_back, by=actor(inviter), at=NOW)
    assert "已由邀请人撤销" in client.get(invitation_path(called_back)).content.decode()


def test_sending_anew_voids_the_former_link(client: Client) -> None:
    inviter = member(Role.SIGNATORY)
    invitation = invited(inviter)
    former = token_of(invitation)
    renew_invitation(invitation, by=actor(inviter), at=NOW + timedelta(days=20), days=30)
    assert invitation.expires_at == NOW + timedelta(days=50)
    assert invitation_of(former) is None
    assert invitation_of(token_of(invitation)) == invitation
    response = client.get(reverse("accounts:invited", args=[former]))
    assert response.status_code == 404
    assert "此前的链接不再有效" in response.content.decode()
    with pytest.raises(Refused, match="由持有邀请链接的人办理"):
        accept_invitation(invitation, former, None, by=PUBLIC, at=NOW + timedelta(days=20), person_name="李四")


@pytest.mark.parametrize("token", ["", "abc", "x" * 64, "%2e%2e", "𬭎", "AAAA=", "-" * 64])
def test_a_guessed_token_is_no_invitation(token: str) -> None:
    invited()
    assert invitation_of(token) is None


def test_one_changed_character_of_a_token_is_enough() -> None:
    token = token_of(invited())
    for place in (0, 30, 63):
        other = "A" if token[place] != "A" else "B"
        assert invitation_of(token[:place] + other + token[place + 1 :]) is None


def test_whoever_has_an_account_is_asked_to_sign_in_and_accepts_with_it(client: Client, signed_in: SignIn) -> None:
    known = person("赵六", PASSWORD)
    invitation = invited(mobile=known.mobile)
    Invitation.objects.update(expires_at=NOW + timedelta(days=36_500))
    path = invitation_path(invitation)
    page = client.get(path).content.decode()
    assert "请先登录" in page
    assert f"next={path}" in page
    assert "设置的密码" not in page
    assert client.post(path, {"person_name": "冒名", "password": PASSWORD, "repeated": PASSWORD}).status_code == 422
    browser = signed_in(known)
    assert "将以当前账号接受：赵六" in browser.get(path).content.decode()
    assert "已接受邀请" in browser.post(path, {}, follow=True).content.decode()
    assert browser.post(path, {}).headers["Location"] == reverse("accounts:profile")
    assert Membership.objects.filter(person=known, role=Role.DRAFTER).count() == 1
    invitation.refresh_from_db()
    assert invitation.accepted_by == known
    assert Outgoing.objects.filter(act__verb="invitation.send", role="public", place=str(known.pk)).exists()


def test_a_weak_password_keeps_the_name_and_opens_nothing(client: Client) -> None:
    invitation = invited()
    Invitation.objects.update(expires_at=NOW + timedelta(days=36_500))
    said = {"person_name": "李㛃", "password": "123", "repeated": "123"}
    response = client.post(invitation_path(invitation), said)
    assert response.status_code == 422
    assert 'value="李㛃"' in response.content.decode()
    assert not Person.objects.filter(mobile=invitation.mobile).exists()


def test_a_signatory_invites_into_the_own_unit_only() -> None:
    inviter = member(Role.SIGNATORY)
    with pytest.raises(Refused, match="不在您的办理范围内"):
        invited(inviter, organisation=unit())
    with pytest.raises(Refused, match="不在您的办理范围内"):
        invited(inviter, organisation=None, roles=[Role.OFFICE_CLERK])


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"roles": []}, "roles"),
        ({"roles": [Role.AUDITOR], "organisation": None}, "roles"),
        ({"roles": [Role.JUDGE], "organisation": None}, "roles"),
        ({"roles": [Role.DRAFTER, Role.OFFICE_CLERK]}, "roles"),
        ({"organisation": None}, "organisation"),
        ({"roles": [Role.OFFICE_CLERK]}, "organisation"),
        ({"roles": [Role.DISTRICT_CLERK], "organisation": None}, "district"),
        ({"district": YUZHONG}, "district"),
        ({"mobile": ""}, "mobile"),
        ({"email": "li@example.cn"}, "mobile"),
        ({"mobile": "12345"}, "mobile"),
        ({"mobile": "", "email": "no"}, "email"),
        ({"days": 31}, "days"),
        ({"days": 0}, "days"),
    ],
)
def test_each_fault_of_an_invitation_is_named_on_its_field(wrong: dict[str, Any], field: str) -> None:
    guard = member(Role.SECURITY_ADMIN)
    said: dict[str, Any] = {"organisation": unit()}
    with pytest.raises(Refused) as refused:
        invited(guard, **said | wrong)
    assert field in [finding.field for finding in refused.value.findings]
    assert all(finding.remedy for finding in refused.value.findings)


def test_the_security_administrator_invites_into_other_roles() -> None:
    guard = member(Role.SECURITY_ADMIN)
    invitation = invited(guard, roles=[Role.DISTRICT_CLERK, Role.DISTRICT_HEAD], organisation=None, district=YUZHONG)
    assert invitation.place_label == "渝中区科协"
    accept_invitation(invitation, token_of(invitation), None, by=PUBLIC, at=NOW, person_name="李四")
    assert invitation.accepted_by is not None
    assert actor_for(invitation.accepted_by, NOW).places(Role.DISTRICT_HEAD) == (YUZHONG,)


def test_the_same_person_is_not_invited_twice_while_the_first_is_open() -> None:
    inviter = member(Role.SIGNATORY)
    first = invited(inviter)
    with pytest.raises(Refused, match="尚未过期"):
        invited(inviter, mobile=first.mobile)
    revoke_invitation(first, by=actor(inviter), at=NOW)
    assert invited(inviter, mobile=first.mobile).stage == "open"


def test_somebody_with_the_roles_already_has_nothing_to_accept() -> None:
    inviter = member(Role.SIGNATORY)
    drafter = member(Role.DRAFTER, at_unit=inviter.organisation)
    invitation = invited(inviter)
    with pytest.raises(Refused, match="您已任邀请的岗位"):
        accept_invitation(invitation, token_of(invitation), None, by=actor(drafter), at=NOW)


def test_somebody_whose_term_ran_out_accepts_the_same_role_again() -> None:
    inviter = member(Role.SIGNATORY)
    drafter = member(Role.DRAFTER, at_unit=inviter.organisation)
    Membership.objects.filter(pk=drafter.pk).update(valid_to=TODAY)
    invitation, later = invited(inviter), NOW + timedelta(days=1)
    accept_invitation(invitation, token_of(invitation), None, by=actor_for(drafter.person, later), at=later)
    assert actor_for(drafter.person, later).holds(Role.DRAFTER)


def test_neither_token_nor_contact_nor_password_enters_the_record() -> None:
    invitation = invited(email="li@example.cn", mobile="")
    token = token_of(invitation)
    accept_invitation(invitation, token, PASSWORD, by=PUBLIC, at=NOW, person_name="李㛃")
    said = "".join(str(act.body) for act in Act.objects.filter(verb__startswith="invitation"))
    for private in (token, "li@example.cn", PASSWORD, "李㛃", "李四"):
        assert private not in said


def test_the_link_is_shown_to_who_may_pass_it_on_and_accepting_takes_it(signed_in: SignIn) -> None:
    inviter = member(Role.SIGNATORY)
    invitation = invited(inviter)
    Invitation.objects.update(expires_at=NOW + timedelta(days=36_500))
    client, url = signed_in(inviter), invitation.get_absolute_url()
    page = client.get(url).content.decode()
    assert invitation_path(invitation) in page
    assert "接受邀请" not in page
    assert client.post(f"{url}accept/", {}).status_code == 404
    assert invitation_path(invitation) not in signed_in(member(Role.AUDITOR)).get(url).content.decode()
    assert signed_in(member(Role.SIGNATORY)).get(url).status_code == 404


def test_a_signatory_invites_on_the_page_and_gets_the_link(signed_in: SignIn) -> None:
    inviter = member(Role.SIGNATORY)
    said = {"unit": str(inviter.organisation_id), "roles": ["drafter"], "mobile": "13900001111", "days": "14"}
    client = signed_in(inviter)
    assert client.post(reverse("accounts:new_invitation"), said | {"unit": str(unit().pk)}).status_code == 422
    page = client.post(reverse("accounts:new_invitation"), said, follow=True).content.decode()
    assert "邀请链接" in page
    assert Invitation.objects.get().organisation == inviter.organisation
    assert Organisation.objects.count() == 2
