"""What people note about their own notices and choose for themselves; and what is tried again by hand."""

import logging
from datetime import datetime
from uuid import UUID

from haizhi.accounts.models import Person
from haizhi.kernel.actor import Actor
from haizhi.notifications.models import Channel, Delivery, DeliveryState, Notice, Preference

log = logging.getLogger(__name__)


def mark_read(actor: Actor, at: datetime, *, case: UUID | None = None) -> int:
    """Note that the notices of one case, or all of them, were read; how many that were unread."""
    if actor.id is None:
        return 0
    unread = Notice.objects.filter(person_id=actor.id, read_at__isnull=True)
    return (unread if case is None else unread.filter(case_id=case)).update(read_at=at)


def choose(person: Person, *, mail: bool, sms: bool) -> None:
    """Keep by which channels a person wants to be told besides the platform's own pages."""
    Preference.objects.update_or_create(person=person, defaults={"mail": mail, "sms": sms})


def try_again(delivery: Delivery, actor: Actor, at: datetime) -> bool:
    """Have a delivery that failed tried at once, to the address that the person has by now.

    False, with nothing changed, when it did not fail or is being tried just now.
    """
    failed = Delivery.objects.filter(pk=delivery.pk, state__in=[DeliveryState.FAILED, DeliveryState.GIVEN_UP])
    changed = failed.update(
        state=DeliveryState.WAITING,
        attempts=0,
        next_try_at=at,
        last_error="",
        address=_address(delivery) or delivery.address,
    )
    if changed:
        log.info("delivery %d is tried again at the wish of %s", delivery.pk, actor.id)
    return bool(changed)


def _address(delivery: Delivery) -> str:
    if delivery.notice is None:
        return ""
    person = delivery.notice.person
    return (person.email if delivery.channel == Channel.MAIL else person.mobile) or ""


def try_all_again(actor: Actor, at: datetime) -> int:
    """Have all that was given up tried again; how many."""
    given_up = Delivery.objects.filter(state=DeliveryState.GIVEN_UP).select_related("notice__person")
    return sum(try_again(delivery, actor, at) for delivery in given_up.order_by("pk"))
