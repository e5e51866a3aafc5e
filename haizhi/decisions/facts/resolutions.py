"""Resolutions as the regulation's rules take them."""

from collections.abc import Iterable
from datetime import date, datetime

from haizhi.applications.models import Application
from haizhi.decisions.models import Resolution, ResolutionLine
from haizhi.regulation import moves
from haizhi.regulation.attendance import Attendance, named_one_by_one, names_in, quorate
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.resolutions import RankedDecision, departures, departures_reasoned, resolved_after_review
from haizhi.regulation.soft_target import departure_explained
from haizhi.reviews.models import Session

DECIDABLE = ("reviewed", "deferred")
"""Stages of an application on which the party group can decide."""


PROPOSE = ResolutionLine.Decision.PROPOSE.value


def lines(resolution: Resolution) -> list[ResolutionLine]:
    """The lines in order of rank, those without a result last. One query, none when they were prefetched."""
    return sorted(resolution.lines.all(), key=lambda line: (line.rank is None, line.rank or 0, line.application.code))


def decidable(found: Iterable[ResolutionLine]) -> list[ResolutionLine]:
    """The lines that can still be decided: an applicant who lost the qualification meanwhile can't."""
    return [line for line in found if line.application.stage in DECIDABLE]


def ranked(found: Iterable[ResolutionLine]) -> list[RankedDecision]:
    """The lines as the rule on departures takes them; a line's key is its application's code."""
    return [
        RankedDecision(
            line.application.code, line.application.unit.name, line.rank, line.decision == PROPOSE, line.reason
        )
        for line in found
    ]


def by_track(found: Iterable[ResolutionLine]) -> dict[Track, list[ResolutionLine]]:
    """The lines of each intake, that of the year first: the academicians are ranked among themselves."""
    tracks: dict[Track, list[ResolutionLine]] = {Track.ANNUAL: [], Track.ACADEMICIAN: []}
    for line in found:
        tracks[Track(line.application.call.track)].append(line)
    return {track: of_it for track, of_it in tracks.items() if of_it}


def departing(found: Iterable[ResolutionLine]) -> frozenset[str]:
    """The codes of the applications on which it is decided otherwise than by rank within their intake."""
    apart = by_track(found).values()
    return frozenset(decision.key for of_it in apart for decision in departures(ranked(of_it)))


def departure_findings(found: Iterable[ResolutionLine]) -> tuple[Finding, ...]:
    """One finding for each departure from rank within an intake."""
    return tuple(f for of_it in by_track(found).values() for f in departures_reasoned(ranked(of_it)))


def attendance_of(resolution: Resolution) -> Attendance:
    """Who was at the meeting, by name."""
    return Attendance(names_in(resolution.attendance), names_in(resolution.absent), names_in(resolution.sitting_in))


def meeting_findings(resolution: Resolution, at: datetime) -> tuple[Finding, ...]:
    """What the record of the meeting still lacks: number of the minutes, date, who was there; the unmet ones."""
    cite, attendance = moves.APPLY_RESOLUTION.cite, attendance_of(resolution)
    named = named_one_by_one(attendance)
    return unmet(
        Finding(bool(resolution.minutes_number), cite, "没有会议纪要编号", "请填写会议情况。", "minutes_number"),
        resolved_after_review(resolution.met_on, closed_on(resolution.session, at), day_of(at))
        if resolution.met_on
        else Finding(False, cite, "没有会议日期", "请填写会议情况。", "met_on"),
        named,
        *((quorate(attendance),) if named.met else ()),
    )


def counts_for_target(application: Application, session: Session) -> bool:
    """Whether a station of this application counts for the number of the session's call (interpretation 21).

    An academician's application may be heard in the year's session; it belongs to an intake of its own.
    """
    return application.call_id == session.call_id


def proposed_before(session: Session) -> int:
    """How many stations of the session's call earlier resolutions proposed, without those of the academicians."""
    earlier = ResolutionLine.objects.filter(application__call=session.call_id, resolution__stage="applied")
    return earlier.filter(decision=PROPOSE).count()


def target_findings(resolution: Resolution, found: Iterable[ResolutionLine]) -> tuple[Finding, ...]:
    """Whether the number proposed in the year is explained; the academicians' intake has no target."""
    call = resolution.session.call
    if call.track != Track.ANNUAL:
        return ()
    now = [
        line for line in found if line.decision == PROPOSE and counts_for_target(line.application, resolution.session)
    ]
    proposed = proposed_before(resolution.session) + len(now)
    return (departure_explained(proposed, resolution.target_reason, call.soft_target),)


def closed_on(session: Session, at: datetime) -> date:
    """The day on which a session was closed; the day of `at` when that is not known."""
    return day_of(session.closed_at or at)
