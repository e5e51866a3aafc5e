"""What happens by itself in the demonstration: keys stay unlocked, and what falls due does so as its clock moves."""

from datetime import datetime

from haizhi.accounts.acts import end_lapsed
from haizhi.accounts.demonstration import is_demonstration
from haizhi.applications.acts import close_due
from haizhi.applications.tasks import remind
from haizhi.assessments.acts import chase_due
from haizhi.decisions.acts import lapse_due, publish_due, recount_all
from haizhi.funding.tasks import remind_of_money
from haizhi.notifications.tasks import deliver
from haizhi.rehearsal.signers import unlock_lapsed
from haizhi.standing.tasks import remind_of_standing, run_out
from haizhi.stations.tasks import remind_of_station_work


def keep_unlocked(at: datetime) -> None:
    """Unlock what lapsed again; anywhere but in the demonstration it does nothing at all."""
    if is_demonstration():
        unlock_lapsed(at)


def fall_due(at: datetime) -> None:
    """Everything that a day brings about, in the worker's order: the demonstration's visitor need not wait for it."""
    ending = (close_due, publish_due, lapse_due, recount_all, end_lapsed, run_out)
    reminding = (remind, remind_of_station_work, remind_of_standing, remind_of_money, chase_due)
    for task in (*ending, *reminding, deliver):
        task(at)
