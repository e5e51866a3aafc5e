"""The demonstration: a call open now, one in review, an intake of academicians in 公示, stations of earlier years.

The unit that a visitor plays was heard in the second of those years and not chosen; now it applies again.

Built by the same player as a rehearsal, at times counted back from now, whatever the year. Identifiers, salts and keys
come from a known seed while it is built: a demonstration of the same moment is the same one, and proves nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from haizhi.accounts.demonstration import mark_demonstration
from haizhi.applications import acts, drafts
from haizhi.applications.models import Call
from haizhi.archives.tasks import bind_waiting
from haizhi.fairness.stream import Stream
from haizhi.kernel.source import drawing_from
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.editions import EDITIONS
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda, Step, moment
from haizhi.rehearsal.applicant import Applicant
from haizhi.rehearsal.calendars import invent_calendars
from haizhi.rehearsal.city import HOME_DISTRICT, City
from haizhi.rehearsal.evidence import records
from haizhi.rehearsal.hearing import Hearing
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.later import Deferred
from haizhi.rehearsal.matters import ask_to_erase, ask_visitor, enter_letter, leave_lodged, prepare_letters
from haizhi.rehearsal.names import overview, short_name
from haizhi.rehearsal.plaques import show_plaques
from haizhi.rehearsal.player import Progress, refuse_unless_empty
from haizhi.rehearsal.presenting import present_stations
from haizhi.rehearsal.report import Report
from haizhi.rehearsal.stations.house import founded
from haizhi.rehearsal.stations.showing import Showing

_SEED = bytes(32)
_HEARD = timedelta(minutes=90)
"""How long the review in course has been going on."""

_VISITOR = 0
"""Which applicant a visitor plays: a private enterprise of the demonstration's district."""

_BEGUN = timedelta(days=40)
"""After the publication of its call, when that unit has long begun."""

_HALF_TOLD = 5
"""Whose records the applicant of the demonstration has typed in so far."""

_LEFT_TO_TELL = frozenset({RecordKind.TRANSFER, RecordKind.SERVED, RecordKind.BENEFIT, RecordKind.MAJOR_PROJECT})
"""What a newcomer finds still to be filled in."""


@dataclass(frozen=True, slots=True)
class Season:
    """One call of the demonstration."""

    year: int
    published_on: date
    applications: int
    track: Track = Track.ANNUAL
    heard_at: datetime | None = None


def seasons(now: datetime) -> tuple[Season, ...]:
    """The calls, each at its place in time: two concluded, one in review, one in 公示, one open.

    Years before the first edition of the measures are left out: nothing can be called for in them.
    """
    today = day_of(now)
    latest = (today + timedelta(days=60)).year
    ten_days_ago = datetime.combine(today - timedelta(days=10), time(8, 30), CHINA)
    every = (
        Season(latest - 3, date(latest - 3, 3, 16), 9),
        Season(latest - 2, date(latest - 2, 3, 16), 9),
        Season(latest - 1, today - timedelta(days=100), 13, heard_at=now - _HEARD),
        Season(latest - 1, today - timedelta(days=60), 6, Track.ACADEMICIAN, ten_days_ago),
        Season(latest, today - timedelta(days=45), 26),
    )
    return tuple(season for season in every if season.year >= EDITIONS[0].valid_from.year)


def build(now: datetime, progress: Progress = lambda done, total: None) -> None:
    """Build the demonstration in an empty database. Raises NotEmpty when it is not."""
    refuse_unless_empty()
    choices = Stream(_SEED, "demonstration")
    agenda, report = Agenda(until=now), Report()
    city = City(choices, "演示", accounts=True)
    calls = seasons(now)
    opened = datetime.combine(calls[0].published_on, time(8), CHINA)
    agenda.add(opened, city.found)
    agenda.add(opened, lambda at: city.head_of(HOME_DISTRICT, at))
    concluded = [season for season in calls if season.heard_at is None and season is not calls[-1]]
    years = []
    for season in calls:
        year = Year(
            season.year, season.published_on, season.applications, city, agenda, report, choices,
            track=season.track, heard_at=season.heard_at, unfinished=season is calls[-1],
            visitor=_VISITOR if season is concluded[-1] else None, files=season is concluded[0],
        )  # fmt: skip
        year.put_down(Hearing(year).prepare)
        years.append(year)
    visited = years[calls.index(concluded[-1])]
    agenda.add(moment(visited.published_on + _BEGUN, 9), lambda at: _open_accounts(visited, at))
    for before, step in (*_reconsidered(years[0], visited, years[-2]), *_beside(visited, years[-1])):
        agenda.add(now - before, step)
    Showing(city, agenda, now).put_down()
    with drawing_from(Stream(_SEED, "identifiers").take), transaction.atomic():
        mark_demonstration(opened)
        invent_calendars(calls[0].published_on.year, day_of(now).year + 1, opened)
        agenda.run(lambda: progress(agenda.done, agenda.total))


def _reconsidered(*years: Year) -> Iterator[tuple[timedelta, Step]]:
    """How long ago the party group took up units that it had deferred, and the papers since, each left for somebody.

    The years: the first concluded one, the last, and that of the academicians.
    """
    first, last, academicians = (Deferred(year.city, year.agenda, year.year, year.track) for year in years)
    yield timedelta(days=75), lambda at: first.publicise(2, 13, at)
    yield timedelta(days=40), lambda at: last.publicise(1, 14, at)
    yield timedelta(days=12), lambda at: first.issue(92, at)
    yield timedelta(days=3), first.sign
    yield timedelta(days=1), last.draft
    yield timedelta(days=2), lambda at: last.schedule(16, at)
    yield timedelta(days=1), lambda at: academicians.draw_up(1, at)


def _beside(visited: Year, called: Year) -> Iterator[tuple[timedelta, Step]]:
    """How long ago whatever else happened that a visitor looks for."""
    city, agenda = visited.city, visited.agenda
    yield timedelta(days=40), lambda at: _publish_beside(city, called.year, at)
    yield timedelta(days=30), lambda at: bind_waiting(lambda: at, lambda: False)
    yield timedelta(days=12), lambda at: _begin_anew(visited, called, at)
    yield timedelta(days=9), lambda at: enter_letter(city, agenda, _played(visited).case, at)
    yield timedelta(days=6), lambda at: present_stations(city, at)
    yield timedelta(days=6), lambda at: show_plaques(city, at)
    yield timedelta(days=2), lambda at: ask_visitor(city, _played(visited).case, at)
    yield timedelta(days=1), lambda at: prepare_letters(city, called.year, at)
    yield timedelta(days=1), lambda at: ask_to_erase(city, called.year, at)
    yield timedelta(hours=3), leave_lodged
    yield timedelta(0), lambda at: _open_station_accounts(city, at)


_QUESTIONS = (
    ("民营企业向谁申报？", "经登记地的区县科协初审，签字盖章后报重庆海智办。"),
    ("没有引进海外院士，可以申报吗？", "可以。引进海外院士的，另有全年受理的渠道。"),
    ("提交之后发现有误，怎么修改？", "区县科协或者海智办可以退回补正；也可以在评审之前撤回，在截止时间前重新申报。"),
)


def _publish_beside(city: City, year: int, at: datetime) -> None:
    """Answers to questions beside the open call, and a cut-off of the demonstration's district."""
    call = Call.objects.get(year=year, track=Track.ANNUAL)
    for question, answer in _QUESTIONS:
        acts.answer(call, by=city.post(Role.OFFICE_CLERK), at=at, question=question, answer=answer)
    if call.deadline:
        by, cutoff = city.head_of(HOME_DISTRICT, at), call.deadline - timedelta(days=5, hours=6)
        note = "纸质件请一并送交，以便初审后签字盖章。"
        acts.set_cutoff(call, by=by, at=at, district=HOME_DISTRICT, cutoff=cutoff, note=note)


def _played(visited: Year) -> Applicant:
    """The unit that a visitor plays. Raises LookupError in a year that has none."""
    if visited.visitors is None:
        raise LookupError("nobody is there for a visitor to play")
    return visited.visitors


def _open_accounts(visited: Year, at: datetime) -> None:
    """The accounts of the applicant whom a visitor plays."""
    for role in (Role.DRAFTER, Role.SIGNATORY):
        visited.city.add_account(role, _played(visited).unit, at)


def _begin_anew(visited: Year, year: Year, at: datetime) -> None:
    """The visitor's unit applies again; its application is half filled in."""
    played = _played(visited)
    who = played.signatory
    application = acts.begin(year.the_call, by=who, at=at, unit=played.unit)
    values = {
        "station_name": short_name(played.serial),
        "contact": who.name,
        "email": "office@rehearsal.haizhi.invalid",
        "overview_basis": overview(280, "基础条件及优势"),
        "overview_plan": "",
        "overview_goals": "",
        "staff": 3,
        "money": 60_000_000,
        "office_area": Decimal(160),
        "high_tech": True,
    }
    drafts.save(application, values, by=who, at=at)
    told = [entry for entry in records(_HALF_TOLD, year.year, visited.city.mark) if entry.kind not in _LEFT_TO_TELL]
    drafts.add_records(application, told, by=who, at=at)


def _open_station_accounts(city: City, at: datetime) -> None:
    """Who works at a station of several years, and who signs for its unit beside the applicant's."""
    station = founded().first()
    if station is not None:
        for role in (Role.STATION_CLERK, Role.SIGNATORY):
            city.add_account(role, station.unit, at)
