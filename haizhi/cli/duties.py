"""What the worker does by itself, each duty with how often: one list, so that nothing is done unseen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from haizhi.accounts.acts import end_lapsed
from haizhi.applications.acts import close_due
from haizhi.applications.tasks import remind
from haizhi.archives.tasks import bind_waiting, erase_purged
from haizhi.assessments.acts import chase_due
from haizhi.decisions.acts import lapse_due, publish_due, recount_all
from haizhi.files.tasks import clear_stale
from haizhi.funding.tasks import remind_of_money
from haizhi.notifications.tasks import deliver, invite, quiet_overtaken, send_mail, send_reset_links, send_sms
from haizhi.rehearsal.tasks import keep_unlocked
from haizhi.reviews.tasks import destroy_expired
from haizhi.standing.tasks import remind_of_standing, run_out
from haizhi.stations.tasks import remind_of_station_work

Clock = Callable[[], datetime]
Stopping = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Duty:
    """Something that happens by itself, each round where `every` is nothing. `run` is told when to stop."""

    name: str
    run: Callable[[Clock, Stopping], object]
    every: timedelta = timedelta()


def _at_once(task: Callable[[datetime], object]) -> Callable[[Clock, Stopping], object]:
    """A task that is done in one go, at the moment it begins."""
    return lambda clock, _: task(clock())


DUTIES = (
    Duty("close_due", _at_once(close_due)),
    Duty("publish_due", _at_once(publish_due)),
    Duty("lapse_due", _at_once(lapse_due), timedelta(minutes=1)),
    Duty("recount_all", _at_once(recount_all), timedelta(minutes=1)),
    Duty("end_lapsed", _at_once(end_lapsed), timedelta(minutes=10)),
    Duty("destroy_expired", _at_once(destroy_expired), timedelta(minutes=1)),
    Duty("keep_unlocked", _at_once(keep_unlocked), timedelta(minutes=1)),
    Duty("run_out", _at_once(run_out), timedelta(minutes=1)),
    Duty("remind", _at_once(remind), timedelta(minutes=10)),
    Duty("remind_of_station_work", _at_once(remind_of_station_work), timedelta(minutes=10)),
    Duty("remind_of_standing", _at_once(remind_of_standing), timedelta(minutes=10)),
    Duty("remind_of_money", _at_once(remind_of_money), timedelta(minutes=10)),
    Duty("chase_due", _at_once(chase_due), timedelta(minutes=10)),
    Duty("deliver", _at_once(deliver)),
    Duty("quiet_overtaken", lambda *_: quiet_overtaken(), timedelta(minutes=1)),
    Duty("invite", _at_once(invite), timedelta(minutes=1)),
    Duty("send_reset_links", _at_once(send_reset_links)),
    Duty("send_mail", send_mail),
    Duty("send_sms", send_sms),
    Duty("erase_purged", _at_once(erase_purged)),
    Duty("bind_waiting", bind_waiting),
    Duty("clear_stale", _at_once(clear_stale), timedelta(minutes=10)),
)
"""In this order: what a deadline brings about is told in the same round."""
