"""A workbook of stations between its check and its being entered: no ledger entry."""

from datetime import datetime
from typing import Any

from django.db import transaction

from haizhi.kernel.actor import Actor
from haizhi.stations.models import StationBatch


@transaction.atomic
def keep_batch(name: str, rows: list[dict[str, Any]], *, by: Actor, at: datetime) -> StationBatch:
    """Keep the rows of a workbook, encrypted, until its reader enters or drops them; a former one of theirs goes."""
    return StationBatch.keep(name, rows, by=by, at=at)


def drop_batch(*, by: Actor) -> None:
    """Forget the workbook."""
    StationBatch.held_by(by).delete()
