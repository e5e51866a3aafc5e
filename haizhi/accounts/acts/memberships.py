"""Granting roles and ending them: the security administrator's part, and in a unit its 负责人's."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Q, QuerySet

from haizhi.accounts.models import Delegation, Membership, Organisation, Person, not_lapsed_on
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.bodies import body_on
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import ADMIN_ROLES, DISTRICT_ROLES, OFFICE_ROLES, UNIT_ROLES, Role

WITNESSED_ROLES = OFFICE_ROLES | {Role.JUDGE, Role.PARTY_RECORDER}
"""Roles whose work the discipline supervisor witnesses, and which that person therefore can't hold (评审·7)."""

SIGNERS = frozenset({Role.ASSOCIATION_SIGNER, Role.BUREAU_SIGNER})
"""Who signs for the one office can't sign for the other: a joint document is the word of both (办法·9·2)."""


def is_active(person: Person, by: Actor, at: datetime) -> Iterator[Finding]:
    """A person who may be given a role."""
    yield Finding(person.stage == "active", measures(3), f"{person.name}的账号已停用", "请先由系统管理员启用账号。")


@creates(moves.GRANT, requires=is_active)
def grant(
    person: Person,
    *,
    by: Actor,
    at: datetime,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    organisation: Organisation | None = None,
    district: str = "",
    proof: Upload | None = None,
) -> Membership:
    """授予岗位: a role from a day to a day, both inclusive, in a unit, a district or the whole city.

    A 负责人 gives roles of the own unit to its people; anybody else is invited, or asks to join.
    """
    membership = Membership(
        person=person,
        role=role,
        organisation=organisation,
        district=district,
        valid_from=valid_from,
        valid_to=valid_to,
        proof=proof,
    )
    wrong = unmet(
        *_placed(membership),
        *_dated(membership, at),
        *compatible(person, role, day_of(at)),
        *_new(membership),
        *_colleague(membership, by, day_of(at)),
    )
    if wrong:
        raise Refused(*wrong)
    _end_lapsed(person.memberships.all(), at)
    return membership


def _leaves_a_signatory(membership: Membership, by: Actor, at: datetime) -> Iterator[Finding]:
    unit = membership.organisation
    if unit is None or membership.role != Role.SIGNATORY or not by.holds(Role.SIGNATORY):
        return
    others = unit.signatories(day_of(at)).exclude(pk=membership.pk)
    yield Finding(
        others.exists(),
        measures(5),
        f"{membership.person.name}是{unit.name}唯一的负责人，撤销后单位无人提交申报、答复申请",
        "请用“交接”交给接任人；或先授予另一名同事负责人岗位，再撤销。",
    )


def _its_unit(membership: Membership, _: dict[str, Any]) -> QuerySet[Organisation]:
    """The unit first, as whoever hands over locks it: of two 负责人 who end each other one stays."""
    unit = membership.organisation_id
    return Organisation._base_manager.filter(pk__in=[unit] if unit else [])


@act(moves.END_MEMBERSHIP, requires=_leaves_a_signatory, locks=_its_unit)
def end_membership(membership: Membership, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤销岗位: from this moment on; what was delegated from it lapses with it."""
    last = min(day_of(at), membership.valid_to or day_of(at))
    membership.valid_to = max(last, membership.valid_from)


def end_lapsed(at: datetime) -> int:
    """End the roles whose term has run out, which count no longer since their last day; how many there were."""
    return _end_lapsed(Membership.objects.all(), at)


def _end_lapsed(among: QuerySet[Membership], at: datetime) -> int:
    lapsed = list(among.filter(stage="active", valid_to__lt=day_of(at)).order_by("valid_to", "id"))
    for membership in lapsed:
        end_membership(membership, by=SYSTEM, at=at, opinion="任期届满")
    return len(lapsed)


def compatible(person: Person, role: Role, on: date) -> Iterator[Finding]:
    """The three administrators stay apart from each other and from cases, so does the supervisor (办法·3, 评审·7),
    and the two who sign a joint document from each other (办法·9·2).

    Counts the roles held on the day or later, and those received by delegation.
    """
    held = _held(person, on)
    admins = "、".join(r.label for r in Role if r in ADMIN_ROLES & held)
    others = "、".join(r.label for r in Role if r in held - ADMIN_ROLES)
    if role in ADMIN_ROLES:
        yield Finding(
            not held - {role},
            measures(3),
            f"{person.name}已任{admins or others}，不得兼任{role.label}"
            "（系统管理员、安全管理员、审计员三者分设，且不办理业务）",
            "请另选一人，或先撤销其原有岗位。",
            "role",
        )
        return
    yield Finding(
        not admins, measures(3), f"{person.name}任{admins}，不得办理业务", f"请另选一人任{role.label}。", "role"
    )
    apart = WITNESSED_ROLES if role is Role.SUPERVISOR else {Role.SUPERVISOR} if role in WITNESSED_ROLES else set()
    both = "、".join(r.label for r in Role if r in held & apart)
    yield Finding(
        not both,
        review_rules(7),
        f"{person.name}已任{both}，不得兼任{role.label}",
        "监督与被监督的岗位须由不同的人担任。",
        "role",
    )
    signing = "、".join(r.label for r in Role if role in SIGNERS and r in held & SIGNERS - {role})
    yield Finding(
        not signing,
        measures(9, 2),
        f"{person.name}已任{signing}，不得兼任{role.label}",
        "联合发文的签发和会签须由不同的人办理。",
        "role",
    )


def _held(person: Person, on: date) -> frozenset[Role]:
    own = Membership.objects.filter(not_lapsed_on(on), person=person).values_list("role", flat=True)
    roles = Membership.objects.filter(not_lapsed_on(on))
    received = Delegation.objects.filter(to=person, stage="active", valid_to__gte=on, membership__in=roles)
    return frozenset(Role(role) for role in (*own, *received.values_list("membership__role", flat=True)))


def _placed(membership: Membership) -> Iterator[Finding]:
    role = Role(membership.role)
    yield Finding(
        role not in (Role.PUBLIC, Role.SYSTEM), None, f"“{role.label}”不是可以授予的岗位", "请另选岗位。", "role"
    )
    yield Finding(
        role not in UNIT_ROLES or membership.organisation is not None,
        None,
        f"{role.label}须指明单位",
        "请填写单位的统一社会信用代码或全称。",
        "organisation",
    )
    yield Finding(
        role in UNIT_ROLES or membership.organisation is None,
        None,
        f"{role.label}不属于单位",
        "请清除单位。",
        "organisation",
    )
    yield Finding(
        role not in DISTRICT_ROLES or body_on(membership.district, membership.valid_from) is not None,
        None,
        f"{role.label}须指明任职当日存在的区县" if membership.district else f"{role.label}须指明区县",
        "请选择区县。",
        "district",
    )
    yield Finding(
        role in DISTRICT_ROLES or not membership.district, None, f"{role.label}不属于区县", "请清除区县。", "district"
    )


def _dated(membership: Membership, at: datetime) -> Iterator[Finding]:
    last = membership.valid_to
    yield Finding(
        last is None or last >= membership.valid_from, None, "终止日期早于起始日期", "请核对起止日期。", "valid_to"
    )
    yield Finding(
        last is None or last >= day_of(at), None, "终止日期已过", "请填写今天或以后的日期，或者留空。", "valid_to"
    )


def _colleague(membership: Membership, by: Actor, on: date) -> Iterator[Finding]:
    unit, person = membership.organisation, membership.person
    if unit is None or by.holds(Role.SECURITY_ADMIN, Role.SYSTEM):
        return
    known = Membership.objects.filter(not_lapsed_on(on), organisation=unit, person=person)
    yield Finding(known.exists(), measures(5), f"{person.name}还不是本单位人员", "请先邀请对方加入本单位。", "person")


def _new(membership: Membership) -> Iterator[Finding]:
    same = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=membership.valid_from),
        person=membership.person,
        role=membership.role,
        organisation=membership.organisation,
        district=membership.district,
        stage="active",
    )
    if membership.valid_to:
        same = same.filter(valid_from__lte=membership.valid_to)
    yield Finding(
        not same.exists(),
        None,
        f"{membership.person.name}在此期间已有同一岗位",
        "无需重复授予；要改期限的，请先撤销原岗位。",
        "role",
    )
