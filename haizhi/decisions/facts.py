"""Rows of decisions as the regulation's rules take them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Count, QuerySet

from haizhi.applications.models import Application
from haizhi.decisions.models import JointDocument, Objection, Publicity, Resolution, ResolutionLine
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.deadlines import Track
from haizhi.regulation.findings import Finding
from haizhi.regulation.publicity import nothing_open, objector_identified
from haizhi.regulation.resolutions import RankedDecision
from haizhi.regulation.soft_target import departure_explained
from haizhi.reviews.models import Session

DECIDABLE = ("reviewed", "deferred")
"""Stages of an application on which the party group can decide."""

OPEN_OBJECTIONS = ("lodged", "accepted", "found")
"""Stages of an objection that is not settled."""

OPEN_DOCUMENTS = ("drafted", "signed", "countersigned")
"""Stages of a joint document under way."""

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


def publishable(publicity: Publicity) -> QuerySet[Application]:
    """The applications named that can be published now."""
    return publicity.applications.filter(stage="proposed").select_related("unit").order_by("code")


def open_against(application: Application) -> QuerySet[Objection]:
    """The objections and reports against an application that are not settled."""
    return application.objections.filter(stage__in=OPEN_OBJECTIONS)


def nothing_open_against(applications: Iterable[Application], field: str = "") -> tuple[Finding, ...]:
    """One finding for each application, unmet while something is open against it. One query."""
    found = list(applications)
    open_ones = Objection.objects.filter(application__in=found, stage__in=OPEN_OBJECTIONS)
    counts = dict(open_ones.order_by().values_list("application_id").annotate(n=Count("pk")))
    return tuple(_of_unit(application, nothing_open(counts.get(application.pk, 0)), field) for application in found)


def _of_unit(application: Application, finding: Finding, field: str) -> Finding:
    return Finding(finding.met, finding.cite, f"{application.unit.name}{finding.reason}", finding.remedy, field)


def identified(name: str, contact: str, *, for_unit: bool, anonymous: bool, sealed: bool) -> Finding:
    """Whether who raises it is known as far as must be: an anonymous report names nobody."""
    if anonymous:
        return Finding(True, reason="匿名举报")
    return objector_identified(name, contact, for_unit=for_unit, sealed=sealed)


def founded_by(document: JointDocument) -> QuerySet[Application]:
    """The applications that a document approves, by code."""
    return document.applications.select_related("unit").order_by("code")
