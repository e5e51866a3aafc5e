"""The check of one station: told, made, written down, put right (办法·14)."""

from datetime import date, datetime

from haizhi.files.facts import may_be_used
from haizhi.files.models import Upload
from haizhi.funding import facts
from haizhi.funding.models import Check, CheckRound
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding, refuse_unmet
from haizhi.regulation.funding import day_has_come, day_lies_ahead
from haizhi.stations.models import Station


@creates(moves.DRAW_CHECK)
def draw_check(*, by: Actor, at: datetime, check_round: CheckRound, station: Station) -> Check:
    """The lot fell on this station."""
    return Check(code=next_number("CC", day_of(at).year), station=station, round=check_round)


@creates(moves.OPEN_CHECK)
def open_check(*, by: Actor, at: datetime, station: Station, opinion: str) -> Check:
    """Decide to check a station for a reason, without a lot; the check says so."""
    refuse_unmet(facts.station_stands(station))
    return Check(code=next_number("CC", day_of(at).year), station=station, cause=opinion.strip())


@act(moves.ANNOUNCE_CHECK)
def announce_check(check: Check, *, by: Actor, at: datetime, visit_on: date, matters: str) -> None:
    """Tell the station the day and what is looked at; told again, the day is another."""
    refuse_unmet(day_lies_ahead(visit_on, day_of(at), "visit_on"))
    check.visit_on = check.due_on = visit_on
    check.matters = matters.strip()


@act(moves.ENTER_CHECK, private=("checkers",))
def enter_check(
    check: Check,
    *,
    by: Actor,
    at: datetime,
    visited_on: date,
    checkers: str,
    account: str,
    findings: str = "",
    due_on: date | None = None,
) -> str:
    """Write down what was found; what is to be put right is, by `due_on`. Nothing found closes the check."""
    wrong = [day_has_come(visited_on, day_of(at), "visited_on")]
    if findings.strip():
        cite, given = moves.ENTER_CHECK.cite, due_on is not None
        wrong.append(Finding(given, cite, "发现问题的，须限期整改", "请填写整改期限。", "due_on"))
        if due_on is not None:
            wrong.append(day_lies_ahead(due_on, day_of(at), "due_on"))
    refuse_unmet(*wrong)
    check.visit_on, check.checkers = visited_on, checkers.strip()
    check.account, check.findings = account.strip(), findings.strip()
    check.due_on = due_on if check.findings else None
    return "rectifying" if check.findings else "closed"


@act(moves.REPORT_CHECK)
def report_check(check: Check, *, by: Actor, at: datetime, opinion: str, report_file: Upload | None = None) -> None:
    """Report how it was put right."""
    if report_file is not None:
        refuse_unmet(may_be_used(report_file))
    check.report, check.report_file, check.due_on = opinion.strip(), report_file, None


@act(moves.ACCEPT_CHECK)
def accept_check(check: Check, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Find it put right."""


@act(moves.REJECT_CHECK)
def reject_check(check: Check, *, by: Actor, at: datetime, due_on: date, opinion: str) -> None:
    """Find it not put right yet: once more, by a new day."""
    refuse_unmet(day_lies_ahead(due_on, day_of(at), "due_on"))
    check.due_on = due_on


@act(moves.CANCEL_CHECK)
def cancel_check(check: Check, *, by: Actor, at: datetime, opinion: str) -> None:
    """Call it off, with the reason."""
    check.due_on = None
