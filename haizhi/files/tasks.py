"""What the worker clears away: what never finished arriving, and what was handed in but never named by anything."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef, Q, QuerySet

from haizhi.files.keeping import erase
from haizhi.files.kinds import WAITED_FOR
from haizhi.files.models import Reception, Upload

KEPT_UNUSED = timedelta(days=7)
"""How long a file stays that no row of any app refers to."""

_A_ROUND = 200
"""Rows looked at in one round of the worker; the rest waits for the next."""


def clear_stale(at: datetime) -> int:
    """Forget receptions that stand still and remove uploads that nothing refers to; answers how many of both."""
    still = Reception.objects.filter(last_at__lt=at - WAITED_FOR)[:_A_ROUND]
    for reception in (stale := list(still)):
        reception.forget()
    forgotten = list(unused().filter(uploaded_at__lt=at - KEPT_UNUSED)[:_A_ROUND])
    for upload in forgotten:
        _remove(upload)
    return len(stale) + len(forgotten)


def unused() -> "QuerySet[Upload]":
    """Uploads that no foreign key of any app refers to: nothing has to be declared, so nothing can be forgotten."""
    referred = Q()
    for relation in Upload._meta.get_fields(include_hidden=True):  # also those that have no way back, related_name="+"
        if isinstance(relation, ForeignObjectRel) and relation.related_model is not Reception:
            rows = relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
            referred |= Q(Exists(rows))
    return Upload.objects.exclude(referred)


def _remove(upload: Upload) -> None:
    with transaction.atomic():
        alike = list(Upload.objects.select_for_update().filter(sha256=upload.sha256).values_list("pk", flat=True))
        if not unused().filter(pk=upload.pk).exists():
            return  # somebody named it in the meantime
        places = [upload.stored_at, upload.preview_at] if alike == [upload.pk] else []
        upload.delete()
        erase(places)  # last: what the database refuses to let go of keeps its content
