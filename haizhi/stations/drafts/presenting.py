"""Saving a version that is being made: as often as one likes, without a trace in the ledger."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from haizhi.kernel.actor import Actor
from haizhi.regulation.citations import measures
from haizhi.regulation.findings import Finding, Refused
from haizhi.regulation.presentations import StationField
from haizhi.regulation.roles import UNIT_ROLES
from haizhi.stations.models import EDITED, Presentation, PresentationField


def may_edit(presentation: Presentation, by: Actor) -> bool:
    """Whether the version is the actor's to write: their unit's, and not handed in."""
    own = any(grant.role in UNIT_ROLES and presentation.within(grant) for grant in by.grants)
    return own and presentation.stage in EDITED


def save_presentation(
    presentation: Presentation,
    *,
    by: Actor,
    at: datetime,
    seen: int,
    fields: Iterable[StationField],
    **values: Any,
) -> None:
    """Keep what was typed. `seen` is the number of savings that its writer knew of.

    Raises Refused when it is not the actor's to write, or when somebody has saved it meanwhile.
    """
    with transaction.atomic():
        presentation.refresh_from_db(from_queryset=Presentation._base_manager.select_for_update())
        if not may_edit(presentation, by):
            raise Refused(_refusal(f"此件现为“{presentation.stage_label}”，不能再修改", "如需修改，请先收回。"))
        if seen != presentation.edits:
            raise Refused(
                _refusal(
                    "您填写期间，本单位另一位同事保存过这份展示",
                    "您填写的内容仍在本页：请在新窗口打开核对后再保存，将以您这次保存的为准。",
                )
            )
        for name, value in values.items():
            setattr(presentation, name, value)
        presentation.edits += 1
        presentation.saved_at = at
        presentation.save()
        presentation.fields.all().delete()
        PresentationField.objects.bulk_create(
            PresentationField(presentation=presentation, field=field.value) for field in fields
        )


def _refusal(reason: str, remedy: str) -> Finding:
    return Finding(False, measures(10), reason, remedy)
