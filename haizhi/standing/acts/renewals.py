"""The request for another term: begun when the window opens, signed on paper, handed in by the 负责人 (办法·13)."""

from collections.abc import Iterable
from datetime import datetime

from haizhi.kernel.actor import Actor
from haizhi.kernel.door import act, creates, record
from haizhi.kernel.numbers import next_number
from haizhi.regulation import moves
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.renewal import window_has_opened
from haizhi.standing import facts
from haizhi.standing.acts.filing import it_exists
from haizhi.standing.models import OPEN_RENEWALS, Renewal
from haizhi.stations.models import Station


def may_begin(station: Station, by: Actor, at: datetime) -> Iterable[Finding]:
    """The window is open, and the station neither asks already nor was judged for this term."""
    yield from it_exists(station, by, at)
    yield window_has_opened(day_of(at), station.valid_to)
    found = Renewal.objects.filter(station=station, valid_to=station.valid_to)
    for other in found.filter(stage__in=[*OPEN_RENEWALS, "unqualified"])[:1]:
        reason = f"本周期已有申请（{other.code}，{other.stage_label}）"
        yield Finding(False, moves.BEGIN_RENEWAL.cite, reason, "请在那一份上办理；对评判有异议的，请与重庆海智办联系。")


@creates(moves.BEGIN_RENEWAL, requires=may_begin)
def begin_renewal(station: Station, *, by: Actor, at: datetime) -> Renewal:
    """Begin the request; what is on record of the term stands in it already."""
    application, unit = station.application, station.unit
    return Renewal(
        code=next_number("XQ", day_of(at).year),
        station=station,
        valid_to=station.valid_to,
        contact=unit.contact,
        phone="-".join(filter(None, (unit.phone_area, unit.phone, unit.phone_extension))),
        office_area=application.office_area if application else None,
        shown=[list(row) for row in facts.record_lines(station, day_of(at))],
    )


def complete(renewal: Renewal, by: Actor, at: datetime) -> Iterable[Finding]:
    """Everything is filled in, in time or with a reason, and the signed paper is of this very version."""
    yield from it_exists(renewal.station, by, at)
    yield from facts.renewal_written(renewal, at)
    current = bool(renewal.paper) and renewal.paper == facts.renewal_digest(renewal)
    reason = "签字盖章扫描件是修改之前的版本" if renewal.paper and not current else "没有上传签字盖章的书面申请"
    remedy = "请打印现在的申请书，由负责人签字并加盖公章后扫描上传"
    yield Finding(current, moves.SUBMIT_RENEWAL.cite, reason, remedy, "scan")


@act(moves.SUBMIT_RENEWAL, requires=complete)
def submit_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str = "") -> None:
    """Hand it in: the record names the version and the scan of its signed paper."""
    renewal.submitted_at = renewal.submitted_at or at
    record(paper=renewal.paper, scan=renewal.scan, shown=renewal.shown)


@act(moves.WITHDRAW_RENEWAL)
def withdraw_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str) -> None:
    """Take it back; another can be begun while the window is open."""


@act(moves.RETURN_RENEWAL)
def return_renewal(renewal: Renewal, *, by: Actor, at: datetime, opinion: str) -> None:
    """Give it back with what is missing; the first arrival stands."""
