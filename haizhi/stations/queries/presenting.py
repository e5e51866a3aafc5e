"""What stations show of themselves, as their own people and the Office read it."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation import moves
from haizhi.regulation.findings import Finding, unmet
from haizhi.regulation.presentations import presentation_findings
from haizhi.stations.facts import people_of, presented
from haizhi.stations.models import EDITED, OPEN, Presentation, Station


@readable_if
def picture_of_a_visible_version(actor: Actor, upload: Upload) -> bool:
    """The picture as it was handed in, for those who work on the version; the public gets a smaller one."""
    return _with_picture(actor, upload).exists()


@names_places
def versions_with_the_picture(actor: Actor, upload: Upload) -> Iterable[Place]:
    """The versions that show the picture."""
    for found in _with_picture(actor, upload).select_related("station__unit"):
        yield Place(found.title, found.get_absolute_url())


def _with_picture(actor: Actor, upload: Upload) -> QuerySet[Presentation]:
    rows = Presentation.objects.filter(picture=upload)
    if actor.holds(*Presentation.readers):
        return rows
    return rows.filter(station__unit_id__in=[UUID(place) for place in actor.places(*Presentation.scope)])


def presentations_of(actor: Actor) -> QuerySet[Presentation]:
    """The versions that the actor may see, with what their pages show."""
    found = Presentation.objects.visible_to(actor)
    return found.select_related("station__unit", "station__application", "picture").prefetch_related("fields")


def versions_of(station: Station, actor: Actor) -> list[Presentation]:
    """What is shown of a station and what is being made, as far as the actor may see it. One query."""
    found = Presentation.objects.visible_to(actor).filter(station=station, stage__in=[*OPEN, "public"])
    return list(found.order_by("-code"))


def missing(presentation: Presentation) -> tuple[Finding, ...]:
    """What a version that is being written lacks before it can be handed in."""
    if presentation.stage not in EDITED:
        return ()
    return unmet(*presentation_findings(presented(presentation), people_of(presentation.station)))


def may_begin(station: Station, actor: Actor) -> bool:
    """Whether a new version is the actor's to begin."""
    return any(grant.role in moves.BEGIN_PRESENTATION.roles and station.within(grant) for grant in actor.grants)
