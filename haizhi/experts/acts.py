"""What happens to an expert of the pool, from entering to erasure (评审·7, 评审·8)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.facts import follows_unit
from haizhi.accounts.identifiers import (
    canonical_code,
    canonical_mailbox,
    canonical_mobile,
    code_is_valid,
    mailbox_is_valid,
    mobile_is_valid,
)
from haizhi.accounts.models import Organisation, Person
from haizhi.experts.facts import can_be_invited, judges_now, person_reached_at
from haizhi.experts.models import Discipline, Expert, Interest
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.models import Act
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.recusals import InterestGround, ground_explained
from haizhi.regulation.roles import Role

_PERSONAL = ("name", "mobile", "email")


@creates(moves.ENTER_EXPERT, private=_PERSONAL)
def enter(
    *,
    by: Actor,
    at: datetime,
    name: str,
    discipline: Discipline | str,
    employer: str,
    professional_title: str = "",
    employer_code: str = "",
    within_city: bool = True,
    mobile: str = "",
    email: str = "",
) -> Expert:
    """入库: a new expert, active at once. Name and contact are recorded as commitments only."""
    expert = Expert(entered_at=at)
    expert.name, expert.discipline, expert.professional_title = name, str(discipline), professional_title
    expert.employer, expert.employer_code, expert.within_city = employer, employer_code, within_city
    expert.mobile, expert.email = mobile, email
    _check(expert)
    expert.code = next_number("ZJ", day_of(at).year)
    return expert


@act(moves.AMEND_EXPERT, private=_PERSONAL)
def amend(
    expert: Expert,
    *,
    by: Actor,
    at: datetime,
    name: str,
    discipline: Discipline | str,
    employer: str,
    professional_title: str = "",
    employer_code: str = "",
    within_city: bool = True,
    mobile: str = "",
    email: str = "",
) -> str:
    """更正资料: a new employer above all, since recusal is matched by it. Panels already frozen stay as they are."""
    expert.name, expert.discipline, expert.professional_title = name, str(discipline), professional_title
    expert.employer, expert.employer_code, expert.within_city = employer, employer_code, within_city
    expert.mobile, expert.email = mobile, email
    _check(expert)
    return expert.stage


def _check(expert: Expert) -> None:
    """Bring what was typed into stored form. Raises Refused with everything that is wrong with it."""
    expert.name, expert.employer = expert.name.strip(), expert.employer.strip()
    expert.employer_code = canonical_code(expert.employer_code)
    expert.professional_title = expert.professional_title.strip()
    expert.mobile, expert.email = canonical_mobile(expert.mobile), canonical_mailbox(expert.email)
    wrong = unmet(*_well_described(expert))
    if wrong:
        raise Refused(*wrong)


def _well_described(expert: Expert) -> Iterator[Finding]:
    yield Finding(bool(expert.name), None, "姓名为空", "请填写姓名。", "name")
    yield Finding(expert.discipline in Discipline.values, None, "学科不在目录中", "请从目录中选择。", "discipline")
    cite = review_rules(7)
    yield Finding(bool(expert.employer), cite, "工作单位为空", "回避按工作单位比对，请填写全称。", "employer")
    if expert.employer_code:
        coded = code_is_valid(expert.employer_code)
        yield Finding(coded.met, coded.cite, coded.reason, coded.remedy, "employer_code")
    if expert.mobile:
        yield mobile_is_valid(expert.mobile)
    if expert.email:
        yield mailbox_is_valid(expert.email)
    for field, label, value in (("mobile", "手机号码", expert.mobile), ("email", "电子信箱", expert.email)):
        other = Expert.objects.filter(**{field: value}).exclude(pk=expert.pk).first() if value else None
        reason = f"该{label}已由专家{other.code}使用" if other else ""
        yield Finding(other is None, None, reason, "请核对是否重复入库。", field)


@act(moves.INVITE_EXPERT, requires=can_be_invited)
def invite(expert: Expert, *, by: Actor, at: datetime) -> None:
    """邀请: an account as a judge, new or the expert's own; the password is set by the system administrator."""
    if expert.person is None:
        expert.person = person_reached_at(expert.mobile, expert.email) or enrol(
            by=SYSTEM, at=at, name=expert.name, mobile=expert.mobile, email=expert.email
        )
        taken = Expert.objects.filter(person=expert.person).exclude(pk=expert.pk).first()
        if taken:
            reason = f"该手机号码或电子信箱的账号已属专家{taken.code}"
            raise Refused(Finding(False, None, reason, "请核对是否重复入库，或更正联系方式。"))
    make_judge(expert.person, at)


def make_judge(person: Person, at: datetime) -> None:
    """Give the person the role of a judge unless they hold it; for the body of an act that seats or invites them.

    Raises Refused when the person holds a role that excludes it.
    """
    if not judges_now(person, at):
        grant(person, by=SYSTEM, at=at, role=Role.JUDGE, valid_from=day_of(at))


def _not_pledged(expert: Expert, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(expert.pledged_at is None, review_rules(8), "您已签署入库承诺", "无需重复签署。")


@act(moves.PLEDGE, requires=_not_pledged)
def pledge(expert: Expert, *, by: Actor, at: datetime) -> None:
    """签署承诺: the expert's standing pledge of independence and secrecy (评审·8)."""
    expert.pledged_at = at


@act(moves.DECLARE_INTEREST, private=("detail",))
def declare_interest(
    expert: Expert, *, by: Actor, at: datetime, unit: Organisation, ground: InterestGround | str, detail: str
) -> None:
    """申报利益关系: a relation to a unit, from which recusals are found whenever that unit is reviewed."""
    ground = InterestGround(ground)
    explained = ground_explained(ground, detail)
    wrong = unmet(Finding(explained.met, explained.cite, explained.reason, explained.remedy, "detail"))
    if wrong:
        raise Refused(*wrong)
    Interest.objects.create(expert=expert, unit=unit, ground=ground, detail=detail.strip(), declared_at=at)


@act(moves.SUSPEND_EXPERT)
def suspend(expert: Expert, *, by: Actor, at: datetime, opinion: str) -> None:
    """暂停: not drawn until reinstated."""


@act(moves.REINSTATE_EXPERT)
def reinstate(expert: Expert, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """恢复: may be drawn again."""


@act(moves.RETIRE_EXPERT)
def retire(expert: Expert, *, by: Actor, at: datetime, opinion: str) -> None:
    """退出: leaves the pool for good."""


@act(moves.ERASE_EXPERT)
def erase(expert: Expert, *, by: Actor, at: datetime, opinion: str) -> None:
    """删除资料: nothing personal is left in the pool, nor in the acts on it.

    The salts go, so that the ledger's hashes can no longer be matched with a guess; its headers verify as before.
    What the expert did as a judge of a closed review stays in that review's archive.
    """
    expert.name = expert.professional_title = expert.employer = expert.employer_code = ""
    expert.mobile = expert.email = ""
    expert.interests.all().delete()
    acts = Act.objects.filter(subject_id=expert.pk)
    acts.filter(by_id=expert.person_id).exclude(by_id=None).update(by_id=None, by_name=str(expert))
    acts.update(salt=b"", body={}, opinion="", title=str(expert))
    expert.person, expert.salt = None, b""


def _move_interests(duplicate: Organisation, stays: Organisation, at: datetime) -> None:
    known = set(stays.interests.values_list("expert", "ground"))
    for interest in duplicate.interests.all():
        if (interest.expert_id, interest.ground) not in known:
            Interest.objects.filter(pk=interest.pk).update(unit=stays)


follows_unit(
    "专家申报的利益关系",
    lambda unit: Interest.objects.filter(unit=unit).select_related("expert", "unit"),
    _move_interests,
)
follows_unit(
    "专家的工作单位",
    lambda unit: Expert.objects.filter(employer_code=unit.code).order_by("code"),
    lambda duplicate, stays, at: Expert.objects.filter(employer_code=duplicate.code).update(
        employer_code=stays.code, employer=stays.name
    ),
)
