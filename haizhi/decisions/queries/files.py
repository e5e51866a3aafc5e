"""Who reads the files of decisions, and where they stand."""

from collections.abc import Iterator

from django.db.models import Exists, Q, QuerySet

from haizhi.decisions.models import Inquiry, Objection, Resolution
from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor


@readable_if
def minutes_and_attachments(actor: Actor, upload: Upload) -> bool:
    """Whoever sees the resolution reads its minutes; whoever deals with an objection reads its evidence.

    What a unit handed in with its answer is read by it and by them; whoever lodged the matter reads none of it.
    """
    resolutions = Resolution.objects.visible_to(actor).filter(minutes=upload)
    objections = _matters_with(actor, upload)
    inquiries = Inquiry.objects.visible_to(actor).filter(files__upload=upload)
    found = Exists(resolutions) | Exists(objections) | Exists(inquiries)
    return Upload.objects.filter(found, pk=upload.pk).exists()


def _matters_with(actor: Actor, upload: Upload) -> QuerySet[Objection]:
    return Objection.objects.visible_to(actor).filter(Q(attachment=upload) | Q(files__upload=upload)).distinct()


@names_places
def their_pages(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The resolution with these minutes, the objection with this evidence, the answer that it came with."""
    for resolution in Resolution.objects.visible_to(actor).filter(minutes=upload):
        yield Place(f"党组决议 {resolution.code}", resolution.get_absolute_url())
    for objection in _matters_with(actor, upload):
        yield Place(f"异议与举报 {objection.code}", objection.get_absolute_url())
    for inquiry in Inquiry.objects.visible_to(actor).filter(files__upload=upload).distinct():
        yield Place(f"情况说明 {inquiry.code}", inquiry.get_absolute_url())
