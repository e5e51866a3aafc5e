"""Writes to those who are invited and have no account yet: the letter is all that reaches them."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from haizhi.accounts.models import Invitation, Person
from haizhi.kernel.models import Act
from haizhi.notifications.facts import channels_set_up
from haizhi.notifications.models import Channel, Delivery, DeliveryState
from haizhi.notifications.tasks.telling import STALE

_SENDING = ("invitation.send", "invitation.renew")


def invite(at: datetime) -> int:
    """Write a letter for each invitation sent to a mailbox that belongs to no account; how many were written.

    An invitation sent anew is written anew; whoever has an account is told by a notice instead.
    """
    if Channel.MAIL not in channels_set_up():
        return 0
    written = Delivery.objects.filter(act=OuterRef("pk"))
    news = Act.objects.filter(~Exists(written), verb__in=_SENDING, at__gt=at - STALE)
    invitations = Invitation.objects.filter(stage="open", expires_at__gt=at).exclude(email="").in_bulk()
    letters = {}
    for act in news.order_by("entry_id"):
        if invitation := invitations.get(act.subject_id):
            letters[act.subject_id] = Delivery(
                act=act,
                channel=Channel.MAIL,
                address=invitation.email,
                state=DeliveryState.WAITING,
                made_at=at,
                next_try_at=at,
            )
    known = Person._base_manager.filter(email__in=[letter.address for letter in letters.values()])
    at_home = set(known.values_list("email", flat=True))
    new = [letter for letter in letters.values() if letter.address not in at_home]
    # Of two workers at once the constraint lets one letter through.
    Delivery.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)
