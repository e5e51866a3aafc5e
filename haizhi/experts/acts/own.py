"""What experts do in person once they were invited, and what the Office notes for them (评审·7, 评审·8)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime

from haizhi.accounts.acts import enrol, grant
from haizhi.accounts.models import Organisation, Person
from haizhi.experts.facts import can_be_invited, judges_now, person_reached_at
from haizhi.experts.models import Absence, Expert, Interest
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.recusals import InterestGround, ground_explained
from haizhi.regulation.roles import Role


@act(moves.INVITE_EXPERT, requires=can_be_invited)
def invite(expert: Expert, *, by: Actor, at: datetime) -> None:
    """邀请: an account as a judge, new or the expert's own; the password of a new one is chosen by the expert."""
    if expert.person is None:
        contact = expert.contact
        expert.person = person_reached_at(contact.mobile, contact.email) or enrol(
            by=SYSTEM, at=at, name=expert.name, mobile=contact.mobile, email=contact.email
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
    refuse_unmet(replace(explained, field="detail"))
    Interest.objects.create(expert=expert, unit=unit, ground=ground, detail=detail.strip(), declared_at=at)


@act(moves.NOTE_ABSENCE, private=("note",))
def note_absence(expert: Expert, *, by: Actor, at: datetime, first_day: date, last_day: date, note: str = "") -> str:
    """登记不便时间: days, both inclusive, on which the expert is not drawn."""
    refuse_unmet(
        Finding(
            first_day <= last_day, None, "截止日期早于起始日期", "请核对两个日期，只有一天的填同一天。", "last_day"
        ),
        Finding(last_day >= day_of(at), None, "这段时间已经过去", "请填写今天以后的日期。", "last_day"),
    )
    Absence.objects.create(expert=expert, first_day=first_day, last_day=last_day, note=note.strip())
    return expert.stage


def _has_absences(expert: Expert, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(expert.absences.exists(), review_rules(7), "没有登记不便时间", "无需撤销。")


@act(moves.DROP_ABSENCE, requires=_has_absences)
def drop_absence(expert: Expert, *, by: Actor, at: datetime, absence: int) -> str:
    """撤销不便时间: by its number in the pool; the expert may be drawn on those days again."""
    gone, _ = expert.absences.filter(pk=absence).delete()
    if not gone:
        raise Refused(Finding(False, None, "这段不便时间已撤销", "请刷新页面查看。", "absence"))
    return expert.stage
