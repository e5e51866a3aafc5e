"""Objections and reports decided by the Office with 纪检, each for one unit alone."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.applications.acts import clear, disqualify, freeze, resume
from haizhi.applications.models import Application
from haizhi.decisions import facts
from haizhi.decisions.models import Objection, Publicity
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.citations import review_rules
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.objections import day_lies_ahead, no_answer_awaited, unit_heard
from haizhi.regulation.parameters import OBJECTION_FINDING_WORKDAYS
from haizhi.regulation.publicity import period_over


@act(moves.ACCEPT)
def accept(
    objection: Objection,
    *,
    by: Actor,
    at: datetime,
    opinion: str = "",
    application: Application | None = None,
    due_on: date | None = None,
) -> None:
    """Take the matter up; 公示 of that one unit stops until the finding, if it is running.

    `application` says whose case it is where whoever lodged it named the unit in words that fitted none.
    `due_on`: until when the finding is to be made; the usual time where it is not given.
    """
    cite = moves.ACCEPT.cite
    concerned = objection.application or application
    reason, remedy = "尚未核对被反映单位的申报件", "请填写申报编号；该单位没有申报的，请不予受理。"
    findings = [Finding(concerned is not None, cite, reason, remedy, "application")]
    if due_on is not None:
        findings.append(day_lies_ahead(due_on, day_of(at)))
    if (lacking := unmet(*findings)) or concerned is None:
        raise Refused(*lacking)
    objection.application = concerned
    objection.due_on = due_on or facts.day_due(at, OBJECTION_FINDING_WORKDAYS.value)
    if concerned.stage == "in_publicity":
        freeze(concerned, by=by, at=at)


@act(moves.DECLINE_OBJECTION)
def decline(objection: Objection, *, by: Actor, at: datetime, opinion: str) -> None:
    """Not take the matter up; the reason is what whoever lodged it reads.

    A unit that the matter alone kept from being clear when its 公示 was concluded is clear now.
    """
    objection.answer, objection.settled_at = opinion, at
    application = objection.application
    if application is None:
        return
    # locked, so that of a conclusion and a decision at the same time the later one sees the earlier
    named_in = Publicity.objects.filter(applications=application).exclude(stage="cancelled").values("pk")
    stages = [found.stage for found in Publicity.objects.select_for_update().filter(pk__in=named_in)]
    concluded = bool(stages) and set(stages) == {"concluded"}
    if concluded and application.stage == "in_publicity" and not _others_open(objection, application):
        clear(application, by=by, at=at)


def _others_open(objection: Objection, application: Application) -> bool:
    return facts.open_against(application).exclude(pk=objection.pk).exists()


def _nothing_asked(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    yield no_answer_awaited([inquiry.stage for inquiry in objection.inquiries.all()])


@act(moves.FIND, requires=_nothing_asked)
def find(objection: Objection, *, by: Actor, at: datetime, upheld: bool, finding: str, answer: str) -> None:
    """State the finding and the answer; nothing is upheld before the unit was heard, and 纪检 has to agree."""
    if lacking := unmet(unit_heard(upheld, objection.inquiries.values_list("stage", flat=True))):
        raise Refused(*lacking)
    objection.upheld, objection.finding, objection.answer = upheld, finding, answer


def _concerned(objection: Objection) -> Application:
    """The case that a matter taken up is about."""
    if objection.application is None:
        raise ValueError(f"{objection.code} was taken up without a case")
    return objection.application


def _others_decided(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    application = _concerned(objection)
    if objection.upheld or application.stage != "frozen":
        return
    waiting = sum(matter.stage == "lodged" for matter in application.objections.all())
    yield Finding(
        waiting == 0,
        review_rules(6, 3),
        f"该单位另有{waiting}件异议或举报尚未决定是否受理",
        "请海智办先受理或不予受理，再恢复该单位的公示。",
    )


@act(moves.AGREE_FINDING, requires=_others_decided)
def agree(objection: Objection, *, by: Actor, at: datetime, opinion: str = "") -> str:
    """纪检 agrees: upheld, the unit is disqualified; not upheld, it goes on when nothing else holds it."""
    objection.settled_at = at
    application = _concerned(objection)
    if objection.upheld:
        if application.stage in moves.DISQUALIFY.sources:
            disqualify(application, by=SYSTEM, at=at, opinion=objection.finding)
        return "upheld"
    if application.stage == "frozen" and not _others_open(objection, application):
        resume(application, by=SYSTEM, at=at, period_over=_period_over(application, at))
    elif application.stage == "frozen":
        record(still_frozen=True)
    return "dismissed"


def _period_over(application: Application, at: datetime) -> bool:
    last_days = application.publicities.filter(last_day__isnull=False).values_list("last_day", flat=True)
    return all(period_over(at, last_day).met for last_day in last_days if last_day)


@act(moves.REFUSE_FINDING)
def refuse(objection: Objection, *, by: Actor, at: datetime, opinion: str) -> None:
    """纪检 sends the finding back to be looked into further."""


def _named(objection: Objection, by: Actor, at: datetime) -> Iterable[Finding]:
    yield Finding(not objection.anonymous, moves.UNSEAL.cite, "匿名举报，没有身份信息")


@act(moves.UNSEAL, requires=_named)
def unseal(objection: Objection, *, by: Actor, at: datetime, opinion: str) -> str:
    """Look at who lodged it: on record with its reason, and nothing else changes."""
    return objection.stage
