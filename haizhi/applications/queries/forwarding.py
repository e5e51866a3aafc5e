"""What waits for a district, and what forwarding it would come to; what a scanned paper says of itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from haizhi.applications import facts
from haizhi.applications.models import Application, DistrictCheck
from haizhi.applications.queries.lists import applications_of
from haizhi.applications.queries.paper import unread
from haizhi.documents.marks import Sort
from haizhi.documents.raster import Unreadable
from haizhi.files.isolation import Unanswered
from haizhi.files.models import Upload
from haizhi.files.papers import marks_on
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, Refused, unmet
from haizhi.regulation.roles import DISTRICT_ROLES
from haizhi.regulation.routing import Route


@dataclass(frozen=True, slots=True)
class ForwardingRow:
    """An application that waits for its district's opinion: what was prepared, and what stands against forwarding."""

    application: Application
    opinion: str
    scan: Upload | None
    findings: tuple[Finding, ...]
    open_rows: int

    @property
    def until(self) -> datetime | None:
        """Until when (exclusive) the Office must have it; None where it had arrived before, and for academicians."""
        return None if self.application.arrived_at else self.application.call.deadline

    @property
    def ready(self) -> bool:
        """Whether it can be forwarded now."""
        return not self.findings


def waiting_for_district(actor: Actor) -> QuerySet[Application]:
    """The applications that wait in the actor's districts, the first submitted first."""
    places = actor.places(*DISTRICT_ROLES)
    found = applications_of(actor).filter(stage="endorsing", route=Route.VIA_DISTRICT, district__in=places)
    checks = Prefetch("district_checks", queryset=DistrictCheck.objects.select_related("scan"))
    parts = ("materials", "records", "submissions", checks)
    return found.prefetch_related(*parts).order_by("submitted_at", "code")


def prepared_by_district(waiting: QuerySet[Application], *, ready: bool) -> QuerySet[Application]:
    """Those of what `waiting_for_district` found whose opinion is drafted and signed scan laid down, or the others."""
    papers = DistrictCheck.objects.filter(application=OuterRef("pk"), district=OuterRef("district"))
    complete = Exists(papers.exclude(opinion="").filter(scan__isnull=False))
    return waiting.filter(complete if ready else ~complete)


def forwarding_row(application: Application, by: Actor, at: datetime) -> ForwardingRow:
    """What forwarding it now would come to: the same findings that the act itself refuses by."""
    paper = facts.working_paper(application)
    opinion = paper.opinion if paper else ""
    prepared = facts.endorsement_findings(application, paper, opinion, None)
    against = standing_against(moves.ENDORSE, application, by, at)
    rows = facts.preliminary_rows(application, paper)
    return ForwardingRow(
        application,
        opinion,
        paper.scan if paper else None,
        (*against, *unmet(*prepared)),
        sum(row.is_open for row in rows),
    )


def digest_read(upload: Upload, application: Application) -> tuple[bool, str | None]:
    """Whether a scan bears a mark that can be read, and the digest (hex) of this application's version that it names.

    The district signs the opinion alone or its box on the whole form: both bear the same version.
    Raises Refused for a file that takes too long.
    """
    try:
        scan = marks_on(upload)
    except Unanswered as unanswered:
        raise Refused(unread(unanswered, "scan")) from unanswered
    except (Unreadable, OSError):
        return False, None
    own = [m for m in scan.imprints if m.code == application.code and m.sort in (Sort.OPINION, Sort.FORM)]
    return bool(scan.imprints), own[0].digest if own else None
