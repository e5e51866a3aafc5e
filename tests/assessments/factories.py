"""Rounds of assessment, led through the real acts as far as a test needs them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_OID, uuid4, uuid5

from haizhi.accounts.models import Person
from haizhi.accounts.queries import actor_for
from haizhi.assessments import acts, drafts
from haizhi.assessments.models import Assessed, Evidence, Part, Round, Score
from haizhi.kernel.actor import Actor, Grant
from haizhi.kernel.models import Calendar
from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.indicators import ASSESSMENT
from haizhi.regulation.roles import Role
from haizhi.stations.models import Station, WorkEntry
from tests.accounts.factories import member
from tests.decisions.factories import CLERK, HEAD
from tests.replay import replayed
from tests.stations.factories import standing

COMPOSED = datetime(2029, 2, 1, 9, 0, tzinfo=CHINA)
RATED = datetime(2029, 2, 20, 9, 0, tzinfo=CHINA)
ASSIGNED = datetime(2029, 3, 1, 9, 0, tzinfo=CHINA)
SCORED = datetime(2029, 3, 20, 9, 0, tzinfo=CHINA)
CLOSED = datetime(2029, 4, 2, 9, 0, tzinfo=CHINA)
PUBLISHED = datetime(2029, 4, 10, 9, 0, tzinfo=CHINA)
DATES = {"self_due": date(2029, 2, 28), "peer_due": date(2029, 3, 15), "office_due": date(2029, 3, 31)}


def whole(share: float = 1.0, bonus: int = 0) -> dict[str, int]:
    """Marks for every indicator: the same share of each maximum, in whole steps; `bonus` tenths for each bonus."""
    bonuses = {"b17": bonus, "b18": bonus}
    return {i.key: bonuses.get(i.key, int(i.maximum * share) // 5 * 5) for i in ASSESSMENT.indicators}


def head_of(station: Station) -> Actor:
    """The 负责人 of a station's unit: the same person each time."""
    return Actor(uuid5(NAMESPACE_OID, station.code), "站长", (Grant(Role.SIGNATORY, str(station.unit_id)),))


def clerk_of(station: Station) -> Actor:
    """One who works for a station."""
    return Actor(uuid4(), "工作人员", (Grant(Role.STATION_CLERK, str(station.unit_id)),))


def plan(**otherwise: Any) -> dict[str, Any]:
    """What the Office lays down for the round of 2029."""
    return {
        "year": 2029,
        "name": "2029年评估考核",
        "by_cohort": True,
        "first_day": date(2026, 1, 1),
        "last_day": date(2028, 12, 31),
        "publishes_points": False,
        **DATES,
        **otherwise,
    }


@replayed
def ready(stations: int) -> None:
    """So many stations, approved in 2026, and the calendars that a round in 2029 needs."""
    if not Station.objects.exists():
        standing(stations)
    for year in (2028, 2029):
        Calendar.objects.get_or_create(year=year, defaults={"invented": True, "stage": "entered", "version": 1})


@replayed
def composed(stations: int = 3, publishes_points: bool = False) -> Round:
    """A round of so many stations, approved in 2026, in 2029."""
    ready(stations)
    return acts.compose(by=CLERK, at=COMPOSED, **plan(publishes_points=publishes_points))


@replayed
def announced(stations: int = 3, publishes_points: bool = False) -> Round:
    """One in which stations rate themselves."""
    return acts.announce(composed(stations, publishes_points), by=HEAD, at=COMPOSED)


@replayed
def proven(score: Score, *indicators: str) -> None:
    """Let a station's own sheet rest on confirmed work for these indicators."""
    for place, indicator in enumerate(indicators):
        entry = worked(score.assessed.station, place)
        Evidence.objects.create(score=score, indicator=indicator, entry=entry)


@replayed
def worked(station: Station, place: int = 0, sort: str = "public_service") -> WorkEntry:
    """A confirmed piece of a station's work in 2027."""
    return WorkEntry.objects.create(
        code=f"{station.code[-4:]}-{sort[:12]}-{place}", station=station, sort=sort, name=f"科普报告会{place + 1}",
        began_on=date(2027, 5, 1), ended_on=date(2027, 5, 2), account="面向公众的三场报告", stage="confirmed", version=1,
        entered_at=COMPOSED, submitted_at=COMPOSED, confirmed_at=COMPOSED,
    )  # fmt: skip


def sheet_on(assessment: Round, station: str, slug: str = "self") -> Score:
    """A sheet by station and place in its address."""
    return Score.objects.select_related("assessed__assessment", "assessed__station", "rater").get(
        assessed__assessment=assessment, assessed__station__code=station, slug=slug
    )


def part_of(assessment: Round, station: str) -> Assessed:
    """A station in a round."""
    return assessment.parts.select_related("assessment", "station__unit").get(station__code=station)


def given(score: Score, marks: Mapping[str, int], at: datetime = RATED) -> Score:
    """A station's sheet as its 负责人 gives it."""
    assert score.rater
    give = acts.submit if score.part == Part.SELF else acts.lock
    return give(score, by=head_of(score.rater), at=at, marks=marks)


@replayed
def self_rated(stations: int = 3, publishes_points: bool = False) -> Round:
    """One in which every station gave its own sheet: 80 % of the maxima."""
    assessment = announced(stations, publishes_points)
    for score in sheets(assessment, Part.SELF):
        given(score, whole(0.8))
    return assessment


def sheets(assessment: Round, part: Part) -> list[Score]:
    """The sheets of a kind, by station and rater."""
    rows = Score.objects.filter(assessed__assessment=assessment, part=part).order_by("assessed__station__code", "slug")
    return list(rows.select_related("assessed__assessment", "assessed__station", "rater__unit"))


@replayed
def assigned(stations: int = 3, publishes_points: bool = False) -> Round:
    """One in which peers have their sheets."""
    return acts.assign(self_rated(stations, publishes_points), by=CLERK, at=ASSIGNED)


@replayed
def team(size: int = 2) -> list[Actor]:
    """People of the Office who mark: the first its head."""
    people = [member(Role.OFFICE_HEAD, name="王主任").person, member(Role.OFFICE_CLERK, name="李㛃").person]
    people += [member(Role.OFFICE_CLERK, name=f"考评员{n}").person for n in range(3, size + 1)]
    return [acting(person) for person in people[:size]]


def acting(person: Person, at: datetime = ASSIGNED) -> Actor:
    """A person in all their roles."""
    return actor_for(person, at)


def marked_by_two(score: Score, marks: Mapping[str, int], people: Sequence[Actor] = ()) -> None:
    """An Office sheet on which two have marked everything: these, or a team of their own."""
    for person in people or team():
        drafts.save_team_marks(score, marks, by=person, at=SCORED)


@replayed
def office_marked(assessment: Round, share: float = 0.5) -> None:
    """Every Office sheet marked by two, agreed and confirmed."""
    people = team()
    for score in sheets(assessment, Part.OFFICE):
        if score.stage != "marking":
            continue
        for person in people:
            drafts.save_team_marks(score, whole(share), by=person, at=SCORED)
        acts.agree(score, by=CLERK, at=SCORED, marks=whole(share))
        acts.confirm(score, by=HEAD, at=SCORED)


@replayed
def scored(stations: int = 3, publishes_points: bool = False) -> Round:
    """One in which every sheet is in: own 80 %, peers 60 %, Office 50 % of the maxima."""
    assessment = assigned(stations, publishes_points)
    for score in sheets(assessment, Part.PEER):
        given(score, whole(0.6), SCORED)
    office_marked(assessment)
    return assessment


@replayed
def closed(stations: int = 3, publishes_points: bool = False) -> Round:
    """One with results."""
    return acts.close(scored(stations, publishes_points), by=HEAD, at=CLOSED)


@replayed
def published(stations: int = 3, publishes_points: bool = False) -> Round:
    """One whose results are public."""
    return acts.publish(closed(stations, publishes_points), by=HEAD, at=PUBLISHED)


def lodged(assessment: Round, station: str) -> object:
    """An appeal of a station's."""
    part = part_of(assessment, station)
    return acts.lodge_appeal(part, by=head_of(part.station), at=CLOSED, reasons="国际会议一项漏计")
