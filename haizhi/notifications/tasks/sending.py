"""Sends what waits, one at a time: claimed first, tried again later when it failed, never by two workers at once.

A claim is a lease. A worker that is killed leaves its one claimed row `sending`; once the lease has run out another
takes it up. Killed before the relay's answer, the first try came to nothing. Killed in the instant between the answer
and the note of it, the same letter goes out a second time: no relay offers a transaction together with our database.
It then bears the same Message-ID (a short message the same idempotency key), by which the receiving side can drop it.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.db.models import F, Q

from haizhi.accounts.models import Invitation, Person
from haizhi.notifications.facts import FIRST_WAIT, next_try
from haizhi.notifications.models import Channel, Delivery, DeliveryState
from haizhi.notifications.tasks.resetting import is_of_the_last_link
from haizhi.notifications.tasks.telling import unwanted
from haizhi.regulation.moves import SEND_RESET

log = logging.getLogger(__name__)

Clock = Callable[[], datetime]
Stopping = Callable[[], bool]

LEASE = timedelta(minutes=5)
"""Longer than one letter can take: eleven answers of the relay, ten seconds each at most."""

TURN = timedelta(seconds=20)
"""A channel with much to send lets the other duties have their turn after so long."""

_OPEN = (DeliveryState.WAITING, DeliveryState.FAILED)


class Unsent(Exception):
    """It could not be sent; `str()` says why, in Chinese, and names no address."""


class Later(Unsent):
    """This one can't be sent now."""


class Never(Unsent):
    """This one can't be sent at all: the receiving side refused it for good."""


class Unreachable(Unsent):
    """Nothing can be sent by this channel now."""


def send_waiting(channel: Channel, send: Callable[[Delivery], None], clock: Clock, stopping: Stopping) -> int:
    """Send what waits in a channel, the eldest first, until told to stop or the turn is over; how many were sent.

    `send` raises Later, Never or Unreachable; whatever else it raises is a fault of ours in this one, which the log
    tells of, and holds up no other.
    """
    sent, end = 0, clock() + TURN
    while not stopping() and clock() < end:
        delivery = claim(channel, clock())
        if delivery is None:
            break
        if why := _unwanted_by_now(delivery, clock()):
            settle(delivery, DeliveryState.SKIPPED, last_error=why)
            continue
        try:
            send(delivery)
        except Never as refused:
            settle(delivery, DeliveryState.GIVEN_UP, last_error=str(refused))
        except Unreachable as away:
            fail(delivery, clock(), str(away))
            _postpone(channel, clock())
            log.warning("%s: %s", channel.value, away)
            break
        except Later as failed:
            fail(delivery, clock(), str(failed))
        except Exception:
            log.exception("%s delivery %d failed", channel.value, delivery.pk)
            fail(delivery, clock(), "平台内部出错，已记入日志")
        else:
            settle(delivery, DeliveryState.SENT, sent_at=clock(), last_error="")
            sent += 1
    return sent


def claim(channel: Channel, at: datetime) -> Delivery | None:
    """Take the eldest that is due, or that a worker left unfinished; nobody else has it until the lease runs out."""
    due = Q(state__in=_OPEN, next_try_at__lte=at) | Q(state=DeliveryState.SENDING, leased_until__lte=at)
    eldest = Delivery.objects.filter(due, channel=channel).order_by("id")
    while (pk := eldest.values_list("pk", flat=True).first()) is not None:
        taken = {"state": DeliveryState.SENDING, "leased_until": at + LEASE, "next_try_at": None}
        # One statement: of two workers that saw the same row, the second finds the condition no longer true.
        if Delivery.objects.filter(due, pk=pk).update(**taken, attempts=F("attempts") + 1):
            rows = Delivery.objects.select_related(
                "act", "notice__act", "notice__reminder", "notice__person__preference"
            )
            return rows.get(pk=pk)
    return None


def settle(delivery: Delivery, state: DeliveryState, **more: Any) -> bool:
    """Note how it ended; False when the lease had run out and another worker has it by now."""
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=DeliveryState.SENDING, leased_until=delivery.leased_until, attempts=delivery.attempts
    )
    return bool(mine.update(state=state, leased_until=None, **more))


def fail(delivery: Delivery, at: datetime, why: str) -> None:
    """Note a failed try: it comes up again after its wait, or is given up when it was the last."""
    again = next_try(delivery.attempts, at)
    state = DeliveryState.FAILED if again else DeliveryState.GIVEN_UP
    settle(delivery, state, next_try_at=again, last_error=why[:200])


def _postpone(channel: Channel, at: datetime) -> None:
    """Let the channel rest: what would have been next has not been tried, so that it counts as no attempt."""
    due = Delivery.objects.filter(channel=channel, state__in=_OPEN, next_try_at__lte=at)
    due.update(next_try_at=at + FIRST_WAIT)


def _unwanted_by_now(delivery: Delivery, at: datetime) -> str:
    """Why it need not be sent any more: told otherwise, or not wanted, since it was written."""
    notice = delivery.notice
    if notice is None and (act := delivery.act) and act.verb == SEND_RESET.name:
        person = Person._base_manager.filter(pk=act.subject_id).first()
        return "" if person and is_of_the_last_link(act, person, at) else "链接已失效"
    if notice is None:
        open_still = Invitation.objects.filter(pk=delivery.told.news.subject_id, stage="open", expires_at__gt=at)
        return "" if open_still.exists() else "邀请已失效"
    if notice.person.stage != "active":
        return "账号已停用"
    if not notice.important:
        return "此事已有后续办理"
    if notice.read_at is not None:
        return "本人已在平台上阅读"
    return unwanted(delivery.channel, getattr(notice.person, "preference", None))
