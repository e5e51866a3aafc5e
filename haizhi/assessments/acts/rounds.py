"""A round: composed by the Office, announced by its head with its rules, extended where need be (办法·12, 考核)."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from haizhi.assessments.acts.taking_part import enlist
from haizhi.assessments.facts import parts_of, recorded
from haizhi.assessments.facts.rules import dates_findings, frozen_rules, is_due
from haizhi.assessments.models import RUNNING, Part, Round, Score
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.citations import assessment_indicators, measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.stations.models import STANDING, Station

FEWEST = 2
"""Stations that can assess each other."""


@creates(moves.COMPOSE_ASSESSMENT)
def compose(
    *,
    by: Actor,
    at: datetime,
    year: int,
    name: str,
    by_cohort: bool,
    first_day: date,
    last_day: date,
    self_due: date,
    peer_due: date,
    office_due: date,
    publishes_points: bool = False,
) -> Round:
    """拟定: the stations are those whose year it is (interpretation 26), or all that exist.

    Raises Refused for dates in the wrong order.
    """
    made = Round(
        code=next_number("PG", year),
        year=year,
        name=name,
        by_cohort=by_cohort,
        first_day=first_day,
        last_day=last_day,
        self_due=self_due,
        peer_due=peer_due,
        office_due=office_due,
        publishes_points=publishes_points,
    )
    _refuse(dates_findings(made, day_of(at)))
    for station in Station.objects.filter(stage__in=STANDING).order_by("code"):
        if is_due(station, made):
            enlist(station, by=by, at=at, assessment=made)
    return made


@act(moves.AMEND_ASSESSMENT)
def amend(
    assessment: Round,
    *,
    by: Actor,
    at: datetime,
    name: str,
    first_day: date,
    last_day: date,
    self_due: date,
    peer_due: date,
    office_due: date,
    publishes_points: bool,
) -> None:
    """修改: name, span and dates, before the announcement. Raises Refused as `compose` does."""
    assessment.name, assessment.publishes_points = name, publishes_points
    assessment.first_day, assessment.last_day = first_day, last_day
    assessment.self_due, assessment.peer_due, assessment.office_due = self_due, peer_due, office_due
    _refuse(dates_findings(assessment, day_of(at)))


@act(moves.DROP_ASSESSMENT)
def drop(assessment: Round, *, by: Actor, at: datetime, opinion: str) -> None:
    """取消: a round that was not announced."""


def _can_be_announced(assessment: Round, by: Actor, at: datetime) -> Iterator[Finding]:
    there = assessment.parts.filter(stage="enlisted").count()
    reason = f"列入参评的工作站有{there}家，互评至少需要{FEWEST}家"
    yield Finding(there >= FEWEST, assessment_indicators(), reason, "请先列入参评的工作站。")
    yield from dates_findings(assessment, day_of(at))


@act(moves.ANNOUNCE_ASSESSMENT, requires=_can_be_announced)
def announce(assessment: Round, *, by: Actor, at: datetime) -> None:
    """公布: the rules are frozen; each station gets its own sheet, the Office one for each station."""
    parts = parts_of(assessment, "enlisted")
    assessment.rules = frozen_rules()
    assessment.due_on = assessment.self_due
    sheets: list[Score] = []
    for part in parts:
        own = {"assessed": part, "part": Part.SELF, "rater": part.station, "slug": "self", "token": "self"}
        office = {"assessed": part, "part": Part.OFFICE, "slug": "office", "token": "office"}
        sheets += [
            Score(stage="draft", version=1, due_on=assessment.self_due, salt=b"", **own),
            Score(stage="marking", version=1, due_on=assessment.office_due, salt=b"", **office),
        ]
    Score.objects.bulk_create(sheets)
    record(
        assessment=assessment.code,
        rules=assessment.rules,
        parts=[{"station": part.station.code, "subject": str(part.pk)} for part in parts],
        sheets=recorded(sheets),
        dates={name: getattr(assessment, name) for name in ("self_due", "peer_due", "office_due")},
        publishes_points=assessment.publishes_points,
    )


def _still_runs(assessment: Round, by: Actor, at: datetime) -> Iterator[Finding]:
    yield Finding(assessment.stage in RUNNING, measures(12), "评估已出结果", "期限不能再延长。")


@act(moves.EXTEND_ASSESSMENT, requires=_still_runs)
def extend(
    assessment: Round, *, by: Actor, at: datetime, self_due: date, peer_due: date, office_due: date, opinion: str
) -> str:
    """延长: later last days for everybody, with the reason. Raises Refused for earlier ones."""
    new: dict[str, date] = {"self_due": self_due, "peer_due": peer_due, "office_due": office_due}
    earlier = [name for name, day in new.items() if day < getattr(assessment, name)]
    if earlier:
        _refuse([Finding(False, measures(12), "期限只能延后", "请填写不早于原期限的日期。", earlier[0])])
    for name, day in new.items():
        setattr(assessment, name, day)
    _refuse(dates_findings(assessment, None))
    assessment.due_on = self_due if assessment.stage != "scoring" else office_due
    for part, day in ((Part.SELF, self_due), (Part.PEER, peer_due), (Part.OFFICE, office_due)):
        Score.objects.filter(assessed__assessment=assessment, part=part).update(due_on=day, chased_on=None)
    return assessment.stage


def _refuse(findings: Any) -> None:
    if wrong := unmet(*findings):
        raise Refused(*wrong)
