"""The player: whole cycles through the real acts, repeatable from a seed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from haizhi.applications.models import Application
from haizhi.archives.models import Archive
from haizhi.assessments.models import Assessed
from haizhi.decisions.models import JointDocument, Objection, ResultLetter
from haizhi.fairness.stream import Stream
from haizhi.kernel import ledger, source, workdays
from haizhi.kernel.models import Act, Entry
from haizhi.regulation.civil_time import CHINA
from haizhi.regulation.notices import NOTICES
from haizhi.rehearsal.agenda import Agenda
from haizhi.rehearsal.calendars import invent_calendars
from haizhi.rehearsal.city import City
from haizhi.rehearsal.hearing import Hearing
from haizhi.rehearsal.intake import Year
from haizhi.rehearsal.report import Report
from haizhi.rehearsal.stations.term import Terms
from haizhi.stations.models import Plaque, Station

Progress = Callable[[int, int], None]
"""Called with the steps done and known so far."""


class NotEmpty(Exception):
    """The database holds cases already: a rehearsal would mix invented ones with them."""

    def __init__(self) -> None:
        super().__init__("数据库中已有办理记录，演练和演示只能在空数据库中进行。请换一个空数据库或空的 HAIZHI_HOME。")


@dataclass(frozen=True, slots=True)
class Result:
    """What a rehearsal led to; `refusals` as {act, article, reason, subject}."""

    figures: dict[str, Any]
    refusals: list[dict[str, Any]]


def seeded(seed: int) -> Stream:
    """The stream from which a rehearsal takes identifiers, salts, keys and every choice."""
    return Stream(seed.to_bytes(32, "big"), "rehearsal")


def refuse_unless_empty() -> None:
    """Raises NotEmpty when anything official happened in the database."""
    if Entry.objects.exists():
        raise NotEmpty


def rehearse(
    year: int, applications: int, seed: int, progress: Progress = lambda done, total: None, *, years: int = 1
) -> Result:
    """Play one year from the call to plaques and files of closed cases; with more `years` its stations go on.

    Raises NotEmpty, and Refused (UnknownYear) for a first year whose working days are not announced; later ones run on
    an invented calendar, which says so.
    """
    refuse_unless_empty()
    workdays.table([year]).of(year)
    stream = seeded(seed)
    agenda, report = Agenda(), Report()
    with source.drawing_from(stream.take):
        choices = Stream(stream.take(32), "choices")
        city = City(choices, "演练")
        opening = _published_on(year)
        founded = datetime.combine(opening, time(8), CHINA)
        agenda.add(founded, city.found)
        played = Year(year, opening, applications, city, agenda, report, choices)
        played.put_down(Hearing(played).prepare)
        terms = Terms(city, agenda, year, year + years - 1)
        if years > 1:
            agenda.add(founded, lambda at: invent_calendars(year, year + years, at))
            terms.put_down()
        # One transaction: a rehearsal that breaks off leaves nothing behind, and the disk is waited for once.
        with transaction.atomic():
            agenda.run(lambda: progress(agenda.done, agenda.total))
    return Result(_figures(year, years), report.rows())


def _published_on(year: int) -> date:
    notice = NOTICES.get(year)
    return notice.issued_on if notice else date(year, 3, 16)


def _figures(year: int, years: int) -> dict[str, Any]:
    size, root = ledger.size_and_root()
    return {
        "year": year,
        "applications": Application.objects.filter(call__year=year).count(),
        "endorsed": _subjects("application.endorse"),
        "qualified": _subjects("application.qualify"),
        "rejected": _subjects("application.reject"),
        "reviewed": _subjects("application.rank"),
        "resolved": _subjects("application.propose"),
        "publicised": _subjects("application.publicise"),
        "objections": Objection.objects.count(),
        "documents": JointDocument.objects.filter(stage="issued").count(),
        "letters": ResultLetter.objects.filter(stage="sent").count(),
        "stations": Station.objects.count(),
        "plaques": Plaque.objects.filter(state=Plaque.State.HELD).count(),
        "filed": Archive.objects.count(),
        **(_of_the_term() if years > 1 else {}),
        "ledger_size": size,
        "ledger_root": root.hex(),
    }


def _subjects(verb: str) -> int:
    return Act.objects.filter(verb=verb).values("subject_id").distinct().count()


def _of_the_term() -> dict[str, int]:
    """What the years after the first brought."""
    verbs = {
        "work": "work.confirm",
        "tasks": "assignment.approve",
        "summaries": "summary.accept",
        "missed": "summary.miss",
        "assessed": "assessed.rate",
        "renewed": "renewal.award",
        "expired": "station.fall_due",
        "rectified": "rectification.pass",
        "revoked": "station.revoke",
        "given_up": "station.give_up",
        "grants": "grant.approve",
        "checks": "check.enter",
        "recovered": "recovery.repay",
    }
    found = {name: _subjects(verb) for name, verb in verbs.items()}
    return {**found, "failed": Assessed.objects.filter(passed=False).count()}
