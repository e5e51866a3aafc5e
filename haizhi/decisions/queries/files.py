"""Who reads the files of decisions, and where they stand."""

from collections.abc import Iterator

from django.db.models import Exists

from haizhi.decisions.models import Objection, Resolution
from haizhi.files.models import Upload
from haizhi.files.queries import Place, names_places, readable_if
from haizhi.kernel.actor import Actor


@readable_if
def minutes_and_attachments(actor: Actor, upload: Upload) -> bool:
    """Whoever sees the resolution reads its minutes; whoever deals with an objection reads its evidence."""
    resolutions = Resolution.objects.visible_to(actor).filter(minutes=upload)
    objections = Objection.objects.visible_to(actor).filter(attachment=upload)
    return Upload.objects.filter(Exists(resolutions) | Exists(objections), pk=upload.pk).exists()


@names_places
def their_pages(actor: Actor, upload: Upload) -> Iterator[Place]:
    """The resolution with these minutes, the objection with this evidence."""
    for resolution in Resolution.objects.visible_to(actor).filter(minutes=upload):
        yield Place(f"党组决议 {resolution.code}", resolution.get_absolute_url())
    for objection in Objection.objects.visible_to(actor).filter(attachment=upload):
        yield Place(f"异议与举报 {objection.code}", objection.get_absolute_url())
