"""Inviting somebody into roles, and accepting by a link that works once."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.utils.crypto import constant_time_compare

from haizhi.accounts.acts.memberships import grant
from haizhi.accounts.acts.people import enrol
from haizhi.accounts.facts import token_of
from haizhi.accounts.identifiers import canonical_mailbox, canonical_mobile, mailbox_is_valid, mobile_is_valid
from haizhi.accounts.models import Invitation, Organisation, Person, in_force_on
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.bodies import body_on
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, UNIT_ROLES, Role

LONGEST = 30
"""Days for which an invitation may stay open."""

USUAL = 14
"""Days for which it does unless said otherwise."""

NOT_BY_INVITATION = ADMIN_ROLES | {Role.JUDGE, Role.PUBLIC, Role.SYSTEM}
"""Administrators are enrolled by one administrator and appointed by another; judges come from the pool of experts."""


@creates(moves.INVITE_PERSON, private=("name", "mobile", "email"))
def invite(
    *,
    by: Actor,
    at: datetime,
    roles: Iterable[Role],
    organisation: Organisation | None = None,
    district: str = "",
    name: str = "",
    mobile: str = "",
    email: str = "",
    days: int = USUAL,
) -> Invitation:
    """邀请: into roles of one unit, of one district or of the city, by mobile number or mailbox, for some days."""
    chosen = [role for role in Role if role in set(roles)]
    invitation = Invitation(
        organisation=organisation,
        district=district,
        roles=[role.value for role in chosen],
        name=name.strip(),
        mobile=canonical_mobile(mobile),
        email=canonical_mailbox(email),
        sent_at=at,
        expires_at=at + timedelta(days=days),
        sent_by=by.name,
    )
    wrong = unmet(*_placed(invitation, chosen, at), *_reachable(invitation), _short(days), _new(invitation, at))
    if wrong:
        raise Refused(*wrong)
    return invitation


@act(moves.RENEW_INVITATION)
def renew_invitation(invitation: Invitation, *, by: Actor, at: datetime, days: int = USUAL) -> None:
    """重新发出: a new link takes the place of the former one, which is void from now on."""
    wrong = unmet(_short(days))
    if wrong:
        raise Refused(*wrong)
    invitation.serial += 1
    invitation.sent_at, invitation.expires_at = at, at + timedelta(days=days)


@act(moves.REVOKE_INVITATION)
def revoke_invitation(invitation: Invitation, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤销邀请: its link is void."""


def _in_time(invitation: Invitation, by: Actor, at: datetime) -> Iterator[Finding]:
    met = at < invitation.expires_at
    yield Finding(met, measures(5), "邀请已过期", "请联系邀请人重新发出。")


@act(moves.ACCEPT_INVITATION, requires=_in_time, private=("person_name",))
def accept_invitation(
    invitation: Invitation,
    token: str,
    password: str | None = None,
    /,
    *,
    by: Actor,
    at: datetime,
    person_name: str = "",
) -> None:
    """接受邀请: whoever is signed in takes the roles with that account, the public is enrolled with `password` first.

    Token and password are positional, so that they never enter the record.
    """
    if not constant_time_compare(token, token_of(invitation)):
        label = moves.ACCEPT_INVITATION.label
        raise Refused(Finding(False, measures(5), f"“{label}”由持有邀请链接的人办理", "请打开最近一次收到的链接。"))
    person = _accepting(invitation, password, by, at, person_name)
    held = set(
        person.memberships.filter(
            in_force_on(day_of(at)), organisation=invitation.organisation, district=invitation.district
        ).values_list("role", flat=True)
    )
    missing = [Role(role) for role in invitation.roles if role not in held]
    if not missing:
        raise Refused(Finding(False, None, "您已任邀请的岗位", "无需接受；请邀请人撤销这份邀请。"))
    for role in missing:
        grant(
            person,
            by=SYSTEM,
            at=at,
            role=role,
            valid_from=day_of(at),
            organisation=invitation.organisation,
            district=invitation.district,
        )
    invitation.accepted_by = person


def _accepting(invitation: Invitation, password: str | None, by: Actor, at: datetime, person_name: str) -> Person:
    if by.id is not None:
        return Person._base_manager.get(pk=by.id)
    return enrol(password, by=SYSTEM, at=at, name=person_name, mobile=invitation.mobile, email=invitation.email)


def _placed(invitation: Invitation, chosen: list[Role], at: datetime) -> Iterator[Finding]:
    unit, district = invitation.organisation, invitation.district
    yield Finding(bool(chosen), measures(5), "没有选择岗位", "请至少选择一个岗位。", "roles")
    barred = "、".join(role.label for role in chosen if role in NOT_BY_INVITATION)
    yield Finding(
        not barred,
        measures(3),
        f"{barred}不以邀请产生",
        "管理员由系统管理员开户、安全管理员授予岗位；评委来自专家库。",
        "roles",
    )
    in_units, in_districts = set(chosen) & UNIT_ROLES, set(chosen) & DISTRICT_ROLES
    yield Finding(
        not (in_units and set(chosen) - UNIT_ROLES) and not (in_districts and set(chosen) - DISTRICT_ROLES),
        measures(5),
        "单位、区县和全市的岗位不能同时邀请",
        "请分别邀请。",
        "roles",
    )
    yield Finding(
        not in_units or (unit is not None and unit.stage == "active"),
        measures(5),
        "单位的岗位须指明现有的单位",
        "请填写单位的统一社会信用代码或全称。",
        "organisation",
    )
    yield Finding(bool(in_units) or unit is None, measures(5), "所选岗位不属于单位", "请清除单位。", "organisation")
    yield Finding(
        not in_districts or body_on(district, day_of(at)) is not None,
        measures(7, 2),
        "区县的岗位须指明现有的区县",
        "请选择区县。",
        "district",
    )
    yield Finding(bool(in_districts) or not district, measures(7, 2), "所选岗位不属于区县", "请清除区县。", "district")


def _reachable(invitation: Invitation) -> Iterator[Finding]:
    yield Finding(
        bool(invitation.mobile) != bool(invitation.email),
        None,
        "手机号码和电子信箱应填写其中一项" if invitation.mobile else "没有填写手机号码或电子信箱",
        "对方接受后用它登录。",
        "mobile",
    )
    if invitation.mobile:
        yield mobile_is_valid(invitation.mobile)
    if invitation.email:
        yield mailbox_is_valid(invitation.email)


def _short(days: int) -> Finding:
    return Finding(1 <= days <= LONGEST, None, f"有效天数应为1至{LONGEST}天", "过期后可以重新发出。", "days")


def _new(invitation: Invitation, at: datetime) -> Finding:
    same = Invitation.objects.filter(
        organisation=invitation.organisation,
        district=invitation.district,
        mobile=invitation.mobile,
        email=invitation.email,
        stage="open",
        expires_at__gt=at,
    )
    return Finding(not same.exists(), None, "对此人的邀请尚未过期", "请在邀请列表中重新发出，或先撤销。", "mobile")
