"""Preparing a session: date, applicants, rules, leaders; and the pledge of everybody who sits (办法·9·1(2), 评审·8)."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from django.db import transaction

from haizhi.accounts.acts import enrol
from haizhi.accounts.identifiers import canonical_mailbox, canonical_mobile
from haizhi.accounts.models import Person
from haizhi.applications.acts import delist, list_for_review
from haizhi.applications.models import Application, Call
from haizhi.experts.acts import make_judge
from haizhi.experts.facts import discipline_names, person_reached_at
from haizhi.experts.models import Expert
from haizhi.fairness.ceremony import seat_token
from haizhi.fairness.panel import DISCIPLINE
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.kernel.source import new_salt
from haizhi.regulation import moves
from haizhi.regulation.citations import measures, review_rules
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Finding, Refused, refuse_unmet
from haizhi.regulation.review import SessionRules, session_rules_findings
from haizhi.reviews.facts import (
    DIMENSIONS,
    Lottery,
    applicants_of,
    rules_detail,
    seat_of,
    session_of,
    sitting,
    value_label,
)
from haizhi.reviews.models import Seat, Session, Turn


def _published(call: Call, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(call.stage != "draft", measures(9, 1, 2), "申报通知尚未发布", "请先发布年度申报通知。", "call")


@creates(moves.SCHEDULE, requires=_published)
def schedule(call: Call, *, by: Actor, at: datetime, name: str, held_at: datetime, place: str) -> Session:
    """排期: a session of a call, code PS-2026-01."""
    refuse_unmet(*_well_placed(name, held_at, place, at))
    code = next_number("PS", call.year, digits=2)
    return Session(code=code, call=call, name=name.strip(), held_at=held_at, place=place.strip())


@act(moves.RESCHEDULE)
def reschedule(session: Session, *, by: Actor, at: datetime, held_at: datetime, place: str, opinion: str) -> str:
    """改期: another time or place; nothing else changes."""
    refuse_unmet(*_well_placed(session.name, held_at, place, at))
    session.held_at, session.place = held_at, place.strip()
    return session.stage


def _well_placed(name: str, held_at: datetime, place: str, at: datetime) -> Iterator[Finding]:
    yield Finding(bool(name.strip()), None, "评审会名称为空", "请填写名称。", "name")
    yield Finding(held_at > at, measures(9, 1, 2), "评审会时间已过", "请填写将来的时间。", "held_at")
    yield Finding(bool(place.strip()), None, "评审会地点为空", "请填写地点。", "place")


def _emptied(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    count = len(applicants_of(session))
    yield Finding(not count, measures(9, 1, 2), f"已列入{count}家申报单位", "请先逐家移出评审，再取消评审会。")


@act(moves.DROP_SESSION, requires=_emptied)
def drop(session: Session, *, by: Actor, at: datetime, opinion: str) -> None:
    """取消: a session that will not be held."""


Bounds = Mapping[str, tuple[int, int]]
"""{value: (least, most)} within one dimension."""


@act(moves.SET_RULES)
def set_rules(
    session: Session,
    *,
    by: Actor,
    at: datetime,
    rules: SessionRules,
    disciplines: Bounds | None = None,
    traits: Mapping[str, Bounds] | None = None,
    lottery: Lottery | None = None,
) -> None:
    """公布规则: all that draw and tally go by.

    `disciplines` bounds the drawn experts, {discipline: (least, most)}, `traits` does so in each further dimension,
    and `lottery` names the public draw whose numbers follow the dice.
    """
    bounds = {DISCIPLINE: disciplines or {}} | {name: traits[name] for name in sorted(traits or {}) if traits}
    names = discipline_names()
    refuse_unmet(
        *session_rules_findings(rules),
        *(
            finding
            for dimension in bounds
            for finding in _bounds_make_sense(rules, dimension, bounds[dimension], names)
        ),
        *(lottery.findings() if lottery else ()),
    )
    session.rules = rules_detail(rules)
    kept = {dimension: {name: list(each[name]) for name in sorted(each)} for dimension, each in bounds.items()}
    session.disciplines = kept.pop(DISCIPLINE)
    session.traits = {dimension: each for dimension, each in kept.items() if each}
    session.lottery = lottery.detail() if lottery else None


def _bounds_make_sense(
    rules: SessionRules, dimension: str, bounds: Bounds, names: Mapping[str, str]
) -> Iterator[Finding]:
    cite = review_rules(7)
    for name, (low, high) in bounds.items():
        reason = f"{value_label(dimension, name, names)}下限{low}名、上限{high}名"
        yield Finding(0 <= low <= high, cite, reason, "下限不得大于上限。", f"least_{name}")
    least = sum(low for low, _ in bounds.values())
    what = "学科" if dimension == DISCIPLINE else DIMENSIONS[dimension].label
    reason = f"各{what}下限合计{least}名，多于抽取的{rules.drawn}名"
    yield Finding(least <= rules.drawn, cite, reason, "请调低下限或增加抽取人数。", "drawn")


@act(moves.SEAT, private=("name", "mobile", "email"))
def seat(
    session: Session,
    *,
    by: Actor,
    at: datetime,
    employer: str = "",
    person: Person | None = None,
    expert: Expert | None = None,
    name: str = "",
    mobile: str = "",
    email: str = "",
) -> None:
    """确定领导评委: a leader sits by office, or an expert from elsewhere, marked so (interpretation 20).

    Give `person`, or `expert` (from elsewhere, with an account), or `name` with `mobile` or `email`, for whom an
    account is found or opened. Raises Refused for an expert of this city: those are drawn.
    """
    if expert is not None:
        refuse_unmet(*_from_elsewhere(expert))
        person, employer = expert.person, employer or expert.employer
    if person is None:
        reached = person_reached_at(canonical_mobile(mobile), canonical_mailbox(email))
        refuse_unmet(*_same_name(reached, name))
        person = reached or enrol(by=SYSTEM, at=at, name=name, mobile=mobile, email=email)
    expert = expert or Expert.objects.filter(person=person, within_city=False).first()
    refuse_unmet(*_may_sit(session, person, employer))
    make_judge(person, at)
    origin = Seat.Origin.INVITED if expert else Seat.Origin.LEADER
    taken = take_seat(session, origin, person, expert, employer.strip())
    record(serial=taken.serial, token=taken.token, judge=person)


def _same_name(reached: Person | None, name: str) -> Iterator[Finding]:
    if reached is not None:
        yield Finding(
            reached.name == name.strip(),
            measures(9, 1, 2),
            f"该手机号码或电子信箱是“{reached.name}”的账号，与所填姓名不同",
            "请核对姓名和联系方式。",
            "name",
        )


def _from_elsewhere(expert: Expert) -> Iterator[Finding]:
    cite = review_rules(7)
    yield Finding(not expert.within_city, cite, "市内专家评委须随机抽取", "请改选市外专家，或通过抽取产生。", "expert")
    yield Finding(expert.stage == "active", cite, f"该专家{expert.stage_label}", "请改选在库的专家。", "expert")
    yield Finding(expert.person_id is not None, cite, "该专家尚未开通账号", "请先在专家库办理“邀请”。", "expert")


def _may_sit(session: Session, person: Person, employer: str) -> Iterator[Finding]:
    yield Finding(bool(employer.strip()), review_rules(7), "单位为空", "回避按单位比对，请填写单位全称。", "employer")
    seated = sitting(session).filter(person=person).exists()
    yield Finding(not seated, review_rules(7), f"{person.name}已是本次评审的评委", "无需重复登记。", "person")
    drawable = Expert.objects.filter(person=person, within_city=True, stage="active").first()
    yield Finding(
        drawable is None,
        review_rules(7),
        f"{person.name}是专家库的市内专家，须随机抽取产生",
        "以领导身份就座的，请先办理其专家退出或暂停。",
        "person",
    )


def take_seat(session: Session, origin: Seat.Origin, person: Person, expert: Expert | None, employer: str) -> Seat:
    """A new seat with the next serial and its own salted token; for the body of an act that fills one."""
    last = session.seats.order_by("-serial").first()
    salt = new_salt()
    return Seat.objects.create(
        session=session,
        serial=last.serial + 1 if last else 1,
        origin=origin,
        person=person,
        expert=expert,
        name=expert.name if expert else person.name,
        employer=employer,
        salt=salt,
        token=seat_token(salt, str(expert.pk if expert else person.pk)),
    )


@act(moves.UNSEAT)
def unseat(session: Session, *, by: Actor, at: datetime, serial: int, opinion: str = "") -> None:
    """撤下领导评委: while the session is being prepared; `serial` is the seat's number."""
    found = sitting(session).filter(serial=serial).first()
    if found is None:
        raise Refused(Finding(False, review_rules(7), f"没有第{serial}号席位", "请从现有席位中选择。", "serial"))
    record(token=found.token)
    found.delete()


def _preparing(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(
        session.stage == "preparing",
        review_rules(6, 2),
        f"评审会现为“{session.stage_label}”，参评单位已定",
        "只有筹备中才能列入或移出；确需变动的，请先作废封存。",
    )


@creates(moves.ENLIST, requires=_preparing)
def enlist(session: Session, *, by: Actor, at: datetime, application: Application) -> Turn:
    """列入评审: a qualified application of this call, or one of the academician track, gets its turn."""
    same = application.call_id == session.call_id or application.call.track == Track.ACADEMICIAN
    reason = f"{application.code}不属于本次评审的申报通知"
    refuse_unmet(Finding(same, review_rules(6, 2), reason, "请列入对应年度的评审会。", "application"))
    list_for_review(application, by=by, at=at)
    return Turn(session=session, application=application)


def enlist_all(session: Session, *, by: Actor, at: datetime, applications: Collection[Application]) -> list[Turn]:
    """List several applications, each by an act of its own; all of them or none."""
    with transaction.atomic():
        return [enlist(session, by=by, at=at, application=application) for application in applications]


def _session_preparing(turn: Turn, by: Actor, at: datetime) -> Iterator[Finding]:
    yield from _preparing(turn.session, by, at)


@act(moves.STRIKE, requires=_session_preparing, locks=session_of)
def strike(turn: Turn, *, by: Actor, at: datetime, opinion: str) -> None:
    """移出评审: back among the qualified; the recusals raised for it fall away with it."""
    record(session=turn.session, applicant=turn.application.code)
    turn.position = None
    if turn.application.stage == "in_review":
        delist(turn.application, by=SYSTEM, at=at)


def _owes_pledge(session: Session, by: Actor, at: datetime) -> Iterator[Finding]:
    own = seat_of(session, by.id)
    yield Finding(own is not None, review_rules(8), "您不是本次评审的评委", "请核对评审会。")
    yield Finding(own is None or own.pledged_at is None, review_rules(8), "您已签署本次评审的承诺", "无需重复签署。")


@act(moves.PLEDGE_SESSION, requires=_owes_pledge)
def pledge(session: Session, *, by: Actor, at: datetime) -> str:
    """签署评审承诺: no private influence, no improper gain, no leak (评审·8); without it no sheet can be locked."""
    own = sitting(session).get(person__id=str(by.id))
    own.pledged_at = at
    own.save(update_fields=["pledged_at"])
    record(seat=own.token)
    return session.stage
