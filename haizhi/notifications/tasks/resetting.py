"""Writes to who sets a password anew: to the own mailbox, whatever they chose to be told by, read or not."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from haizhi.accounts.demonstration import is_demonstration_mailbox
from haizhi.accounts.facts.resetting import LINK_LASTS, reset_is_open
from haizhi.accounts.models import Person
from haizhi.kernel.models import Act
from haizhi.notifications.facts import channels_set_up
from haizhi.notifications.models import Channel, Delivery, DeliveryState
from haizhi.regulation.moves import SEND_RESET


def send_reset_links(at: datetime) -> int:
    """Write a letter for each link that is still good and has none; how many were written."""
    if Channel.MAIL not in channels_set_up():
        return 0
    written = Delivery.objects.filter(act=OuterRef("pk"))
    acts = Act.objects.filter(~Exists(written), verb=SEND_RESET.name, at__gt=at - LINK_LASTS).order_by("entry_id")
    people = Person._base_manager.in_bulk([act.subject_id for act in acts])
    letters = [
        _letter(act, person.email, at)
        for act in acts
        if (person := people.get(act.subject_id)) and person.email and is_of_the_last_link(act, person, at)
    ]
    # Of two workers at once the constraint lets one letter through.
    Delivery.objects.bulk_create(letters, ignore_conflicts=True)
    return len(letters)


def is_of_the_last_link(act: Act, person: Person, at: datetime) -> bool:
    """Whether the link that an act sent is the one that is still good."""
    return reset_is_open(person, at) and person.reset_sent_at == act.at


def _letter(act: Act, address: str, at: datetime) -> Delivery:
    shown = is_demonstration_mailbox(address)
    return Delivery(
        act=act,
        channel=Channel.MAIL,
        address=address,
        state=DeliveryState.SKIPPED if shown else DeliveryState.WAITING,
        last_error="演示账号的信箱并不存在" if shown else "",
        made_at=at,
        next_try_at=None if shown else at,
    )
