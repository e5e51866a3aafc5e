"""Who reads the files of these matters, and where they stand."""

from collections.abc import Iterator

from django.db.models import Q

from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor
from haizhi.regulation.kinds import KIND_LABELS
from haizhi.standing.models import Ending, Observation, Rectification, Renewal, Revocation, StandingFile
from haizhi.standing.models.matter import Matter
from haizhi.standing.queries.terms import matters_of

_OWNERS: tuple[tuple[type[Matter], str], ...] = (
    (Renewal, "files__upload"),
    (Observation, "files__upload"),
    (Rectification, "reports__files__upload"),
    (Revocation, "files__upload"),
    (Ending, "files__upload"),
)


def files_of(owner: Renewal | Observation | Revocation | Ending) -> list[StandingFile]:
    """The files of a matter with what they hold. One query."""
    return list(owner.files.select_related("upload"))


def theirs(files: list[StandingFile], *, by_office: bool) -> list[Upload]:
    """Those that the Office put there, or the unit."""
    return [file.upload for file in files if file.by_office is by_office]


def matters_with(actor: Actor, upload: Upload) -> Iterator[Matter]:
    """The matters with this file that the actor deals with."""
    for model, path in _OWNERS:
        met = Q(**{path: upload})
        if model is Renewal:
            met |= Q(scan=upload)
        yield from matters_of(actor, model).filter(met).distinct()


@readable_if
def files_of_matters(actor: Actor, upload: Upload) -> bool:
    """Whoever deals with a matter opens its files."""
    return next(matters_with(actor, upload), None) is not None


@names_places
def pages_of_matters(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The pages of those matters."""
    for matter in matters_with(actor, upload):
        yield Place(f"{KIND_LABELS[matter.kind]} {matter.code}", matter.get_absolute_url())
