"""综合评判: the Office puts it forward, another person judges, nobody fails unheard; then the re-award (办法·13)."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from haizhi.files.models import Upload
from haizhi.kernel.actor import SYSTEM, Actor
from haizhi.kernel.door import act, record
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.issuing import number_of_the_year
from haizhi.regulation.naming import document_number_written_well
from haizhi.regulation.renewal import approved_in_order, judged_by_another, judged_throughout, judged_with_reasons
from haizhi.regulation.standing import day_ahead, hearing_is_over, said, stated_in_time
from haizhi.standing import facts
from haizhi.standing.acts.filing import demand, it_exists, keep, usable
from haizhi.standing.models import Renewal
from haizhi.stations.acts import renew, replace_plaque


def _judged(renewal: Renewal, by: Actor, at: datetime) -> Iterable[Finding]:
    yield judged_throughout(renewal.judged)


@act(moves.CHECK_RENEWAL, requires=_judged)
def check_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str) -> None:
    """Put the judgement forward, point by point and as a whole."""
    demand(said(opinion, "综合评判意见", "opinion"))
    renewal.proposal, renewal.checked_by = opinion.strip(), by.id
    record(judgements=renewal.judgements)


def _by_another(renewal: Renewal, by: Actor, at: datetime) -> Iterable[Finding]:
    yield judged_by_another(renewal.checked_by, by.id)
    yield from it_exists(renewal.station, by, at)


@act(moves.RECHECK_RENEWAL)
def recheck_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back to be looked at once more."""
    renewal.proposal, renewal.checked_by = "", None


@act(moves.HEAR_RENEWAL, requires=_by_another)
def hear_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str, hear_by: date) -> None:
    """Say why it is to fail, and until which day (inclusive) the unit may answer."""
    demand(said(opinion, "理由", "opinion"), day_ahead(hear_by, day_of(at), "hear_by"))
    renewal.objections, renewal.hear_by = opinion.strip(), hear_by


def _in_time(renewal: Renewal, by: Actor, at: datetime) -> Iterable[Finding]:
    if renewal.hear_by is not None:
        yield stated_in_time(at, renewal.hear_by)


@act(moves.STATE_ON_RENEWAL, requires=_in_time)
def state_on_renewal(
    renewal: Renewal, *, by: Actor, at: datetime, statement: str, evidence: Sequence[Upload] = ()
) -> None:
    """The unit answers."""
    demand(said(statement, "意见", "statement"), *usable(evidence))
    renewal.statement, renewal.stated_by, renewal.stated_at = statement.strip(), by.name, at
    renewal.heard_on = day_of(at)
    keep(evidence, by, renewal=renewal)


def _over(renewal: Renewal, by: Actor, at: datetime) -> Iterable[Finding]:
    if renewal.hear_by is not None:
        yield hearing_is_over(day_of(at), renewal.hear_by)


@act(moves.CLOSE_RENEWAL_HEARING, requires=_over)
def close_renewal_hearing(renewal: Renewal, *, by: Actor, at: datetime) -> None:
    """The day passed without an answer: the occasion was given."""
    renewal.heard_on = renewal.hear_by


@act(moves.QUALIFY_RENEWAL, requires=_by_another)
def qualify_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Judge it good; in spite of shortcomings only with reasons."""
    demand(judged_with_reasons(facts.shortcomings(renewal, day_of(at)), opinion))
    renewal.judged_on, renewal.judgement = day_of(at), opinion.strip()


@act(moves.FAIL_RENEWAL, requires=_by_another)
def fail_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str) -> None:
    """Judge it not good enough, with reasons: the station ends with its term."""
    demand(said(opinion, "理由", "opinion"))
    renewal.judged_on, renewal.judgement = day_of(at), opinion.strip()


@act(moves.AWARD_RENEWAL)
def award_renewal(
    renewal: Renewal,
    *,
    by: Actor,
    at: datetime,
    number: str,
    approved_on: date,
    month_grained: bool = False,
    follows_on: bool = True,
    plaque_serial: str = "",
) -> None:
    """Enter number and date of the document: the next term begins, with the old plaque or a new one."""
    demand(
        *it_exists(renewal.station, by, at),
        document_number_written_well(number),
        number_of_the_year(number, approved_on),
        approved_in_order(approved_on, renewal.judged_on or approved_on, day_of(at)),
    )
    renewal.document_number, renewal.approved_on = number, approved_on
    station = renew(
        renewal.station,
        by=by,
        at=at,
        approved_on=approved_on,
        document_number=number,
        month_grained=month_grained,
        follows_on=follows_on,
    )
    record(valid_from=station.valid_from, valid_to=station.valid_to)
    if plaque_serial.strip():
        replace_plaque(
            station,
            by=by,
            at=at,
            short_name=station.short_name,
            plaque_serial=plaque_serial,
            opinion=f"重新授牌（{number}）",
        )


def close_renewal_hearings(at: datetime) -> int:
    """Note who let the day pass: what the worker does; how many."""
    due = list(Renewal.objects.filter(stage="hearing", hear_by__lt=day_of(at)).order_by("hear_by", "code"))
    for renewal in due:
        close_renewal_hearing(renewal, by=SYSTEM, at=at)
    return len(due)
