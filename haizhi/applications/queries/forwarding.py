"""What waits for a district, and what forwarding it would come to; what a scanned paper says of itself."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from haizhi.applications import facts
from haizhi.applications.models import Application
from haizhi.applications.queries.lists import applications_of
from haizhi.documents.marks import Sort
from haizhi.documents.raster import Unreadable
from haizhi.documents.scans import read_marks
from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor
from haizhi.kernel.door import standing_against
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, unmet
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
    def ready(self) -> bool:
        """Whether it can be forwarded now."""
        return not self.findings


def waiting_for_district(actor: Actor) -> QuerySet[Application]:
    """The applications that wait in the actor's districts, the first submitted first."""
    places = actor.places(*DISTRICT_ROLES)
    found = applications_of(actor).filter(stage="endorsing", route=Route.VIA_DISTRICT, district__in=places)
    parts = ("materials", "records", "submissions", "district_checks__scan")
    return found.prefetch_related(*parts).order_by("submitted_at", "code")


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
    """
    try:
        with upload.open() as file:
            scan = read_marks(file.read(), upload.media_type)
    except (Unreadable, OSError):
        return False, None
    own = [m for m in scan.imprints if m.code == application.code and m.sort in (Sort.OPINION, Sort.FORM)]
    return bool(scan.imprints), own[0].digest if own else None
