"""Whoever leaves hands over (交接); where nobody is left, the Office installs a new 负责人."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.acts.memberships import end_membership, grant
from haizhi.accounts.acts.people import open_account
from haizhi.accounts.identifiers import canonical_mailbox, canonical_mobile
from haizhi.accounts.models import Organisation, Person, in_force_on
from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import Role


@act(moves.HAND_OVER)
def hand_over(
    organisation: Organisation, *, by: Actor, at: datetime, leaver: Person, to: Person, opinion: str = ""
) -> None:
    """交接: the successor takes over every role that the leaver holds in the unit; drafts stay the unit's."""
    held = list(organisation.memberships.filter(person=leaver, stage="active").order_by("role", "id"))
    today = day_of(at)
    theirs = set(organisation.memberships.filter(in_force_on(today), person=to).values_list("role", flat=True))
    wrong = unmet(
        Finding(bool(held), measures(5), f"{leaver.name}在本单位没有岗位", "请核对交出岗位的人员。", "leaver"),
        Finding(leaver.pk != to.pk, measures(5), "接任人与交出岗位的是同一人", "请另选接任人。", "to"),
        Finding(
            bool(theirs), measures(5), f"{to.name}还不是本单位人员", "请先邀请接任人，对方接受后再办理交接。", "to"
        ),
    )
    if wrong:
        raise Refused(*wrong)
    lasting = [m.role for m in held if m.valid_to is None or m.valid_to >= today]
    taken = [role for role in dict.fromkeys(lasting) if role not in theirs]
    record(roles=[m.role for m in held], granted=taken)
    for role in taken:
        grant(to, by=SYSTEM, at=at, role=Role(role), valid_from=today, organisation=organisation)
    for membership in held:
        end_membership(membership, by=SYSTEM, at=at, opinion=f"交接给{to.name}")


def _orphaned(organisation: Organisation, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(
        not organisation.has_signatory(day_of(at)),
        measures(5),
        "该单位现有负责人",
        "岗位变动由单位负责人在“本单位人员”中办理；负责人离任的，用“交接”办理。",
    )


@act(moves.INSTALL, requires=_orphaned, private=("name", "mobile", "email"))
def install(
    organisation: Organisation,
    password: str | None = None,
    /,
    *,
    by: Actor,
    at: datetime,
    name: str,
    mobile: str = "",
    email: str = "",
    proof: Upload | None = None,
    opinion: str,
) -> None:
    """确认负责人: the Office gives a unit that has none left a new 负责人, on the proof named in `opinion`.

    Somebody with an account by this number or mailbox takes over with it; for anybody else one is opened, with
    `password` where it is needed (positional, so that it never enters the record).
    """
    person = _known(mobile, email)
    if person is None:
        person = open_account(password, by=SYSTEM, at=at, name=name, mobile=mobile, email=email)
    elif person.name != name.strip():
        same = Finding(False, None, "该手机号码或电子信箱的账号不是此人的", "请核对姓名和登录账号。", "name")
        raise Refused(same)
    in_office = organisation.memberships.filter(in_force_on(day_of(at)), person=person)
    held = set(in_office.values_list("role", flat=True))
    for role in (Role.DRAFTER, Role.SIGNATORY):
        if role not in held:
            grant(person, by=SYSTEM, at=at, role=role, valid_from=day_of(at), organisation=organisation, proof=proof)
    record(person=person)


def _known(mobile: str, email: str) -> Person | None:
    number, mailbox = canonical_mobile(mobile), canonical_mailbox(email)
    people = Person._base_manager
    found = people.filter(mobile=number).first() if number else None
    return found or (people.filter(email=mailbox).first() if mailbox else None)
