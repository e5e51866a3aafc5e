"""Which records make up a case, and which acts were done on them."""

from uuid import UUID

from django.db.models import QuerySet

from haizhi.applications.models import Application
from haizhi.archives.models import Archive
from haizhi.decisions.models import Inquiry, JointDocument, Objection, Publicity, Resolution, ResultLetter
from haizhi.kernel.models import Act
from haizhi.reviews.models import Turn
from haizhi.stations.models import Station


def subjects_of(application: Application) -> list[UUID]:
    """The case itself and what was decided on it: of a session only the unit's own turn, nothing of any judge."""
    related = (
        Turn.objects.filter(application=application),
        Resolution.objects.filter(lines__application=application),
        Publicity.objects.filter(items__application=application),
        Objection.objects.filter(application=application),
        Inquiry.objects.filter(objection__application=application),
        ResultLetter.objects.filter(application=application),
        JointDocument.objects.filter(items__application=application),
        Station.objects.filter(application=application),
    )
    first, *others = (rows.order_by().values_list("pk", flat=True) for rows in related)
    return [application.pk, *first.union(*others)]


def acts_of(application: Application) -> QuerySet[Act]:
    """Every act on these, as they were done."""
    return Act.objects.filter(subject_id__in=subjects_of(application)).select_related("entry").order_by("entry_id")


def has_grown(archive: Archive) -> bool:
    """Whether anything was done on the case since its last binding, or that binding had to be erased."""
    last = max(archive.packages.all(), key=lambda package: package.serial, default=None)
    if last is None or last.erased_at is not None:
        return True
    return acts_of(archive.application).filter(entry_id__gte=last.entries).exists()
