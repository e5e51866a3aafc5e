"""Who reads the files of decisions."""

from haizhi.decisions.models import Objection, Resolution
from haizhi.files.models import Upload
from haizhi.files.queries import readable_if
from haizhi.kernel.actor import Actor


@readable_if
def minutes_and_attachments(actor: Actor, upload: Upload) -> bool:
    """Whoever sees the resolution reads its minutes; whoever deals with an objection reads its evidence."""
    return (
        Resolution.objects.visible_to(actor).filter(minutes=upload).exists()
        or Objection.objects.visible_to(actor).filter(attachment=upload).exists()
    )
