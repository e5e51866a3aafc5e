"""Fields of the form of 附件1."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from haizhi.applications.drafts.opening import lock, refuse_unless_open
from haizhi.applications.drafts.pages import Clash, Page, merged
from haizhi.applications.facts import DECLARATIONS, FORM_FIELDS
from haizhi.applications.models import Application
from haizhi.kernel.actor import Actor

DRAFT_FIELDS: Final = (*FORM_FIELDS, *DECLARATIONS)
"""What a draft's `save` takes."""


def save(
    application: Application, values: Mapping[str, Any], *, by: Actor, at: datetime, page: Page | None = None
) -> tuple[Clash, ...]:
    """Save fields of a draft (money in 分, area in m²); answers with those that another page changed meanwhile.

    Without a `page` nothing clashes. Raises Refused when the draft is no longer open or not the actor's to fill in,
    ValueError for a field that is none of the form's.
    """
    if unknown := values.keys() - set(DRAFT_FIELDS):
        raise ValueError(f"not a field of the form: {sorted(unknown)}")
    with transaction.atomic():
        lock(application)
        refuse_unless_open(application, by)
        found = merged(lambda name: getattr(application, name), application.edits, values, by=by, at=at, page=page)
        for name, value in found.changed.items():
            setattr(application, name, value)
        application.edits = found.edits
        application.saved_at = at
        application.save(update_fields=[*found.changed, "edits", "saved_at"])
    return found.clashes
