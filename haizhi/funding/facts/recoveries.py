"""A recovery as the rules know it."""

from datetime import date

from haizhi.funding.models import Recovery
from haizhi.kernel import workdays
from haizhi.regulation.citations import measures
from haizhi.regulation.civil_time import day_of
from haizhi.regulation.findings import Finding
from haizhi.regulation.parameters import RECOVERY_OBJECTION_WORKDAYS
from haizhi.regulation.workdays import add_workdays


def last_day_to_object(recovery: Recovery) -> date:
    """The last day on which its unit may object, inclusive. Raises UnknownYear where the calendar ends before it."""
    return add_workdays(day_of(recovery.opened_at), RECOVERY_OBJECTION_WORKDAYS.value, workdays.table())


def books_take_it_back(recovery: Recovery) -> Finding:
    """Whether the decision can still be revoked: of money that no spending names, only until the account is signed."""
    met = recovery.spending_id is not None or recovery.grant.stage == "approved"
    return Finding(met, measures(14), "此项追回已列入决算", "" if met else "决算由单位负责人报送，不能再撤销追回。")
