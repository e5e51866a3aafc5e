"""Handing one's role to a colleague for some days (A/B角), and taking it back."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from haizhi.accounts.acts.memberships import compatible, is_active
from haizhi.accounts.models import Delegation, Membership, Person
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import Role

LONGEST = timedelta(days=366)
"""A delegation bridges an absence; a longer one is a change of office, which the security administrator records."""


def _own(membership: Membership, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(
        membership.person_id == by.id,
        measures(3),
        "只能委托本人的岗位，受托的岗位不得转委托",
        "请由岗位的任职人本人办理。",
    )
    yield Finding(
        Role(membership.role) in moves.DELEGATE.roles,
        measures(3),
        f"{Role(membership.role).label}的岗位不得委托",
        "需要换人的，请由安全管理员授予岗位。",
    )
    today = day_of(at)
    in_force = membership.stage == "active" and (membership.valid_to is None or membership.valid_to >= today)
    yield Finding(in_force, measures(3), "该岗位已离岗", "离岗后不能委托。")


@creates(moves.DELEGATE, requires=_own)
def delegate(
    membership: Membership, *, by: Actor, at: datetime, to: Person, valid_from: date, valid_to: date
) -> Delegation:
    """委托代办: a colleague acts in this role from a day to a day, both inclusive; each act names both people."""
    to = Person._base_manager.select_for_update().get(pk=to.pk)
    wrong = unmet(
        *_dated(membership, at, valid_from, valid_to),
        Finding(to.pk != membership.person_id, None, "受托人是您本人", "请填写一位同事的手机号码或电子信箱。", "to"),
        *is_active(to, by, at),
        *compatible(to, Role(membership.role), day_of(at)),
        *_new(membership, to, valid_from, valid_to),
    )
    if wrong:
        raise Refused(*wrong)
    return Delegation(membership=membership, to=to, valid_from=valid_from, valid_to=valid_to)


def _same_office(delegation: Delegation, by: Actor, at: datetime) -> Iterator[Finding]:
    membership = delegation.membership
    held = any(g.role == membership.role and g.place == membership.place for g in by.grants)
    yield Finding(held, measures(3), "委托由任职人、受托人或同一岗位的同事终止", "请由他们的账号办理。")


@act(moves.END_DELEGATION, requires=_same_office)
def end_delegation(delegation: Delegation, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """终止委托: from this moment on."""
    last = min(day_of(at), delegation.valid_to)
    delegation.valid_to = max(last, delegation.valid_from)


def _dated(membership: Membership, at: datetime, first: date, last: date) -> Iterator[Finding]:
    yield Finding(first >= day_of(at), None, "起始日期已过", "请填写今天或以后的日期。", "valid_from")
    yield Finding(first >= membership.valid_from, None, "起始日期早于您的任职日期", "请核对起始日期。", "valid_from")
    yield Finding(last >= first, None, "终止日期早于起始日期", "请核对起止日期。", "valid_to")
    yield Finding(
        last - first < LONGEST, None, "委托期限超过一年", "请缩短期限；长期代办的，请由安全管理员授予岗位。", "valid_to"
    )
    yield Finding(
        membership.valid_to is None or last <= membership.valid_to,
        None,
        "终止日期晚于您的任职终止日期",
        "请填写任期以内的日期。",
        "valid_to",
    )


def _new(membership: Membership, to: Person, first: date, last: date) -> Iterator[Finding]:
    same = Delegation.objects.filter(
        membership=membership, to=to, stage="active", valid_from__lte=last, valid_to__gte=first
    )
    yield Finding(not same.exists(), None, f"此期间已委托{to.name}", "无需重复委托；要改期限的，请先终止原委托。", "to")
