"""A recovery as the rules know it."""

from datetime import date

from haizhi.funding.models import Recovery
from haizhi.kernel import workdays
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.parameters import RECOVERY_OBJECTION_WORKDAYS
from haizhi.regulation.workdays import add_workdays


def last_day_to_object(recovery: Recovery) -> date:
    """The last day on which its unit may object, inclusive. Raises UnknownYear where the calendar ends before it."""
    return add_workdays(day_of(recovery.opened_at), RECOVERY_OBJECTION_WORKDAYS.value, workdays.table())
