"""The address of the big screen: handed out on the console, and taken back there."""

from datetime import datetime

from django.db import transaction

from haizhi.kernel.source import new_code
from haizhi.reviews.models import Screen, Session


def open_screen(session: Session, *, at: datetime) -> Screen:
    """The session's screen with its address; made when there is none."""
    with transaction.atomic():
        Session._base_manager.select_for_update().get(pk=session.pk)
        screen = session.screens.filter(closed_at__isnull=True).first()
        return screen or Screen.objects.create(session=session, token=new_code(_LENGTH), opened_at=at)


def close_screen(session: Session, *, at: datetime) -> None:
    """Let the address lead nowhere from now on."""
    session.screens.filter(closed_at__isnull=True).update(closed_at=at)


_LENGTH = 12
"""Letters and digits of an address: 60 bits, short enough to be typed once."""
