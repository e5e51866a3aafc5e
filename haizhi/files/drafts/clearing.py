"""A doubtful word is answered by a person, by name."""

from datetime import datetime

from haizhi.files.models import Upload
from haizhi.kernel.actor import Actor


def clear(upload: Upload, *, by: Actor, at: datetime) -> None:
    """Note that a person says the file is not secret; the first answer stands."""
    if not upload.question:
        return
    Upload.objects.filter(pk=upload.pk, cleared_at=None).update(
        cleared_by_id=by.id, cleared_by_name=by.name, cleared_at=at
    )
    upload.refresh_from_db()
