"""Asking to join a unit that is registered already, and the answer."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from haizhi.accounts.acts.memberships import compatible, grant
from haizhi.accounts.acts.people import enrol
from haizhi.accounts.models import Joining, Organisation, Person, in_force_on
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import UNIT_ROLES, Role


def _exists(organisation: Organisation, by: Actor, at: datetime) -> Iterator[Finding]:
    met = organisation.stage == "active"
    yield Finding(met, measures(5), f"{organisation.name}已并入其他单位", "请申请加入并入的单位。", "code")


@creates(moves.ASK_TO_JOIN, requires=_exists, private=("person_name", "mobile", "email", "note"))
def ask_to_join(
    organisation: Organisation,
    password: str | None = None,
    /,
    *,
    by: Actor,
    at: datetime,
    person_name: str = "",
    mobile: str = "",
    email: str = "",
    note: str = "",
) -> Joining:
    """申请加入单位: whoever is signed in asks with that account, the public is enrolled with `password` first.

    `password` is positional, so that it never enters the record.
    """
    if by.id is None:
        if not person_name.strip():
            raise Refused(Finding(False, None, "没有填写姓名", "请填写您的姓名和登录信息。", "person_name"))
        person = enrol(password, by=SYSTEM, at=at, name=person_name, mobile=mobile, email=email)
    else:
        person = Person._base_manager.get(pk=by.id)
        wrong = unmet(*_new(organisation, person, at))
        if wrong:
            raise Refused(*wrong)
    return Joining(organisation=organisation, person=person, note=note.strip(), asked_at=at)


def _new(organisation: Organisation, person: Person, at: datetime) -> Iterator[Finding]:
    held = organisation.memberships.filter(in_force_on(day_of(at)), person=person)
    yield Finding(
        not held.exists(), measures(5), "您已是该单位人员", "无需申请；需要其他岗位的，请联系单位负责人。", "code"
    )
    yield from compatible(person, Role.DRAFTER, day_of(at))
    waiting = organisation.joinings.filter(person=person, stage="waiting")
    yield Finding(not waiting.exists(), measures(5), "您加入该单位的申请正在等待答复", "无需重复提交。", "code")


def _answerable(joining: Joining, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(joining.person_id != by.id, measures(5), "不能答复本人的申请", "请由本单位另一名负责人办理。")
    theirs = str(joining.organisation_id) in by.places(Role.SIGNATORY)
    yield Finding(
        theirs or not joining.organisation.has_signatory(day_of(at)),
        measures(5),
        f"{joining.organisation.name}现有负责人，由其答复",
        "单位没有负责人时才由海智办答复。",
    )


@act(moves.APPROVE_JOINING, requires=_answerable)
def approve_joining(joining: Joining, *, by: Actor, at: datetime, roles: Iterable[Role], opinion: str = "") -> None:
    """同意加入: the requester holds the chosen roles in the unit from today on."""
    chosen = [role for role in Role if role in set(roles)]
    wrong = unmet(
        Finding(bool(chosen), measures(5), "没有选择岗位", "请至少选择一个岗位。", "roles"),
        Finding(UNIT_ROLES.issuperset(chosen), measures(5), "只能授予单位的岗位", "请重新选择岗位。", "roles"),
    )
    if wrong:
        raise Refused(*wrong)
    for role in chosen:
        grant(joining.person, by=SYSTEM, at=at, role=role, valid_from=day_of(at), organisation=joining.organisation)
    joining.answer = opinion


@act(moves.REFUSE_JOINING, requires=_answerable)
def refuse_joining(joining: Joining, *, by: Actor, at: datetime, opinion: str) -> None:
    """不同意加入: the requester reads why."""
    joining.answer = opinion


def _own(joining: Joining, by: Actor, at: datetime) -> Iterator[Finding]:
    label = moves.WITHDRAW_JOINING.label
    yield Finding(joining.person_id == by.id, measures(5), f"“{label}”由申请人本人办理", "请用申请时的账号登录。")


@act(moves.WITHDRAW_JOINING, requires=_own)
def withdraw_joining(joining: Joining, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """撤回申请: by whoever asked."""
