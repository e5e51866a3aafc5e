"""Finds what of checks and recoveries waits and is due at units (办法·14)."""

from collections.abc import Iterator
from datetime import datetime

from haizhi.funding.models import Check, Recovery
from haizhi.notifications.facts import Waiting
from haizhi.notifications.tasks import recall
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.reminders import Occasion
from haizhi.regulation.roles import OFFICE_ROLES, UNIT_ROLES


def remind_of_money(at: datetime) -> int:
    """Remind the units, and of what is overdue the Office too; the number of new notices."""
    return recall(_waiting(), at)


def _waiting() -> Iterator[Waiting]:
    office = tuple((role, "") for role in sorted(OFFICE_ROLES))
    for check in Check.objects.filter(stage="rectifying").select_related("station__unit").order_by("code"):
        if check.due_on is not None and check.visit_on is not None:
            told = tuple((role, str(check.station.unit_id)) for role in sorted(UNIT_ROLES))
            yield Waiting(Occasion.CHECK, check, check.due_on, check.visit_on, told, overdue_too=office)
    running = Recovery.objects.filter(stage="running").select_related(*Recovery.shown_with)
    for recovery in running.order_by("code"):
        told = tuple((role, str(recovery.grant.station.unit_id)) for role in sorted(UNIT_ROLES))
        since = day_of(recovery.opened_at)
        yield Waiting(Occasion.REPAY, recovery, recovery.repay_by, since, told, overdue_too=office)
