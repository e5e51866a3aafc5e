"""The demonstration: one call open now, one in review, an intake of academicians in 公示, stations of earlier years.

Built by the same player as a rehearsal, at times counted back from now, whatever the year.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction

from haizhi.accounts.acts import enter_calendar
from haizhi.accounts.demonstration import mark_demonstration
from haizhi.applications import acts, drafts
from haizhi.applications.models import Call
from haizhi.fairness.stream import Stream
from haizhi.kernel import workdays
from haizhi.kernel.actor import SYSTEM
from haizhi.regulation.applicants import Affiliation, ApplicantKind
from haizhi.regulation.civil_time import CHINA, day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.editions import EDITIONS
from haizhi.regulation.evidence import RecordKind
from haizhi.regulation.roles import Role
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.city import HOME_DISTRICT, City, Pattern
from haizhi.rehearsal.evidence import records
from haizhi.rehearsal.hearing import Hearing
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.matters import enter_letter, take_up_deferred
from haizhi.rehearsal.names import overview
from haizhi.rehearsal.plaques import show_plaques
from haizhi.rehearsal.player import Progress, refuse_unless_empty
from haizhi.rehearsal.presenting import present_stations
from haizhi.rehearsal.report import Report
from haizhi.stations.models import Station

INVENTED = "演示用假设日历，并非国务院办公厅公布的安排"
"""What a calendar says that stands in for one not announced yet."""

_SEED = bytes(32)
_HEARD = timedelta(minutes=90)
"""How long the review in course has been going on."""

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
        Season(latest - 1, today - timedelta(days=100), 16, heard_at=now - _HEARD),
        Season(latest - 1, today - timedelta(days=60), 6, Track.ACADEMICIAN, ten_days_ago),
        Season(latest, today - timedelta(days=45), 32),
    )
    return tuple(season for season in every if season.year >= EDITIONS[0].valid_from.year)


def build(now: datetime, progress: Progress = lambda done, total: None) -> None:
    """Build the demonstration in an empty database. Raises NotEmpty when it is not."""
    refuse_unless_empty()
    choices = Stream(_SEED, "demonstration")
    agenda, report = Agenda(until=now), Report()
    city = City(choices, "演示", accounts=True)
    calls = seasons(now)
    founded = datetime.combine(calls[0].published_on, time(8), CHINA)
    agenda.add(founded, city.found)
    agenda.add(founded, lambda at: city.head_of(HOME_DISTRICT, at))
    for season in calls:
        year = Year(
            season.year, season.published_on, season.applications, city, agenda, report, choices,
            track=season.track, heard_at=season.heard_at, unfinished=season is calls[-1],
            plaques_kept=int(season is calls[1]),
        )  # fmt: skip
        year.put_down(Hearing(year).prepare)
    agenda.add(now - timedelta(days=40), lambda at: _publish_beside(city, calls[-1].year, at))
    agenda.add(now - timedelta(days=9), lambda at: enter_letter(city, agenda, at))
    agenda.add(now - timedelta(days=2), lambda at: take_up_deferred(city, at))
    agenda.add(now - timedelta(days=12), lambda at: _open_unit(city, calls[-1].year, at))
    agenda.add(now - timedelta(days=6), lambda at: present_stations(city, at))
    agenda.add(now - timedelta(days=6), lambda at: show_plaques(city, at))
    agenda.add(now, lambda at: _open_station_account(city, at))
    with transaction.atomic():
        mark_demonstration(founded)
        _invent_calendars(calls[0].published_on.year, day_of(now).year + 1, founded)
        agenda.run(lambda: progress(agenda.done, agenda.total))


def _invent_calendars(first: int, last: int, at: datetime) -> None:
    """Enter an invented calendar, marked so, for each year that is not announced."""
    known = workdays.table().years
    for year in (y for y in range(first, last + 1) if y not in known):
        holidays = [date(year, 1, 1), date(year, 5, 1), *(date(year, 10, day) for day in range(1, 8))]
        enter_calendar(
            by=SYSTEM, at=at, year=year, days_off=[d for d in holidays if d.weekday() < 5], days_worked=[],
            basis=INVENTED, invented=True,
        )  # fmt: skip


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


def _open_unit(city: City, year: int, at: datetime) -> None:
    """The unit of the demonstration's applicant accounts, with an application half filled in."""
    firm = Pattern(ApplicantKind.ENTERPRISE, Affiliation.PRIVATE)
    unit = city.new_unit(firm, HOME_DISTRICT, at)
    city.add_account(Role.DRAFTER, unit, at)
    city.add_account(Role.SIGNATORY, unit, at)
    call = Call.objects.get(year=year, track=Track.ANNUAL)
    who = city.signatory_of(unit)
    application = acts.begin(call, by=who, at=at, unit=unit)
    values = {
        "station_name": "缙云智造",
        "contact": who.name,
        "email": "office@rehearsal.haizhi.invalid",
        "overview_basis": overview(280, "基础条件及优势"),
        "staff": 3,
        "money": 60_000_000,
        "office_area": Decimal(160),
        "high_tech": True,
    }
    drafts.save(application, values, by=who, at=at)
    told = [entry for entry in records(_HALF_TOLD, year, city.mark) if entry.kind not in _LEFT_TO_TELL]
    drafts.add_records(application, told, by=who, at=at)


def _open_station_account(city: City, at: datetime) -> None:
    station = Station.objects.select_related("unit").order_by("code").first()
    if station is not None:
        city.add_account(Role.STATION_CLERK, station.unit, at)
